package org.baltoro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs all workloads on each store with 1, 8, 32 and 128 clients, interleaved with the raw store
 * limit, and writes a table with medians.
 *
 * <p>Arguments: output folder, seconds for each measurement, rounds, stores ({@code
 * sqlite,postgres}).
 */
public final class Bench {
  private static final int[] CLIENTS = {1, 8, 32, 128};

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var output = Path.of(arguments[0]);
    var seconds = Duration.ofSeconds(Long.parseLong(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    Files.createDirectories(output);
    var results = new LinkedHashMap<Key, List<Measured>>();
    for (var store : Arrays.asList(arguments[3].split(","))) {
      try (var database = Database.open(store)) {
        for (var workload : Workload.values()) {
          measure(database, workload, 8, Duration.ofSeconds(3)); // warms the machine up
        }
        for (int round = 1; round <= rounds; round++) {
          for (int clients : CLIENTS) {
            for (var workload : Workload.values()) {
              var key = new Key(store, workload, clients);
              var measured = measure(database, workload, clients, seconds);
              results.computeIfAbsent(key, k -> new ArrayList<>()).add(measured);
              System.out.printf(
                  "%s round %d, %d clients, %s: %.0f instances/s, p50 %.2f ms, p99 %.2f ms%n",
                  store,
                  round,
                  clients,
                  workload.label(),
                  measured.perSecond(),
                  measured.p50Millis(),
                  measured.p99Millis());
            }
          }
        }
      }
    }
    write(output, results);
  }

  private static Measured measure(Database database, Workload workload, int clients, Duration time)
      throws Exception {
    try (var runner = workload.open(database)) {
      return Clients.run(clients, time, runner);
    }
  }

  private static void write(Path output, Map<Key, List<Measured>> results) throws IOException {
    var table = new StringBuilder();
    var csv =
        new StringBuilder(
            "store,workload,clients,instances_per_s,decisions_per_s,p50_ms,p99_ms,share_of_limit\n");
    table.append(
        "| store | workload | clients | instances/s | decisions/s | p50 ms | p99 ms | of the raw"
            + " limit |\n");
    table.append("|---|---|---|---|---|---|---|---|\n");
    results.forEach((key, list) -> {
      double perSecond = median(list.stream().mapToDouble(Measured::perSecond));
      double p50 = median(list.stream().mapToDouble(Measured::p50Millis));
      double p99 = median(list.stream().mapToDouble(Measured::p99Millis));
      var limit = key.workload.limit();
      var limits = limit == null ? null : results.get(new Key(key.store, limit, key.clients));
      String share =
          limits == null
              ? ""
              : "%.0f %%"
                  .formatted(
                      100 * perSecond / median(limits.stream().mapToDouble(Measured::perSecond)));
      table.append(
          "| %s | %s | %d | %.0f | %.0f | %.2f | %.2f | %s |%n"
              .formatted(
                  key.store,
                  key.workload.label(),
                  key.clients,
                  perSecond,
                  perSecond * key.workload.decisions(),
                  p50,
                  p99,
                  share));
      csv.append(
          "%s,%s,%d,%.1f,%.1f,%.3f,%.3f,%s%n"
              .formatted(
                  key.store,
                  key.workload,
                  key.clients,
                  perSecond,
                  perSecond * key.workload.decisions(),
                  p50,
                  p99,
                  share.replace(" %", "")));
    });
    Files.writeString(output.resolve("results.md"), table);
    Files.writeString(output.resolve("results.csv"), csv);
    System.out.println(table);
  }

  private static double median(java.util.stream.DoubleStream values) {
    var sorted = values.sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private record Key(String store, Workload workload, int clients) {}
}
