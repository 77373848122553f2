package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.store.History.Expired;
import org.baltoro.store.History.Purge;
import org.baltoro.store.History.Purged;
import org.baltoro.store.SearchEntries;
import org.baltoro.store.dialect.Dialect;
import org.baltoro.store.sql.HistoryTables.Overtaken;
import org.jspecify.annotations.Nullable;

/**
 * Deletes finished instances, by their keys: timers, worklist rows and owners they have none any
 * more. Start keys stay.
 */
final class PurgeTables {
  private static final String EXPIRED =
      """
      SELECT instance, finished_at_ms
      FROM rolled_up
      WHERE process_id = ? AND finished_at_ms < ? AND (finished_at_ms, instance) > (?, ?)
      ORDER BY process_id, finished_at_ms, instance
      LIMIT ?
      """;
  private static final String COUNT =
      """
      SELECT COUNT(*)
      FROM (
        SELECT 1
        FROM rolled_up
        WHERE process_id = ? AND finished_at_ms < ?
        ORDER BY process_id, finished_at_ms, instance
        LIMIT ?) AS found
      """;
  private static final String VERSIONS = "SELECT id, version FROM instance WHERE %s ORDER BY id%s";
  private static final String DELETE_INSTANCES = "DELETE FROM instance WHERE ";
  private static final String DELETE_JOURNALS = "DELETE FROM journal WHERE ";
  private static final String DELETE_LARGE = "DELETE FROM large_value WHERE ";
  private static final String DELETE_SEARCH =
      "DELETE FROM search WHERE field = ? AND value = ? AND instance = ?";
  private static final String DELETE_ROLLED_UP =
      "DELETE FROM rolled_up WHERE process_id = ? AND finished_at_ms = ? AND instance = ?";

  /** The rows of a journal count from 1: those of one piece lie side by side in its index. */
  private static final String DELETE_PIECE =
      """
      DELETE FROM journal
      WHERE instance = ? AND version <= (
        SELECT MAX(version)
        FROM (SELECT version FROM journal WHERE instance = ? ORDER BY version LIMIT ?) AS piece)
      """;

  private static final String ADD_DONE =
      """
      INSERT INTO purged (process_id, day, archived, instances, instance_max)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (process_id, day, archived)
      DO UPDATE SET instances = purged.instances + excluded.instances,
          instance_max = CASE WHEN excluded.instance_max > purged.instance_max
            THEN excluded.instance_max ELSE purged.instance_max END
      """;
  private static final String DONE =
      """
      SELECT process_id, day, archived, instances
      FROM purged
      ORDER BY day DESC, process_id, archived
      LIMIT ?
      """;
  private static final String HIGHEST = "SELECT MAX(instance_max) FROM purged";

  private final Dialect dialect;
  private final String found;
  private final String locked;

  PurgeTables(Dialect dialect) {
    this.dialect = dialect;
    found = VERSIONS.formatted(dialect.among("id"), "");
    locked = VERSIONS.formatted(dialect.among("id"), dialect.lockingRows());
  }

  List<Expired> expired(long process, long beforeMillis, @Nullable Expired after, int limit) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(EXPIRED)) {
        statement.setLong(1, process);
        statement.setLong(2, beforeMillis);
        statement.setLong(3, after == null ? Long.MIN_VALUE : after.finishedAtMillis());
        statement.setLong(4, after == null ? 0 : after.id());
        statement.setInt(5, limit);
        return withVersions(
            connection,
            Rows.all(statement, rows -> new Expired(process, rows.getLong(1), rows.getLong(2), 0)));
      }
    });
  }

  private List<Expired> withVersions(Connection connection, List<Expired> page)
      throws SQLException {
    if (page.isEmpty()) {
      return page;
    }
    var now = versions(connection, found, page.stream().map(Expired::id).toList());
    return page.stream()
        .map(one ->
            new Expired(
                one.process(), one.id(), one.finishedAtMillis(), now.getOrDefault(one.id(), 0L)))
        .toList();
  }

  private Map<Long, Long> versions(Connection connection, String sql, List<Long> ids)
      throws SQLException {
    var now = new HashMap<Long, Long>();
    try (var statement = connection.prepareStatement(sql)) {
      dialect.bindAmong(statement, 1, ids);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          now.put(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return now;
  }

  long count(long process, long beforeMillis, long most) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(COUNT)) {
        statement.setLong(1, process);
        statement.setLong(2, beforeMillis);
        statement.setLong(3, most);
        return HistoryTables.only(Rows.first(statement, rows -> rows.getLong(1)));
      }
    });
  }

  boolean purge(long process, List<Purge> instances, int day, boolean archived) {
    var ids = instances.stream().map(purge -> purge.expired().id()).toList();
    return HistoryTables.orNothing(
        dialect,
        connection -> {
          requireUnchanged(connection, ids, instances);
          deleteSearch(connection, instances);
          among(connection, DELETE_JOURNALS, "instance", ids);
          among(connection, DELETE_LARGE, "instance", ids);
          among(connection, DELETE_INSTANCES, "id", ids);
          for (var purge : instances) {
            leaveQueue(connection, purge.expired());
          }
          count(connection, process, instances, day, archived);
        });
  }

  boolean begin(long process, Purge instance, int day, boolean archived) {
    var ids = List.of(instance.expired().id());
    var only = List.of(instance);
    return HistoryTables.orNothing(
        dialect,
        connection -> {
          requireUnchanged(connection, ids, only);
          deleteSearch(connection, only);
          among(connection, DELETE_LARGE, "instance", ids);
          among(connection, DELETE_INSTANCES, "id", ids);
          count(connection, process, only, day, archived);
        });
  }

  boolean rest(Expired instance, int rows) {
    return dialect.write(connection -> {
      try (var statement = connection.prepareStatement(DELETE_PIECE)) {
        statement.setLong(1, instance.id());
        statement.setLong(2, instance.id());
        statement.setInt(3, rows);
        if (statement.executeUpdate() >= rows) {
          return true;
        }
      }
      try (var statement = connection.prepareStatement(DELETE_ROLLED_UP)) {
        bind(statement, instance);
        statement.executeUpdate();
      }
      return false;
    });
  }

  /** A late callback may have been noted since, or another node have been faster. */
  private void requireUnchanged(Connection connection, List<Long> ids, List<Purge> instances)
      throws SQLException {
    var now = versions(connection, locked, ids);
    for (var purge : instances) {
      if (!Long.valueOf(purge.expired().version()).equals(now.get(purge.expired().id()))) {
        throw new Overtaken();
      }
    }
  }

  private void deleteSearch(Connection connection, List<Purge> instances) throws SQLException {
    try (var statement = connection.prepareStatement(DELETE_SEARCH)) {
      boolean any = false;
      for (var purge : instances) {
        for (var entry : SearchEntries.of(purge.state(), purge.searchable())) {
          statement.setString(1, entry.field());
          statement.setString(2, entry.value());
          statement.setLong(3, purge.expired().id());
          statement.addBatch();
          any = true;
        }
      }
      if (any) {
        statement.executeBatch();
      }
    }
  }

  private void among(Connection connection, String delete, String column, List<Long> ids)
      throws SQLException {
    try (var statement = connection.prepareStatement(delete + dialect.among(column))) {
      dialect.bindAmong(statement, 1, ids);
      statement.executeUpdate();
    }
  }

  private static void leaveQueue(Connection connection, Expired instance) throws SQLException {
    try (var statement = connection.prepareStatement(DELETE_ROLLED_UP)) {
      bind(statement, instance);
      if (statement.executeUpdate() != 1) {
        throw new Overtaken();
      }
    }
  }

  private static void bind(java.sql.PreparedStatement statement, Expired instance)
      throws SQLException {
    statement.setLong(1, instance.process());
    statement.setLong(2, instance.finishedAtMillis());
    statement.setLong(3, instance.id());
  }

  private static void count(
      Connection connection, long process, List<Purge> instances, int day, boolean archived)
      throws SQLException {
    try (var statement = connection.prepareStatement(ADD_DONE)) {
      statement.setLong(1, process);
      statement.setInt(2, day);
      statement.setBoolean(3, archived);
      statement.setLong(4, instances.size());
      statement.setLong(
          5, instances.stream().mapToLong(purge -> purge.expired().id()).max().orElse(0));
      statement.executeUpdate();
    }
  }

  List<Purged> done(int limit) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(DONE)) {
        statement.setInt(1, limit);
        return Rows.all(
            statement,
            rows ->
                new Purged(rows.getLong(1), rows.getInt(2), rows.getBoolean(3), rows.getLong(4)));
      }
    });
  }

  long highest() {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(HIGHEST)) {
        var highest = Rows.first(statement, rows -> rows.getLong(1));
        return highest == null ? 0 : highest;
      }
    });
  }
}
