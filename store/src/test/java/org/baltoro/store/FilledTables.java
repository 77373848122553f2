package org.baltoro.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.baltoro.store.codec.Codec;
import org.jooq.SQLDialect;

/**
 * Tables as a store has them after some time: most instances are finished, few have work. Made by
 * one statement a table.
 */
public final class FilledTables {
  public static final long FIRST = 1_024;
  public static final int INSTANCES = 40_000;

  private static final String NUMBERS =
      "WITH RECURSIVE numbers (i) AS (SELECT $FIRST UNION ALL SELECT i + 1 FROM numbers WHERE i <"
          + " $LAST)\n";

  private static final List<String> ROWS =
      List.of(
          """
          INSERT INTO instance (id, version, process_id, definition_version, status, has_error,
              owner, waiting, priority, started_at_ms, finished_at_ms, originator, folio,
              state, parent $SHARD)
          SELECT i, 1, CASE WHEN i % 500 = 11 THEN 3 ELSE 1 + i % 2 END, 1,
              CASE WHEN i % 5 > 0 THEN 3 WHEN i % 400 = 0 THEN 0 WHEN i % 500 = 0 THEN 1
                ELSE 2 END,
              i % 400 = 0, CASE WHEN i % 500 = 0 THEN $NODE END,
              CASE WHEN i % 100 = 5 THEN 1 ELSE 0 END, 0, 1000000 + i,
              CASE WHEN i % 5 > 0 THEN 2000000 + i END, 'user' || (i % 1000), 'folio ' || i,
              '$STATE', CASE WHEN i % 50 = 0 THEN $FIRST + i % 1000 END $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO journal ($DECISION, instance, version, at_ms, facts $SHARD)
          SELECT $VALUE_OF_DECISION, i, 1, 1000000 + i, '$FACTS' $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO timer (instance, item, due_at_ms $SHARD)
          SELECT i, 1, 3000000 + i $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO search (field, value, instance $SHARD)
          SELECT 'Customer', 'C' || (i % 4000), i $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO worklist (destination, taken, instance, item, priority $SHARD)
          SELECT 'group:g' || (i % 100), $FALSE, i, 2, i % 3 $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO worklist (destination, taken, instance, item, priority $SHARD)
          SELECT 'group:all', $FALSE, i, 3, i % 3 $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO worklist (destination, taken, instance, item, priority $SHARD)
          SELECT 'group:taken', $TRUE, i, 4, i % 3 $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO search (field, value, instance $SHARD)
          SELECT '@participant', 'clerk' || (i % 2), i $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO job (topic, process_id, leased, since_ms, instance, item $SHARD)
          SELECT 'topic ' || (i % 10), 1 + i % 3, $FALSE, i, i, 4 $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO start_key (process_id, start_key, instance)
          SELECT 1 + i % 2, 'key ' || i, i
          FROM numbers
          """,
          """
          INSERT INTO large_value (instance, sha256, content $SHARD)
          SELECT i, 'ab', 'x' $VALUE_OF_SHARD
          FROM numbers
          """,
          """
          INSERT INTO rolled_up (process_id, finished_at_ms, instance $SHARD)
          SELECT CASE WHEN i % 500 = 11 THEN 3 ELSE 1 + i % 2 END, 2000000 + i, i $VALUE_OF_SHARD
          FROM numbers
          WHERE i % 5 > 0 AND i % 3 > 0
          """,
          """
          INSERT INTO to_roll_up (instance $SHARD)
          SELECT i $VALUE_OF_SHARD
          FROM numbers
          WHERE i % 5 > 0 AND i % 3 = 0
          """,
          """
          INSERT INTO statistic (process_id, kind, day, version, activity, user_name, action,
              bucket, number, sum_ms, min_ms, max_ms)
          SELECT 1 + i % 100, 'completed', i / 100, 1, '', '', '', i % 7, 1, 1, 1, 1
          FROM numbers
          """);

  private FilledTables() {}

  /**
   * Processes 1 and 2 have about half of the instances each, process 3 has every 500th. Four of
   * five instances are finished, every 100th waits, every 400th is in error, every 500th runs on
   * {@code node}. Each has an item on the worklist of one of 100 groups, one on that of {@code
   * group:all}, and one whose slots are taken on that of {@code group:taken}. In each one of two
   * clerks has acted. Every 50th is the child of one of 20 parents. The caller owns the
   * transaction.
   */
  public static void fill(Connection connection, SQLDialect dialect, long node)
      throws SQLException {
    for (long process = 1; process <= 3; process++) {
      run(
          connection,
          """
          INSERT INTO process (id, name, default_version, description)
          VALUES (%d, 'HR/P%d', 1, '')
          """
              .formatted(process, process));
    }
    boolean sharded = dialect == SQLDialect.POSTGRES;
    var start = new Story(FIRST, 1, "HR/P1").start();
    for (var rows : ROWS) {
      run(
          connection,
          (NUMBERS + rows)
              .replace("$FIRST", Long.toString(FIRST))
              .replace("$LAST", Long.toString(FIRST + INSTANCES - 1))
              .replace("$VALUE_OF_SHARD", sharded ? ", ((i >> 10) & 1023)::smallint" : "")
              .replace("$FALSE", sharded ? "false" : "0")
              .replace("$TRUE", sharded ? "true" : "1")
              .replace("$SHARD", sharded ? ", shard" : "")
              .replace("$FALSE", sharded ? "false" : "0")
              .replace("$VALUE_OF_DECISION", sharded ? "$NODE, i" : "i")
              .replace("$DECISION", sharded ? "node, decision" : "decision")
              .replace("$NODE", Long.toString(node))
              .replace("$STATE", Codec.encode(start.after()).replace("'", "''"))
              .replace("$FACTS", Codec.encode(start.facts()).replace("'", "''")));
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
