package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.api.ProcessInstanceStatus.RUNNING;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code durability: wait}: one commit per wait state, where the code may run twice. */
class DurabilityWaitTest {
  @TempDir Path folder;
  private Engine engine;
  private Connection ann;

  @BeforeEach
  void open() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    ann = engine.connectTrusted("ann");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void repeatableHandlersUpToTheWaitStateAreOneCommit() {
    engine.deploy(
        DefinitionBuilder.process("Test/Fast")
            .durability(Durability.WAIT)
            .data("Steps", DataType.INTEGER)
            .activity("One", a -> a.server("A", k2 -> count(k2), e -> e.repeatable()).line("Two"))
            .activity("Two", a -> a.server("B", k2 -> count(k2), e -> e.repeatable()).line("Three"))
            .activity("Three", a -> a.server("C", k2 -> count(k2), e -> e.repeatable()))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Fast"), true);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(instance.dataFields().getInteger("Steps")).isEqualTo(3);
    assertThat(engine.store().journal(instance.id(), 0, 100)).hasSize(1);
  }

  @Test
  void codeThatMayNotRunTwiceCommitsBeforeAndAfter() {
    engine.deploy(
        DefinitionBuilder.process("Test/Careful")
            .durability(Durability.WAIT)
            .data("Steps", DataType.INTEGER)
            .activity("One", a -> a.server("A", k2 -> count(k2), e -> e.repeatable()).line("Two"))
            .activity("Two", a -> a.server("B", k2 -> count(k2)))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Careful"), true);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(engine.store().journal(instance.id(), 0, 100)).hasSize(2);
  }

  @Test
  void repeatableHandlersOfParallelBranchesRunOneAfterAnother() {
    var running = new AtomicInteger();
    var atOnce = new AtomicInteger();
    ServerEventHandler branch =
        k2 -> {
          atOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
          Thread.sleep(20); // room for the other branch to come in, if it could
          running.decrementAndGet();
        };
    engine.deploy(
        DefinitionBuilder.process("Test/Branches")
            .durability(Durability.WAIT)
            .activity("Split", a -> a.line("Left").line("Right"))
            .activity("Left", a -> a.server("L", branch, e -> e.repeatable()))
            .activity("Right", a -> a.server("R", branch, e -> e.repeatable()))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Branches"), true);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(atOnce).hasValue(1);
    assertThat(engine.store().journal(instance.id(), 0, 100)).hasSize(1);
  }

  @Test
  void oneThatMayNotRunTwiceLetsParallelBranchesRunSideBySide() {
    var meeting = new CyclicBarrier(2);
    ServerEventHandler branch = k2 -> meeting.await(20, TimeUnit.SECONDS);
    engine.deploy(
        DefinitionBuilder.process("Test/Side by side")
            .durability(Durability.WAIT)
            .activity("Split", a -> a.line("Left").line("Right"))
            .activity("Left", a -> a.server("L", branch, e -> e.repeatable()))
            .activity("Right", a -> a.server("R", branch))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Side by side"), true);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void readingTheSerialNumberCommitsFirst() {
    var committedWhenRead = new AtomicReference<Integer>();
    engine.deploy(
        DefinitionBuilder.process("Test/Asking")
            .durability(Durability.WAIT)
            .activity(
                "One",
                a ->
                    a.server(
                        "A",
                        k2 -> {
                          var serialNumber = k2.serialNumber();
                          var id = k2.processInstance().id();
                          assertThat(serialNumber).startsWith(id + "_");
                          committedWhenRead.set(engine.store().journal(id, 0, 100).size());
                          k2.setSynchronous(false);
                        },
                        e -> e.repeatable()))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Asking"), true);
    assertThat(committedWhenRead).hasValue(1);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    var serialNumber = instance.activities().getFirst().events().getFirst().serialNumber();
    ann.openServerItem(serialNumber).finish(true);
    assertThat(ann.openProcessInstance(instance.id()).status())
        .isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void nobodyWaitsForCodeThatTakesItsTime() throws Exception {
    var mayReturn = new CountDownLatch(1);
    engine.deploy(
        DefinitionBuilder.process("Test/Slow")
            .durability(Durability.WAIT)
            .data("Steps", DataType.INTEGER)
            .activity("One", a -> a.server("A", k2 -> count(k2), e -> e.repeatable()).line("Two"))
            .activity(
                "Two",
                a ->
                    a.server(
                        "B",
                        k2 -> {
                          mayReturn.await();
                          count(k2);
                        },
                        e -> e.repeatable()))
            .build(),
        "ann");
    var started = ann.startProcessInstance(ann.createProcessInstance("Test/Slow"));
    assertThat(started.status()).as("answered before the code").isEqualTo(RUNNING);
    mayReturn.countDown();
    var ended =
        Await.value(
            "it completes",
            () -> ann.openProcessInstance(started.id()),
            instance -> instance.status() == ProcessInstanceStatus.COMPLETED);
    assertThat(ended.dataFields().getInteger("Steps")).isEqualTo(2);
  }

  @Test
  void codeThatHasReadItsSerialNumberRunsBesideOtherCommandsOfItsInstance() {
    engine.deploy(
        DefinitionBuilder.process("Test/Beside")
            .durability(Durability.WAIT)
            .data("Steps", DataType.INTEGER)
            .data("Note", DataType.STRING)
            .activity(
                "One",
                a ->
                    a.server(
                        "A",
                        k2 -> {
                          assertThat(k2.idempotencyKey()).isNotEmpty();
                          var instance = ann.openProcessInstance(k2.processInstance().id());
                          instance.dataFields().set("Note", "from outside");
                          instance.update();
                          count(k2);
                        },
                        e -> e.repeatable()))
            .build(),
        "ann");
    var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Beside"), true);
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(instance.dataFields().getString("Note")).isEqualTo("from outside");
    assertThat(instance.dataFields().getInteger("Steps")).isEqualTo(1);
  }

  @Test
  void codeThatIgnoresItsInterruptHoldsNothingButItsThread() throws Exception {
    var end = new CountDownLatch(1);
    engine.register("test.deaf", k2 -> awaitDeaf(end), true);
    ann.definitions()
        .deploy(
            """
            process: Test/Deaf
            durability: wait
            activities:
              One:
                events:
                  - server: A
                    handler: test.deaf
                    timeLimit: 100ms
            """,
            "deaf.yaml");
    var started = ann.startProcessInstance(ann.createProcessInstance("Test/Deaf"));
    var failed =
        Await.value(
            "the attempt is given up",
            () -> ann.openProcessInstance(started.id()),
            instance -> instance.status() == ProcessInstanceStatus.ERROR);
    assertThat(failed.errors().getFirst().code()).isEqualTo("time-limit");
    assertThat(engine.status().lostThreads()).isEqualTo(1);
    end.countDown();
    Await.until("the thread comes back", () -> engine.status().lostThreads() == 0);
  }

  private static void awaitDeaf(CountDownLatch end) {
    while (end.getCount() > 0) {
      try {
        end.await();
      } catch (InterruptedException ignored) {
        // As bad code does.
      }
    }
  }

  private static void count(org.baltoro.api.code.ServerEventContext k2) {
    var fields = k2.processInstance().dataFields();
    var steps = fields.getInteger("Steps");
    fields.set("Steps", steps == null ? 1 : steps + 1);
  }
}
