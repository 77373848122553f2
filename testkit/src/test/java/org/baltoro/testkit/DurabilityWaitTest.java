package org.baltoro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.api.ProcessInstanceStatus.RUNNING;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.store.Store.JournalRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code durability: wait}: one commit per wait state, where the code may run twice. */
class DurabilityWaitTest {
  @RegisterExtension final TestEngine engine = TestEngine.create();
  private Connection ann;

  @BeforeEach
  void connect() {
    ann = engine.as("ann");
  }

  private List<JournalRow> commits(ProcessInstance instance) {
    return engine.engine().store().journal(instance.id(), 0, 100);
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
            .build());
    var instance = engine.start("Test/Fast").completes().hasData("Steps", 3).instance();
    assertThat(commits(instance)).hasSize(1);
  }

  @Test
  void codeThatMayNotRunTwiceCommitsBeforeAndAfter() {
    engine.deploy(
        DefinitionBuilder.process("Test/Careful")
            .durability(Durability.WAIT)
            .data("Steps", DataType.INTEGER)
            .activity("One", a -> a.server("A", k2 -> count(k2), e -> e.repeatable()).line("Two"))
            .activity("Two", a -> a.server("B", k2 -> count(k2)))
            .build());
    var instance = engine.start("Test/Careful").completes().instance();
    assertThat(commits(instance)).hasSize(2);
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
            .build());
    var instance = engine.start("Test/Branches").completes().instance();
    assertThat(atOnce).hasValue(1);
    assertThat(commits(instance)).hasSize(1);
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
            .build());
    engine.start("Test/Side by side").completes();
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
                          committedWhenRead.set(engine.engine().store().journal(id, 0, 100).size());
                          k2.setSynchronous(false);
                        },
                        e -> e.repeatable()))
            .build());
    var story = engine.start("Test/Asking").waitsAt("One");
    assertThat(committedWhenRead).hasValue(1);
    story.when("ann").finishes("A").completes();
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
            .build());
    var started = ann.startProcessInstance(ann.createProcessInstance("Test/Slow"));
    assertThat(started.status()).as("answered before the code").isEqualTo(RUNNING);
    mayReturn.countDown();
    engine.story(started.id()).completes().hasData("Steps", 2);
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
            .build());
    engine.start("Test/Beside").completes().hasData("Note", "from outside").hasData("Steps", 1);
  }

  @Test
  void codeThatIgnoresItsInterruptHoldsNothingButItsThread() throws Exception {
    var end = new CountDownLatch(1);
    engine
        .repeatableHandler("test.deaf", k2 -> awaitDeaf(end))
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
            """);
    var story = engine.start("Test/Deaf").runs();
    engine.await(
        () ->
            engine.as("ann").openProcessInstance(story.id()).status()
                == ProcessInstanceStatus.ERROR,
        "the attempt is given up");
    assertThat(engine.engine().status().lostThreads()).isEqualTo(1);
    end.countDown();
    story.goesOn().failsWith("time-limit");
    engine.await(() -> engine.engine().status().lostThreads() == 0, "the thread comes back");
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
