package org.baltoro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main job: code hands its serial number to an outside system, which finishes the event. */
class AsynchronousServerEventTest {
  @RegisterExtension
  final TestEngine engine = TestEngine.create().at(Instant.parse("2026-12-01T09:00:00Z"));

  private final BlockingQueue<String> financeSystem = new LinkedBlockingQueue<>();
  private Connection ann;

  @BeforeEach
  void deploy() {
    ann = engine.as("ann");
    engine.deploy(
        DefinitionBuilder.process("Finance/Payment")
            .data("Field1", DataType.STRING)
            .data("Amount", DataType.DECIMAL)
            .activity(
                "Pay",
                pay ->
                    pay.server(
                            "Call finance",
                            k2 -> {
                              k2.setSynchronous(false);
                              financeSystem.add(k2.serialNumber());
                            })
                        .line("Done"))
            .activity("Done", done -> done.server("Note", k2 -> {}))
            .build());
  }

  private String startAndTakeSerialNumber() throws InterruptedException {
    ann.startProcessInstance(ann.createProcessInstance("Finance/Payment"), true);
    return java.util.Objects.requireNonNull(financeSystem.poll(20, TimeUnit.SECONDS));
  }

  private ProcessInstance instanceOf(String serialNumber) {
    return ann.openProcessInstance(instance(serialNumber));
  }

  private Story storyOf(String serialNumber) {
    return engine.story(instance(serialNumber));
  }

  private static long instance(String serialNumber) {
    return Long.parseLong(serialNumber.substring(0, serialNumber.indexOf('_')));
  }

  @Test
  void theSeedsSecondBlockFinishesTheEventAndTheProcessContinues() throws InterruptedException {
    String mySerialNo = startAndTakeSerialNumber();
    assertThat(instanceOf(mySerialNo).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);

    try (Connection myConnection = engine.as("finance-system")) {
      ServerItem myServerItem = myConnection.openServerItem(mySerialNo);
      myServerItem.processInstance().dataFields().set("Field1", "1");
      myServerItem.finish(true);
    }

    var ended = instanceOf(mySerialNo);
    assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ended.dataFields().getString("Field1")).isEqualTo("1");
  }

  @Test
  void aWaitingItemIsListedUntilItIsFinished() throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    assertThat(ann.waitingServerItems(WaitingServerItemQuery.all()).items())
        .singleElement()
        .satisfies(item -> {
          assertThat(item.serialNumber()).isEqualTo(serialNumber);
          assertThat(item.activity()).isEqualTo("Pay");
          assertThat(item.event()).isEqualTo("Call finance");
        });
    ann.openServerItem(serialNumber).finish();
    assertThat(ann.waitingServerItems(WaitingServerItemQuery.all()).items()).isEmpty();
  }

  @Test
  void aRepeatedFinishGetsTheFirstReceiptAndAnotherOneIsToldWhoFinished()
      throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    var handle = ann.openServerItem(serialNumber);
    var late = ann.openServerItem(serialNumber);
    var first = handle.finish(false, "callback-1");
    assertThat(first.outcome()).isEqualTo(FinishReceipt.Outcome.APPLIED);

    engine.advance("5m");
    assertThat(handle.finish(false, "callback-1")).isEqualTo(first);

    late.processInstance().dataFields().set("Field1", "other");
    var refused = catchThrowableOfType(BaltoroException.class, late::finish);
    assertThat(refused.problem()).isEqualTo(Problem.ALREADY_FINISHED);
    assertThat(refused).hasMessageContaining("by ann").hasMessageContaining("2026-12-01T09:00:00Z");
    assertThat(instanceOf(serialNumber).dataFields().getString("Field1")).isNull();
  }

  @Test
  void anUpdateSavesWithoutFinishingAndAnAbandonedHandleChangesNothing()
      throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    var saved = ann.openServerItem(serialNumber);
    saved.processInstance().dataFields().set("Field1", "saved");
    saved.processInstance().update();
    ann.openServerItem(serialNumber).processInstance().dataFields().set("Field1", "abandoned");

    assertThat(instanceOf(serialNumber).dataFields().getString("Field1")).isEqualTo("saved");
    assertThat(instanceOf(serialNumber).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
  }

  @Test
  void aCallbackBeforeTheCodeHasReturnedIsKeptAndApplied() throws InterruptedException {
    var called = new LinkedBlockingQueue<String>();
    var mayReturn = new CountDownLatch(1);
    engine.deploy(
        DefinitionBuilder.process("Finance/Slow")
            .data("Field1", DataType.STRING)
            .activity(
                "Pay",
                pay ->
                    pay.server(
                        "Call finance",
                        k2 -> {
                          k2.setSynchronous(false);
                          k2.processInstance().dataFields().set("Field1", "from the code");
                          called.add(k2.serialNumber());
                          mayReturn.await();
                        }))
            .build());
    ann.startProcessInstance(ann.createProcessInstance("Finance/Slow"));
    String serialNumber = java.util.Objects.requireNonNull(called.poll(20, TimeUnit.SECONDS));
    var item = ann.openServerItem(serialNumber);
    item.processInstance().dataFields().set("Field1", "from the callback");
    assertThat(item.finish().outcome()).isEqualTo(FinishReceipt.Outcome.KEPT);
    assertThat(ann.finishReceipt(serialNumber).outcome()).isEqualTo(FinishReceipt.Outcome.KEPT);

    mayReturn.countDown();
    storyOf(serialNumber).completes().hasData("Field1", "from the callback");
    assertThat(ann.finishReceipt(serialNumber).outcome()).isEqualTo(FinishReceipt.Outcome.APPLIED);
  }

  @Test
  void aKeptFinishThatWantsDataUnchangedIsDroppedWhenItHasChangedAndTheItemStillWaits()
      throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    long id = instanceOf(serialNumber).id();
    ann.management().stop(id);
    var item = ann.openServerItem(serialNumber);
    item.processInstance().dataFields().getString("Field1");
    item.processInstance().dataFields().ifUnchanged().set("Field1", "from the callback");
    assertThat(item.finish().outcome()).isEqualTo(FinishReceipt.Outcome.KEPT);
    var instance = instanceOf(serialNumber);
    instance.dataFields().set("Field1", "meanwhile");
    instance.update();
    ann.management().start(id);

    var receipt = ann.finishReceipt(serialNumber);
    assertThat(receipt.outcome()).isEqualTo(FinishReceipt.Outcome.DROPPED);
    assertThat(receipt.droppedBy()).contains("Changed since they were read: Field1");
    ann.openServerItem(serialNumber).finish();
    assertThat(ann.finishReceipt(serialNumber).outcome()).isEqualTo(FinishReceipt.Outcome.APPLIED);
  }

  @Test
  void anUnknownSerialNumberIsNotFound() {
    for (String unknown : new String[] {"4711_2", "nonsense", "1_99999999999", ""}) {
      var refused = catchThrowableOfType(BaltoroException.class, () -> ann.openServerItem(unknown));
      assertThat(refused.problem()).as(unknown).isEqualTo(Problem.NOT_FOUND);
    }
  }

  @Test
  void aDeletedInstanceAnswersGone() throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    ann.management().delete(instanceOf(serialNumber).id());
    var refused =
        catchThrowableOfType(BaltoroException.class, () -> ann.openServerItem(serialNumber));
    assertThat(refused.problem()).isEqualTo(Problem.GONE);
  }

  @Test
  void aFinishOfAStoppedInstanceIsKeptAndAppliedOnStart() throws InterruptedException {
    String serialNumber = startAndTakeSerialNumber();
    long id = instanceOf(serialNumber).id();
    ann.management().stop(id);
    assertThat(ann.openServerItem(serialNumber).finish().outcome())
        .isEqualTo(FinishReceipt.Outcome.KEPT);
    assertThat(instanceOf(serialNumber).status()).isEqualTo(ProcessInstanceStatus.STOPPED);

    ann.management().start(id);
    storyOf(serialNumber).completes();
  }
}
