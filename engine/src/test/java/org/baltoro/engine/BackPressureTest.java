package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As many commands wait as may: further ones are told so, and nothing of them is done. */
class BackPressureTest {
  private static final int PLACES = 2;

  @TempDir Path folder;
  private final CountDownLatch bothAreIn = new CountDownLatch(PLACES);
  private final CountDownLatch mayGoOn = new CountDownLatch(1);

  @Test
  void whatIsTooMuchIsRefusedAsBusyAndCanBeRepeated() throws Exception {
    var store = FaultyStore.faultless();
    var config =
        EngineConfig.sqlite(folder.resolve("store.db"))
            .outstandingMax(PLACES)
            .storeWrapper(store::around);
    try (var engine = Engine.open(config);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      deploy(engine);
      var ann = engine.connectTrusted("ann");
      var waiting = ann.startProcessInstance(ann.createProcessInstance("Test/Wait"), true);
      var serialNumber = waiting.activities().getFirst().events().getFirst().serialNumber();
      var item = ann.openServerItem(serialNumber);
      item.processInstance().dataFields().set("Answer", "yes");

      store.hold(mayGoOn);
      var taken = new ArrayList<Future<ProcessInstance>>();
      Callable<ProcessInstance> slow =
          () -> ann.startProcessInstance(ann.createProcessInstance("Test/Slow"));
      for (int place = 0; place < PLACES; place++) {
        taken.add(callers.submit(slow));
      }
      assertThat(bothAreIn.await(20, TimeUnit.SECONDS)).isTrue();

      assertBusy(slow::call);
      assertBusy(item::finish);
      assertBusy(() -> ann.management().stop(waiting.id()));
      assertThat(instances(ann)).as("only the one that waits is stored").isEqualTo(1);
      var untouched = ann.openProcessInstance(waiting.id());
      assertThat(untouched.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
      assertThat(untouched.dataFields().getString("Answer")).isNull();

      mayGoOn.countDown();
      for (var start : taken) {
        assertThat(start.get(20, TimeUnit.SECONDS).status())
            .isEqualTo(ProcessInstanceStatus.COMPLETED);
      }
      assertThat(instances(ann)).as("the refused start left nothing").isEqualTo(1 + PLACES);
      assertThat(item.finish(true).outcome()).isEqualTo(FinishReceipt.Outcome.APPLIED);
      var finished = ann.openProcessInstance(waiting.id());
      assertThat(finished.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
      assertThat(finished.dataFields().getString("Answer")).isEqualTo("yes");
    } finally {
      mayGoOn.countDown();
    }
  }

  @Test
  void aCallerWhoHasGivenUpWaitingStillHoldsThePlaceOfTheCommand() throws Exception {
    var go = new CountDownLatch(1);
    var held = FaultyStore.holding(go);
    var config =
        EngineConfig.sqlite(folder.resolve("store.db"))
            .outstandingMax(1)
            .patience(Duration.ofMillis(100))
            .storeWrapper(held::around);
    try (var engine = Engine.open(config)) {
      deploy(engine);
      var ann = engine.connectTrusted("ann");
      var late =
          catchThrowableOfType(
              BaltoroException.class,
              () -> ann.startProcessInstance(ann.createProcessInstance("Test/Wait")));
      assertThat(late.problem()).isEqualTo(Problem.STORE_UNAVAILABLE);
      assertBusy(() -> ann.startProcessInstance(ann.createProcessInstance("Test/Wait")));
      go.countDown();
      Await.until("the place is free again", () -> startsOne(ann));
      assertThat(instances(ann)).as("the first one was stored in the end").isEqualTo(2);
    } finally {
      go.countDown();
    }
  }

  private static boolean startsOne(Connection ann) {
    try {
      ann.startProcessInstance(ann.createProcessInstance("Test/Wait"));
      return true;
    } catch (BaltoroException busy) {
      return false;
    }
  }

  /** The code of Slow tells when its caller has a place: it runs ahead of the commit. */
  private void deploy(Engine engine) {
    engine.deploy(
        DefinitionBuilder.process("Test/Slow")
            .durability(Durability.WAIT)
            .activity(
                "A",
                a -> a.server("Work", k2 -> bothAreIn.countDown(), event -> event.repeatable()))
            .build(),
        "ann");
    engine.deploy(
        DefinitionBuilder.process("Test/Wait")
            .data("Answer", DataType.STRING)
            .activity("A", a -> a.server("Wait", k2 -> k2.setSynchronous(false)))
            .build(),
        "ann");
  }

  private static int instances(Connection connection) {
    return connection.processInstances(ProcessInstanceQuery.all()).items().size();
  }

  private static void assertBusy(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    var refused = catchThrowableOfType(BaltoroException.class, call);
    assertThat(refused).isNotNull();
    assertThat(refused.problem()).isEqualTo(Problem.BUSY);
    assertThat(refused).hasMessageContaining("Nothing was done");
    assertThat(refused.details()).containsEntry("retryAfterSeconds", 1);
  }
}
