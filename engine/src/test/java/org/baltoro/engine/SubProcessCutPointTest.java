package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.Store;
import org.baltoro.store.StoreCheck;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A parent with a child that it waits for, one that it does not wait for, and one that it gives up:
 * played again and again, and each time the process dies at another commit of parent or children,
 * once just before and once just after it. However it dies, each child is started once and heard of
 * once.
 */
class SubProcessCutPointTest {
  private static final String CHILD =
      """
      process: Test/Child
      data:
        Number: { type: integer, required: true }
        Half: integer
      activities:
        Halve:
          events:
            - server: Halve
              handler: halve
          lines:
            - to: Stay
              when: Number = 0
            - to: End
              when: Number != 0
        Stay:
          events:
            - server: Stay
              handler: stay
        End: {}
      """;

  private static final String PARENT =
      """
      process: Test/Parent
      data:
        Sum: { type: integer, default: 40 }
      activities:
        First:
          events:
            - subProcess: Waited for
              process: Test/Child
              send: { Number: Sum }
              receive: { Sum: Half + 1 }
            - subProcess: Started
              process: Test/Child
              synchronous: false
              send: { Number: Sum }
          lines:
            - to: Second
        Second:
          events:
            - subProcess: Given up
              process: Test/Child
              send: { Number: '0' }
              onEnd: delete
              escalations:
                - name: Enough
                  after: 1h
                  expire: true
          lines:
            - to: End
        End: {}
      """;

  private static final String ONE_CHILD =
      """
      process: Test/One Child
      data:
        Sum: { type: integer, default: 40 }
      activities:
        Only:
          events:
            - subProcess: Waited for
              process: Test/Child
              send: { Number: Sum }
              receive: { Sum: Half + 1 }
      """;

  @TempDir Path folder;
  private FaultyStore line = FaultyStore.cutAt(0, false);
  private int deaths;

  @Test
  void onSqliteTheProcessDiesAndIsStartedAgain() {
    int cuts = 0;
    var undisturbed = onSqlite(0, false);
    for (boolean after : new boolean[] {false, true}) {
      for (int commit = 1; ; commit++) {
        deaths = 0;
        var end = onSqlite(commit, after);
        if (deaths == 0) {
          break; // The story has fewer commits.
        }
        cuts++;
        assertThat(end)
            .as("cut %s commit %d", after ? "after" : "before", commit)
            .isEqualTo(undisturbed);
      }
    }
    // Parent and children share commits as they happen to meet: a busy machine has fewer.
    assertThat(cuts).isGreaterThan(12);
  }

  @Test
  void onPostgresAnotherNodeGoesOn() throws Exception {
    try (var postgres = durable()) {
      var url = "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort());
      var clock = clock();
      try (var reserve = open(EngineConfig.postgres(url, "postgres", ""), clock)) {
        deploy(reserve);
        int cuts = 0;
        var undisturbed = onPostgres(url, clock, reserve, 0, false);
        for (boolean after : new boolean[] {false, true}) {
          for (int commit = 1; ; commit++) {
            deaths = 0;
            var end = onPostgres(url, clock, reserve, commit, after);
            if (deaths == 0) {
              break;
            }
            cuts++;
            assertThat(end)
                .as("cut %s commit %d", after ? "after" : "before", commit)
                .isEqualTo(undisturbed);
          }
        }
        assertThat(cuts).isGreaterThan(10);
        verify(reserve.store());
      }
    }
  }

  /** A start that is delivered again is no start anew, though it would be refused by now. */
  @Test
  void aVersionThatComesBetweenStartAndRepetitionChangesNothing() throws Exception {
    int between = 0;
    for (int commit = 1; ; commit++) {
      var file = folder.resolve("between-%d.db".formatted(commit));
      line = FaultyStore.cutAt(0, false);
      try (var engine = open(EngineConfig.sqlite(file), clock())) {
        deploy(engine);
        var ann = engine.connectTrusted("ann");
        ann.definitions().deploy(ONE_CHILD, "one.yaml");
        ann.definitions()
            .deploy(
                CHILD.replace("Half: ", "More: { type: string, required: true }\n  Half: "),
                "child.yaml");
        ann.definitions().setDefaultVersion("Test/Child", 1);
      }
      line = FaultyStore.cutAt(commit, true);
      long id;
      try (var engine = open(EngineConfig.sqlite(file), clock())) {
        id = startedOn(engine);
        Await.until("it dies or ends", () -> line.isDead() || isComplete(engine, id));
        if (!line.isDead()) {
          break;
        }
      }
      line = FaultyStore.cutAt(0, false);
      if (setDefaultVersionIfStarted(file)) {
        between++;
        try (var engine = open(EngineConfig.sqlite(file), clock())) {
          Await.until("commit %d: it ends".formatted(commit), () -> isComplete(engine, id));
          assertThat(children(engine, id)).hasSize(1);
        }
      }
    }
    assertThat(between).isPositive();
  }

  private static long startedOn(Engine engine) {
    var ann = engine.connectTrusted("ann");
    try {
      return ann.startProcessInstance(ann.createProcessInstance("Test/One Child")).id();
    } catch (BaltoroException | StoreException dead) {
      return 1024;
    }
  }

  private static boolean isComplete(Engine engine, long id) {
    return asked(
        engine, ann -> ann.openProcessInstance(id).status() == ProcessInstanceStatus.COMPLETED);
  }

  /** As an administrator might have done on another node while this one was dead. */
  private static boolean setDefaultVersionIfStarted(Path file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery("SELECT 1 FROM instance WHERE parent IS NOT NULL")) {
        if (!rows.next()) {
          return false;
        }
      }
      statement.executeUpdate("UPDATE process SET default_version = 2 WHERE name = 'Test/Child'");
      return true;
    }
  }

  // ---- one story

  /**
   * What must be the same.
   *
   * @param children data and status of each child, oldest first
   * @param facts how often each kind is in all journals, without those that tell of the death
   */
  private record End(
      Map<String, @Nullable Object> data,
      List<String> children,
      Map<String, Map<String, Long>> facts) {}

  private End onSqlite(int commit, boolean after) {
    var file = folder.resolve("cut-%d-%s.db".formatted(commit, after));
    var clock = clock();
    line = FaultyStore.cutAt(0, false);
    var engines = new Engine[] {open(EngineConfig.sqlite(file), clock)};
    deploy(engines[0]);
    engines[0].close();
    line = FaultyStore.cutAt(commit, after);
    engines[0] = open(EngineConfig.sqlite(file), clock);
    Function<Function<Connection, Boolean>, Boolean> ask =
        question -> {
          if (line.isDead()) {
            deaths++;
            engines[0].close();
            line = FaultyStore.cutAt(0, false);
            engines[0] = open(EngineConfig.sqlite(file), clock);
          }
          return asked(engines[0], question);
        };
    try {
      var end = story(ask, clock, () -> engines[0]);
      verify(engines[0].store());
      return end;
    } finally {
      engines[0].close();
    }
  }

  private End onPostgres(String url, ManualClock clock, Engine reserve, int commit, boolean after) {
    line = FaultyStore.cutAt(commit, after);
    var first = open(EngineConfig.postgres(url, "postgres", ""), clock);
    try {
      return story(
          question -> {
            if (line.isDead()) {
              deaths = 1;
              return asked(reserve, question);
            }
            return asked(first, question);
          },
          clock,
          () -> reserve);
    } finally {
      first.close();
    }
  }

  private End story(
      Function<Function<Connection, Boolean>, Boolean> ask,
      ManualClock clock,
      Supplier<Engine> alive) {
    var key = "the one of " + UUID.randomUUID();
    var started = new long[1];
    until(
        "it is started",
        ask,
        ann -> {
          var prepared = ann.createProcessInstance("Test/Parent").idempotencyKey(key);
          started[0] = ann.startProcessInstance(prepared).id();
          return true;
        });
    long id = started[0];
    until(
        "the last child is waited for",
        ask,
        ann ->
            ann.openProcessInstance(id).activities().stream()
                    .anyMatch(activity -> activity.name().equals("Second"))
                && children(alive.get(), id).size() == 3
                && ann.openProcessInstance(children(alive.get(), id).getLast()).status()
                    == ProcessInstanceStatus.ACTIVE);
    clock.advance(Duration.ofHours(2));
    until(
        "all of them have ended, and know it",
        ask,
        ann ->
            ann.openProcessInstance(id).status() == ProcessInstanceStatus.COMPLETED
                && isGone(ann, children(alive.get(), id).getLast())
                && ann.openProcessInstance(children(alive.get(), id).getFirst()).status()
                    == ProcessInstanceStatus.COMPLETED
                && ann.openProcessInstance(children(alive.get(), id).get(1)).status()
                    == ProcessInstanceStatus.COMPLETED
                && alive.get().store().load(family(alive.get(), id)).values().stream()
                    .allMatch(stored -> stored.state().pendingEffects().isEmpty()));
    var ann = alive.get().connectTrusted("ann");
    var told = new ArrayList<String>();
    var facts = new TreeMap<String, Map<String, Long>>();
    facts.put("parent", facts(ann.journal(id, 0, 1000)));
    for (var child : children(alive.get(), id)) {
      told.add(
          isGone(ann, child)
              ? "deleted"
              : ann.openProcessInstance(child).status()
                  + " "
                  + ann.openProcessInstance(child).dataFields().all());
      facts.put("child " + told.size(), facts(ann.journal(child, 0, 1000)));
    }
    var data =
        new TreeMap<String, @Nullable Object>(ann.openProcessInstance(id).dataFields().all());
    return new End(data, told, facts);
  }

  private static List<Long> family(Engine alive, long parent) {
    var family = new ArrayList<>(children(alive, parent));
    family.add(parent);
    return family;
  }

  /** In the order of the events that started them: nodes draw numbers from different blocks. */
  private static List<Long> children(Engine alive, long parent) {
    var children =
        alive
            .connectTrusted("ann")
            .processInstances(ProcessInstanceQuery.all().parent(parent))
            .items()
            .stream()
            .map(ProcessInstanceSummary::id)
            .toList();
    return alive.store().load(children).values().stream()
        .sorted(
            Comparator.comparingInt(child -> Objects.requireNonNull(child.state().parent()).item()))
        .map(Store.StoredInstance::id)
        .toList();
  }

  private static boolean isGone(Connection ann, long id) {
    try {
      ann.openProcessInstance(id);
      return false;
    } catch (BaltoroException gone) {
      return gone.problem() == Problem.GONE;
    }
  }

  private static Map<String, Long> facts(List<JournalEntry> journal) {
    return journal.stream()
        .map(JournalEntry::kind)
        .filter(kind -> !kind.startsWith("Attempt") && !kind.equals("MessageTakenOver"))
        .collect(Collectors.groupingBy(kind -> kind, TreeMap::new, Collectors.counting()));
  }

  private static void until(
      String what,
      Function<Function<Connection, Boolean>, Boolean> ask,
      Function<Connection, Boolean> question) {
    Await.until(what, Duration.ofSeconds(30), () -> ask.apply(question));
  }

  private static boolean asked(Engine engine, Function<Connection, Boolean> question) {
    try {
      return question.apply(engine.connectTrusted("ann"));
    } catch (StoreException dead) {
      return false;
    } catch (BaltoroException failure) {
      if (failure.problem() == Problem.STORE_UNAVAILABLE) {
        return false;
      }
      throw failure;
    }
  }

  private static void verify(Store store) {
    assertThat(StoreCheck.verify(store, new DefinitionRegistry(store)::searchable).faults())
        .isEmpty();
  }

  private static void deploy(Engine engine) {
    engine.connectTrusted("ann").definitions().deploy(CHILD, "child.yaml");
    engine.connectTrusted("ann").definitions().deploy(PARENT, "parent.yaml");
  }

  private static ManualClock clock() {
    return new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
  }

  private Engine open(EngineConfig config, ManualClock clock) {
    return Engine.open(
        config
            .clock(clock)
            .lease(Duration.ofSeconds(1))
            .patience(Duration.ofMillis(300))
            .shutdownPatience(Duration.ZERO)
            .storeWrapper(line::around)
            .handler("stay", k2 -> k2.setSynchronous(false))
            .repeatableHandler(
                "halve",
                k2 -> {
                  var data = k2.processInstance().dataFields();
                  data.set("Half", Objects.requireNonNull(data.getInteger("Number")) / 2);
                }));
  }

  private static EmbeddedPostgres durable() throws java.io.IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }
}
