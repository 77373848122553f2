package org.baltoro.store.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.store.CommitOutcome;

/**
 * Commits a batch in one statement: each column is an array, each table a part of the statement,
 * and every part that depends joins {@code won}, the instances that were at the expected version.
 * Parts that a batch does not need are left out of its statement.
 */
final class PostgresCommit {

  /** What a batch may need besides the instances and the journal. */
  enum Part {
    START,
    UPDATE,
    KEYS,
    PARENTS,
    TIMERS_GONE,
    TIMERS_SET,
    SEARCH_GONE,
    SEARCH_ADDED,
    WORKLIST_GONE,
    WORKLIST_SET,
    JOBS_GONE,
    JOBS_ADDED,
    LARGE,
    FINISHED
  }

  private static final String GIVEN =
      """
      WITH given AS MATERIALIZED (
        SELECT g.*, ((g.id >> 10) & 1023)::smallint AS shard
        FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::integer[],
            ?::smallint[], ?::boolean[], ?::bigint[], ?::integer[], ?::integer[], ?::bigint[],
            ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
          AS g (id, expected, decision, process_id, definition_version,
            status, has_error, owner, waiting, priority, started_at_ms,
            finished_at_ms, originator, folio, state, facts, start_key, at_ms)
        WHERE EXISTS (SELECT FROM node WHERE epoch = ? AND dead_at_ms IS NULL)
      )\
      """;

  /** A key whose instance is there already is not taken: the start is a repetition. */
  private static final String KEYS =
      """
      , keyed AS (
        INSERT INTO start_key (process_id, start_key, instance)
        SELECT g.process_id, g.start_key, g.id
        FROM given g
        WHERE g.start_key IS NOT NULL AND g.expected = 0
          AND NOT EXISTS (SELECT FROM instance i WHERE i.id = g.id AND i.shard = g.shard)
        ORDER BY g.process_id, g.start_key
        ON CONFLICT DO NOTHING
        RETURNING instance
      )\
      """;

  private static final String PARENTS =
      """
      , parents AS (
        SELECT * FROM unnest(?::bigint[], ?::bigint[]) AS p (instance, parent)
      )\
      """;

  private static final String START =
      """
      , started AS (
        INSERT INTO instance (id, shard, version, process_id, definition_version, status, has_error,
            owner, waiting, priority, started_at_ms, finished_at_ms, originator, folio, state%s)
        SELECT g.id, g.shard, 1, g.process_id, g.definition_version, g.status, g.has_error,
            g.owner, g.waiting, g.priority, g.started_at_ms, g.finished_at_ms, g.originator,
            g.folio, g.state%s
        FROM given g %s
        WHERE g.expected = 0 %s
        ON CONFLICT DO NOTHING
        RETURNING id
      )\
      """;

  private static final String KEY_TAKEN_OR_NONE =
      "AND (g.start_key IS NULL OR g.id IN (SELECT instance FROM keyed))";

  private static final String UPDATE =
      """
      , updated AS (
        UPDATE instance i
        SET version = g.expected + 1, definition_version = g.definition_version,
            status = g.status, has_error = g.has_error, owner = g.owner, waiting = g.waiting,
            priority = g.priority, finished_at_ms = g.finished_at_ms, folio = g.folio,
            state = g.state
        FROM given g
        WHERE i.id = g.id AND i.shard = g.shard AND i.version = g.expected AND g.expected > 0
        RETURNING i.id
      )\
      """;

  private static final String JOURNAL =
      """
      , logged AS (
        INSERT INTO journal (node, decision, instance, shard, version, at_ms, facts)
        SELECT ?, g.decision, g.id, g.shard, g.expected + 1, g.at_ms, g.facts
        FROM given g JOIN won ON won.id = g.id
      )\
      """;

  private static final String TIMERS_GONE =
      """
      , timers_gone AS (
        DELETE FROM timer t
        USING unnest(?::bigint[], ?::integer[]) AS gone (instance, item)
          JOIN won ON won.id = gone.instance
        WHERE t.instance = gone.instance AND t.item = gone.item
          AND t.shard = ((gone.instance >> 10) & 1023)::smallint
      )\
      """;

  private static final String TIMERS_SET =
      """
      , timers_set AS (
        INSERT INTO timer (instance, item, due_at_ms, shard)
        SELECT s.instance, s.item, s.due_at_ms, ((s.instance >> 10) & 1023)::smallint
        FROM unnest(?::bigint[], ?::integer[], ?::bigint[]) AS s (instance, item, due_at_ms)
          JOIN won ON won.id = s.instance
        ON CONFLICT (instance, item, shard) DO UPDATE SET due_at_ms = excluded.due_at_ms
      )\
      """;

  private static final String SEARCH_GONE =
      """
      , search_gone AS (
        DELETE FROM search s
        USING unnest(?::bigint[], ?::text[], ?::text[]) AS gone (instance, field, value)
          JOIN won ON won.id = gone.instance
        WHERE s.field = gone.field AND s.value = gone.value AND s.instance = gone.instance
          AND s.shard = ((gone.instance >> 10) & 1023)::smallint
      )\
      """;

  private static final String SEARCH_ADDED =
      """
      , search_added AS (
        INSERT INTO search (field, value, instance, shard)
        SELECT a.field, a.value, a.instance, ((a.instance >> 10) & 1023)::smallint
        FROM unnest(?::bigint[], ?::text[], ?::text[]) AS a (instance, field, value)
          JOIN won ON won.id = a.instance
        ON CONFLICT DO NOTHING
      )\
      """;

  private static final String WORKLIST_GONE =
      """
      , worklist_gone AS (
        DELETE FROM worklist w
        USING unnest(?::bigint[], ?::integer[], ?::text[], ?::boolean[])
            AS gone (instance, item, destination, taken)
          JOIN won ON won.id = gone.instance
        WHERE w.destination = gone.destination AND w.taken = gone.taken
          AND w.instance = gone.instance
          AND w.item = gone.item AND w.shard = ((gone.instance >> 10) & 1023)::smallint
      )\
      """;

  private static final String WORKLIST_SET =
      """
      , worklist_set AS (
        INSERT INTO worklist (destination, taken, instance, item, priority, shard)
        SELECT s.destination, s.taken, s.instance, s.item, s.priority,
            ((s.instance >> 10) & 1023)::smallint
        FROM unnest(?::bigint[], ?::integer[], ?::text[], ?::boolean[], ?::integer[])
            AS s (instance, item, destination, taken, priority)
          JOIN won ON won.id = s.instance
        ON CONFLICT (destination, taken, instance, item, shard)
          DO UPDATE SET priority = excluded.priority
      )\
      """;

  private static final String JOBS_GONE =
      """
      , jobs_gone AS (
        DELETE FROM job j
        USING unnest(?::bigint[], ?::integer[], ?::text[], ?::bigint[], ?::boolean[], ?::bigint[])
            AS gone (instance, item, topic, process_id, leased, since_ms)
          JOIN won ON won.id = gone.instance
        WHERE j.topic = gone.topic AND j.process_id = gone.process_id AND j.leased = gone.leased
          AND j.since_ms = gone.since_ms AND j.instance = gone.instance AND j.item = gone.item
          AND j.shard = ((gone.instance >> 10) & 1023)::smallint
      )\
      """;

  private static final String JOBS_ADDED =
      """
      , jobs_added AS (
        INSERT INTO job (topic, process_id, leased, since_ms, instance, item, shard)
        SELECT a.topic, a.process_id, a.leased, a.since_ms, a.instance, a.item,
            ((a.instance >> 10) & 1023)::smallint
        FROM unnest(?::bigint[], ?::integer[], ?::text[], ?::bigint[], ?::boolean[], ?::bigint[])
            AS a (instance, item, topic, process_id, leased, since_ms)
          JOIN won ON won.id = a.instance
        ON CONFLICT DO NOTHING
      )\
      """;

  private static final String LARGE =
      """
      , large AS (
        INSERT INTO large_value (instance, shard, sha256, content)
        SELECT l.instance, ((l.instance >> 10) & 1023)::smallint, l.sha256, l.content
        FROM unnest(?::bigint[], ?::text[], ?::text[]) AS l (instance, sha256, content)
          JOIN won ON won.id = l.instance
        ON CONFLICT DO NOTHING
      )\
      """;

  private static final String FINISHED =
      """
      , finished AS (
        INSERT INTO to_roll_up (instance, shard)
        SELECT f.instance, ((f.instance >> 10) & 1023)::smallint
        FROM unnest(?::bigint[]) AS f (instance)
          JOIN won ON won.id = f.instance
        ON CONFLICT DO NOTHING
      )\
      """;

  private static final String WINNERS = "\nSELECT id FROM won";

  /** A decision has made exactly one version. */
  private static final String OWN_DECISIONS =
      """
      SELECT j.decision
      FROM unnest(?::bigint[], ?::bigint[], ?::bigint[]) AS a (instance, version, decision)
        JOIN journal j ON j.instance = a.instance AND j.version = a.version
          AND j.shard = ((a.instance >> 10) & 1023)::smallint
      WHERE j.node = ? AND j.decision = a.decision
      """;

  private static final String KEY_OWNERS =
      """
      SELECT a.instance
      FROM unnest(?::bigint[], ?::text[], ?::bigint[]) AS a (process_id, start_key, instance)
        JOIN start_key k ON k.process_id = a.process_id AND k.start_key = a.start_key
      WHERE k.instance <> a.instance
      """;
  private static final String ALIVE = "SELECT 1 FROM node WHERE epoch = ? AND dead_at_ms IS NULL";

  private final Map<Set<Part>, String> statements = new ConcurrentHashMap<>();

  /**
   * @param writes in the order of ids
   */
  List<CommitOutcome> run(Connection connection, long node, List<InstanceWrite> writes)
      throws SQLException {
    var winners = store(connection, node, writes);
    var outcomes = new CommitOutcome[writes.size()];
    var losers = new ArrayList<InstanceWrite>();
    for (var write : writes) {
      if (winners.contains(write.commit().instance())) {
        outcomes[write.place()] = CommitOutcome.WON;
      } else {
        losers.add(write);
      }
    }
    if (!losers.isEmpty()) {
      tellWhy(connection, node, losers, outcomes);
    }
    return Arrays.asList(outcomes);
  }

  private Set<Long> store(Connection connection, long node, List<InstanceWrite> writes)
      throws SQLException {
    var batch = PostgresBatch.of(writes);
    var sql = statements.computeIfAbsent(batch.parts(), PostgresCommit::statement);
    try (var statement = connection.prepareStatement(sql)) {
      batch.bind(statement, connection, node);
      var winners = HashSet.<Long>newHashSet(writes.size());
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          winners.add(rows.getLong(1));
        }
      }
      return winners;
    }
  }

  private static String statement(Set<Part> parts) {
    var sql = new StringBuilder(GIVEN);
    var winners = new ArrayList<String>();
    if (parts.contains(Part.KEYS)) {
      sql.append(KEYS);
    }
    if (parts.contains(Part.START)) {
      append(sql, parts, Part.PARENTS, PARENTS);
      boolean parents = parts.contains(Part.PARENTS);
      sql.append(
          START.formatted(
              parents ? ", parent" : "",
              parents ? ", p.parent" : "",
              parents ? "LEFT JOIN parents p ON p.instance = g.id" : "",
              parts.contains(Part.KEYS) ? KEY_TAKEN_OR_NONE : ""));
      winners.add("SELECT id FROM started");
    }
    if (parts.contains(Part.UPDATE)) {
      sql.append(UPDATE);
      winners.add("SELECT id FROM updated");
    }
    sql.append(", won AS MATERIALIZED (")
        .append(String.join(" UNION ALL ", winners))
        .append(")")
        .append(JOURNAL);
    append(sql, parts, Part.TIMERS_GONE, TIMERS_GONE);
    append(sql, parts, Part.TIMERS_SET, TIMERS_SET);
    append(sql, parts, Part.SEARCH_GONE, SEARCH_GONE);
    append(sql, parts, Part.SEARCH_ADDED, SEARCH_ADDED);
    append(sql, parts, Part.WORKLIST_GONE, WORKLIST_GONE);
    append(sql, parts, Part.WORKLIST_SET, WORKLIST_SET);
    append(sql, parts, Part.JOBS_GONE, JOBS_GONE);
    append(sql, parts, Part.JOBS_ADDED, JOBS_ADDED);
    append(sql, parts, Part.LARGE, LARGE);
    append(sql, parts, Part.FINISHED, FINISHED);
    return sql.append(WINNERS).toString();
  }

  private static void append(StringBuilder sql, Set<Part> parts, Part part, String text) {
    if (parts.contains(part)) {
      sql.append(text);
    }
  }

  // ---- why the losers lost

  private static void tellWhy(
      Connection connection, long node, List<InstanceWrite> losers, CommitOutcome[] outcomes)
      throws SQLException {
    var own = ownDecisions(connection, node, losers);
    var keyTaken = keyTaken(connection, losers);
    boolean alive = isAlive(connection, node);
    for (var loser : losers) {
      outcomes[loser.place()] =
          own.contains(loser.commit().decision())
              ? CommitOutcome.WON
              : keyTaken.contains(loser.commit().instance())
                  ? CommitOutcome.KEY_TAKEN
                  : alive ? CommitOutcome.LOST : CommitOutcome.FENCED;
    }
  }

  private static Set<Long> ownDecisions(
      Connection connection, long node, List<InstanceWrite> losers) throws SQLException {
    var arrays = new PostgresArrays(connection);
    try (var statement = connection.prepareStatement(OWN_DECISIONS)) {
      statement.setArray(1, arrays.longs(losers, loser -> loser.commit().instance()));
      statement.setArray(2, arrays.longs(losers, loser -> loser.commit().expectedVersion() + 1));
      statement.setArray(3, arrays.longs(losers, loser -> loser.commit().decision()));
      statement.setLong(4, node);
      return numbers(statement);
    }
  }

  private static Set<Long> keyTaken(Connection connection, List<InstanceWrite> losers)
      throws SQLException {
    var keyed = losers.stream().filter(loser -> loser.commit().startKey() != null).toList();
    if (keyed.isEmpty()) {
      return Set.of();
    }
    var arrays = new PostgresArrays(connection);
    try (var statement = connection.prepareStatement(KEY_OWNERS)) {
      statement.setArray(1, arrays.longs(keyed, loser -> loser.commit().process()));
      statement.setArray(2, arrays.texts(keyed, loser -> loser.commit().startKey()));
      statement.setArray(3, arrays.longs(keyed, loser -> loser.commit().instance()));
      return numbers(statement);
    }
  }

  private static boolean isAlive(Connection connection, long node) throws SQLException {
    try (var statement = connection.prepareStatement(ALIVE)) {
      statement.setLong(1, node);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  private static Set<Long> numbers(PreparedStatement statement) throws SQLException {
    var numbers = new HashSet<Long>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
    }
    return numbers;
  }
}
