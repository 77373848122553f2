package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.SplittableRandom;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.store.StoreCheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A thousand children, of one parent at the same time, and ten of each of a hundred parents one
 * after another: on two nodes of one PostgreSQL whose commits fail before and after they happen,
 * and one of which dies again and again. Each child is started once and counted once. One again:
 * {@code -Dseed=42}.
 */
class ManyChildrenTest {
  private static final int KILLS = 6;

  private static final String CHILD =
      """
      process: Test/Child
      data:
        Round: { type: integer, required: true }
        Seen: integer
      activities:
        See:
          events:
            - server: See
              handler: see
      """;
  private static final String FAN_OUT =
      """
      process: Test/Parent
      data:
        Count: integer
      activities:
        Each:
          destinations:
            plan: per-slot
            rows: for number in 1..1000 return number
          data:
            Result: integer
          events:
            - subProcess: Child
              process: Test/Child
              send: { Round: Row }
              receive: { Result: Seen }
          lines:
            - to: Sum
              when: count(Responses) = 1000 and sum(Responses.Result) = 500500
        Sum: {}
      """;
  private static final String LOOP =
      """
      process: Test/Parent
      data:
        Count: { type: integer, default: 0 }
      activities:
        Next:
          events:
            - subProcess: Child
              process: Test/Child
              send: { Round: Count }
              receive: { Count: Seen + 1 }
          lines:
            - to: Next
              when: Count < 10
            - to: End
              otherwise: true
        End: {}
      """;

  private final long seed = Long.getLong("seed", System.nanoTime());
  private final SplittableRandom random = new SplittableRandom(seed);

  @Test
  void ofOneParentAtTheSameTime() throws Exception {
    eachIsStartedOnceAndCountedOnce(FAN_OUT, 1, 1_000, null);
  }

  @Test
  void ofManyParentsOneAfterAnother() throws Exception {
    eachIsStartedOnceAndCountedOnce(LOOP, 100, 10, 10);
  }

  private void eachIsStartedOnceAndCountedOnce(
      String definition, int parents, int rounds, @Nullable Integer counted) throws Exception {
    try (var postgres = durable();
        var steady = open(postgres.getPort(), "steady", new FaultyStore(random.nextLong(), 80))) {
      var ann = steady.connectTrusted("ann");
      ann.definitions().deploy(CHILD, "child.yaml");
      ann.definitions().deploy(definition, "parent.yaml");
      var line = new FaultyStore(random.nextLong(), 80);
      var mortal = open(postgres.getPort(), "mortal", line);
      for (int kill = 0; kill < KILLS; kill++) {
        for (int number = 0; number < parents / KILLS + 1; number++) {
          int place = kill * (parents / KILLS + 1) + number;
          if (place < parents) {
            start(place % 2 == 0 ? mortal : steady, "parent " + place);
          }
        }
        Thread.sleep(random.nextInt(300));
        line.die();
        mortal.close();
        line = new FaultyStore(random.nextLong(), 80);
        mortal = open(postgres.getPort(), "mortal", line);
      }
      var ofTheProcess = ProcessInstanceQuery.all().process("Test/Parent").limit(1000);
      Await.until(
          "seed %d: all parents are complete".formatted(seed),
          Duration.ofSeconds(120),
          () -> {
            var items = ann.processInstances(ofTheProcess).items();
            return items.stream()
                .allMatch(parent -> parent.status() == ProcessInstanceStatus.COMPLETED);
          });
      mortal.close();
      var all = ann.processInstances(ofTheProcess).items();
      assertThat(all).as("seed %d", seed).hasSize(parents);
      var children = new HashSet<Long>();
      for (var parent : all) {
        assertThat(ann.openProcessInstance(parent.id()).dataFields().getInteger("Count"))
            .isEqualTo(counted);
        var own =
            ann.processInstances(ProcessInstanceQuery.all().parent(parent.id()).limit(1000))
                .items();
        assertThat(own).as("seed %d, children of %d", seed, parent.id()).hasSize(rounds);
        own.forEach(child -> children.add(child.id()));
      }
      assertThat(children).hasSize(parents * rounds);
      Await.until(
          "every child knows that it was heard",
          () ->
              steady.store().load(children).values().stream()
                  .allMatch(child -> child.state().pendingEffects().isEmpty()));
      assertThat(
              StoreCheck.verify(steady.store(), new DefinitionRegistry(steady.store())::searchable)
                  .faults())
          .isEmpty();
    }
  }

  private static void start(Engine engine, String key) {
    Await.until(
        key + " is started",
        () -> {
          try {
            var ann = engine.connectTrusted("ann");
            ann.startProcessInstance(ann.createProcessInstance("Test/Parent").idempotencyKey(key));
            return true;
          } catch (BaltoroException failure) {
            if (failure.problem() == Problem.STORE_UNAVAILABLE) {
              return false;
            }
            throw failure;
          }
        });
  }

  private static Engine open(int port, String name, FaultyStore line) {
    return Engine.open(
        EngineConfig.postgres(
                "jdbc:postgresql://localhost:%d/postgres".formatted(port), "postgres", "")
            .nodeName(name)
            .lease(Duration.ofSeconds(1))
            .patience(Duration.ofSeconds(5))
            .shutdownPatience(Duration.ZERO)
            .storeWrapper(line::around)
            .repeatableHandler(
                "see",
                k2 -> {
                  var data = k2.processInstance().dataFields();
                  data.set("Seen", Objects.requireNonNull(data.getInteger("Round")));
                }));
  }

  private static EmbeddedPostgres durable() throws java.io.IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .start();
  }
}
