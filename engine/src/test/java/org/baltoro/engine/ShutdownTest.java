package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine is closed while code runs: what ends in time counts, the rest is done again later. */
class ShutdownTest {
  @TempDir Path folder;

  /** What the code saw, in order: serial number, attempt. */
  private final List<String> runs = new CopyOnWriteArrayList<>();

  private final CountDownLatch inCode = new CountDownLatch(1);
  private final CountDownLatch mayReturn = new CountDownLatch(1);
  private volatile boolean waits = true;

  @Test
  void codeThatEndsInTimeIsStoredWithAllThatFollowsAndDoesNotRunAgain() throws Exception {
    var engine = open(Duration.ofSeconds(30));
    engine.deploy(twoSteps(Durability.EVENT), "ann");
    engine.deploy(DefinitionBuilder.process("Test/Other").activity("End", a -> {}).build(), "ann");
    var ann = engine.connectTrusted("ann");
    long id = ann.startProcessInstance(ann.createProcessInstance("Test/Two")).id();
    assertThat(inCode.await(20, TimeUnit.SECONDS)).isTrue();
    var closing = Thread.ofVirtual().start(engine::close);
    Await.until(
        "new calls are refused",
        () -> {
          var refused =
              catchThrowableOfType(
                  BaltoroException.class,
                  () -> ann.startProcessInstance(ann.createProcessInstance("Test/Other")));
          return refused != null && refused.problem() == Problem.BUSY;
        });
    mayReturn.countDown();
    assertThat(closing.join(Duration.ofSeconds(20))).isTrue();
    assertThat(runs).containsExactly("Wait 1", "Note 1");

    try (var again = open(Duration.ofSeconds(1))) {
      again.deploy(twoSteps(Durability.EVENT), "ann");
      assertThat(again.connectTrusted("ann").openProcessInstance(id).status())
          .isEqualTo(ProcessInstanceStatus.COMPLETED);
    }
    assertThat(runs).containsExactly("Wait 1", "Note 1");
  }

  @Test
  void codeThatTakesTooLongIsLostAndRunsAgainUnderTheSameSerialNumber() throws Exception {
    assertLostAndRepeated(Durability.EVENT);
    assertThat(runs).containsExactly("Wait 1", "Wait 2", "Note 1");
  }

  @Test
  void aCallerWhoWaitsWhileTheEngineClosesIsAnswered() throws Exception {
    var engine = open(Duration.ofMillis(100));
    engine.deploy(twoSteps(Durability.EVENT), "ann");
    var ann = engine.connectTrusted("ann").withSyncTimeout(Duration.ofMinutes(5));
    var answer = new java.util.concurrent.CompletableFuture<ProcessInstance>();
    Thread.ofVirtual()
        .start(() ->
            answer.complete(ann.startProcessInstance(ann.createProcessInstance("Test/Two"), true)));
    assertThat(inCode.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close();
    assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(ProcessInstanceStatus.RUNNING);
  }

  @Test
  void codeThatRunsAheadOfItsCommitIsInterruptedAndNotTakenForAFailure() throws Exception {
    var engine = open(Duration.ofMillis(100));
    engine.deploy(twoSteps(Durability.WAIT), "ann");
    var ann = engine.connectTrusted("ann");
    var answer = new java.util.concurrent.CompletableFuture<Long>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            answer.complete(ann.startProcessInstance(ann.createProcessInstance("Test/Two")).id());
          } catch (BaltoroException refused) {
            answer.completeExceptionally(refused);
          }
        });
    assertThat(inCode.await(20, TimeUnit.SECONDS)).isTrue();
    engine.close();
    long id = answer.get(20, TimeUnit.SECONDS);

    waits = false;
    try (var again = open(Duration.ofSeconds(1))) {
      again.deploy(twoSteps(Durability.WAIT), "ann");
      completes(again, id);
    }
    assertThat(runs).containsExactly("Wait 1", "Wait 2", "Note 1");
  }

  @Test
  void aFinishThatIsKeptWhileTheCodeRunsOutlivesTheShutdown() throws Exception {
    var engine = open(Duration.ofMillis(100));
    engine.deploy(asynchronous(), "ann");
    var ann = engine.connectTrusted("ann");
    long id = ann.startProcessInstance(ann.createProcessInstance("Test/Call")).id();
    assertThat(inCode.await(20, TimeUnit.SECONDS)).isTrue();
    var item =
        ann.openServerItem(
            ann.openProcessInstance(id).activities().getFirst().events().getFirst().serialNumber());
    item.processInstance().dataFields().set("Answer", "early");
    assertThat(item.finish().outcome()).isEqualTo(FinishReceipt.Outcome.KEPT);
    engine.close();

    waits = false;
    try (var again = open(Duration.ofSeconds(1))) {
      again.deploy(asynchronous(), "ann");
      var ended = completes(again, id);
      assertThat(ended.dataFields().getString("Answer")).isEqualTo("early");
      assertThat(again.connectTrusted("ann").finishReceipt(item.serialNumber()).outcome())
          .isEqualTo(FinishReceipt.Outcome.APPLIED);
    }
  }

  private void assertLostAndRepeated(Durability durability) throws InterruptedException {
    var engine = open(Duration.ofMillis(100));
    engine.deploy(twoSteps(durability), "ann");
    var ann = engine.connectTrusted("ann");
    var started = ann.startProcessInstance(ann.createProcessInstance("Test/Two"));
    assertThat(inCode.await(20, TimeUnit.SECONDS)).isTrue();
    var serialNumber =
        ann.openProcessInstance(started.id())
            .activities()
            .getFirst()
            .events()
            .getFirst()
            .serialNumber();
    engine.close();

    waits = false;
    try (var again = open(Duration.ofSeconds(1))) {
      again.deploy(twoSteps(durability), "ann");
      completes(again, started.id());
      assertThat(again.connectTrusted("ann").journal(started.id(), 0, 100))
          .anySatisfy(entry -> {
            assertThat(entry.kind()).isEqualTo("AttemptLost");
            assertThat(entry.serialNumber()).isEqualTo(serialNumber);
          })
          .noneSatisfy(entry -> assertThat(entry.kind()).isEqualTo("AttemptFailed"));
    }
  }

  private Engine open(Duration shutdownPatience) {
    return Engine.open(
        EngineConfig.sqlite(folder.resolve("store.db"))
            .shutdownPatience(shutdownPatience)
            .repeatableHandler(
                "test.wait",
                k2 -> {
                  runs.add("Wait " + k2.attempt());
                  hold();
                })
            .repeatableHandler("test.note", k2 -> runs.add("Note " + k2.attempt()))
            .handler(
                "test.call",
                k2 -> {
                  k2.setSynchronous(false);
                  hold();
                }));
  }

  private void hold() throws InterruptedException {
    inCode.countDown();
    if (waits) {
      mayReturn.await();
    }
  }

  private static BuiltDefinition twoSteps(Durability durability) {
    return DefinitionBuilder.process("Test/Two")
        .durability(durability)
        .activity("Wait", a -> a.server("Wait", "test.wait").line("Note"))
        .activity("Note", a -> a.server("Note", "test.note"))
        .build();
  }

  private static BuiltDefinition asynchronous() {
    return DefinitionBuilder.process("Test/Call")
        .data("Answer", DataType.STRING)
        .activity("Call", a -> a.server("Call", "test.call"))
        .build();
  }

  private static ProcessInstance completes(Engine engine, long id) {
    var ann = engine.connectTrusted("ann");
    return Await.value(
        "the instance completes",
        () -> ann.openProcessInstance(id),
        instance -> instance.status() == ProcessInstanceStatus.COMPLETED);
  }
}
