package org.baltoro.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.baltoro.api.Connection;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.bench.baltoro.Config;
import org.baltoro.bench.contender.Clients;
import org.baltoro.bench.contender.Filling;
import org.baltoro.engine.Engine;
import org.baltoro.engine.ManualClock;

/**
 * What it costs to count finished instances, to ask for statistics, and to delete what is past its
 * time, alone and beside ordinary work: with {@code bench.finished} instances, on each of {@code
 * bench.stores}.
 */
public final class HistoryBench {
  private static final int CLIENTS = 32;
  private static final String PROCESS =
      """
      process: Bench/Order
      durability: wait
      data:
        Customer: { type: string, searchable: true }
      activities:
        Register:
          events:
            - server: Register
              handler: nothing
          lines:
            - to: Book
        Book:
          events:
            - server: Book
              handler: nothing
      """;

  private HistoryBench() {}

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var lines = new ArrayList<String>();
    try (var databases = new Databases(options.output().resolve("data"))) {
      for (var store : options.stores()) {
        lines.addAll(
            history(store.key(), databases.fresh(store), options.finished(), options.time()));
      }
    }
    Files.write(options.output().resolve("history.md"), lines);
    lines.forEach(System.out::println);
  }

  private static List<String> history(
      String store, Databases.Place place, int finished, Duration time) throws Exception {
    var lines = new ArrayList<String>();
    var clock = new ManualClock(Instant.parse("2026-03-02T09:00:00Z"));
    try (var engine =
        Engine.open(
            Config.on(place.url())
                .clock(clock)
                .retention(Duration.ofDays(90), false)
                .repeatableHandler("nothing", k2 -> {}))) {
      var connection = engine.connectTrusted("bench");
      connection.definitions().deploy(PROCESS, "order.yaml");
      Filling.times(finished, number -> start(connection, number % 1_000));
      long counted = connection.history().processStatistics(StatisticsQuery.ALL).uncounted();
      lines.add(
          "| %s | counting, of %,d finished | %s |"
              .formatted(
                  store,
                  finished,
                  counted < 1_000
                      ? "it kept up with the work"
                      : rate(() -> connection.history().rollUp(), finished - counted(connection))));
      lines.add(
          "| %s | statistics of activities over all of them | %.1f ms |"
              .formatted(
                  store,
                  millis(() -> connection.history().activityStatistics(StatisticsQuery.ALL))));
      work(connection, time); // warms up
      double alone = work(connection, time);
      clock.advance(Duration.ofDays(91));
      lines.add(
          "| %s | deleting, nothing else | %s |"
              .formatted(store, rate(() -> delete(connection, finished / 4), finished / 4)));
      awaitDeletions(connection);
      long before = deleted(connection);
      double beside = work(connection, time);
      long deleted = deleted(connection) - before;
      lines.add(
          "| %s | start to end, %d clients, beside deleting %,.0f/s | %,.0f/s: %.0f %% of without |"
              .formatted(
                  store,
                  CLIENTS,
                  deleted / (double) time.toSeconds(),
                  beside,
                  100 * beside / alone));
    }
    return lines;
  }

  /** The server looks for itself every minute. */
  private static void awaitDeletions(Connection connection) throws InterruptedException {
    long before = deleted(connection);
    while (deleted(connection) == before) {
      Thread.sleep(100);
    }
  }

  private static long deleted(Connection connection) {
    return connection.history().retention().deleted().stream()
        .mapToLong(day -> day.instances())
        .sum();
  }

  private static long counted(Connection connection) {
    var rows = connection.history().processStatistics(StatisticsQuery.ALL).rows();
    return rows.isEmpty() ? 0 : rows.getFirst().completed();
  }

  private static Object delete(Connection connection, int most) {
    long deleted = 0;
    while (deleted < most) {
      deleted += connection.history().runRetention((int) Math.min(1_000, most - deleted)).deleted();
    }
    return deleted;
  }

  private static String rate(Callable<?> work, long number) throws Exception {
    double millis = millis(work);
    return "%,.0f/s".formatted(number * 1_000 / millis);
  }

  private static double millis(Callable<?> work) throws Exception {
    long begun = System.nanoTime();
    work.call();
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double work(Connection connection, Duration time) throws Exception {
    return Clients.run(CLIENTS, time, () -> start(connection, 7)).perSecond();
  }

  private static long start(Connection connection, int customer) {
    var instance = connection.createProcessInstance("Bench/Order");
    instance.dataFields().set("Customer", "C" + customer);
    return connection.startProcessInstance(instance, true).id();
  }
}
