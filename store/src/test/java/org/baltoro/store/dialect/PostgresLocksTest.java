package org.baltoro.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.baltoro.kernel.Fact;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.PostgresServer;
import org.baltoro.store.Store;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.StoreCheck;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.StoreException;
import org.baltoro.store.StoreException.Kind;
import org.baltoro.store.Story;
import org.baltoro.store.sql.SqlStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that another transaction holds: an administrator's, or that of a node which hangs. */
class PostgresLocksTest {
  private static final Duration LOCK_WAIT = Duration.ofMillis(300);
  private static final String HOLD = "UPDATE instance SET priority = priority WHERE id = ";

  private final String schema = PostgresServer.newSchema();
  private final StoreConfig config = PostgresServer.config(schema);
  private final Store store = new SqlStore(PostgresDialect.open(config, LOCK_WAIT));
  private final Connection outside = PostgresKnocking.server(config).getConnection();
  private final long process =
      store
          .deploy(
              new NewVersion(
                  "HR/Leave", "", "source", "h", new LinkedHashMap<>(), List.of(), true, "ann", 5))
          .processId();
  private final long node = store.registerNode("first", "");
  private final Story first = new Story(1_024, process, "HR/Leave");
  private final Story second = new Story(1_025, process, "HR/Leave");
  private final Story starting = new Story(1_026, process, "HR/Leave");

  PostgresLocksTest() throws SQLException {}

  @BeforeEach
  void startTwo() throws SQLException {
    outside.setAutoCommit(false);
    for (var story : List.of(first, second)) {
      var start = story.start();
      assertThat(store.commit(node, List.of(start))).containsExactly(CommitOutcome.WON);
      story.won(start);
    }
  }

  @AfterEach
  void close() throws SQLException {
    outside.close();
    store.close();
    PostgresServer.dropSchema(schema);
  }

  @Test
  void aRowHeldTooLongRefusesTheBatchWholeAndItWinsOnceTheRowIsFree() throws SQLException {
    var batch = batch();
    outside(HOLD + second.instance);
    for (int tries = 1; tries <= 3; tries++) {
      assertLocked(batch);
    }
    assertNothingStored();
    var free = List.of(batch.get(0), batch.get(2));
    assertThat(store.commit(node, free))
        .as("the half without the held row gets through")
        .containsExactly(CommitOutcome.WON, CommitOutcome.WON);
    assertLocked(List.of(batch.get(1)));
    outside.rollback();
    assertAllWin(batch);
  }

  @Test
  void aRowChangedByItsHolderMakesThatDecisionAloneLose() throws SQLException {
    var batch = batch();
    outside("UPDATE instance SET version = version + 1 WHERE id = " + second.instance);
    assertLocked(batch);
    outside.commit();
    assertThat(store.commit(node, batch))
        .containsExactly(CommitOutcome.WON, CommitOutcome.LOST, CommitOutcome.WON);
    assertThat(store.journal(second.instance, 0, 10)).hasSize(1);
  }

  @Test
  void aBatchThatADeadlockEndsIsRefusedWholeAndWinsAfterwards() throws Exception {
    var batch = batch();
    // The batch waits for the second row only; the holder of that row then waits for the first.
    // The one that looks for deadlocks is the one that is ended: the holder looks late.
    outside("SET deadlock_timeout = '1min'");
    outside(HOLD + second.instance);
    try (var patient = new SqlStore(PostgresDialect.open(config, Duration.ofMinutes(1)));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var refused =
          threads.submit(
              () -> catchThrowableOfType(StoreException.class, () -> patient.commit(node, batch)));
      awaitOneWaiting();
      outside(HOLD + first.instance);
      assertThat(refused.get().kind()).isEqualTo(Kind.LOCKED);
      assertThat(refused.get()).hasMessageContaining("deadlock").hasMessageContaining("try again");
    }
    assertNothingStored();
    outside.rollback();
    assertAllWin(batch);
  }

  // ---- helpers

  private List<Commit> batch() {
    return List.of(
        first.then(new Fact.FolioChanged("one", "ann")),
        second.then(new Fact.FolioChanged("two", "ann")),
        starting.start("key", Map.of()));
  }

  private void assertLocked(List<Commit> batch) {
    var refused = catchThrowableOfType(StoreException.class, () -> store.commit(node, batch));
    assertThat(refused).isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(Kind.LOCKED);
    assertThat(refused)
        .hasMessageContaining("Nothing was stored")
        .hasMessageContaining("try again");
  }

  private void assertNothingStored() {
    assertThat(store.versions(List.of(1_024L, 1_025L, 1_026L)))
        .isEqualTo(Map.of(1_024L, 1L, 1_025L, 1L));
    assertThat(store.instanceOfStartKey(process, "key")).isNull();
    assertThat(store.journal(1_024, 1, 10)).isEmpty();
  }

  private void assertAllWin(List<Commit> batch) {
    for (int time = 1; time <= 2; time++) {
      assertThat(store.commit(node, batch)).containsOnly(CommitOutcome.WON);
    }
    assertThat(StoreCheck.verify(store, Story::searchable))
        .isEqualTo(new StoreCheck.Report(3, 5, List.of()));
  }

  private void outside(String sql) throws SQLException {
    try (var statement = outside.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Until a commit waits for a row. */
  private void awaitOneWaiting() throws SQLException {
    var sql =
        """
        SELECT EXISTS (
          SELECT FROM pg_locks
          WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))
        """;
    try (var statement = outside.prepareStatement(sql)) {
      while (true) {
        try (var rows = statement.executeQuery()) {
          if (rows.next() && rows.getBoolean(1)) {
            return;
          }
        }
      }
    }
  }
}
