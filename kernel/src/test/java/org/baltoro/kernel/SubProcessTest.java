package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.child;
import static org.baltoro.kernel.Drawing.code;
import static org.baltoro.kernel.Drawing.line;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Message.ChildNews;
import org.baltoro.kernel.Message.DeleteChild;
import org.baltoro.kernel.Message.StartChild;
import org.baltoro.kernel.Message.TellParent;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnDelete;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnEnd;
import org.baltoro.kernel.definition.EventDefinition.SubProcess.OnFailure;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.junit.jupiter.api.Test;

/** A sub-process, from both sides: what parent and child decide, and say to each other. */
class SubProcessTest {
  private static final Value DONE = new Value.StringValue("done");
  private static final ParentLink LINK = new ParentLink(3, 4, 1, true, false);

  // ---- the parent asks

  @Test
  void aChildIsAskedForWithItsDataItsFolioAndTheParentsOriginator() {
    var story = Story.of(waiting());

    assertThat(story.latest(Fact.MessageSent.class))
        .extracting(Fact.MessageSent::message)
        .containsExactly(
            new StartChild(
                story.item("Check/Child"),
                1,
                101,
                "Test/Child",
                "ann",
                "Child's folio",
                1,
                Map.of("Given", new Value.IntegerValue(0)),
                new ParentLink(7, story.item("Check/Child"), 1, true, false)));
    assertThat(story.decision().effects()).containsExactly(new Effect.Deliver(message(story), 1));
  }

  @Test
  void whoWaitsForAChildIsActive() {
    var story = Story.of(waiting());

    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    assertThat(story.state.isUnderWay()).as("until the child is started").isTrue();
    story.delivered();
    assertThat(story.state.isUnderWay()).isFalse();
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    assertThat(story.state.outgoing()).isEmpty();
  }

  @Test
  void eachAttemptHasAChildOfItsOwn() {
    var story = Story.of(waiting());
    int item = story.item("Check/Child");
    story.delivered("There is no process 'Test/Child'.");
    assertThat(story.child(item)).isZero();
    story.when(new Command.RetryFailure(story.failure().id(), "bob"));

    assertThat(story.child(item)).isEqualTo(102);
    assertThat(story.event(item).status().attempt()).isEqualTo(2);
  }

  @Test
  void aChildThatIsRefusedFailsTheEventWithTheRefusal() {
    var story = Story.of(waiting()).delivered("There is no process 'Test/Child'.");

    assertThat(story.failure().code()).isEqualTo("child-refused");
    assertThat(story.failure().message()).contains("There is no process 'Test/Child'.");
  }

  @Test
  void whatCanNotBeSaidFailsTheEventBeforeThereIsAChild() {
    var event =
        new SubProcess(
            "Child",
            "Test/Child",
            true,
            null,
            Map.of("Given", expression("fail")),
            Map.of(),
            OnFailure.WAIT,
            OnDelete.FAIL,
            OnEnd.LEAVE,
            List.of(),
            null);
    var story = Story.of(new Drawing().activity("Check", List.of(event)));

    assertThat(story.failure().code()).isEqualTo("rule-failed");
    assertThat(story.failure().message()).contains("'Given'", "it always fails");
    assertThat(story.state.outgoing()).isEmpty();
  }

  @Test
  void aProcessThatStartsItselfForEverComesToAnEnd() {
    var parent = new ParentLink(3, 4, 100, true, false);
    var story = new Story(waiting().done()).startedBy(parent, Map.of());

    assertThat(story.failure().code()).isEqualTo("child-depth");
    assertThat(story.state.outgoing()).isEmpty();
    assertThat(
            new Story(waiting().done())
                .startedBy(new ParentLink(3, 4, 99, true, false), Map.of())
                .state
                .outgoing())
        .hasSize(1);
  }

  @Test
  void anEventThatDoesNotWaitIsDoneWhenTheChildIsDurablyStarted() {
    var story = Story.of(drawing(asynchronous()));
    assertThat(story.active()).containsExactly("Check");
    story.delivered();

    assertThat(story.active()).containsExactly("After");
    assertThat(story.latest(Fact.ServerEventFinished.class))
        .extracting(Fact.ServerEventFinished::ending, Fact.ServerEventFinished::by)
        .containsExactly(tuple(Ending.RETURNED, "process instance 101"));
  }

  // ---- the parent hears

  @Test
  void theParentReceivesAndGoesOnWhenTheChildIsComplete() {
    var story = Story.of(waiting()).delivered();
    story.hears(story.item("Check/Child"), ChildNews.COMPLETED, "", Map.of("Result", DONE));

    assertThat(story.state.dataFields()).containsEntry("Text", DONE);
    assertThat(story.active()).containsExactly("After");
    assertThat(story.latest(Fact.ChildReported.class))
        .extracting(Fact.ChildReported::data)
        .containsOnlyNulls();
  }

  @Test
  void aChildMayBeCompleteBeforeItsStartIsKnown() {
    var story = Story.of(waiting());
    int start = message(story);
    story.hears(story.item("Check/Child"), ChildNews.COMPLETED, "", Map.of("Result", DONE));

    assertThat(story.active()).containsExactly("After");
    assertThat(story.state.outgoing()).isEmpty();
    story.when(new Command.MessageDelivered(start, null));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void whatIsHeardTwiceCountsOnce() {
    var story = Story.of(waiting()).delivered();
    var heard =
        new Command.HearChild(
            story.item("Check/Child"),
            101,
            ChildNews.COMPLETED,
            "",
            new Command.ChildData("", "ann", 1, Map.of("Result", DONE)));
    story.when(heard).when(heard);

    assertThat(story.latest).isEmpty();
    assertThat(story.active()).containsExactly("After");
  }

  @Test
  void anotherChildThanTheOneThatIsWaitedForIsNotListenedTo() {
    var story = Story.of(waiting()).delivered();
    story.when(
        new Command.HearChild(story.item("Check/Child"), 99, ChildNews.DELETED, "bob", null));

    assertThat(story.latest).isEmpty();
    assertThat(story.active()).containsExactly("Check");
  }

  @Test
  void whatAStoppedParentHearsIsHeldAndAppliedOnStart() {
    var story = Story.of(waiting()).delivered().when(new Command.StopProcess("bob"));
    story.hears(story.item("Check/Child"), ChildNews.COMPLETED, "", Map.of("Result", DONE));
    assertThat(story.active()).containsExactly("Check");
    assertThat(story.state.dataFields()).doesNotContainKey("Text");
    story.when(new Command.ResumeProcess("bob"));

    assertThat(story.active()).containsExactly("After");
    assertThat(story.state.dataFields()).containsEntry("Text", DONE);
  }

  @Test
  void aStoppedParentAsksForNoChildBeforeItsStart() {
    var story =
        Story.of(
            new Drawing()
                .activity("First", 1, line("Check"))
                .activity("Check", List.of(child("Child"))));
    int first = story.item();
    story.when(new Command.StopProcess("bob")).returns(first);
    assertThat(story.state.phase()).isEqualTo(ProcessState.Phase.STOPPED);
    assertThat(story.state.outgoing()).isEmpty();
    story.when(new Command.ResumeProcess("bob"));

    assertThat(story.child(story.item("Check/Child"))).isEqualTo(101);
  }

  @Test
  void aStartThatIsConfirmedToAStoppedParentMovesItOnlyWhenItIsStarted() {
    var story = Story.of(drawing(asynchronous())).when(new Command.StopProcess("bob")).delivered();
    assertThat(story.active()).containsExactly("Check");

    assertThat(story.when(new Command.ResumeProcess("bob")).active()).containsExactly("After");
  }

  @Test
  void dataThatDoesNotFitLeavesTheChildsEndStandingForARetry() {
    var story = Story.of(waiting()).delivered();
    int item = story.item("Check/Child");
    story.hears(item, ChildNews.COMPLETED, "", Map.of("Result", new Value.IntegerValue(1)));
    assertThat(story.failure().code()).isEqualTo("receive-failed");
    assertThat(story.failure().message()).contains("'Text'", "string");
    story.when(new Command.RetryFailure(story.failure().id(), "bob"));

    assertThat(story.failure().code()).isEqualTo("receive-failed");
    assertThat(story.state.outgoing()).as("no second child").isEmpty();
    story.when(new Command.SkipFailure(story.failure().id(), "bob"));
    assertThat(story.active()).containsExactly("After");
  }

  @Test
  void aSkipOfDataThatDoesNotFitIsASkipAlsoWhereEveryBranchIsHalted() {
    var drawing = drawing(child("Child")).onError(OnError.STOP_ALL);
    var story = Story.of(drawing).delivered();
    story.hears(
        story.item("Check/Child"),
        ChildNews.COMPLETED,
        "",
        Map.of("Result", new Value.IntegerValue(1)));
    story.when(new Command.SkipFailure(story.failure().id(), "bob"));

    assertThat(story.active()).containsExactly("After");
    assertThat(story.state.hasError()).isFalse();
  }

  @Test
  void numbersAreOfTheTypeOfTheFieldThatReceivesThem() {
    var story = new Story(withField(DataType.LONG).done()).started().delivered();
    int item = story.item("Check/Child");
    story.hears(
        item,
        ChildNews.COMPLETED,
        "",
        Map.of("Result", new Value.DecimalValue(new BigDecimal("12.0"))));
    assertThat(story.state.dataFields()).containsEntry("Text", new Value.LongValue(12));

    var exact = new Story(withField(DataType.INTEGER).done()).started().delivered();
    exact.hears(
        item,
        ChildNews.COMPLETED,
        "",
        Map.of("Result", new Value.DecimalValue(new BigDecimal("12.5"))));
    assertThat(exact.failure().code()).isEqualTo("receive-failed");
  }

  @Test
  void aChildInErrorIsWaitedForUnlessTheDefinitionSaysOtherwise() {
    var story =
        Story.of(drawing(child("Child", true, OnFailure.FAIL, OnDelete.FAIL, OnEnd.DELETE)));
    assertThat(((StartChild) story.state.outgoing().values().iterator().next().message()).parent())
        .isEqualTo(new ParentLink(7, story.item("Check/Child"), 1, true, true));
    story.delivered().hears(story.item("Check/Child"), ChildNews.FAILED, "it broke", Map.of());

    assertThat(story.failure().code()).isEqualTo("child-failed");
    assertThat(story.failure().message())
        .contains("Process instance 101", "it broke. A retry starts another.");
    assertThat(messages(story)).containsExactly(new DeleteChild(101, "process instance 7"));
  }

  @Test
  void theErrorOfAChildRisesToTheExceptionRuleOfTheActivity() {
    var story =
        Story.of(
            new Drawing()
                .activity(
                    "Check",
                    null,
                    null,
                    null,
                    code(),
                    List.of(),
                    List.of(child("Child", true, OnFailure.FAIL, OnDelete.FAIL, OnEnd.LEAVE)),
                    line("After"))
                .activity("After", 1));
    story.delivered().hears(story.item("Check/Child"), ChildNews.FAILED, "it broke.", Map.of());
    assertThat(story.state.hasError()).isFalse();
    story.handles(story.job(Job.ExceptionRule.class), Command.Handling.HANDLED);

    assertThat(story.active()).containsExactly("After");
  }

  @Test
  void aChildThatSomebodyDeletesFailsTheEventOrExpiresIt() {
    var failing = Story.of(waiting()).delivered();
    failing.hears(failing.item("Check/Child"), ChildNews.DELETED, "bob", Map.of());
    assertThat(failing.failure().code()).isEqualTo("child-deleted");
    assertThat(failing.failure().message()).contains("by bob");

    var expiring =
        Story.of(drawing(child("Child", true, OnFailure.WAIT, OnDelete.EXPIRE, OnEnd.LEAVE)));
    expiring.delivered().hears(expiring.item("Check/Child"), ChildNews.DELETED, "bob", Map.of());
    assertThat(expiring.active()).containsExactly("After");
    assertThat(expiring.latest(Fact.ServerEventFinished.class))
        .extracting(Fact.ServerEventFinished::ending)
        .containsExactly(Ending.EXPIRED);
  }

  @Test
  void aSubProcessIsNotFinishedFromOutside() {
    var story = Story.of(waiting()).delivered();
    story.finishedBy("bob", story.item("Check/Child"), null, "x");

    assertThat(story.refusal(Refusal.IsSubProcess.class).message()).contains("baltoro why 7");
  }

  // ---- the parent gives up

  @Test
  void anEventThatExpiresLeavesItsChildAlone() {
    var story = Story.of(waiting()).delivered().goesTo("After");

    assertThat(story.active()).containsExactly("After");
    assertThat(story.state.outgoing()).isEmpty();
    story.when(new Command.HearChild(2, 101, ChildNews.COMPLETED, "", null));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void anEventThatExpiresDeletesItsChildWhereTheDefinitionSaysSo() {
    var event = child("Child", true, OnFailure.WAIT, OnDelete.FAIL, OnEnd.DELETE);
    var going = Story.of(drawing(event)).delivered().goesTo("After");
    assertThat(messages(going)).containsExactly(new DeleteChild(101, "process instance 7"));
    assertThat(going.decision().effects()).contains(new Effect.Deliver(message(going), 1));

    var deleted = Story.of(drawing(event)).delivered().when(new Command.DeleteProcess("bob"));
    assertThat(messages(deleted)).containsExactly(new DeleteChild(101, "process instance 7"));
    deleted.delivered();
    assertThat(deleted.state.outgoing()).isEmpty();
    assertThat(deleted.state.pendingEffects()).isEmpty();
  }

  @Test
  void aChildThatIsNotStartedYetIsStartedBeforeItIsDeleted() {
    var event = child("Child", true, OnFailure.WAIT, OnDelete.FAIL, OnEnd.DELETE);
    var story = Story.of(drawing(event)).goesTo("After");
    int start = message(story);
    assertThat(messages(story)).hasSize(2);
    assertThat(story.state.pendingEffects()).contains(new Effect.Deliver(start, 1));
    assertThat(story.state.pendingEffects())
        .filteredOn(Effect.Deliver.class::isInstance)
        .hasSize(1);
    story.delivered();

    assertThat(messages(story)).containsExactly(new DeleteChild(101, "process instance 7"));
    assertThat(story.decision().effects()).containsExactly(new Effect.Deliver(message(story), 1));
  }

  @Test
  void anEscalationOfTheEventExpiresIt() {
    var event =
        child(
            "Child",
            true,
            OnFailure.WAIT,
            OnDelete.FAIL,
            OnEnd.DELETE,
            after(Duration.ofHours(1), new Action.Expire()));
    var story = Story.of(drawing(event)).delivered().timePasses(Duration.ofHours(2));

    assertThat(story.active()).containsExactly("After");
    assertThat(messages(story)).containsExactly(new DeleteChild(101, "process instance 7"));
  }

  @Test
  void aMigrationKeepsTheChildThatIsWaitedFor() {
    var moved = new Drawing().version(2).activity("Verify", List.of(child("Child")));
    var story = new Story(waiting().done(), moved.done()).started().delivered();
    story.when(new Command.Managed.Migrate("bob", 2, Map.of("Check", "Verify"), false, false));
    assertThat(story.child(story.item("Verify/Child"))).isEqualTo(101);
    story.hears(story.item("Verify/Child"), ChildNews.COMPLETED, "", Map.of("Result", DONE));

    assertThat(story.state.phase()).isEqualTo(ProcessState.Phase.COMPLETED);
  }

  // ---- the child

  @Test
  void aChildKnowsItsParentAndTellsItOnce() {
    var story = new Story(one().done()).startedBy(LINK, Map.of());
    assertThat(story.state.parent()).isEqualTo(LINK);
    story.returns(story.item());

    assertThat(messages(story)).containsExactly(new TellParent(3, 4, ChildNews.COMPLETED, ""));
    assertThat(story.state.parent()).isEqualTo(new ParentLink(3, 4, 1, false, false));
    assertThat(story.state.pendingEffects()).hasSize(1);
    story.delivered();
    assertThat(story.state.pendingEffects()).isEmpty();
  }

  @Test
  void aChildThatNobodyWaitsForTellsNobody() {
    var story = new Story(one().done()).startedBy(new ParentLink(3, 4, 1, false, false), Map.of());
    story.returns(story.item());

    assertThat(story.state.outgoing()).isEmpty();
  }

  @Test
  void aChildTellsWhoDeletedIt() {
    var story = new Story(one().done()).startedBy(LINK, Map.of());
    story.fails(story.item()).when(new Command.DeleteProcess("bob"));

    assertThat(messages(story)).containsExactly(new TellParent(3, 4, ChildNews.DELETED, "bob"));
  }

  @Test
  void aChildTellsOfItsErrorOnlyWhoWantsToKnow() {
    var quiet = new Story(one().done()).startedBy(LINK, Map.of());
    assertThat(quiet.fails(quiet.item()).state.outgoing()).isEmpty();

    var told = new Story(one().done()).startedBy(new ParentLink(3, 4, 1, true, true), Map.of());
    told.fails(told.item());
    assertThat(messages(told)).containsExactly(new TellParent(3, 4, ChildNews.FAILED, "it broke"));
    told.delivered().when(new Command.RetryFailure(told.failure().id(), "bob"));
    told.returns(told.item());
    assertThat(told.state.phase()).isEqualTo(ProcessState.Phase.COMPLETED);
    assertThat(told.state.outgoing()).as("it was given up with its error").isEmpty();
  }

  @Test
  void aChildThatIsGivenUpIsDeletedWhateverItDoesAndTellsNobody() {
    var story = new Story(one().done()).startedBy(LINK, Map.of());
    story.when(new Command.DeleteChild("process instance 3"));

    assertThat(story.state.phase()).isEqualTo(ProcessState.Phase.DELETED);
    assertThat(story.latest(Fact.AttemptFenced.class)).hasSize(1);
    assertThat(story.state.outgoing()).isEmpty();
    story.when(new Command.DeleteChild("process instance 3"));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void whatAChildIsGivenIsOfTheTypeOfItsFieldsOrRefused() {
    var story = new Story(one().done());
    story.startedBy(LINK, Map.of("Count", new Value.DecimalValue(new BigDecimal("3"))));
    assertThat(story.state.dataFields()).containsEntry("Count", new Value.IntegerValue(3));

    var refused = new Story(one().done());
    var command =
        new Command.StartProcess(
            7, "ann", null, 1, Map.of("Count", new Value.StringValue("3")), null, LINK);
    var verdict =
        Kernel.decide(
            ProcessState.NEW,
            one().done(),
            command,
            new Surroundings(new TestRules(), refused.now, 1));
    assertThat(verdict).isInstanceOf(Refusal.InvalidData.class);
  }

  // ---- messages

  @Test
  void theMessagesOfADeadNodeAreDeliveredByAnother() {
    var story = Story.of(waiting());
    int message = message(story);
    story.onNode(2).when(new Command.TakeOver(1));

    assertThat(story.latest).containsExactly(new Fact.MessageTakenOver(message, 2, story.now));
    assertThat(story.decision().effects()).containsExactly(new Effect.Deliver(message, 2));
    story.when(new Command.TakeOver(1));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void alsoOfAnInstanceThatIsComplete() {
    var story = new Story(one().done()).startedBy(LINK, Map.of());
    story.returns(story.item()).onNode(2).when(new Command.TakeOver(1));

    assertThat(story.decision().effects()).containsExactly(new Effect.Deliver(message(story), 2));
  }

  /** Parent and child, and every message between them twice: each counts once. */
  @Test
  void parentAndChildComeToAnEndTogetherHoweverOftenTheyHearOfEachOther() {
    var parent = Story.of(waiting());
    var start = (StartChild) parent.state.outgoing().values().iterator().next().message();
    var child = new Story(one().done()).startedBy(start.parent(), Map.of());
    parent.delivered();
    child.returns(child.item());
    var heard = new ArrayDeque<Command>();
    for (var outgoing : child.state.outgoing().values()) {
      var told = (TellParent) outgoing.message();
      var data = new Command.ChildData("", "ann", 1, Map.of("Result", DONE));
      heard.add(
          new Command.HearChild(told.item(), start.child(), told.news(), told.detail(), data));
    }
    heard.addAll(List.copyOf(heard));
    heard.forEach(parent::when);
    child.delivered();

    assertThat(parent.active()).containsExactly("After");
    assertThat(parent.history.stream().filter(Fact.ChildReported.class::isInstance)).hasSize(1);
    assertThat(child.state.pendingEffects()).isEmpty();
  }

  // ---- drawings

  private static Drawing waiting() {
    return drawing(child("Child"));
  }

  private static SubProcess asynchronous() {
    return child("Child", false, OnFailure.WAIT, OnDelete.FAIL, OnEnd.LEAVE);
  }

  private static Drawing drawing(SubProcess event) {
    return new Drawing().activity("Check", List.of(event), line("After")).activity("After", 1);
  }

  private static Drawing one() {
    return new Drawing().activity("Only", 1);
  }

  private static Drawing withField(DataType type) {
    return waiting()
        .dataFields(
            Drawing.field("Count", DataType.INTEGER, new Value.IntegerValue(0)),
            new DataFieldDefinition("Text", type, null, false, false, false, false, ""));
  }

  private static Expression expression(String text) {
    return new Expression(text);
  }

  private static int message(Story story) {
    return story.state.outgoing().firstKey();
  }

  private static List<Message> messages(Story story) {
    return story.state.outgoing().values().stream().map(Message.Outgoing::message).toList();
  }
}
