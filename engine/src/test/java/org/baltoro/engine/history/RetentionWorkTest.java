package org.baltoro.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.RetentionRun;
import org.baltoro.engine.Await;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store;
import org.baltoro.store.Store.StoredInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the retention beside each other. */
class RetentionWorkTest {
  private static final int INSTANCES = 120;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));

  @Test
  void aRunNeedNotWaitUntilAnotherHasRested() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).clock(clock))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy("process: HR/Leave\nactivities:\n  Tell: {}\n", "leave.yaml");
      for (int number = 0; number < INSTANCES; number++) {
        ann.startProcessInstance(ann.createProcessInstance("HR/Leave"), true);
      }
      ann.history().rollUp();
      clock.advance(Duration.ofDays(2));
      var retention = retention(engine.store());
      var besides = new ArrayList<RetentionRun>();
      var slow =
          retention.run(
              INSTANCES,
              took -> {
                if (besides.isEmpty()) {
                  besides.add(
                      CompletableFuture.supplyAsync(() -> retention.run(INSTANCES))
                          .orTimeout(20, TimeUnit.SECONDS)
                          .join());
                }
              });
      assertThat(slow.deleted()).isEqualTo(100);
      assertThat(besides).containsExactly(new RetentionRun(INSTANCES - 100, 0, false));
    }
  }

  private static final String PARENT =
      """
      process: HR/Joiner
      activities:
        Begin:
          events:
            - subProcess: Leave
              process: HR/Leave
              synchronous: false
          lines:
            - to: Work
        Work:
          events:
            - client: Work
              destinations: [ann]
              actions: [Stop]
      """;

  /** Delivered once more, the message would start the child anew. */
  @Test
  void aChildStaysAsLongAsTheMessageThatStartsItIsOnItsWay() {
    try (var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).clock(clock))) {
      var ann = engine.connectTrusted("ann");
      ann.definitions().deploy("process: HR/Leave\nactivities:\n  Tell: {}\n", "leave.yaml");
      ann.definitions().deploy(PARENT, "joiner.yaml");
      long parent = ann.startProcessInstance(ann.createProcessInstance("HR/Joiner"), true).id();
      Await.until(
          "the child is known to be there",
          () -> stored(engine.store(), parent).outgoing().isEmpty());
      ann.history().rollUp();
      clock.advance(Duration.ofDays(2));

      var untold = untold(engine.store(), parent);
      assertThat(untold.outgoing()).as("as it stood before it was told").hasSize(1);
      assertThat(retention(withParent(engine.store(), untold)).run(INSTANCES).deleted()).isZero();
      assertThat(retention(engine.store()).run(INSTANCES).deleted()).isEqualTo(1);
    }
  }

  private static ProcessState stored(Store store, long instance) {
    return Objects.requireNonNull(store.load(List.of(instance)).get(instance)).state();
  }

  private RetentionWork retention(Store store) {
    return new RetentionWork(
        store,
        new DefinitionRegistry(store),
        clock,
        new RetentionSettings(Duration.ofDays(1), false, null),
        (instance, line) -> {},
        gone -> {},
        () -> 1L);
  }

  private static ProcessState untold(Store store, long parent) {
    return ProcessState.NEW.applyAll(
        ItemHistory.facts(store, parent).stream()
            .takeWhile(fact -> !(fact instanceof Fact.MessageDelivered))
            .toList());
  }

  /** The store while the word that the child is there has not reached the parent's row. */
  private static Store withParent(Store store, ProcessState parent) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              var answer = method.invoke(store, arguments);
              if (method.getName().equals("load") && answer instanceof Map<?, ?> found) {
                var loaded = new HashMap<Object, Object>(found);
                loaded.computeIfPresent(
                    parent.instance(),
                    (id, now) -> new StoredInstance(parent.instance(), 1, parent));
                return loaded;
              }
              return answer;
            });
  }
}
