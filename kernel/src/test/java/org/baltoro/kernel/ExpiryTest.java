package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.code;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import org.baltoro.kernel.Command.Jump;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.StartRule;
import org.junit.jupiter.api.Test;

/** What goes with what expires: attempts, errors, timers, escalations and their code. */
class ExpiryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Escalation CODE = after(HOUR, new Action.RunCode(code()));

  private static void endedAs(Story story, int item, Fact.Ending ending) {
    assertThat(story.latest(Fact.CodeEnded.class))
        .filteredOn(ended -> ended.item() == item)
        .extracting(Fact.CodeEnded::ending)
        .containsExactly(ending);
  }

  private static Drawing escalating(Escalation ofActivity, Escalation... ofEvent) {
    return new Drawing()
        .activity(
            "A",
            null,
            null,
            null,
            null,
            List.of(ofActivity),
            List.of(client("Look", ofEvent), client("See")),
            line("B"))
        .activity("B", List.of(client("End")));
  }

  @Test
  void theCodeOfAnEventsEscalationIsGivenUpWhenTheEventEnds() {
    var story = Story.of(escalating(after(HOUR.multipliedBy(9), new Action.Expire()), CODE));
    story.timePasses(HOUR);
    int escalation = story.job(Job.EscalationAction.class);
    story.chooses(story.item("A/Look"), "Yes");
    assertThat(story.latest(Fact.AttemptFenced.class))
        .extracting(Fact.AttemptFenced::item)
        .containsExactly(escalation);
    endedAs(story, escalation, Fact.Ending.EXPIRED);
    assertThat(story.item("A/See")).isPositive();
    story.returns(escalation, new Jump.Goto("B", true, null));
    assertThat(story.active()).as("its goto comes too late").containsExactly("A");
  }

  @Test
  void theCodeOfAnActivitysEscalationOutlivesItsEventsAndIsGivenUpWithTheActivity() {
    var story = Story.of(escalating(CODE));
    story.timePasses(HOUR);
    int escalation = story.job(Job.EscalationAction.class);
    story.chooses(story.item("A/Look"), "Yes");
    assertThat(story.event(escalation)).isNotNull();
    story.chooses(story.item("A/See"), "Yes");
    endedAs(story, escalation, Fact.Ending.EXPIRED);
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void theCodeOfAProcessEscalationOutlivesActivitiesAndTheProcessWaitsForIt() {
    var story = Story.of(new Drawing().escalation(CODE).activity("A", List.of(client("Look"))));
    story.timePasses(HOUR);
    int escalation = story.job(Job.EscalationAction.class);
    story.chooses(story.item("A/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.RUNNING);
    story.returns(escalation);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anEscalationInErrorGoesWithItsEventAndItsErrorToo() {
    var story = Story.of(escalating(after(HOUR.multipliedBy(9), new Action.Expire()), CODE));
    story.timePasses(HOUR);
    story.fails(story.job(Job.EscalationAction.class));
    assertThat(story.state.hasError()).isTrue();
    story.chooses(story.item("A/Look"), "Yes");
    assertThat(story.state.hasError()).isFalse();
    assertThat(story.latest(Fact.FailureExpired.class)).hasSize(1);
    assertThat(story.latest(Fact.AttemptFenced.class)).as("no code ran").isEmpty();
  }

  @Test
  void anErrorInTheLinesGoesWithItsActivity() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", 0, line("D", "false"))
                .activity("C", List.of(client("Look")))
                .activity("D", List.of(client("Look"))));
    assertThat(story.failure().code()).isEqualTo("dead-end");
    story.when(new Command.Managed.GotoActivity("ann", "D", "B", false, false));
    assertThat(story.state.failures()).isEmpty();
    assertThat(story.active()).containsExactly("C", "D");
  }

  @Test
  void anErrorInALineRuleStaysWithItsOwnActivity() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", 0, line("D", "false"))
                .activity("C", 0, line("D", "fail"))
                .activity("D", List.of(client("Look"))));
    assertThat(story.state.failures()).hasSize(2);
    story.when(new Command.Managed.GotoActivity("ann", "D", "B", false, false));
    assertThat(story.failure().code()).isEqualTo("rule-failed");
  }

  @Test
  void anErrorInAStartRuleGoesWithItsActivity() {
    var failing = new StartRule(new Due(new Expression("fail"), Duration.ZERO, null), null);
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", null, null, failing, null, List.of(), List.of(client("Look")))
                .activity("C", null, null, failing, null, List.of(), List.of(client("Look")))
                .activity("D", List.of(client("Look"))));
    story.when(new Command.Managed.GotoActivity("ann", "D", "B", false, false));
    assertThat(story.failure().place()).isInstanceOf(Failure.Place.Start.class);
    assertThat(story.active()).containsExactly("C", "D");
    story.goesTo("D");
    assertThat(story.state.failures()).isEmpty();
  }

  @Test
  void aWaitingStartRuleGoesWithItsActivityAndAnothersStays() {
    var waiting = new StartRule(Due.after(HOUR), null);
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", null, null, waiting, null, List.of(), List.of(client("Look")))
                .activity("C", null, null, waiting, null, List.of(), List.of(client("Look")))
                .activity("D", List.of(client("Look"))));
    story.when(new Command.Managed.GotoActivity("ann", "D", "B", false, false));
    assertThat(story.latest(Fact.TimerCancelled.class)).hasSize(1);
    assertThat(story.state.timers()).hasSize(1);
  }

  @Test
  void anArrivalInErrorGoesWithAGotoThatExpiresAllAndStaysOtherwise() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", "fail", null, 1)
                .activity("C", List.of(client("Look")))
                .activity("D", List.of(client("Look"))));
    assertThat(story.failure().place()).isInstanceOf(Failure.Place.Arrival.class);
    story.when(new Command.Managed.GotoActivity("ann", "D", "C", false, false));
    assertThat(story.state.failures()).hasSize(1);
    story.goesTo("C");
    assertThat(story.state.failures()).isEmpty();
  }

  @Test
  void aStarvedJoinGoesWithAGotoThatExpiresAll() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", 0, line("J"))
                .activity("C", 0, line("J", "false"), line("D"))
                .activity("D", 0)
                .activity("J", null, JoinDefinition.all(), 0)
                .activity("E", List.of(client("Look"))));
    assertThat(story.failure().code()).isEqualTo("join-starved");
    story.goesTo("E");
    assertThat(story.state.failures()).isEmpty();
    story.chooses(story.item("E/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anExceptionRuleAtWorkIsGivenUpWithItsEvent() {
    var story =
        Story.of(
            new Drawing()
                .exceptionRule(code())
                .escalation(after(HOUR, new Action.Goto("B", true, null)))
                .activity("A", 1, line("B"))
                .activity("B", List.of(client("Look"))));
    story.fails(story.item("A/E1"));
    int rule = story.job(Job.ExceptionRule.class);
    story.timePasses(HOUR);
    endedAs(story, rule, Fact.Ending.EXPIRED);
    assertThat(story.latest(Fact.ServerEventFinished.class)).hasSize(1);
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void deletingEndsTheStartRuleOrTheFinishRuleInError() {
    var start = Story.of(new Drawing().startRule(new StartRule(null, code())).activity("A", 0));
    int startRule = start.job(Job.StartRule.class);
    start.fails(startRule).when(new Command.DeleteProcess("ann"));
    endedAs(start, startRule, Fact.Ending.DELETED);
    var finish = Story.of(new Drawing().finishRule(code()).activity("A", 0));
    int finishRule = finish.job(Job.FinishRule.class);
    finish.fails(finishRule).when(new Command.DeleteProcess("ann"));
    endedAs(finish, finishRule, Fact.Ending.DELETED);
  }

  @Test
  void anUnknownActivityToExpireFailsTheAttempt() {
    var story = Story.of(new Drawing().escalation(CODE).activity("A", List.of(client("Look"))));
    story.timePasses(HOUR);
    story.returns(story.job(Job.EscalationAction.class), new Jump.Goto("A", false, "Nowhere"));
    assertThat(story.failure().message()).contains("no activity 'Nowhere'");
    assertThat(story.latest(Fact.ActivityEntered.class)).isEmpty();
  }

  @Test
  void anExpiredActivitysOwnTimersGoAndTheProcesssStay() {
    var story =
        Story.of(
            escalating(after(HOUR.multipliedBy(9), new Action.Expire()))
                .escalation(after(HOUR.multipliedBy(8), new Action.Goto("B", false, null))));
    story.when(new Command.Managed.ExpireActivity("ann", "A", false));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.timers()).hasSize(1);
    assertThat(story.latest(Fact.TimerCancelled.class)).hasSize(1);
  }

  @Test
  void anEscalationThatFailsJustAsItsActivityEndsEndsWithIt() {
    var drawing = new Drawing();
    var events = List.of(drawing.server("Post"));
    drawing
        .activity("A", null, null, null, null, List.of(CODE), events, line("B"))
        .activity("B", List.of(client("Look")));
    var story = Story.of(drawing);
    int item = story.item();
    story.returnsAsynchronously(item).timePasses(HOUR);
    int escalation = story.job(Job.EscalationAction.class);
    story.when(new Command.Managed.ChangeInstance("ann", Command.Changes.NONE, true));
    story.finishedBy("bob", item, null, "kept while the change waits");
    story.fails(escalation);
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.failures()).isEmpty();
    endedAs(story, escalation, Fact.Ending.EXPIRED);
  }
}
