package org.baltoro.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.baltoro.store.JobEntries;
import org.baltoro.store.Store.JobFilter;
import org.baltoro.store.Store.JobRow;
import org.baltoro.store.dialect.Dialect;
import org.jooq.SQLDialect;

/**
 * Jobs of external workers. Each process is read from its own place in the index, so that a page
 * costs the same however many jobs there are.
 */
final class Jobs {
  /** Processes read by one statement. */
  private static final int PROCESSES_MAX = 100;

  /** To SQLite: united in the order of the index, which it merges as far as the page goes. */
  private static final String OF_ONE =
      """
      SELECT since_ms, instance, item FROM job
      WHERE topic = ? AND process_id = ? AND leased = ? AND (since_ms, instance, item) > (?, ?, ?)
      """;

  private static final String UNITED = "%s ORDER BY since_ms, instance, item LIMIT %d";

  /** To PostgreSQL: a page of each. */
  private static final String OF_EACH =
      """
      SELECT its.since_ms, its.instance, its.item
      FROM unnest(?::bigint[]) AS asked (process_id) CROSS JOIN LATERAL (
          SELECT j.since_ms, j.instance, j.item
          FROM job j
          WHERE j.topic = ? AND j.process_id = asked.process_id AND j.leased = ?
            AND (j.since_ms, j.instance, j.item) > (?, ?, ?)
          ORDER BY j.since_ms, j.instance, j.item
          LIMIT %1$d
        ) AS its
      ORDER BY its.since_ms, its.instance, its.item
      LIMIT %1$d
      """;

  private static final Comparator<JobRow> OLDEST_FIRST =
      Comparator.comparingLong(JobRow::sinceMillis)
          .thenComparingLong(JobRow::instance)
          .thenComparingInt(JobRow::item);

  private final Dialect dialect;

  Jobs(Dialect dialect) {
    this.dialect = dialect;
  }

  List<JobRow> page(JobFilter filter) {
    var processes = filter.processes();
    var found = new ArrayList<JobRow>();
    for (int from = 0; from < processes.size(); from += PROCESSES_MAX) {
      var some = processes.subList(from, Math.min(processes.size(), from + PROCESSES_MAX));
      found.addAll(
          dialect.jooq() == SQLDialect.POSTGRES ? ofEach(some, filter) : united(some, filter));
    }
    found.sort(OLDEST_FIRST);
    return List.copyOf(found.subList(0, Math.min(found.size(), filter.limit())));
  }

  private List<JobRow> united(List<Long> processes, JobFilter filter) {
    var branches = String.join("UNION ALL ", Collections.nCopies(processes.size(), OF_ONE));
    var sql = UNITED.formatted(branches, filter.limit());
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        int place = 0;
        for (long process : processes) {
          statement.setString(++place, JobEntries.topic(filter.topic()));
          statement.setLong(++place, process);
          statement.setInt(++place, filter.leased() ? 1 : 0);
          statement.setLong(++place, filter.afterSinceMillis());
          statement.setLong(++place, filter.afterInstance());
          statement.setInt(++place, filter.afterItem());
        }
        return Rows.all(statement, Jobs::row);
      }
    });
  }

  private List<JobRow> ofEach(List<Long> processes, JobFilter filter) {
    var sql = OF_EACH.formatted(filter.limit());
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        statement.setArray(1, connection.createArrayOf("bigint", processes.toArray()));
        statement.setString(2, JobEntries.topic(filter.topic()));
        statement.setBoolean(3, filter.leased());
        statement.setLong(4, filter.afterSinceMillis());
        statement.setLong(5, filter.afterInstance());
        statement.setInt(6, filter.afterItem());
        return Rows.all(statement, Jobs::row);
      }
    });
  }

  private static JobRow row(ResultSet rows) throws SQLException {
    return new JobRow(rows.getLong(1), rows.getLong(2), rows.getInt(3));
  }
}
