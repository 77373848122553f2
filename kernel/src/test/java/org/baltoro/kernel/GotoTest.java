package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.code;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.StartRule;
import org.junit.jupiter.api.Test;

/** Goto and expiry: what expires, what is created, which lines are followed, what is refused. */
class GotoTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Jump to(String activity, boolean expireAll) {
    return new Jump.Goto(activity, expireAll, null);
  }

  /** A fork: A to B and C; B to D; E stands aside. */
  private static Drawing fork() {
    return new Drawing()
        .activity("A", 0, line("B"), line("C"))
        .activity("B", 1, line("D"))
        .activity("C", 1)
        .activity("D", 1)
        .activity("E", 1);
  }

  // ---- server events

  @Test
  void aServerEventGotoExpiresItsOwnActivityFollowsItsLinesAndCreatesOneInstance() {
    var story = Story.of(fork());
    int item = story.item("B/E1");
    story.returns(item, to("E", false));
    assertThat(story.active()).containsExactly("C", "D", "E");
    assertThat(story.latest(Fact.ServerEventFinished.class))
        .extracting(Fact.ServerEventFinished::ending)
        .containsExactly(Fact.Ending.EXPIRED);
    assertThat(story.latest(Fact.ActivityExpired.class)).hasSize(1);
    assertThat(story.latest(Fact.AttemptFenced.class)).as("its own attempt returned").isEmpty();
  }

  @Test
  void withExpireAllConcurrentActivitiesExpireButOnlyTheCallersLinesAreFollowed() {
    var story = Story.of(fork());
    int other = story.item("C/E1");
    story.returns(story.item("B/E1"), to("E", true));
    assertThat(story.active()).containsExactly("D", "E");
    assertThat(story.latest(Fact.AttemptFenced.class))
        .as("the code of C still runs")
        .extracting(Fact.AttemptFenced::item)
        .containsExactly(other);
    story.returns(other);
    assertThat(story.latest(Fact.AttemptResultIgnored.class)).hasSize(1);
    assertThat(story.active()).containsExactly("D", "E");
  }

  @Test
  void linesOfAnExpiredActivityAreGuardedByExpired() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 1, line("B", "false"), line("C", "Expired"))
                .activity("B", 1)
                .activity("C", 1)
                .activity("D", 1));
    story.returns(story.item("A/E1"), to("D", false));
    assertThat(story.active()).containsExactly("C", "D");
  }

  @Test
  void afterAGotoNoTrueLineIsNoDeadEnd() {
    var story =
        Story.of(
            new Drawing().activity("A", 1, line("B", "false")).activity("B", 1).activity("D", 1));
    story.returns(story.item("A/E1"), to("D", false));
    assertThat(story.active()).containsExactly("D");
    assertThat(story.state.failures()).isEmpty();
  }

  @Test
  void aGotoToAnActiveActivityMakesASecondInstance() {
    var story = Story.of(fork());
    story.returns(story.item("B/E1"), to("C", false));
    assertThat(story.active()).containsExactly("C", "D", "C");
  }

  @Test
  void allInstancesOfTheOwnActivityExpire() {
    var story = Story.of(fork());
    story.goesTo("E"); // refused: code runs
    story.refusal(Refusal.NotAllowedNow.class);
    story.returns(story.item("C/E1"), new Jump.Goto("B", false, null));
    assertThat(story.active()).containsExactly("B", "B");
    int first = story.state.events().firstKey();
    story.returns(first, to("E", false));
    assertThat(story.active()).as("one line is followed, once").containsExactly("D", "E");
  }

  @Test
  void severalGotosExpireFirstThenFollowThenCreateInTheirOrder() {
    var story = Story.of(fork());
    story.returns(story.item("B/E1"), to("E", false), to("C", true), to("B", false));
    assertThat(story.active()).containsExactly("D", "E", "C", "B");
    assertThat(story.latest(Fact.ActivityEntered.class))
        .extracting(Fact.ActivityEntered::activity)
        .containsExactly("D", "E", "C", "B");
  }

  @Test
  void aGotoToTheOwnActivityExpiresItAndBeginsItAnew() {
    var story = Story.of(new Drawing().activity("A", 1, line("B", "false")).activity("B", 1));
    int item = story.item("A/E1");
    story.returns(item, to("A", false));
    assertThat(story.active()).containsExactly("A");
    assertThat(story.item("A/E1")).isNotEqualTo(item);
  }

  @Test
  void aGotoTogetherWithAsynchronousExpiresTheSerialNumberAndDropsAKeptFinish() {
    var story = Story.of(fork());
    int item = story.item("B/E1");
    story.finishedBy("erp", item, null, "early");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
    story.when(
        new Command.ReturnAttempt(
            item,
            1,
            false,
            Command.Changes.NONE,
            List.of(to("E", false)),
            Command.Handling.HANDLED));
    assertThat(story.state.events()).doesNotContainKey(item);
    assertThat(story.latest(Fact.FinishDropped.class)).hasSize(1);
    assertThat(story.active()).containsExactly("C", "D", "E");
  }

  @Test
  void laterEventsOfAnExpiredActivityDoNotRun() {
    var story = Story.of(new Drawing().activity("A", 2, line("B", "false")).activity("B", 1));
    story.returns(story.item("A/E1"), to("B", false));
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void aFailedAttemptsGotosAreDiscardedAndAnUnknownNameFailsIt() {
    var story = Story.of(fork());
    int item = story.item("B/E1");
    story.returns(item, to("Nowhere", false));
    assertThat(story.failure().message()).contains("no activity 'Nowhere'").contains("A, B, C");
    assertThat(story.active()).containsExactly("B", "C");
  }

  @Test
  void expireActivityFollowsTheLinesOfWhatItExpiresAndTheCallerGoesOn() {
    var story = Story.of(fork());
    story.returns(story.item("C/E1"), new Jump.Expire("B"));
    assertThat(story.active()).as("C has ended, B's line led to D").containsExactly("D");
  }

  @Test
  void expireActivityWithoutAnActiveInstanceExpiresNothingAndAGotoStillCreates() {
    var story = Story.of(fork());
    story.returns(story.item("C/E1"), new Jump.Expire("D"));
    assertThat(story.active()).containsExactly("B");
    story.when(
        new Command.ReturnAttempt(
            story.item("B/E1"),
            1,
            true,
            Command.Changes.NONE,
            List.of(new Jump.Goto("E", false, "C")),
            Command.Handling.HANDLED));
    assertThat(story.active()).containsExactly("E", "D");
  }

  @Test
  void expireActivityOfTheOwnActivityEndsTheEvent() {
    var story = Story.of(fork());
    int item = story.item("B/E1");
    story.returns(item, new Jump.Expire("B"));
    assertThat(story.active()).containsExactly("C", "D");
    assertThat(story.state.events()).doesNotContainKey(item);
  }

  @Test
  void theTargetsPrecedingRuleIsSkippedAndItsStartRuleApplies() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 1)
                .activity(
                    "B",
                    "false",
                    JoinDefinition.all(),
                    new StartRule(Due.after(HOUR), null),
                    null,
                    List.of(),
                    List.of(client("Look"))));
    story.returns(story.item("A/E1"), to("B", false));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.events()).isEmpty();
    story.timePasses(HOUR);
    assertThat(story.event(story.item("B/Look")).status()).isInstanceOf(Status.Offered.class);
  }

  @Test
  void aGotoThatExpiresAllForgetsWhatJoinsHaveCounted() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", 1, line("J"))
                .activity("C", 1, line("J"))
                .activity("J", null, JoinDefinition.all(), 1)
                .activity("E", 1));
    story.returns(story.item("B/E1"));
    assertThat(story.state.joins()).containsKey("J");
    story.returnsAsynchronously(story.item("C/E1"));
    story.goesTo("E");
    assertThat(story.state.joins()).isEmpty();
    story.returns(story.item("E/E1"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  // ---- escalations

  @Test
  void anActivityEscalationGotoExpiresItsActivityAndFollowsNoLines() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity(
                    "B",
                    null,
                    null,
                    null,
                    null,
                    List.of(after(HOUR, new Action.Goto("E", false, null))),
                    List.of(client("Look")),
                    line("D"))
                .activity("C", List.of(client("Wait")))
                .activity("D", 1)
                .activity("E", 1));
    int item = story.item("B/Look");
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("C", "E");
    assertThat(story.state.events()).doesNotContainKey(item);
    assertThat(story.state.pendingTimers()).isEmpty();
  }

  @Test
  void anEventEscalationGotoWithExpireAllExpiresConcurrentActivitiesToo() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity(
                    "B",
                    List.of(client("Look", after(HOUR, new Action.Goto("E", true, null)))),
                    line("E"))
                .activity("C", List.of(client("Wait")))
                .activity("E", 1));
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("E");
  }

  @Test
  void aProcessEscalationGotoExpiresAllActivities() {
    var story = Story.of(fork().escalation(after(HOUR, new Action.Goto("E", false, null))));
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("E");
    assertThat(story.latest(Fact.AttemptFenced.class)).hasSize(2);
  }

  @Test
  void aProcessEscalationGotoWithExpireActivityLeavesConcurrentActivitiesAsTheyAre() {
    var story = Story.of(fork().escalation(after(HOUR, new Action.Goto("E", false, "B"))));
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("C", "E");
  }

  @Test
  void theCodeOfAnActivityEscalationGoesAsItsTemplateDoes() {
    var story =
        Story.of(
            new Drawing()
                .activity(
                    "A",
                    null,
                    null,
                    null,
                    null,
                    List.of(after(HOUR, new Action.RunCode(code()))),
                    List.of(client("Look")),
                    line("D"))
                .activity("D", 1)
                .activity("E", 1));
    story.timePasses(HOUR);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
    story.returns(story.job(Job.EscalationAction.class), to("E", false));
    assertThat(story.active()).containsExactly("E");
    assertThat(story.latest(Fact.WentToActivity.class))
        .extracting(Fact.WentToActivity::origin)
        .containsExactly(Fact.Origin.ESCALATION);
  }

  // ---- the finish rule

  @Test
  void theFinishRuleRunsWhenNothingIsActiveAndCreatesOneInstance() {
    var story = Story.of(fork().finishRule(code()));
    story.returns(story.item("C/E1"));
    assertThat(story.state.events().values()).allMatch(EventInstance::isEvent);
    story.returns(story.item("B/E1"));
    story.returns(story.item("D/E1"));
    story.returns(story.job(Job.FinishRule.class), to("E", true));
    assertThat(story.active()).containsExactly("E");
    story.returns(story.item("E/E1"));
    story.returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aFinishRuleLoopWithAWaitStateRunsForEver() {
    var definition = new Drawing().activity("A", List.of(client("Look"))).finishRule(code()).done();
    var surroundings = new Surroundings(new TestRules(), Story.START, 1);
    var state =
        decided(
            ProcessState.NEW,
            definition,
            new Command.StartProcess(7, "ann", null, 1, Map.of(), null),
            surroundings);
    for (int round = 0; round < 10_000; round++) {
      int item = state.events().firstKey();
      state =
          decided(
              state,
              definition,
              new Command.FinishWorklistItem(item, "bob", null, "Yes", Command.Changes.NONE, null),
              surroundings);
      int rule = state.events().firstKey();
      var again =
          new Command.ReturnAttempt(
              rule,
              1,
              true,
              Command.Changes.NONE,
              List.of(to("A", true)),
              Command.Handling.HANDLED);
      state = decided(state, definition, again, surroundings);
    }
    assertThat(state.activities()).hasSize(1);
    assertThat(state.failures()).isEmpty();
  }

  private static ProcessState decided(
      ProcessState state,
      ProcessDefinition definition,
      Command command,
      Surroundings surroundings) {
    return ((Decision) Kernel.decide(state, definition, command, surroundings)).state();
  }

  @Test
  void aFinishRuleLoopWithoutAWaitStateIsNamedByTheLoopBudget() {
    var story = Story.of(new Drawing().activity("A", 0).finishRule(code()).stepBudget(5));
    for (int round = 0; round < 5; round++) {
      story.returns(story.job(Job.FinishRule.class), to("A", true));
    }
    assertThat(story.failure().code()).isEqualTo("loop-budget");
  }

  private static Drawing finishing() {
    return new Drawing().finishRule(code()).activity("A", 1).activity("B", List.of(client("Look")));
  }

  @Test
  void aHeldFinishRuleEndsWhereAGotoEntersAnActivityAndRunsWhenThatHasEnded() {
    var story = Story.of(finishing());
    story.when(new Command.StopProcess("ann")).returns(story.item());
    story.when(new Command.ResumeProcess("ann"));
    story.fails(story.job(Job.FinishRule.class)).when(new Command.StopProcess("ann"));
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann")).goesTo("B");
    assertThat(story.latest(Fact.CodeEnded.class))
        .extracting(Fact.CodeEnded::ending)
        .containsExactly(Fact.Ending.EXPIRED);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    story.chooses(story.item("B/Look"), "Yes").returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aFinishRuleThatAgreedIsAskedAgainAfterAGotoThatWaitedForIt() {
    var story = Story.of(new Drawing().finishRule(code()).activity("A", 1).activity("B", 0));
    story.returns(story.item());
    story.when(new Managed.GotoActivity("ann", "B", null, false, true));
    story.returns(story.job(Job.FinishRule.class));
    assertThat(story.latest(Fact.ActivityEntered.class)).hasSize(1);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
    story.returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aFailedFinishRuleEndsWithItsErrorWhereAGotoEntersAnActivity() {
    var story = Story.of(finishing());
    story.returns(story.item()).fails(story.job(Job.FinishRule.class));
    story.goesTo("B");
    assertThat(story.state.failures()).isEmpty();
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    story.chooses(story.item("B/Look"), "Yes").returns(story.job(Job.FinishRule.class));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aProcessEscalationsGotoFencesTheFinishRuleThatRuns() {
    var story = Story.of(finishing().escalation(after(HOUR, new Action.Goto("B", true, null))));
    int first = story.item();
    story.returns(first);
    int rule = story.job(Job.FinishRule.class);
    story.timePasses(HOUR);
    assertThat(story.latest(Fact.AttemptFenced.class))
        .extracting(Fact.AttemptFenced::item)
        .containsExactly(rule);
    story.when(new Command.ReturnAttempt(rule, 1, true, Command.Changes.NONE));
    assertThat(story.latest(Fact.AttemptResultIgnored.class)).hasSize(1);
    assertThat(story.active()).containsExactly("B");
  }

  // ---- worklist items

  @Test
  void aWorklistItemsGotoExpiresItsActivityOrAllAndFollowsNoLines() {
    var drawing =
        new Drawing()
            .activity("A", 0, line("B"), line("C"))
            .activity("B", List.of(client("Look")), line("D"))
            .activity("C", List.of(client("Wait")))
            .activity("D", 1)
            .activity("E", 1);
    var own = Story.of(drawing);
    own.when(new Command.GotoFromWorklistItem(own.item("B/Look"), "bob", null, "E", false, null));
    assertThat(own.active()).containsExactly("C", "E");
    var all = Story.of(drawing);
    all.when(new Command.GotoFromWorklistItem(all.item("B/Look"), "bob", null, "E", true, null));
    assertThat(all.active()).containsExactly("E");
    assertThat(all.latest(Fact.ClientEventFinished.class))
        .extracting(Fact.ClientEventFinished::ending)
        .containsOnly(Fact.Ending.EXPIRED);
    all.when(new Command.GotoFromWorklistItem(all.item("E/E1"), "bob", null, "B", true, null));
    all.refusal(Refusal.NoSuchWorklistItem.class);
    var ended = Command.ItemEnd.ofClientEvent(Fact.Ending.FINISHED, "Yes", "eve", Story.START);
    all.when(new Command.GotoFromWorklistItem(1, "bob", null, "B", true, ended));
    assertThat(all.refusal(Refusal.AlreadyActedOn.class).message()).contains("eve");
    var unknown = Story.of(drawing);
    unknown.when(
        new Command.GotoFromWorklistItem(unknown.item("B/Look"), "bob", null, "X", true, null));
    unknown.refusal(Refusal.NoSuchActivity.class);
  }

  // ---- management

  private static Drawing waiting() {
    return new Drawing()
        .activity("A", 0, line("B"), line("C"))
        .activity("B", List.of(client("Look")), line("D"))
        .activity("C", List.of(client("Wait")))
        .activity("D", List.of(client("See")))
        .activity("E", List.of(client("End")));
  }

  @Test
  void aManagementGotoExpiresAllAndFollowsNoLines() {
    var story = Story.of(waiting()).goesTo("E");
    assertThat(story.active()).containsExactly("E");
    assertThat(story.latest(Fact.LineFollowed.class)).isEmpty();
  }

  @Test
  void aManagementGotoWithFromExpiresOnlyItsInstances() {
    var story = Story.of(waiting());
    story.when(new Managed.GotoActivity("ann", "E", "B", false, false));
    assertThat(story.active()).containsExactly("C", "E");
  }

  @Test
  void aSecondInstanceIsRefusedWhereItIsNotWanted() {
    var story = Story.of(waiting());
    story.when(new Managed.GotoActivity("ann", "C", "B", true, false));
    story.refusal(Refusal.ActivityIsActive.class);
    story.when(new Managed.GotoActivity("ann", "C", "C", true, false));
    assertThat(story.active()).as("the first expires").containsExactly("B", "C");
    story.when(new Managed.GotoActivity("ann", "C", null, true, false));
    assertThat(story.active()).containsExactly("C");
  }

  @Test
  void aManagementExpiryEvaluatesTheLines() {
    var story = Story.of(waiting());
    story.when(new Managed.ExpireActivity("ann", "B", false));
    assertThat(story.active()).containsExactly("C", "D");
  }

  @Test
  void aGotoFromErrorExpiresTheErrorsToo() {
    var story = Story.of(fork());
    story.fails(story.item("B/E1"));
    story.returnsAsynchronously(story.item("C/E1"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
    story.goesTo("E");
    assertThat(story.state.failures()).isEmpty();
    assertThat(story.active()).containsExactly("E");
  }

  private static Drawing starting(StartRule rule) {
    return new Drawing()
        .startRule(rule)
        .escalation(after(HOUR.multipliedBy(3), new Action.RunCode(code())))
        .activity("A", List.of(client("Look")))
        .activity("B", List.of(client("Look")));
  }

  @Test
  void aGotoThatExpiresAllTakesThePlaceOfAStartThatIsStillWaitedFor() {
    var story = Story.of(starting(new StartRule(Due.after(HOUR), null))).goesTo("B");
    assertThat(story.latest(Fact.TimerCancelled.class)).hasSize(1);
    assertThat(story.state.timers().values())
        .as("the escalations of the process count from now")
        .containsExactly(Story.START.plus(HOUR.multipliedBy(3)));
    story.timePasses(HOUR.multipliedBy(2));
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void aGotoThatExpiresAllTakesThePlaceOfAStartRuleThatRunsOrHasFailed() {
    var failed = Story.of(starting(new StartRule(null, code())));
    failed.fails(failed.item()).goesTo("B");
    assertThat(failed.state.failures()).isEmpty();
    failed.chooses(failed.item("B/Look"), "Yes");
    assertThat(failed.state.status()).isEqualTo(ProcessStatus.COMPLETED);

    var undue = new StartRule(new Due(new Expression("fail"), Duration.ZERO, null), null);
    var unknown = Story.of(starting(undue)).goesTo("B");
    assertThat(unknown.state.failures()).isEmpty();
    assertThat(unknown.state.timers()).hasSize(1);
    assertThat(unknown.goesTo("A").state.timers()).as("armed once").hasSize(1);
  }

  @Test
  void aGotoThatExpiresOneActivityLeavesTheStartWaiting() {
    var story = Story.of(starting(new StartRule(Due.after(HOUR), null)));
    story.when(new Managed.GotoActivity("ann", "B", "A", false, false)).timePasses(HOUR);
    assertThat(story.active()).containsExactly("B", "A");
  }

  @Test
  void aGotoThatWaitsIsCarriedOutWhenTheCodeReturnsAndLetsNoOtherCodeStart() {
    var story = Story.of(fork());
    story.when(new Managed.GotoActivity("ann", "E", null, false, true));
    assertThat(story.latest(Fact.OperationAwaited.class)).hasSize(1);
    story.returns(story.item("B/E1"));
    assertThat(story.event(story.item("D/E1")).status()).isInstanceOf(Status.Held.class);
    story.returns(story.item("C/E1"));
    assertThat(story.active()).containsExactly("E");
    assertThat(story.event(story.item("E/E1")).status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void anOperationThatHasBecomeImpossibleIsDroppedAndTheRestGoesOn() {
    var story = Story.of(fork());
    story.when(new Managed.GotoActivity("ann", "D", "C", true, true));
    story.when(new Managed.GotoActivity("ann", "E", "D", false, true));
    story.returns(story.item("B/E1"));
    story.returnsAsynchronously(story.item("C/E1"));
    assertThat(story.latest(Fact.OperationDropped.class))
        .as("D has become active, and a second one was not wanted")
        .hasSize(1);
    assertThat(story.active()).containsExactly("C", "E");
    assertThat(story.state.awaiting()).isEmpty();
  }
}
