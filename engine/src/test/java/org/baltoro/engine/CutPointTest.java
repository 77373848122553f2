package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.StoreCheck;
import org.baltoro.store.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One story with everything in it, again and again: each time the process dies at another of its
 * commits, once just before and once just after it. A caller that repeats what was not answered
 * must come to the same end each time.
 */
class CutPointTest {
  private static final String DEFINITION =
      """
      process: Test/Cut
      data:
        Count: { type: integer, default: 0 }
        Answer: string
        Note: string
      activities:
        Begin:
          events:
            - server: Count
              handler: count
          lines:
            - to: Ask
            - to: Decide
        Ask:
          events:
            - server: Ask
              handler: ask
            - server: Count
              handler: count
          lines:
            - to: Meet
        Decide:
          events:
            - client: Decide
              destinations: [ann]
              actions: [Go on]
          lines:
            - to: Meet
        Meet:
          join: all
          lines:
            - to: Rest
        Rest:
          events:
            - client: Stay
              destinations: [ben]
              actions: [Leave]
          escalations:
            - name: Move on
              after: 1h
              goto: Fail once
        Fail once:
          events:
            - server: Fail
              handler: fail
              retry: { attempts: 2, backOff: 10s }
          lines:
            - to: End
        End: {}
      """;

  @TempDir Path folder;
  private ManualClock clock = new ManualClock(Instant.EPOCH);
  private @Nullable Engine engine;
  private FaultyStore line = FaultyStore.cutAt(0, false);
  private int deaths;

  @Test
  void theStoryEndsTheSameWhereverTheProcessDies() throws Exception {
    var undisturbed = run(0, false);
    assertThat(deaths).isZero();
    int cuts = 0;
    for (boolean after : new boolean[] {false, true}) {
      for (int commit = 1; ; commit++) {
        deaths = 0;
        var end = run(commit, after);
        if (deaths == 0) {
          break; // The story has fewer commits.
        }
        cuts++;
        assertThat(end)
            .as("cut %s commit %d", after ? "after" : "before", commit)
            .isEqualTo(undisturbed);
      }
    }
    // Decisions share commits as they happen to meet: a busy machine has fewer.
    assertThat(cuts).as("cuts").isGreaterThan(12);
  }

  /**
   * What must be the same.
   *
   * @param facts how often each kind is in the journal, without those that tell of the death
   */
  private record End(Map<String, @Nullable Object> data, Map<String, Long> facts) {}

  private End run(int commit, boolean after) throws Exception {
    var file = folder.resolve("cut-%d-%s.db".formatted(commit, after));
    clock = new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
    line = FaultyStore.cutAt(0, false);
    open(file);
    engine().connectTrusted("ann").definitions().deploy(DEFINITION, "cut.yaml");
    engine().close();
    line = FaultyStore.cutAt(commit, after);
    open(file);
    try {
      return story(file);
    } finally {
      engine().close();
      Files.delete(file);
    }
  }

  private End story(Path file) throws Exception {
    var started = new long[1];
    step(
        file,
        ann -> {
          var prepared = ann.createProcessInstance("Test/Cut").idempotencyKey("the one");
          started[0] = ann.startProcessInstance(prepared).id();
        });
    long id = started[0];
    awaits(file, id, "Ask", "Waiting");
    step(
        file,
        ann ->
            ann.management()
                .carryOut(
                    id, new ManagementOperation.Change(Map.of("Note", "seen"), null, null, true)));
    var serialNumber = serialNumber(file, id, "Ask");
    step(
        file,
        ann -> {
          var item = ann.openServerItemEvenIfEnded(serialNumber);
          item.processInstance().dataFields().set("Answer", "yes");
          item.finish();
        });
    awaits(file, id, "Decide", "Offered");
    var work = serialNumber(file, id, "Decide");
    step(
        file,
        ann -> {
          try {
            ann.openWorklistItem(work).finish("Go on");
          } catch (BaltoroException acted) {
            if (acted.problem() != Problem.ALREADY_FINISHED) {
              throw acted;
            }
          }
        });
    awaits(file, id, "Rest", "Offered");
    clock.advance(Duration.ofHours(1));
    Await.until(
        "it ends",
        Duration.ofSeconds(30),
        () -> {
          clock.advance(Duration.ofSeconds(10));
          return answered(
              file, ann -> ann.openProcessInstance(id).status() == ProcessInstanceStatus.COMPLETED);
        });
    var end = new End[1];
    step(
        file,
        ann ->
            end[0] =
                new End(
                    ann.openProcessInstance(id).dataFields().all(),
                    facts(ann.journal(id, 0, 1000))));
    engine().close();
    try (var store = Stores.open(engine().config().storeConfig())) {
      assertThat(StoreCheck.verify(store, new DefinitionRegistry(store)::searchable).faults())
          .isEmpty();
    }
    return end[0];
  }

  private static Map<String, Long> facts(List<JournalEntry> journal) {
    return journal.stream()
        .map(JournalEntry::kind)
        .filter(kind -> !kind.startsWith("Attempt") && !kind.equals("RetryScheduled"))
        .collect(
            Collectors.groupingBy(kind -> kind, java.util.TreeMap::new, Collectors.counting()));
  }

  /** Does something until it is answered. */
  private void step(Path file, Consumer<Connection> work) {
    Await.until(
        "it is answered",
        () ->
            answered(
                file,
                connection -> {
                  work.accept(connection);
                  return true;
                }));
  }

  private void awaits(Path file, long id, String activity, String status) {
    Await.until(
        "%s is %s".formatted(activity, status),
        () ->
            answered(
                file,
                ann ->
                    ann.openProcessInstance(id).activities().stream()
                        .filter(active -> active.name().equals(activity))
                        .flatMap(active -> active.events().stream())
                        .anyMatch(event -> event.status().equals(status))));
  }

  /** Asked for until it is answered: the process may also die between one question and the next. */
  private String serialNumber(Path file, long id, String activity) {
    var serialNumber = new String[1];
    step(
        file,
        ann ->
            serialNumber[0] =
                ann.openProcessInstance(id).activities().stream()
                    .filter(active -> active.name().equals(activity))
                    .findFirst()
                    .orElseThrow()
                    .events()
                    .getFirst()
                    .serialNumber());
    return serialNumber[0];
  }

  private interface Question {
    boolean ask(Connection connection);
  }

  /** The answer; false if the process has died over it: then it is started again. */
  private boolean answered(Path file, Question question) {
    if (line.isDead()) {
      deaths++;
      engine().close();
      line = FaultyStore.cutAt(0, false);
      open(file);
    }
    try {
      return question.ask(engine().connectTrusted("ann"));
    } catch (BaltoroException failure) {
      if (failure.problem() == Problem.STORE_UNAVAILABLE) {
        return false;
      }
      throw failure;
    }
  }

  private void open(Path file) {
    engine =
        Engine.open(
            EngineConfig.sqlite(file)
                .clock(clock)
                .patience(Duration.ofMillis(200))
                .shutdownPatience(Duration.ZERO)
                .storeWrapper(line::around)
                .handler("ask", k2 -> k2.setSynchronous(false))
                .repeatableHandler(
                    "count",
                    k2 -> {
                      var data = k2.processInstance().dataFields();
                      data.set("Count", Objects.requireNonNull(data.getInteger("Count")) + 1);
                    })
                .handler(
                    "fail",
                    k2 -> {
                      if (k2.attempt() == 1) {
                        throw new IllegalStateException("the first attempt fails");
                      }
                    }));
  }

  private Engine engine() {
    return Objects.requireNonNull(engine);
  }
}
