package org.baltoro.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.Story;
import org.baltoro.store.sql.SqlStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The write-ahead log of a SQLite store, here copied when it has grown by 100 pages: it becomes
 * shorter again, whoever reads meanwhile.
 */
@Timeout(30)
class SqliteCheckpointsTest {
  private static final int PAGES = 100;
  private static final long KEPT_BYTES = 4 * PAGES * 4_096L;
  private static final long GROWN_BYTES = 2 * KEPT_BYTES;

  @TempDir Path folder;
  private Path file = Path.of("");
  private Path log = Path.of("");
  private long process;
  private long node;
  private long nextInstance = 1_024;

  @BeforeEach
  void nameTheFiles() {
    file = folder.resolve("store.db");
    log = folder.resolve("store.db-wal");
  }

  @Test
  void theLogIsCopiedAndCutWhileCommitsGoOn() throws Exception {
    try (var store = open()) {
      for (int time = 1; time <= 3; time++) {
        commitUntilLogHas(store, GROWN_BYTES);
        commitUntilLogIsCut(store);
      }
      assertAllThere(store);
    }
  }

  @Test
  void aLongReaderKeepsTheLogGrowingAndTheLogIsCutAfterItsEnd() throws Exception {
    try (var store = open()) {
      commit(store);
      try (var reader = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = reader.createStatement()) {
        statement.execute("BEGIN");
        long seen = instances(statement);
        assertThat(seen).isEqualTo(nextInstance - 1_024);
        commitUntilLogHas(store, 5 * GROWN_BYTES);
        assertThat(instances(statement)).as("what it saw at its beginning").isEqualTo(seen);
        statement.execute("COMMIT");
      }
      commitUntilLogIsCut(store);
      assertAllThere(store);
    }
  }

  @Test
  void readersThatTakeTurnsDoNotKeepTheLogGrowing() throws Exception {
    try (var store = open()) {
      commitUntilLogHas(store, GROWN_BYTES);
      var done = new AtomicBoolean();
      var reads = new ArrayList<Future<Integer>>();
      try (var threads = Executors.newCachedThreadPool()) {
        for (int reader = 0; reader < 3; reader++) {
          reads.add(threads.submit(listing(store, done)));
        }
        try {
          for (int time = 1; time <= 3; time++) {
            commitUntilLogHas(store, GROWN_BYTES);
            commitUntilLogIsCut(store);
          }
        } finally {
          done.set(true);
        }
      }
      for (var count : reads) {
        assertThat(count.get()).isPositive();
      }
      assertAllThere(store);
    }
  }

  // ---- helpers

  private Store open() {
    var store = new SqlStore(SqliteDialect.open(StoreConfig.sqlite(file), file, PAGES));
    node = store.registerNode("first", "");
    process =
        store
            .deploy(
                new NewVersion(
                    "HR/Leave",
                    "",
                    "source",
                    "h",
                    new LinkedHashMap<>(),
                    List.of(),
                    true,
                    "ann",
                    5))
            .processId();
    return store;
  }

  /** Lists without a pause, until it is done, and says how often. */
  private Callable<Integer> listing(Store store, AtomicBoolean done) {
    var filter =
        new InstanceFilter(
            List.of(process),
            List.of(),
            "",
            null,
            null,
            null,
            null,
            null,
            Map.of(),
            Long.MAX_VALUE,
            500);
    return () -> {
      int times = 0;
      while (!done.get()) {
        store.instances(filter);
        times++;
      }
      return times;
    };
  }

  private void commitUntilLogHas(Store store, long bytes) throws IOException {
    while (Files.size(log) < bytes) {
      commit(store);
    }
  }

  private void commitUntilLogIsCut(Store store) throws IOException {
    while (Files.size(log) > KEPT_BYTES) {
      commit(store);
    }
  }

  private void commit(Store store) {
    var batch = new ArrayList<Commit>();
    for (int number = 0; number < 64; number++) {
      batch.add(new Story(nextInstance++, process, "HR/Leave").start());
    }
    assertThat(store.commit(node, batch)).containsOnly(CommitOutcome.WON);
  }

  /** Read from the file after the log is gone. */
  private void assertAllThere(Store store) throws SQLException {
    store.close();
    assertThat(log).doesNotExist();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      assertThat(instances(statement)).isEqualTo(nextInstance - 1_024);
    }
  }

  private static long instances(Statement statement) throws SQLException {
    try (var rows = statement.executeQuery("SELECT count(*) FROM instance")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
