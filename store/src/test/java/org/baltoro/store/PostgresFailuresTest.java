package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.store.SqliteFailuresTest.assertRefused;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Fact;
import org.baltoro.store.CuttingProxy.Cut;
import org.baltoro.store.Store.NewVersion;
import org.baltoro.store.StoreException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostgresFailuresTest {
  private final String schema = PostgresServer.newSchema();

  @AfterEach
  void dropSchema() {
    PostgresServer.dropSchema(schema);
  }

  // ---- the line is cut at the commit

  @ParameterizedTest
  @EnumSource(
      value = Cut.class,
      names = {"BEFORE_THE_REQUEST", "BEFORE_THE_ANSWER"})
  void aCommitWhoseOutcomeIsUnknownIsCommittedAgainAndIsThereOnce(Cut cut) throws Exception {
    try (var proxy = new CuttingProxy(PostgresServer.port());
        var store = Stores.open(PostgresServer.config(schema, proxy.port()))) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      var moving = new Story(1_024, process, "HR/Leave");
      var start = moving.start();
      store.commit(node, List.of(start));
      moving.won(start);
      var starting = new Story(1_025, process, "HR/Leave");
      var batch =
          List.of(
              moving.then(new Fact.FolioChanged("cut here", "ann")),
              starting.start(
                  "k", Map.of("Customer", new org.baltoro.kernel.Value.StringValue("A"))));
      proxy.cut(cut, "cut here");
      assertRefused(() -> store.commit(node, batch), Kind.CONNECTION, "PostgreSQL localhost");
      assertThat(proxy.hasCut()).isTrue();
      if (cut == Cut.BEFORE_THE_REQUEST) {
        assertThat(store.versions(List.of(1_024L, 1_025L))).isEqualTo(Map.of(1_024L, 1L));
      } else {
        assertThat(store.versions(List.of(1_024L, 1_025L)))
            .isEqualTo(Map.of(1_024L, 2L, 1_025L, 1L));
      }
      assertThat(store.commit(node, batch)).containsExactly(CommitOutcome.WON, CommitOutcome.WON);
      assertThat(store.journal(1_024, 0, 10)).hasSize(2);
      assertThat(store.journal(1_025, 0, 10)).hasSize(1);
      assertThat(StoreCheck.verify(store, Story::searchable))
          .isEqualTo(new StoreCheck.Report(2, 3, List.of()));
    }
  }

  @Test
  void aLostOutcomeIsToldFromAnotherNodesDecision() throws Exception {
    try (var proxy = new CuttingProxy(PostgresServer.port());
        var store = Stores.open(PostgresServer.config(schema, proxy.port()));
        var otherStore = Stores.open(PostgresServer.config(schema))) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      long otherNode = otherStore.registerNode("second", "");
      var story = new Story(1_024, process, "HR/Leave");
      var start = story.start();
      store.commit(node, List.of(start));
      story.won(start);
      var ours = List.of(story.then(new Fact.FolioChanged("cut here", "ann")));
      var theirs = List.of(story.copy().then(new Fact.FolioChanged("theirs", "bob")));
      proxy.cut(Cut.BEFORE_THE_REQUEST, "cut here");
      assertRefused(() -> store.commit(node, ours), Kind.CONNECTION);
      assertThat(otherStore.commit(otherNode, theirs)).containsExactly(CommitOutcome.WON);
      assertThat(store.commit(node, ours)).containsExactly(CommitOutcome.LOST);
      assertThat(store.load(List.of(1_024L)).values().iterator().next().state().folio())
          .isEqualTo("theirs");
    }
  }

  // ---- the server goes away

  @Test
  void theStoreWorksAgainWhenTheServerIsBackAndRefusesOneThatMayLoseCommits(@TempDir Path folder)
      throws Exception {
    int port;
    var server = server(folder, 0);
    Store store;
    long node;
    Story story;
    try {
      port = server.getPort();
      var config = PostgresServer.config("public", port);
      assertRefused(
          () -> Stores.open(config),
          Kind.UNUSABLE,
          "fsync",
          "synchronous_commit",
          "full_page_writes",
          "store.unsafe");
      store = Stores.open(config.withUnsafe(true));
      story = new Story(1_024, deploy(store), "HR/Leave");
      node = store.registerNode("first", "");
      var start = story.start();
      store.commit(node, List.of(start));
      story.won(start);
    } finally {
      server.close();
    }
    var change = List.of(story.then(new Fact.FolioChanged("later", "ann")));
    var began = Instant.now();
    assertRefused(() -> store.commit(node, change), Kind.CONNECTION);
    assertRefused(() -> store.load(List.of(1_024L)), Kind.CONNECTION, "refused");
    assertRefused(store::ping, Kind.CONNECTION);
    assertThat(Duration.between(began, Instant.now()))
        .as("three calls of at most 5 seconds")
        .isLessThan(Duration.ofSeconds(15));
    try (var again = server(folder, port);
        store) {
      assertThat(again.getPort()).isEqualTo(port);
      assertThat(store.load(List.of(1_024L))).as("the very next read").hasSize(1);
      assertThat(store.commit(node, change)).containsExactly(CommitOutcome.WON);
      assertThat(store.heartbeat(node)).isTrue();
    }
  }

  private static EmbeddedPostgres server(Path folder, int port) throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder.resolve("data"))
            .setCleanDataDirectory(false)
            .setServerConfig("full_page_writes", "off");
    if (port != 0) {
      builder.setPort(port);
    }
    return builder.start();
  }

  @Test
  void connectionsThatTheServerEndedAreReplaced() throws Exception {
    try (var store = Stores.open(PostgresServer.config(schema))) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      store.ping();
      PostgresServer.run(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
              + " 'baltoro'");
      assertThat(store.processes()).as("the very next read").hasSize(1);
      var start = List.of(new Story(1_024, process, "HR/Leave").start());
      CommitOutcome outcome;
      try {
        outcome = store.commit(node, start).getFirst();
      } catch (StoreException ended) {
        assertThat(ended.kind()).isEqualTo(Kind.CONNECTION);
        outcome = store.commit(node, start).getFirst();
      }
      assertThat(outcome).isEqualTo(CommitOutcome.WON);
      store.ping();
    }
  }

  // ---- what can't be stored

  @Test
  void contentThatTheDatabaseRefusesIsRefusedWholeAndItsNeighboursGetThrough() {
    try (var store = Stores.open(PostgresServer.config(schema))) {
      long process = deploy(store);
      long node = store.registerNode("first", "");
      var good = new Story(1_024, process, "HR/Leave").start();
      var bad = new Story(1_025, process, "HR/Leave").start("nul \0 key", Map.of());
      assertRefused(
          () -> store.commit(node, List.of(good, bad)), Kind.CONTENT, "this very content");
      assertRefused(() -> store.commit(node, List.of(bad)), Kind.CONTENT);
      assertThat(store.commit(node, List.of(good))).containsExactly(CommitOutcome.WON);
      assertThat(StoreCheck.verify(store, Story::searchable))
          .isEqualTo(new StoreCheck.Report(1, 1, List.of()));
    }
  }

  // ---- databases that can't be used

  @Test
  void aSettingOfTheSessionThatMayLoseCommitsIsRefused() {
    var config = PostgresServer.config(schema);
    var careless =
        StoreConfig.postgres(
            config.jdbcUrl() + "&options=-c%20synchronous_commit=off", "postgres", "postgres");
    assertRefused(() -> Stores.open(careless), Kind.UNUSABLE, "synchronous_commit off");
  }

  @Test
  void aStoreOfANewerVersionIsRefused() {
    Stores.open(PostgresServer.config(schema)).close();
    PostgresServer.run(
        """
        INSERT INTO %s.schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
        VALUES (99, '99', 'future', 'SQL', 'V99__future.sql', 1, 'x', 1, true)
        """
            .formatted(schema));
    assertRefused(
        () -> Stores.open(PostgresServer.config(schema)), Kind.UNUSABLE, "newer version", "99");
  }

  @Test
  void aSchemaOfSomethingElseIsRefused() {
    PostgresServer.run("CREATE TABLE %s.bird (name text)".formatted(schema));
    assertRefused(() -> Stores.open(PostgresServer.config(schema)), Kind.UNUSABLE, "of its own");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int unused;
    try (var probe = new java.net.ServerSocket(0)) {
      unused = probe.getLocalPort();
    }
    int port = unused;
    assertRefused(
        () -> Stores.open(PostgresServer.config(schema, port)),
        Kind.CONNECTION,
        "localhost:" + port);
  }

  @Test
  void aDatabaseThatIsNotThereIsNamed() {
    var config =
        StoreConfig.postgres(
            "jdbc:postgresql://localhost:%d/nowhere".formatted(PostgresServer.port()),
            "postgres",
            "secret-word");
    assertRefused(() -> Stores.open(config), Kind.UNUSABLE, "/nowhere", "does not exist");
    assertThat(config.toString()).doesNotContain("secret-word");
  }

  @Test
  void aBackupIsLeftToPostgres(@TempDir Path folder) {
    try (var store = Stores.open(PostgresServer.config(schema))) {
      assertRefused(() -> store.backup(folder.resolve("x")), Kind.UNUSABLE, "pg_dump");
    }
  }

  private static long deploy(Store store) {
    return store
        .deploy(
            new NewVersion(
                "HR/Leave", "", "source", "h", new LinkedHashMap<>(), List.of(), true, "ann", 5))
        .processId();
  }
}
