package org.baltoro.store.sql;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.store.Store.JournalRow;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Store.TimerRow;
import org.baltoro.store.codec.Codec;
import org.baltoro.store.codec.LargeText;
import org.baltoro.store.dialect.Dialect;
import org.jspecify.annotations.Nullable;

/** Reads of instances and what belongs to them, by key. */
final class InstanceReads {
  private static final String LOAD = "SELECT id, version, state FROM instance WHERE ";
  private static final String VERSIONS = "SELECT id, version FROM instance WHERE ";
  private static final String JOURNAL =
      """
      SELECT version, at_ms, facts
      FROM journal
      WHERE instance = ? AND version > ?
      ORDER BY version
      LIMIT ?
      """;
  private static final String LARGE_VALUE =
      "SELECT content FROM large_value WHERE instance = ? AND sha256 = ?";
  private static final String START_KEY =
      "SELECT instance FROM start_key WHERE process_id = ? AND start_key = ?";
  private static final String DUE_TIMERS =
      """
      SELECT instance, item, due_at_ms
      FROM timer
      WHERE due_at_ms < ?
      ORDER BY due_at_ms
      LIMIT ?
      """;

  /** Owner 0 stands for several nodes: this one may be among them. */
  private static final String OWNED_BY =
      """
      SELECT id
      FROM instance
      WHERE owner IN (?, 0) AND id > ?
      ORDER BY id
      LIMIT ?
      """;

  private final Dialect dialect;

  InstanceReads(Dialect dialect) {
    this.dialect = dialect;
  }

  private record Encoded(long id, long version, String state) {}

  private record EncodedJournal(long version, long atMillis, String facts) {}

  Map<Long, StoredInstance> load(Collection<Long> instances) {
    if (instances.isEmpty()) {
      return Map.of();
    }
    var found =
        dialect.read(connection -> {
          try (var statement = connection.prepareStatement(LOAD + dialect.among("id"))) {
            dialect.bindAmong(statement, 1, instances);
            return Rows.all(
                statement,
                rows -> new Encoded(rows.getLong(1), rows.getLong(2), rows.getString(3)));
          }
        });
    var loaded = new HashMap<Long, StoredInstance>();
    for (var row : found) {
      loaded.put(row.id, new StoredInstance(row.id, row.version, Codec.decodeState(row.state)));
    }
    return loaded;
  }

  Map<Long, Long> versions(Collection<Long> instances) {
    if (instances.isEmpty()) {
      return Map.of();
    }
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(VERSIONS + dialect.among("id"))) {
        dialect.bindAmong(statement, 1, instances);
        var versions = new HashMap<Long, Long>();
        try (var rows = statement.executeQuery()) {
          while (rows.next()) {
            versions.put(rows.getLong(1), rows.getLong(2));
          }
        }
        return versions;
      }
    });
  }

  List<JournalRow> journal(long instance, long afterVersion, int limit) {
    var found =
        dialect.read(connection -> {
          try (var statement = connection.prepareStatement(JOURNAL)) {
            statement.setLong(1, instance);
            statement.setLong(2, afterVersion);
            statement.setInt(3, limit);
            return Rows.all(
                statement,
                rows -> new EncodedJournal(rows.getLong(1), rows.getLong(2), rows.getString(3)));
          }
        });
    return found.stream()
        .map(row -> new JournalRow(row.version, row.atMillis, Codec.decodeFacts(row.facts)))
        .toList();
  }

  @Nullable String largeValue(long instance, String sha256) {
    var stored =
        dialect.<@Nullable String>read(connection -> {
          try (var statement = connection.prepareStatement(LARGE_VALUE)) {
            statement.setLong(1, instance);
            statement.setString(2, sha256);
            return Rows.first(statement, rows -> rows.getString(1));
          }
        });
    return stored == null ? null : LargeText.decode(stored);
  }

  @Nullable Long instanceOfStartKey(long process, String key) {
    return dialect.<@Nullable Long>read(connection -> {
      try (var statement = connection.prepareStatement(START_KEY)) {
        statement.setLong(1, process);
        statement.setString(2, key);
        return Rows.first(statement, rows -> rows.getLong(1));
      }
    });
  }

  List<TimerRow> dueTimers(long untilMillis, int limit) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(DUE_TIMERS)) {
        statement.setLong(1, untilMillis);
        statement.setInt(2, limit);
        return Rows.all(
            statement, rows -> new TimerRow(rows.getLong(1), rows.getInt(2), rows.getLong(3)));
      }
    });
  }

  List<Long> ownedBy(long node, long afterInstance, int limit) {
    return dialect.read(connection -> {
      try (var statement = connection.prepareStatement(OWNED_BY)) {
        statement.setLong(1, node);
        statement.setLong(2, afterInstance);
        statement.setInt(3, limit);
        return Rows.all(statement, rows -> rows.getLong(1));
      }
    });
  }
}
