package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.HttpCall;
import org.junit.jupiter.api.Test;

/** Finishing from outside: every outcome. */
class FinishTest {
  private static Drawing drawing() {
    return new Drawing().activity("A", 1, line("B")).activity("B", 1);
  }

  @Test
  void aWaitingItemIsFinishedWithItsDataInOneCommit() {
    var story = Story.of(drawing());
    int item = story.item();
    story.returnsAsynchronously(item);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    assertThat(story.state.waitingServerItems()).isEqualTo(1);
    story.finishedBy("bob", item, "key", "done");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.APPLIED);
    assertThat(story.latest.getFirst())
        .isEqualTo(
            new Fact.DataFieldsChanged(0, Map.of("Text", new Value.StringValue("done")), "bob"));
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void anEarlyFinishIsKeptSurvivesAFailureAndIsAppliedWhenAnAttemptReturnsAsynchronous() {
    var policy = new RetryPolicy(2, Duration.ofSeconds(5), 2, Duration.ofHours(1), 3);
    var story = Story.of(new Drawing().retry(policy).activity("A", 1, line("B")).activity("B", 1));
    int item = story.item();
    story.finishedBy("bob", item, null, "early");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
    story.fails(item);
    assertThat(story.state.timers()).containsKey(item);
    story.when(new Command.FireTimer(item));
    assertThat(story.latest).as("not due yet").isEmpty();
    story.later(Duration.ofSeconds(5)).when(new Command.FireTimer(item));
    story.returnsAsynchronously(item);
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.dataFields()).containsEntry("Text", new Value.StringValue("early"));
  }

  /** One asynchronous HTTP call, which is tried twice. */
  private static Story calling() {
    var call =
        new HttpCall(
            "POST",
            "https://finance.example",
            Map.of(),
            null,
            null,
            Map.of(),
            HttpCall.DEFAULT_SUCCESS,
            true);
    var event =
        new ServerEvent(
            "Call",
            new Code.Http(call),
            Map.of(),
            new RetryPolicy(2, Duration.ofSeconds(5), 2, Duration.ofHours(1), 3),
            Duration.ofMinutes(1));
    return Story.of(new Drawing().activity("A", List.of(event), line("B")).activity("B", 1));
  }

  @Test
  void aFinishProvesThatACallWasReceivedSoItIsNotMadeAgainWhenItFailsOrIsLost() {
    for (boolean lost : List.of(true, false)) {
      var story = calling();
      int item = story.item();
      story.finishedBy("bob", item, null, "early");
      assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
      if (lost) {
        story.when(new Command.TakeOver(1));
      } else {
        story.fails(item);
      }
      assertThat(story.active()).containsExactly("B");
      assertThat(story.state.dataFields()).containsEntry("Text", new Value.StringValue("early"));
    }
  }

  @Test
  void aFinishAfterACallHasFailedEndsTheBackOffOrTheError() {
    for (boolean inError : List.of(true, false)) {
      var story = calling();
      int item = story.item();
      story.fails(item);
      if (inError) {
        story.later(Duration.ofSeconds(5)).when(new Command.FireTimer(item));
        story.fails(item);
        assertThat(story.state.hasError()).isTrue();
      }
      story.finishedBy("bob", item, null, "late");
      assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.APPLIED);
      assertThat(story.active()).containsExactly("B");
      assertThat(story.state.hasError()).isFalse();
      assertThat(story.state.timers()).isEmpty();
    }
  }

  @Test
  void aFinishOfAFailedCallInAStoppedInstanceIsKeptAndAppliedAtTheStart() {
    var story = calling();
    int item = story.item();
    story.fails(item);
    story.when(new Command.StopProcess("eve"));
    story.finishedBy("bob", item, null, "late");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
    story.when(new Command.ResumeProcess("eve"));
    assertThat(story.active()).containsExactly("B");
  }

  /** A finish by bob that came early and wants the text to be empty still. */
  private static Story keptIfUnchanged() {
    var story = Story.of(drawing());
    var changes =
        new Command.Changes(
            Map.of("Text", new Value.StringValue("early")),
            Map.of(),
            null,
            null,
            Map.of("Text", new Value.NoValue()));
    return story.when(
        new Command.FinishServerItem(story.item(), "bob", changes, "key", "early", null));
  }

  @Test
  void aKeptFinishThatWantsDataUnchangedIsDroppedWhereItHasChangedAndTheEventWaits() {
    var story = keptIfUnchanged();
    int item = story.item();
    story.when(
        new Command.UpdateProcessInstance(
            "eve", Command.Changes.of(Map.of("Text", new Value.StringValue("hers"))), null));
    story.returnsAsynchronously(item);
    assertThat(story.latest(Fact.FinishDropped.class).getFirst().droppedBy())
        .startsWith("the check of its data: Changed since they were read: Text");
    assertThat(story.event(item).status()).isInstanceOf(Status.Waiting.class);
    assertThat(story.state.waitingServerItems()).isEqualTo(1);
    assertThat(story.state.dataFields()).containsEntry("Text", new Value.StringValue("hers"));
    story.finishedBy("bob", item, "another key", "again");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.APPLIED);
  }

  @Test
  void aKeptFinishThatWantsDataUnchangedIsCheckedOnResumeToo() {
    var story = keptIfUnchanged();
    int item = story.item();
    story.when(new Command.StopProcess("ann")).returnsAsynchronously(item);
    story.when(
        new Command.UpdateProcessInstance(
            "eve", Command.Changes.of(Map.of("Text", new Value.StringValue("hers"))), null));
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.latest(Fact.FinishDropped.class)).hasSize(1);
    assertThat(story.event(item).status()).isInstanceOf(Status.Waiting.class);

    var unchanged = keptIfUnchanged();
    unchanged.returnsAsynchronously(unchanged.item());
    assertThat(unchanged.active()).containsExactly("B");
  }

  @Test
  void whoRepeatsADroppedFinishIsToldWhatDroppedIt() {
    var story = keptIfUnchanged();
    int item = story.item();
    var kept = story.latest(Fact.FinishKept.class).getFirst();
    story.returns(item);
    var end =
        new Command.ItemEnd(
            Fact.Ending.RETURNED,
            "A/E1",
            Story.START,
            null,
            null,
            new Command.DroppedFinish(kept, "the code, which returned synchronously"));
    story.finishedBy("bob", item, "key", "early", end);
    assertThat(story.receipt())
        .isEqualTo(
            new Receipt(
                new SerialNumber(7, item),
                Receipt.Outcome.DROPPED,
                "bob",
                Story.START,
                "the code, which returned synchronously"));
  }

  @Test
  void aKeptFinishIsDroppedWhenTheCodeReturnsSynchronously() {
    var story = Story.of(drawing());
    int item = story.item();
    story.finishedBy("bob", item, null, "early").returns(item);
    assertThat(story.latest)
        .contains(
            new Fact.FinishDropped(
                item, "bob", "the code, which returned synchronously", Story.START));
    assertThat(story.state.dataFields()).doesNotContainKey("Text");
  }

  @Test
  void aRepetitionGetsTheFirstReceiptAndAnyOtherIsToldByWhomAndWhen() {
    var story = Story.of(drawing());
    int item = story.item();
    story.finishedBy("bob", item, "key", "early");
    var first = story.receipt();
    story.later(Duration.ofHours(1)).finishedBy("bob", item, "key", "other data");
    assertThat(story.receipt()).isEqualTo(first);
    assertThat(story.latest).isEmpty();
    story.finishedBy("eve", item, null, "early");
    assertThat(story.refusal(Refusal.AlreadyFinished.class))
        .isEqualTo(new Refusal.AlreadyFinished(new SerialNumber(7, item), "bob", Story.START));
  }

  @Test
  void anEndedItemIsAnsweredFromItsReceipt() {
    var story = Story.of(drawing());
    int item = story.item();
    story.returnsAsynchronously(item).finishedBy("bob", item, null, "done");
    var end = new Command.ItemEnd(Fact.Ending.FINISHED, "bob", Story.START, null, "done", null);
    story.finishedBy("bob", item, null, "done", end);
    assertThat(story.receipt())
        .isEqualTo(
            new Receipt(
                new SerialNumber(7, item), Receipt.Outcome.APPLIED, "bob", Story.START, null));
    story.finishedBy("bob", item, null, "else", end);
    story.refusal(Refusal.AlreadyFinished.class);
    story.finishedBy("bob", 999, null, "done");
    story.refusal(Refusal.NoSuchServerItem.class);
  }

  @Test
  void aLateCallbackAfterASkipIsRefusedAndWrittenDown() {
    var story = Story.of(drawing());
    int item = story.item();
    story.fails(item);
    story.when(new Command.SkipFailure(story.failure().id(), "ann"));
    assertThat(story.active()).containsExactly("B");
    var end = new Command.ItemEnd(Fact.Ending.SKIPPED, "ann", Story.START, null, null, null);
    story.finishedBy("bob", item, null, "late", end);
    assertThat(story.latest).containsExactly(new Fact.LateCallback(item, "bob", Story.START));
    assertThat(story.decision().refusal()).isInstanceOf(Refusal.ItemEnded.class);
    story.finishedBy("bob", item, null, "later", end.withLateNoted());
    story.refusal(Refusal.ItemEnded.class);
  }

  @Test
  void aFinishOfAStoppedInstanceIsKeptAndAppliedOnResume() {
    var story = Story.of(drawing());
    int item = story.item();
    story.returnsAsynchronously(item).when(new Command.StopProcess("ann"));
    story.finishedBy("bob", item, null, "while stopped");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
  }

  @Test
  void dataOfTheWrongTypeOrAnUnknownFieldIsRefusedAndChangesNothing() {
    var story = Story.of(drawing());
    int item = story.item();
    story.returnsAsynchronously(item);
    story.when(
        new Command.FinishServerItem(
            item,
            "bob",
            Command.Changes.of(
                Map.of("Texd", new Value.StringValue("x"), "Count", new Value.StringValue("y"))),
            null,
            "",
            null));
    var refused = story.refusal(Refusal.InvalidData.class);
    assertThat(refused.message()).contains("'Texd'").contains("'Text'").contains("integer");
  }

  @Test
  void aStopDuringCodeIsRequestedAndCarriedOutWhenTheCodeReturnsWithoutStartingMore() {
    var story = Story.of(drawing());
    int item = story.item();
    story.when(new Command.StopProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
    assertThat(story.state.stopRequested()).isTrue();
    story.returns(item);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    assertThat(story.active()).containsExactly("B");
    assertThat(story.event(story.item()).status()).isInstanceOf(Status.Held.class);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
  }

  @Test
  void aDeadNodesAttemptIsStartedAgainAndItsZombieIsRecordedAndIgnored() {
    var story = Story.of(drawing());
    int item = story.item();
    story.onNode(2).when(new Command.TakeOver(1));
    assertThat(story.attempt(item)).isEqualTo(2);
    story.when(new Command.ReturnAttempt(item, 1, true, Command.Changes.NONE));
    assertThat(story.latest).singleElement().isInstanceOf(Fact.AttemptResultIgnored.class);
    for (long node = 2; node <= 5; node++) {
      story.onNode(node + 1).when(new Command.TakeOver(node));
    }
    assertThat(story.failure().code()).isEqualTo("attempt-lost");
  }

  @Test
  void deletingNeedsTheCodeToHaveReturnedAndEndsEverything() {
    var story = Story.of(drawing());
    int item = story.item();
    story.when(new Command.DeleteProcess("ann"));
    story.refusal(Refusal.NotAllowedNow.class);
    story.returnsAsynchronously(item).when(new Command.DeleteProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.DELETED);
    story.finishedBy("bob", item, null, "late");
    story.refusal(Refusal.InstanceDeleted.class);
  }
}
