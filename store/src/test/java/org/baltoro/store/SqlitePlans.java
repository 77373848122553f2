package org.baltoro.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.baltoro.store.WatchedStatements.Plan;
import org.baltoro.store.dialect.Dialect;
import org.baltoro.store.dialect.SqliteDialect;
import org.junit.jupiter.api.io.TempDir;

/**
 * Once with what ANALYZE tells about the tables, and once without, as a store is left by itself.
 */
abstract class SqlitePlans extends PlanSuite {
  /** A walk over all instances takes 120,000 and more. */
  private static final long STEPS_MAX = 25_000;

  private static final Pattern WHOLE_TABLE =
      Pattern.compile(
          "SCAN (instance|journal|timer|search|worklist|start_key|large_value|rolled_up|to_roll_up|statistic)\\b.*");

  @TempDir static Path folder;

  @Override
  Dialect openDialect() {
    var file = folder.resolve("store.db");
    return SqliteDialect.open(StoreConfig.sqlite(file), file);
  }

  @Override
  WatchedStatements watchedReads() {
    return new WatchedStatements("EXPLAIN QUERY PLAN ");
  }

  @Override
  WatchedStatements watchedWrites() {
    return new WatchedStatements("EXPLAIN QUERY PLAN ");
  }

  @Override
  List<String> faults(Plan plan) {
    var faults = new ArrayList<String>();
    for (var line : plan.lines()) {
      if (WHOLE_TABLE.matcher(line).matches()) {
        faults.add(line);
      }
    }
    if (plan.steps().get() > STEPS_MAX) {
      faults.add("%s steps".formatted(plan.steps()));
    }
    return faults;
  }
}
