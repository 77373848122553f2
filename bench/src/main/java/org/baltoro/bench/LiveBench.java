package org.baltoro.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.engine.Engine;
import org.baltoro.engine.ManualClock;

/**
 * What running instances cost: timers that are due at once, gotos, and ordinary work beside
 * instances that only wait.
 *
 * <p>Arguments: output folder, seconds for each measurement, rounds, stores, idle instances.
 */
public final class LiveBench {
  private static final int TIMERS = 20_000;

  private static final String ESCALATED =
      """
      process: Bench/Escalated
      activities:
        Wait:
          events:
            - server: Wait
              code: k2.setSynchronous(false);
          escalations:
            - name: Too late
              after: 1h
              goto: Late
          lines:
            - to: Late
        Late:
          events:
            - server: Count
              handler: count
      """;

  private static final String MOVING =
      """
      process: Bench/Moving
      activities:
        Here:
          events:
            - server: Wait
              handler: wait
          lines:
            - to: There
        There:
          events:
            - server: Wait
              handler: wait
      """;

  private LiveBench() {}

  public static void main(String[] arguments) throws Exception {
    var output = Path.of(arguments[0]);
    var time = Duration.ofSeconds(Long.parseLong(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    int idle = Integer.parseInt(arguments[4]);
    Files.createDirectories(output);
    var lines = new ArrayList<String>();
    for (var store : List.of(arguments[3].split(","))) {
      try (var database = Database.open(store)) {
        lines.add(timers(store, database));
        lines.add(gotos(store, database, 1, time));
        lines.add(gotos(store, database, 32, time));
        lines.add(besideIdle(store, database, idle, rounds, time));
      }
    }
    Files.write(output.resolve("live.md"), lines);
    lines.forEach(System.out::println);
  }

  /** From the moment at which all timers are due until the last has done what it is for. */
  private static String timers(String store, Database database) throws Exception {
    var clock = new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
    var fired = new CountDownLatch(TIMERS);
    try (var engine =
        Engine.open(
            database.fresh().clock(clock).repeatableHandler("count", k2 -> fired.countDown()))) {
      var connection = engine.connectTrusted("bench");
      connection.definitions().deploy(ESCALATED, "escalated.yaml");
      Filling.times(TIMERS, number -> start(connection, "Bench/Escalated"));
      long begun = System.nanoTime();
      clock.advance(Duration.ofHours(1));
      if (!fired.await(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException(fired.getCount() + " timers have not fired");
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return "| %s | %,d timers due at once, each a goto and a server event | %.1f s | %,.0f/s |"
          .formatted(store, TIMERS, seconds, TIMERS / seconds);
    }
  }

  /** Each client sends an instance of its own to and fro. */
  private static String gotos(String store, Database database, int clients, Duration time)
      throws Exception {
    try (var engine =
        Engine.open(database.fresh().handler("wait", k2 -> k2.setSynchronous(false)))) {
      var connection = engine.connectTrusted("bench");
      connection.definitions().deploy(MOVING, "moving.yaml");
      var instances = new ConcurrentLinkedQueue<Long>();
      for (int client = 0; client < clients; client++) {
        instances.add(start(connection, "Bench/Moving"));
      }
      var there = new ManagementOperation.GotoActivity("There", null, true, true);
      var measured =
          Clients.run(
              clients,
              time,
              new Workload.Runner() {
                @Override
                public void once() {
                  long instance = java.util.Objects.requireNonNull(instances.poll());
                  connection.management().carryOut(instance, there);
                  instances.add(instance);
                }

                @Override
                public void close() {}
              });
      return "| %s | goto, %d clients | p50 %.2f ms, p99 %.2f ms | %,.0f/s |"
          .formatted(
              store, clients, measured.p50Millis(), measured.p99Millis(), measured.perSecond());
    }
  }

  /** The same work in a store that is empty and in one that is full of waiting instances. */
  private static String besideIdle(
      String store, Database database, int idle, int rounds, Duration time) throws Exception {
    var empty = new ArrayList<Double>();
    var full = new ArrayList<Double>();
    try (var filled =
            Engine.open(database.fresh().handler("wait", k2 -> k2.setSynchronous(false)));
        var fresh = Engine.open(database.fresh().handler("wait", k2 -> k2.setSynchronous(false)))) {
      for (var engine : List.of(filled, fresh)) {
        engine.connectTrusted("bench").definitions().deploy(MOVING, "moving.yaml");
      }
      var filler = filled.connectTrusted("bench");
      Filling.times(idle, number -> start(filler, "Bench/Moving"));
      for (int round = 0; round <= rounds; round++) {
        double inFresh = external(fresh, time);
        double inFilled = external(filled, time);
        if (round > 0) { // the first warms up
          empty.add(inFresh);
          full.add(inFilled);
        }
      }
    }
    double beside = median(full);
    double alone = median(empty);
    return "| %s | start, finish twice, end; 32 clients, beside %,d waiting instances | %.0f %% of an empty store | %,.0f/s |"
        .formatted(store, idle, 100 * beside / alone, beside);
  }

  private static double external(Engine engine, Duration time) throws Exception {
    var connection = engine.connectTrusted("bench");
    return Clients.run(
            32,
            time,
            new Workload.Runner() {
              @Override
              public void once() {
                var instance = connection.createProcessInstance("Bench/Moving");
                var started = connection.startProcessInstance(instance, true);
                var first = started.activities().getFirst().events().getFirst();
                connection.openServerItem(first.serialNumber()).finish(true);
                var next = connection.openProcessInstance(started.id());
                var second = next.activities().getFirst().events().getFirst();
                connection.openServerItem(second.serialNumber()).finish();
              }

              @Override
              public void close() {}
            })
        .perSecond();
  }

  private static long start(Connection connection, String process) {
    return connection.startProcessInstance(connection.createProcessInstance(process), true).id();
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
