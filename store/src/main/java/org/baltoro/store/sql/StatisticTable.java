package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.baltoro.store.History.LiveCount;
import org.baltoro.store.History.Period;
import org.baltoro.store.History.Statistic;
import org.baltoro.store.History.StatisticFilter;
import org.baltoro.store.codec.PlainText;
import org.baltoro.store.dialect.Dialect;

/** What was counted of finished instances, and what is counted of live ones when asked for. */
final class StatisticTable {
  private static final String ADD =
      """
      INSERT INTO statistic (process_id, kind, day, version, activity, user_name, action, bucket,
          number, sum_ms, min_ms, max_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (process_id, kind, day, version, activity, user_name, action, bucket)
      DO UPDATE SET number = statistic.number + excluded.number,
          sum_ms = statistic.sum_ms + excluded.sum_ms,
          min_ms = CASE WHEN excluded.min_ms < statistic.min_ms THEN excluded.min_ms
            ELSE statistic.min_ms END,
          max_ms = CASE WHEN excluded.max_ms > statistic.max_ms THEN excluded.max_ms
            ELSE statistic.max_ms END
      """;
  private static final String READ =
      """
      SELECT process_id, kind, %1$s AS the_day, %2$s AS the_version, activity, user_name, action,
          bucket, CAST(SUM(number) AS bigint), CAST(SUM(sum_ms) AS bigint), MIN(min_ms),
          MAX(max_ms)
      FROM statistic
      WHERE %3$s AND kind = ? AND day >= ? AND day <= ?
      GROUP BY process_id, kind, the_day, the_version, activity, user_name, action, bucket
      ORDER BY process_id, kind, the_day, the_version, activity, user_name, action, bucket
      LIMIT %4$d
      """;
  private static final String LIVE =
      """
      SELECT process_id, definition_version, started_at_ms / 900000 AS quarter, COUNT(*),
          SUM(CASE WHEN has_error THEN 1 ELSE 0 END)
      FROM instance
      WHERE finished_at_ms IS NULL AND %s
      GROUP BY process_id, definition_version, started_at_ms / 900000
      """;

  /** Two nodes that add to the same rows come to them in the same order. */
  private static final Comparator<Statistic> KEY =
      Comparator.comparingLong(Statistic::process)
          .thenComparing(Statistic::kind)
          .thenComparingInt(Statistic::day)
          .thenComparingInt(Statistic::version)
          .thenComparing(Statistic::activity)
          .thenComparing(Statistic::user)
          .thenComparing(Statistic::action)
          .thenComparingInt(Statistic::bucket);

  private final Dialect dialect;

  StatisticTable(Dialect dialect) {
    this.dialect = dialect;
  }

  /** Adds to what is there. The caller owns the transaction. */
  void add(Connection connection, List<Statistic> counted) throws SQLException {
    if (counted.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(ADD)) {
      for (var row : asStored(counted)) {
        statement.setLong(1, row.process());
        statement.setString(2, row.kind());
        statement.setInt(3, row.day());
        statement.setInt(4, row.version());
        statement.setString(5, row.activity());
        statement.setString(6, row.user());
        statement.setString(7, row.action());
        statement.setInt(8, row.bucket());
        statement.setLong(9, row.number());
        statement.setLong(10, row.sumMillis());
        statement.setLong(11, row.minMillis());
        statement.setLong(12, row.maxMillis());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** In the order of keys, each once: long texts are cut, and may be the same by that. */
  private static Collection<Statistic> asStored(List<Statistic> counted) {
    var rows = new TreeMap<Statistic, Statistic>(KEY);
    for (var row : counted) {
      var stored =
          new Statistic(
              row.process(),
              row.kind(),
              row.day(),
              row.version(),
              PlainText.indexed(row.activity()),
              PlainText.indexed(row.user()),
              PlainText.indexed(row.action()),
              row.bucket(),
              row.number(),
              row.sumMillis(),
              row.minMillis(),
              row.maxMillis());
      rows.merge(stored, stored, StatisticTable::sum);
    }
    return rows.values();
  }

  private static Statistic sum(Statistic one, Statistic other) {
    return new Statistic(
        one.process(),
        one.kind(),
        one.day(),
        one.version(),
        one.activity(),
        one.user(),
        one.action(),
        one.bucket(),
        one.number() + other.number(),
        one.sumMillis() + other.sumMillis(),
        Math.min(one.minMillis(), other.minMillis()),
        Math.max(one.maxMillis(), other.maxMillis()));
  }

  List<Statistic> read(StatisticFilter filter) {
    var sql =
        READ.formatted(
            firstDay(filter.period()),
            filter.byVersion() ? "version" : "0",
            dialect.among("process_id"),
            filter.limit());
    return filter.kinds().stream().flatMap(kind -> read(filter, sql, kind).stream()).toList();
  }

  /** The first of 1970 was a Thursday. */
  private String firstDay(Period period) {
    return switch (period) {
      case ALL -> "0";
      case DAY -> "day";
      case WEEK -> "day - (day + 3) % 7";
      case MONTH -> dialect.firstOfMonth("day");
    };
  }

  private List<Statistic> read(StatisticFilter filter, String sql, String kind) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(sql)) {
        dialect.bindAmong(statement, 1, filter.processes());
        statement.setString(2, kind);
        statement.setInt(3, filter.fromDay());
        statement.setInt(4, filter.toDay());
        return Rows.all(
            statement,
            rows ->
                new Statistic(
                    rows.getLong(1),
                    rows.getString(2),
                    rows.getInt(3),
                    rows.getInt(4),
                    rows.getString(5),
                    rows.getString(6),
                    rows.getString(7),
                    rows.getInt(8),
                    rows.getLong(9),
                    rows.getLong(10),
                    rows.getLong(11),
                    rows.getLong(12)));
      }
    });
  }

  List<LiveCount> live(List<Long> processes) {
    return dialect.read(connection -> {
      try (var statement =
          connection.prepareStatement(LIVE.formatted(dialect.among("process_id")))) {
        dialect.bindAmong(statement, 1, processes);
        return Rows.all(
            statement,
            rows ->
                new LiveCount(
                    rows.getLong(1),
                    rows.getInt(2),
                    rows.getLong(3),
                    rows.getLong(4),
                    rows.getLong(5)));
      }
    });
  }
}
