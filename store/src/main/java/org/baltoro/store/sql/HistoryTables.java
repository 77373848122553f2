package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.store.History;
import org.baltoro.store.Store.JournalRow;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Finished instances on their way: to be counted, counted, deleted. */
final class HistoryTables implements History {
  private static final String GIVE_BACK =
      "UPDATE chore SET node = 0, until_ms = 0 WHERE name = ? AND node = ?";
  private static final String TO_ROLL_UP =
      """
      SELECT instance
      FROM to_roll_up
      WHERE instance > ?
      ORDER BY instance
      LIMIT ?
      """;

  /** A page by itself, and not joined: some servers would walk all instances for that. */
  private static final String FINISHED =
      "SELECT id, process_id, finished_at_ms FROM instance WHERE %s ORDER BY id";

  private static final String COUNT_TO_ROLL_UP =
      """
      SELECT COUNT(*)
      FROM (SELECT 1 FROM to_roll_up WHERE instance > 0 ORDER BY instance LIMIT ?) AS found
      """;
  private static final String JOURNALS =
      """
      SELECT instance, version, at_ms, facts
      FROM journal
      WHERE %s
      ORDER BY instance, version
      LIMIT ?
      """;
  private static final String COUNTED = "DELETE FROM to_roll_up WHERE ";
  private static final String INSERT_ROLLED_UP =
      "INSERT INTO rolled_up (process_id, finished_at_ms, instance%s) VALUES (?, ?, ?%s)";
  private static final String DONE_TO =
      "UPDATE chore SET done_to_ms = ? WHERE name = 'roll-up' AND done_to_ms < ?";
  private static final String READ_DONE_TO = "SELECT done_to_ms FROM chore WHERE name = 'roll-up'";

  private final Dialect dialect;
  private final StatisticTable statistics;
  private final PurgeTables purges;
  private final String take;
  private final String insertRolledUp;

  HistoryTables(Dialect dialect) {
    this.dialect = dialect;
    statistics = new StatisticTable(dialect);
    purges = new PurgeTables(dialect);
    take =
        """
        UPDATE chore SET node = ?, until_ms = %s + ?
        WHERE name = ? AND (node = ? OR until_ms <= %s)
        """
            .formatted(dialect.clock(), dialect.clock());
    insertRolledUp =
        dialect.exclusive()
            ? INSERT_ROLLED_UP.formatted("", "")
            : INSERT_ROLLED_UP.formatted(", shard", ", ((? >> 10) & 1023)::smallint");
  }

  // ---- chores

  @Override
  public boolean take(Chore chore, long node, Duration lease) {
    return dialect.write(connection -> {
      try (var statement = connection.prepareStatement(take)) {
        statement.setLong(1, node);
        statement.setLong(2, lease.toMillis());
        statement.setString(3, chore.label());
        statement.setLong(4, node);
        return statement.executeUpdate() == 1;
      }
    });
  }

  @Override
  public void giveBack(Chore chore, long node) {
    dialect.write(connection -> {
      try (var statement = connection.prepareStatement(GIVE_BACK)) {
        statement.setString(1, chore.label());
        statement.setLong(2, node);
        return statement.executeUpdate();
      }
    });
  }

  // ---- counting

  @Override
  public List<Finished> toRollUp(long afterInstance, int limit) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(TO_ROLL_UP)) {
        statement.setLong(1, afterInstance);
        statement.setInt(2, limit);
        return finished(connection, Rows.all(statement, rows -> rows.getLong(1)));
      }
    });
  }

  private List<Finished> finished(Connection connection, List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    try (var statement = connection.prepareStatement(FINISHED.formatted(dialect.among("id")))) {
      dialect.bindAmong(statement, 1, ids);
      return Rows.all(
          statement, rows -> new Finished(rows.getLong(1), rows.getLong(2), rows.getLong(3)));
    }
  }

  @Override
  public long countToRollUp(long most) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(COUNT_TO_ROLL_UP)) {
        statement.setLong(1, most);
        return only(Rows.first(statement, rows -> rows.getLong(1)));
      }
    });
  }

  private record Encoded(long instance, long version, long atMillis, String facts) {}

  @Override
  public SortedMap<Long, List<JournalRow>> journals(Collection<Long> instances, int rowsMax) {
    if (instances.isEmpty()) {
      return Collections.emptySortedMap();
    }
    var found =
        dialect.read(connection -> {
          try (var statement =
              connection.prepareStatement(JOURNALS.formatted(dialect.among("instance")))) {
            dialect.bindAmong(statement, 1, instances);
            statement.setInt(2, rowsMax + 1);
            return Rows.all(
                statement,
                rows ->
                    new Encoded(
                        rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getString(4)));
          }
        });
    return decoded(found, rowsMax);
  }

  private static SortedMap<Long, List<JournalRow>> decoded(List<Encoded> found, int rowsMax) {
    var rows = found;
    if (found.size() > rowsMax) {
      long first = found.getFirst().instance;
      long cut = found.getLast().instance;
      rows = found.stream().filter(row -> row.instance == first || row.instance != cut).toList();
    }
    var journals = new TreeMap<Long, List<JournalRow>>();
    for (var row : rows) {
      journals
          .computeIfAbsent(row.instance, id -> new ArrayList<>())
          .add(new JournalRow(row.version, row.atMillis, Codec.decodeFacts(row.facts)));
    }
    return journals;
  }

  @Override
  public boolean rollUp(List<Finished> instances, List<Statistic> counted) {
    if (instances.isEmpty()) {
      return true;
    }
    return orNothing(
        dialect,
        connection -> {
          mark(connection, instances);
          statistics.add(connection, counted);
          queue(connection, instances);
        });
  }

  /** Whoever deletes the mark of an instance counts it: nobody else can. */
  private void mark(Connection connection, List<Finished> instances) throws SQLException {
    try (var statement = connection.prepareStatement(COUNTED + dialect.among("instance"))) {
      dialect.bindAmong(statement, 1, instances.stream().map(Finished::id).toList());
      if (statement.executeUpdate() != instances.size()) {
        throw new Overtaken();
      }
    }
  }

  private void queue(Connection connection, List<Finished> instances) throws SQLException {
    try (var statement = connection.prepareStatement(insertRolledUp)) {
      for (var instance : instances) {
        statement.setLong(1, instance.process());
        statement.setLong(2, instance.finishedAtMillis());
        statement.setLong(3, instance.id());
        if (!dialect.exclusive()) {
          statement.setLong(4, instance.id());
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  @Override
  public void rolledUpTo(long millis) {
    dialect.write(connection -> {
      try (var statement = connection.prepareStatement(DONE_TO)) {
        statement.setLong(1, millis);
        statement.setLong(2, millis);
        return statement.executeUpdate();
      }
    });
  }

  @Override
  public long rolledUpTo() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(READ_DONE_TO)) {
        return only(Rows.first(statement, rows -> rows.getLong(1)));
      }
    });
  }

  @Override
  public List<Statistic> statistics(StatisticFilter filter) {
    return statistics.read(filter);
  }

  @Override
  public List<LiveCount> live(List<Long> processes) {
    return statistics.live(processes);
  }

  // ---- retention

  @Override
  public List<Expired> expired(
      long process, long beforeMillis, @Nullable Expired after, int limit) {
    return purges.expired(process, beforeMillis, after, limit);
  }

  @Override
  public long countExpired(long process, long beforeMillis, long most) {
    return purges.count(process, beforeMillis, most);
  }

  @Override
  public boolean purge(long process, List<Purge> instances, int day, boolean archived) {
    return purges.purge(process, instances, day, archived);
  }

  @Override
  public boolean beginPurge(long process, Purge instance, int day, boolean archived) {
    return purges.begin(process, instance, day, archived);
  }

  @Override
  public boolean purgeRest(Expired instance, int rows) {
    return purges.rest(instance, rows);
  }

  @Override
  public List<Purged> purged(int limit) {
    return purges.done(limit);
  }

  @Override
  public long highestPurged() {
    return purges.highest();
  }

  // ---- all or nothing

  /** Something was not as it had been read: the transaction ends without effect. */
  static final class Overtaken extends RuntimeException {
    Overtaken() {
      super("Another node was faster.", null, false, false);
    }
  }

  /** What is done in one transaction. */
  interface Step {
    void run(Connection connection) throws SQLException;
  }

  /** Carries a step out, unless it finds that it was {@link Overtaken}. */
  static boolean orNothing(Dialect dialect, Step step) {
    try {
      dialect.write(connection -> {
        step.run(connection);
        return true;
      });
      return true;
    } catch (Overtaken byAnother) {
      return false;
    }
  }

  static long only(@Nullable Long number) {
    if (number == null) {
      throw new IllegalStateException("The table chore has lost a row.");
    }
    return number;
  }
}
