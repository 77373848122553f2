package org.baltoro.store;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.baltoro.store.WatchedStatements.Plan;

/** Judges plans as PostgreSQL writes them. */
public final class PostgresPlans {
  /** What one part of a plan may look at, of 40,000 rows. */
  private static final long ROWS_MAX = 5_000;

  private static final Pattern WHOLE_TABLE =
      Pattern.compile(
          ".*Seq Scan on"
              + " (instance|journal|timer|search|worklist|start_key|large_value|rolled_up|to_roll_up|statistic)\\b.*");
  private static final Pattern ROWS = Pattern.compile(".*actual rows=(\\d+) loops=(\\d+).*");
  private static final Pattern REMOVED =
      Pattern.compile(".*Rows Removed by (?:Join )?Filter: (\\d+).*");

  private PostgresPlans() {}

  /** What of the plan looks at whole tables, or at more rows than a page needs. */
  public static List<String> faults(Plan plan) {
    var faults = new ArrayList<String>();
    long loops = 1;
    for (var line : plan.lines()) {
      if (WHOLE_TABLE.matcher(line).matches()) {
        faults.add(line);
      }
      var rows = ROWS.matcher(line);
      if (rows.matches()) {
        loops = number(rows, 2);
        if (number(rows, 1) * loops > ROWS_MAX) {
          faults.add(line);
        }
      }
      var removed = REMOVED.matcher(line);
      if (removed.matches() && number(removed, 1) * loops > ROWS_MAX) {
        faults.add(line);
      }
    }
    return faults;
  }

  private static long number(Matcher found, int group) {
    return Long.parseLong(found.group(group));
  }
}
