package org.baltoro.store.dialect;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.SearchEntries;
import org.baltoro.store.WorklistEntries;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes a SQLite file, with its statements prepared once. Not safe for
 * many threads.
 */
final class SqliteWriter implements AutoCloseable {
  private static final String ALIVE = "SELECT 1 FROM node WHERE epoch = ? AND dead_at_ms IS NULL";
  private static final String INSERT_KEY =
      """
      INSERT INTO start_key (process_id, start_key, instance)
      VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String DELETE_KEY =
      "DELETE FROM start_key WHERE process_id = ? AND start_key = ?";
  private static final String INSERT_INSTANCE =
      """
      INSERT INTO instance (id, version, process_id, definition_version, status, has_error, owner,
          waiting, priority, started_at_ms, finished_at_ms, originator, folio, state, parent)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String UPDATE_INSTANCE =
      """
      UPDATE instance
      SET version = ?, definition_version = ?, status = ?, has_error = ?, owner = ?, waiting = ?,
          priority = ?, finished_at_ms = ?, state = ?
      WHERE id = ? AND version = ?
      """;

  /** A statement of its own, so that the others leave the folio's index alone. */
  private static final String UPDATE_FOLIO = "UPDATE instance SET folio = ? WHERE id = ?";

  private static final String INSERT_JOURNAL =
      "INSERT INTO journal (decision, instance, version, at_ms, facts) VALUES (?, ?, ?, ?, ?)";
  private static final String DELETE_TIMER = "DELETE FROM timer WHERE instance = ? AND item = ?";
  private static final String SET_TIMER =
      """
      INSERT INTO timer (instance, item, due_at_ms)
      VALUES (?, ?, ?)
      ON CONFLICT (instance, item) DO UPDATE SET due_at_ms = excluded.due_at_ms
      """;
  private static final String DELETE_SEARCH =
      "DELETE FROM search WHERE field = ? AND value = ? AND instance = ?";
  private static final String INSERT_SEARCH =
      "INSERT INTO search (field, value, instance) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String DELETE_WORKLIST =
      "DELETE FROM worklist WHERE destination = ? AND taken = ? AND instance = ? AND item = ?";
  private static final String SET_WORKLIST =
      """
      INSERT INTO worklist (destination, taken, instance, item, priority)
      VALUES (?, ?, ?, ?, ?)
      ON CONFLICT (destination, taken, instance, item) DO UPDATE SET priority = excluded.priority
      """;
  private static final String DELETE_JOB =
      """
      DELETE FROM job
      WHERE topic = ? AND process_id = ? AND leased = ? AND since_ms = ? AND instance = ?
        AND item = ?
      """;
  private static final String INSERT_JOB =
      """
      INSERT INTO job (topic, process_id, leased, since_ms, instance, item)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String INSERT_LARGE =
      """
      INSERT INTO large_value (instance, sha256, content)
      VALUES (?, ?, ?)
      ON CONFLICT DO NOTHING
      """;
  private static final String INSERT_FINISHED =
      "INSERT INTO to_roll_up (instance) VALUES (?) ON CONFLICT DO NOTHING";
  private static final String KEY_OWNER =
      "SELECT instance FROM start_key WHERE process_id = ? AND start_key = ?";
  private static final String OWN_DECISION = "SELECT 1 FROM journal WHERE decision = ?";

  private final Connection connection;
  private final List<PreparedStatement> statements = new ArrayList<>();
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement alive;
  private final PreparedStatement insertKey;
  private final PreparedStatement deleteKey;
  private final PreparedStatement insertInstance;
  private final PreparedStatement updateInstance;
  private final PreparedStatement updateFolio;
  private final PreparedStatement insertJournal;
  private final PreparedStatement deleteTimer;
  private final PreparedStatement setTimer;
  private final PreparedStatement deleteSearch;
  private final PreparedStatement insertSearch;
  private final PreparedStatement deleteWorklist;
  private final PreparedStatement setWorklist;
  private final PreparedStatement deleteJob;
  private final PreparedStatement insertJob;
  private final PreparedStatement insertLarge;
  private final PreparedStatement insertFinished;
  private final PreparedStatement keyOwner;
  private final PreparedStatement ownDecision;

  /**
   * @param maxMegabytes how large the file may grow; 0: as the disk allows
   * @param logPages the write-ahead log is cut to four times as many when it is begun anew
   */
  SqliteWriter(Connection connection, long maxMegabytes, int logPages) throws SQLException {
    this.connection = connection;
    pragma("wal_autocheckpoint = 0");
    pragma("journal_size_limit = " + 4 * logPages * pragma("page_size"));
    pragma("cache_size = -65536");
    if (maxMegabytes > 0) {
      pragma("max_page_count = " + maxMegabytes * 1024 * 1024 / pragma("page_size"));
    }
    begin = prepare("BEGIN IMMEDIATE");
    commit = prepare("COMMIT");
    alive = prepare(ALIVE);
    insertKey = prepare(INSERT_KEY);
    deleteKey = prepare(DELETE_KEY);
    insertInstance = prepare(INSERT_INSTANCE);
    updateInstance = prepare(UPDATE_INSTANCE);
    updateFolio = prepare(UPDATE_FOLIO);
    insertJournal = prepare(INSERT_JOURNAL);
    deleteTimer = prepare(DELETE_TIMER);
    setTimer = prepare(SET_TIMER);
    deleteSearch = prepare(DELETE_SEARCH);
    insertSearch = prepare(INSERT_SEARCH);
    deleteWorklist = prepare(DELETE_WORKLIST);
    setWorklist = prepare(SET_WORKLIST);
    deleteJob = prepare(DELETE_JOB);
    insertJob = prepare(INSERT_JOB);
    insertLarge = prepare(INSERT_LARGE);
    insertFinished = prepare(INSERT_FINISHED);
    keyOwner = prepare(KEY_OWNER);
    ownDecision = prepare(OWN_DECISION);
  }

  /** The journal's key: node and decision in one number that grows. */
  static long decisionKey(long node, long decision) {
    if (node < 0 || node >= 1L << 22 || decision < 0 || decision >= 1L << 40) {
      throw new IllegalArgumentException(
          "Decision %d of node %d has no place in the journal: nodes go to 2^22, decisions to 2^40."
              .formatted(decision, node));
    }
    return (node << 40) + decision;
  }

  Connection connection() {
    return connection;
  }

  void begin() throws SQLException {
    begin.execute();
  }

  void commit() throws SQLException {
    commit.execute();
  }

  /** Undoes what was begun. SQLite may have done so by itself already. */
  void rollback() {
    try (var statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException alreadyDone) {
      // Then there is nothing left to undo.
    }
  }

  @Override
  public void close() {
    try {
      for (var statement : statements) {
        statement.close();
      }
      pragma("wal_checkpoint(TRUNCATE)");
    } catch (SQLException ignored) {
      // What is in the log is durable, and read from there at the next start.
    } finally {
      try {
        connection.close();
      } catch (SQLException ignored) {
        // Nothing can be done any more.
      }
    }
  }

  /** Stores what wins of the writes, in the transaction that has begun. */
  List<CommitOutcome> commit(long node, List<InstanceWrite> writes) throws SQLException {
    var outcomes = new CommitOutcome[writes.size()];
    boolean nodeAlive = isAlive(node);
    for (var write : writes) {
      boolean won = nodeAlive && storeInstance(write);
      if (won) {
        storeRest(node, write);
      }
      outcomes[write.place()] = won ? CommitOutcome.WON : whyLost(node, nodeAlive, write.commit());
    }
    return Arrays.asList(outcomes);
  }

  private boolean isAlive(long node) throws SQLException {
    alive.setLong(1, node);
    return finds(alive);
  }

  private boolean storeInstance(InstanceWrite write) throws SQLException {
    var commit = write.commit();
    if (!write.starts()) {
      return update(write);
    }
    var key = commit.startKey();
    if (key != null && !insertKey(commit.process(), key, commit.instance())) {
      return false;
    }
    if (insert(write)) {
      return true;
    }
    if (key != null) {
      deleteKey.setLong(1, commit.process());
      deleteKey.setString(2, key);
      deleteKey.executeUpdate();
    }
    return false;
  }

  private boolean insertKey(long process, String key, long instance) throws SQLException {
    insertKey.setLong(1, process);
    insertKey.setString(2, key);
    insertKey.setLong(3, instance);
    return insertKey.executeUpdate() == 1;
  }

  private boolean insert(InstanceWrite write) throws SQLException {
    var commit = write.commit();
    var after = commit.after();
    insertInstance.setLong(1, commit.instance());
    insertInstance.setLong(2, 1);
    insertInstance.setLong(3, commit.process());
    insertInstance.setInt(4, after.version());
    insertInstance.setInt(5, after.status().code());
    insertInstance.setInt(6, after.hasError() ? 1 : 0);
    setNullable(insertInstance, 7, write.owner());
    insertInstance.setInt(8, after.waitingServerItems());
    insertInstance.setInt(9, after.priority());
    insertInstance.setLong(10, after.startedAt().toEpochMilli());
    setNullable(insertInstance, 11, write.finishedAtMillis());
    insertInstance.setString(12, write.originator());
    insertInstance.setString(13, write.folio());
    insertInstance.setString(14, write.state());
    setNullable(insertInstance, 15, write.parent());
    return insertInstance.executeUpdate() == 1;
  }

  private boolean update(InstanceWrite write) throws SQLException {
    var commit = write.commit();
    var after = commit.after();
    updateInstance.setLong(1, commit.expectedVersion() + 1);
    updateInstance.setInt(2, after.version());
    updateInstance.setInt(3, after.status().code());
    updateInstance.setInt(4, after.hasError() ? 1 : 0);
    setNullable(updateInstance, 5, write.owner());
    updateInstance.setInt(6, after.waitingServerItems());
    updateInstance.setInt(7, after.priority());
    setNullable(updateInstance, 8, write.finishedAtMillis());
    updateInstance.setString(9, write.state());
    updateInstance.setLong(10, commit.instance());
    updateInstance.setLong(11, commit.expectedVersion());
    boolean won = updateInstance.executeUpdate() == 1;
    if (won && write.folioChanged()) {
      updateFolio.setString(1, write.folio());
      updateFolio.setLong(2, commit.instance());
      updateFolio.executeUpdate();
    }
    return won;
  }

  private void storeRest(long node, InstanceWrite write) throws SQLException {
    var commit = write.commit();
    insertJournal.setLong(1, decisionKey(node, commit.decision()));
    insertJournal.setLong(2, commit.instance());
    insertJournal.setLong(3, commit.expectedVersion() + 1);
    insertJournal.setLong(4, commit.atMillis());
    insertJournal.setString(5, write.facts());
    insertJournal.executeUpdate();
    if (write.finishes()) {
      insertFinished.setLong(1, commit.instance());
      insertFinished.executeUpdate();
    }
    for (int item : write.timersGone()) {
      deleteTimer.setLong(1, commit.instance());
      deleteTimer.setInt(2, item);
      deleteTimer.executeUpdate();
    }
    for (var timer : write.timersSet()) {
      setTimer.setLong(1, commit.instance());
      setTimer.setInt(2, timer.item());
      setTimer.setLong(3, timer.dueAtMillis());
      setTimer.executeUpdate();
    }
    for (var entry : write.searchGone()) {
      search(deleteSearch, entry, commit.instance());
    }
    for (var entry : write.searchAdded()) {
      search(insertSearch, entry, commit.instance());
    }
    for (var entry : write.worklistGone()) {
      worklist(deleteWorklist, entry, commit.instance());
    }
    for (var entry : write.worklistSet()) {
      setWorklist.setInt(5, entry.priority());
      worklist(setWorklist, entry, commit.instance());
    }
    for (var entry : write.jobsGone()) {
      job(deleteJob, entry, commit.instance());
    }
    for (var entry : write.jobsAdded()) {
      job(insertJob, entry, commit.instance());
    }
    for (var large : write.largeValues()) {
      insertLarge.setLong(1, commit.instance());
      insertLarge.setString(2, large.sha256());
      insertLarge.setString(3, large.content());
      insertLarge.executeUpdate();
    }
  }

  private static void search(PreparedStatement statement, SearchEntries.Entry entry, long instance)
      throws SQLException {
    statement.setString(1, entry.field());
    statement.setString(2, entry.value());
    statement.setLong(3, instance);
    statement.executeUpdate();
  }

  private static void worklist(
      PreparedStatement statement, WorklistEntries.Entry entry, long instance) throws SQLException {
    statement.setString(1, entry.destination());
    statement.setInt(2, entry.taken() ? 1 : 0);
    statement.setLong(3, instance);
    statement.setInt(4, entry.item());
    statement.executeUpdate();
  }

  private static void job(PreparedStatement statement, InstanceWrite.JobEntry entry, long instance)
      throws SQLException {
    statement.setString(1, entry.job().topic());
    statement.setLong(2, entry.process());
    statement.setInt(3, entry.job().leased() ? 1 : 0);
    statement.setLong(4, entry.job().sinceMillis());
    statement.setLong(5, instance);
    statement.setInt(6, entry.job().item());
    statement.executeUpdate();
  }

  private CommitOutcome whyLost(long node, boolean nodeAlive, Commit commit) throws SQLException {
    ownDecision.setLong(1, decisionKey(node, commit.decision()));
    if (finds(ownDecision)) {
      return CommitOutcome.WON;
    }
    if (commit.startKey() != null && keyTaken(commit, commit.startKey())) {
      return CommitOutcome.KEY_TAKEN;
    }
    return nodeAlive ? CommitOutcome.LOST : CommitOutcome.FENCED;
  }

  private boolean keyTaken(Commit commit, String key) throws SQLException {
    keyOwner.setLong(1, commit.process());
    keyOwner.setString(2, key);
    try (var rows = keyOwner.executeQuery()) {
      return rows.next() && rows.getLong(1) != commit.instance();
    }
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    var statement = connection.prepareStatement(sql);
    statements.add(statement);
    return statement;
  }

  /** Runs a pragma and returns the number it answers with, or 0. */
  private long pragma(String pragma) throws SQLException {
    try (var statement = connection.createStatement()) {
      if (!statement.execute("PRAGMA " + pragma)) {
        return 0;
      }
      try (var rows = statement.getResultSet()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  private static boolean finds(PreparedStatement statement) throws SQLException {
    try (var rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  private static void setNullable(PreparedStatement statement, int place, @Nullable Long value)
      throws SQLException {
    if (value == null) {
      statement.setNull(place, Types.BIGINT);
    } else {
      statement.setLong(place, value);
    }
  }
}
