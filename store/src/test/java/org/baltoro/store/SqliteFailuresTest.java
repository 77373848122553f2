package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.baltoro.kernel.Value;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.StoreException.Kind;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFailuresTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("store.db");
  }

  // ---- one process a file

  @Test
  void aSecondOpenerInThisProcessIsTurnedAway() throws Exception {
    try (var first = open()) {
      long process = deploy(first);
      assertRefused(this::open, Kind.LOCKED, file.toString(), "this very process");
      var link = Files.createSymbolicLink(folder.resolve("link.db"), file);
      assertRefused(() -> Stores.open(StoreConfig.sqlite(link)), Kind.LOCKED, "in use");
      try (var other = StoreProcess.start(file)) {
        assertThat(other.line()).as("the lock was not lost meanwhile").isEqualTo("refused LOCKED");
      }
      start(first, process, 1_024);
    }
    open().close();
  }

  @Test
  void anotherProcessHoldsTheFileUntilItIsKilledAndNothingItAcknowledgedIsLost() throws Exception {
    try (var store = open()) {
      deploy(store);
    }
    try (var other = StoreProcess.start(file)) {
      long last = 0;
      for (int started = 0; started < 50; started++) {
        last = Long.parseLong(other.line());
      }
      assertRefused(this::open, Kind.LOCKED, file.toString(), "another process");
      other.kill();
      for (var line : other.rest()) {
        last = Long.parseLong(line);
      }
      try (var store = open()) {
        assertThat(store.load(List.of(last))).containsKey(last);
        var report = StoreCheck.verify(store, Story::searchable);
        assertThat(report.faults()).isEmpty();
        assertThat(report.instances()).isGreaterThanOrEqualTo(last - 1_024 + 1);
        assertThat(report.commits()).isEqualTo(report.instances());
      }
    }
  }

  // ---- files that are no store

  @Test
  void aFileThatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
    var text = "Dear diary, ".repeat(1_000);
    Files.writeString(file, text);
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "not a database");
    assertThat(Files.readString(file)).isEqualTo(text);
  }

  @Test
  void aDatabaseOfSomethingElseIsRefused() throws Exception {
    run("CREATE TABLE bird (name TEXT)");
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "of its own");
  }

  @Test
  void aStoreOfANewerVersionIsRefused() throws Exception {
    open().close();
    run(
        """
        INSERT INTO schema_history (installed_rank, version, description, type, script, checksum,
            installed_by, execution_time, success)
        VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, 1)
        """);
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "newer version", "99");
  }

  @Test
  void aMissingFolderIsNamed() {
    file = folder.resolve("none/store.db");
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "folder");
  }

  @Test
  void aFolderIsNoStore() {
    file = folder;
    assertRefused(this::open, Kind.UNUSABLE, folder.toString());
  }

  @Test
  void aFileThatCanNotBeWrittenIsRefused() throws Exception {
    open().close();
    Assumptions.assumeTrue(file.toFile().setReadOnly() && !Files.isWritable(file), "runs as root");
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "read-only");
  }

  @Test
  void aFolderThatTakesNoFilesIsRefused() {
    var system = Path.of("/proc");
    Assumptions.assumeTrue(Files.isDirectory(system));
    file = system.resolve("store.db");
    assertRefused(this::open, Kind.UNUSABLE, file.toString(), "writable");
  }

  // ---- a disk that is full, a lock that is held

  @Test
  void aFullDiskRefusesACommitWholeAndTheStoreGoesOnWhenThereIsRoom() throws Exception {
    var content = "0123456789".repeat(5_000);
    long instance = 1_024;
    long stored;
    try (var store = Stores.open(StoreConfig.sqlite(file).withMaxMegabytes(1))) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      while (true) {
        var story = new Story(instance, process, "HR/Leave");
        var start = story.start("key " + instance, Map.of());
        var large =
            new Commit(
                start.decision(),
                instance,
                process,
                0,
                start.before(),
                start.after(),
                start.facts(),
                Map.of("ab", content),
                Story.SEARCHABLE,
                start.startKey(),
                5);
        try {
          assertThat(store.commit(node, List.of(large))).containsExactly(CommitOutcome.WON);
        } catch (StoreException full) {
          assertThat(full.kind()).isEqualTo(Kind.FULL);
          assertThat(full).hasMessageContaining(file.toString()).hasMessageContaining("room");
          break;
        }
        instance++;
      }
      stored = instance - 1_024;
      assertThat(stored).isPositive();
      assertThat(store.load(List.of(instance))).isEmpty();
      assertThat(store.instanceOfStartKey(process, "key " + instance)).isNull();
      assertThat(StoreCheck.verify(store, Story::searchable))
          .as("reading goes on")
          .isEqualTo(new StoreCheck.Report(stored, stored, List.of()));
    }
    try (var store = Stores.open(StoreConfig.sqlite(file).withMaxMegabytes(100))) {
      start(store, store.processes().getFirst().id(), instance);
      assertThat(StoreCheck.verify(store, Story::searchable))
          .isEqualTo(new StoreCheck.Report(stored + 1, stored + 1, List.of()));
    }
  }

  @Test
  void aLockHeldFromOutsideRefusesACommitThatWinsOnceItIsFree() throws Exception {
    try (var store = open()) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      var start = new Story(1_024, process, "HR/Leave").start();
      try (var outside = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = outside.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertRefused(
            () -> store.commit(node, List.of(start)), Kind.LOCKED, file.toString(), "try again");
        statement.execute("ROLLBACK");
      }
      assertThat(store.commit(node, List.of(start))).containsExactly(CommitOutcome.WON);
    }
  }

  // ---- backup

  @Test
  void aBackupIsAStoreAndCommitsGoOnMeanwhile() throws Exception {
    var copy = folder.resolve("copy.db");
    try (var store = open()) {
      long process = deploy(store);
      start(store, process, 1_024);
      store.backup(copy);
      start(store, process, 1_025);
      assertRefused(() -> store.backup(copy), Kind.UNUSABLE, copy.toString(), "already");
    }
    try (var store = Stores.open(StoreConfig.sqlite(copy))) {
      assertThat(StoreCheck.verify(store, Story::searchable))
          .isEqualTo(new StoreCheck.Report(1, 1, List.of()));
    }
  }

  // ---- what a check finds

  @Test
  void theCheckFindsWhatWasChangedFromOutside() throws Exception {
    try (var store = open()) {
      long process = deploy(store);
      for (long instance = 1_024; instance < 1_030; instance++) {
        start(store, process, instance);
      }
      var offering = new Story(1_030, process, "HR/Leave");
      var start =
          offering.start(
              null,
              "f",
              "ann",
              Map.of("Customer", new Value.StringValue("ACME")),
              Story.enterAndOffer(1, "ann", "bob"));
      store.commit(store.registerNode("second", ""), List.of(start));
    }
    run("UPDATE instance SET state = replace(state, 'folio 1024', 'other') WHERE id = 1024");
    run("DELETE FROM journal WHERE instance = 1025");
    run("INSERT INTO timer (instance, item, due_at_ms) VALUES (1026, 7, 5)");
    run(
        "INSERT INTO worklist (destination, taken, instance, item, priority)"
            + " VALUES ('ann', 0, 1026, 8, 5)");
    run("UPDATE instance SET waiting = 1 WHERE id = 1027");
    run("INSERT INTO search (field, value, instance) VALUES ('Customer', 'ACME', 1027)");
    run("UPDATE instance SET priority = 9 WHERE id = 1028");
    try (var store = open()) {
      assertThat(StoreCheck.verify(store, Story::searchable).faults())
          .anyMatch(fault -> fault.contains("1024: the journal leads to"))
          .anyMatch(fault -> fault.contains("1025 is at version 1, its journal at 0"))
          .anyMatch(fault -> fault.contains("1026_7"))
          .anyMatch(fault -> fault.contains("'ann'") && fault.contains("1026_8"))
          .noneMatch(fault -> fault.contains("'bob'"))
          .anyMatch(fault -> fault.contains("waiting") && fault.contains("1027"))
          .anyMatch(fault -> fault.contains("Customer 'ACME'") && fault.contains("1027"))
          .anyMatch(fault -> fault.contains("1028 is listed"))
          .noneMatch(fault -> fault.contains("1029"));
    }
  }

  private Store open() {
    return Stores.open(StoreConfig.sqlite(file));
  }

  private static long deploy(Store store) {
    return store
        .deploy(
            new NewVersion(
                "HR/Leave", "", "source", "h", new LinkedHashMap<>(), List.of(), true, "ann", 5))
        .processId();
  }

  private static void start(Store store, long process, long instance) {
    long node = store.registerNode("node", "");
    var story = new Story(instance, process, "HR/Leave");
    assertThat(store.commit(node, List.of(story.start()))).containsExactly(CommitOutcome.WON);
  }

  private void run(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void assertRefused(ThrowingCallable call, Kind kind, String... words) {
    var refused = catchThrowableOfType(StoreException.class, call);
    assertThat(refused).as("refused").isNotNull();
    assertThat(refused.kind()).as(refused.getMessage()).isEqualTo(kind);
    for (var word : words) {
      assertThat(refused).hasMessageContaining(word);
    }
  }
}
