package org.baltoro.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.bench.contender.Measured;
import org.baltoro.bench.contender.Workload;

/**
 * What a long time of work does to PostgreSQL's tables: {@code bench.operations} tasks of 32
 * clients beside {@code bench.waiting} that wait, with autovacuum as it is by default. Rates and
 * sizes on the way; at the end each table's updates, how many of them were HOT, and what is dead.
 */
public final class WearBench {
  private static final int CLIENTS = 32;
  private static final int SLICES = 6;
  private static final Duration SLICE = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final String TABLES =
      """
      SELECT relname, n_tup_ins, n_tup_upd, n_tup_hot_upd, n_tup_del, n_live_tup, n_dead_tup,
          autovacuum_count, pg_relation_size(relid), pg_indexes_size(relid)
      FROM pg_stat_user_tables
      WHERE n_tup_ins + n_tup_upd + n_tup_del > 1000
      ORDER BY relname
      """;

  private WearBench() {}

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var lines = new ArrayList<String>();
    try (var databases = new Databases(options.output().resolve("data"));
        var child = ChildProcess.start(Entrant.BALTORO, options)) {
      var place = databases.fresh(Databases.Kind.POSTGRES);
      child.ask(PATIENCE, "open " + place.url());
      child.ask(PATIENCE, "fill waiting-task " + options.waiting());
      lines.add("| tasks done | tasks/s | p99 ms | PostgreSQL CPU ms | database, MB |");
      lines.add("|---|---|---|---|---|");
      long done = 0;
      for (int slice = 1; slice <= SLICES; slice++) {
        var postgres = databases.postgres().cpu();
        var measured = upTo(child, options.operations() * slice / SLICES - done);
        long operations = measured.stream().mapToLong(Measured::operations).sum();
        done += operations;
        lines.add(
            "| %,d | %,.0f | %.1f | %.3f | %,d |"
                .formatted(
                    done,
                    measured.stream().mapToDouble(Measured::perSecond).average().orElseThrow(),
                    measured.stream().mapToDouble(Measured::p99Millis).max().orElseThrow(),
                    databases.postgres().cpu().minus(postgres).toNanos() / 1e6 / operations,
                    databases.bytes(place) >> 20));
        System.out.println(lines.getLast());
      }
      lines.add("");
      lines.addAll(tables(databases, place));
      child.ask(PATIENCE, "close");
    }
    Files.write(options.output().resolve("wear.md"), lines);
    lines.forEach(System.out::println);
  }

  private static List<Measured> upTo(ChildProcess child, long operations) {
    var measured = new ArrayList<Measured>();
    long left = operations;
    do {
      measured.add(child.run(Workload.TASK, CLIENTS, SLICE));
      left -= measured.getLast().operations();
    } while (left > 0);
    return measured;
  }

  private static List<String> tables(Databases databases, Databases.Place place) throws Exception {
    var lines = new ArrayList<String>();
    lines.add(
        "| table | inserted | updated | HOT | deleted | live | dead | autovacuums | MB | indexes,"
            + " MB |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|");
    try (var connection = databases.postgres().connect(place.name());
        var statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_force_next_flush()");
      try (var rows = statement.executeQuery(TABLES)) {
        while (rows.next()) {
          long updated = rows.getLong(3);
          lines.add(
              "| %s | %,d | %,d | %s | %,d | %,d | %,d | %d | %.1f | %.1f |"
                  .formatted(
                      rows.getString(1),
                      rows.getLong(2),
                      updated,
                      updated == 0 ? "" : "%d %%".formatted(100 * rows.getLong(4) / updated),
                      rows.getLong(5),
                      rows.getLong(6),
                      rows.getLong(7),
                      rows.getLong(8),
                      megabytes(rows.getLong(9)),
                      megabytes(rows.getLong(10))));
        }
      }
    }
    return lines;
  }

  private static double megabytes(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
