package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.code;
import static org.baltoro.kernel.Drawing.line;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command.Handling;
import org.baltoro.kernel.Command.TimerChange;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.StartRule;
import org.baltoro.kernel.definition.WorkingHours;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.junit.jupiter.api.Test;

/** Escalations, start rules, timers by hand, exception rules: what happens by itself. */
class EscalationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Drawing with(Escalation ofActivity, Escalation... ofEvent) {
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
        .activity("B", 1);
  }

  @Test
  void anActivityEscalationExpiresTheActivityAndItsLinesAreEvaluated() {
    var story = Story.of(with(after(HOUR, new Action.Expire())));
    story.timePasses(HOUR.minusMillis(1));
    assertThat(story.active()).containsExactly("A");
    story.timePasses(Duration.ofMillis(1));
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void anEventEscalationExpiresTheEventAndTheActivityGoesOnWithTheNext() {
    var story =
        Story.of(
            with(
                after(HOUR.multipliedBy(9), new Action.Expire()),
                after(HOUR, new Action.Expire())));
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("A");
    assertThat(story.item("A/See")).isPositive();
  }

  @Test
  void anEscalationGoesWithWhatItBelongsTo() {
    var story = Story.of(with(after(HOUR, new Action.Expire()), after(HOUR, new Action.Expire())));
    assertThat(story.state.timers()).hasSize(2);
    story.chooses(story.item("A/Look"), "Yes");
    assertThat(story.state.timers()).hasSize(1);
    story.chooses(story.item("A/See"), "Yes");
    assertThat(story.state.timers()).isEmpty();
    assertThat(story.latest(Fact.TimerCancelled.class)).hasSize(1);
  }

  @Test
  void anEscalationRedirectsTheOpenWorklistItems() {
    var story = Story.of(with(after(HOUR, new Action.Redirect(List.of("originator", "carol")))));
    story.timePasses(HOUR);
    assertThat(story.event(story.item("A/Look")).status())
        .isInstanceOfSatisfying(
            Status.Offered.class,
            offered -> assertThat(offered.destinations()).containsExactly("ann", "carol"));
  }

  @Test
  void aRepeatedEscalationFiresItsCountCountedFromTheFirstDueTime() {
    var story =
        Story.of(
            with(
                new Escalation(
                    "remind", Due.after(HOUR), new Repeat(HOUR, 2), new Action.RunCode(code()))));
    for (int round = 1; round <= 3; round++) {
      story.timePasses(HOUR);
      int item = story.job(Job.EscalationAction.class);
      assertThat(story.event(item).job())
          .isEqualTo(new Job.EscalationAction(1, 0, "remind", round));
      story.returns(item);
    }
    assertThat(story.state.timers()).isEmpty();
  }

  @Test
  void roundsThatPassedWhileStoppedFireOnceOnStart() {
    var story =
        Story.of(
            with(
                new Escalation(
                    "remind", Due.after(HOUR), new Repeat(HOUR, 9), new Action.RunCode(code()))));
    story.when(new Command.StopProcess("ann"));
    assertThat(story.state.timers()).isEmpty();
    story.later(HOUR.multipliedBy(5).plusMinutes(30)).when(new Command.ResumeProcess("ann"));
    story.timePasses(Duration.ZERO);
    story.returns(story.job(Job.EscalationAction.class));
    assertThat(story.state.timers().values())
        .as("the next round is the sixth hour's")
        .containsExactly(Story.START.plus(HOUR.multipliedBy(6)));
  }

  @Test
  void roundsThatHaveAllPassedAreDoneOnce() {
    var story =
        Story.of(
            with(
                new Escalation(
                    "remind", Due.after(HOUR), new Repeat(HOUR, 3), new Action.RunCode(code()))));
    story.when(new Command.StopProcess("ann"));
    story.later(HOUR.multipliedBy(4)).when(new Command.ResumeProcess("ann"));
    story.timePasses(Duration.ZERO);
    story.returns(story.job(Job.EscalationAction.class));
    assertThat(story.state.timers()).as("the fourth and last round is this one").isEmpty();
  }

  @Test
  void aDateInThePastIsDueAtOnceAndOneThatFailsIsSaidInTheJournal() {
    var past = new Due(new Expression("2020-01-01T00:00:00Z"), Duration.ZERO, null);
    var story = Story.of(with(new Escalation("late", past, null, new Action.Expire())));
    story.timePasses(Duration.ZERO);
    assertThat(story.active()).containsExactly("B");
    var failing = new Due(new Expression("fail"), Duration.ZERO, null);
    var broken = Story.of(with(new Escalation("late", failing, null, new Action.Expire())));
    assertThat(broken.latest(Fact.EscalationNotSet.class)).hasSize(1);
    assertThat(broken.active()).containsExactly("A");
  }

  @Test
  void aDateWithAnOffsetMayLieBeforeIt() {
    var due = new Due(new Expression("2026-12-02T09:00:00Z"), Duration.ofHours(-4), null);
    var story = Story.of(with(new Escalation("before", due, null, new Action.Expire())));
    assertThat(story.state.timers().values())
        .containsExactly(Instant.parse("2026-12-02T05:00:00Z"));
  }

  // ---- working hours

  private static final WorkingHours OFFICE =
      new WorkingHours(
          ZoneId.of("Europe/Berlin"),
          Map.of(
              DayOfWeek.MONDAY, hours("09:00", "12:00", "13:00", "17:00"),
              DayOfWeek.TUESDAY, hours("09:00", "17:00"),
              DayOfWeek.FRIDAY, hours("09:00", "17:00"),
              DayOfWeek.SATURDAY, hours("22:00", "00:00"),
              DayOfWeek.SUNDAY, hours("00:00", "06:00")),
          Map.of(
              LocalDate.of(2026, 12, 25), List.of(),
              LocalDate.of(2026, 12, 26), hours("10:00", "11:00")));

  private static List<Hours> hours(String... times) {
    var hours = new java.util.ArrayList<Hours>();
    for (int place = 0; place < times.length; place += 2) {
      hours.add(new Hours(LocalTime.parse(times[place]), LocalTime.parse(times[place + 1])));
    }
    return hours;
  }

  private static Instant inOffice(String start, Duration length) {
    return OFFICE.after(Instant.parse(start), length);
  }

  @Test
  void workingHoursCountOnlyWhatIsOpen() {
    assertThat(inOffice("2026-12-07T10:00:00Z", Duration.ofHours(2))) // Monday 11:00 in Berlin
        .isEqualTo(Instant.parse("2026-12-07T13:00:00Z"));
    assertThat(inOffice("2026-12-07T15:00:00Z", Duration.ofHours(2)))
        .isEqualTo(Instant.parse("2026-12-08T09:00:00Z"));
    assertThat(inOffice("2026-12-08T16:30:00Z", Duration.ZERO))
        .as("outside the hours: the next opening")
        .isEqualTo(Instant.parse("2026-12-11T08:00:00Z"));
  }

  @Test
  void holidaysHaveNoHoursAndSpecialDaysTheirOwn() {
    assertThat(inOffice("2026-12-24T12:00:00Z", Duration.ofMinutes(30)))
        .isEqualTo(Instant.parse("2026-12-26T09:30:00Z"));
  }

  @Test
  void anEndAtMidnightIsTheEndOfTheDayAndNightsWithAChangeOfTheClockAreAsLongAsTheyAre() {
    // In the night to 28 March 2027 the clock goes from 02:00 to 03:00: 2 + 5 hours are open.
    assertThat(inOffice("2027-03-27T20:00:00Z", Duration.ofHours(7)))
        .isEqualTo(Instant.parse("2027-03-28T04:00:00Z"));
    // In the night to 31 October 2027 an hour comes twice: 2 + 7 hours.
    assertThat(inOffice("2027-10-30T12:00:00Z", Duration.ofHours(9)))
        .isEqualTo(Instant.parse("2027-10-31T05:00:00Z"));
  }

  @Test
  void hoursThatBeginOrEndWhereTheClockIsSetForwardDoSoAtTheChange() {
    // On 29 March 2026 the clock in Berlin goes from 02:00 to 03:00, at 01:00 UTC.
    var midnight = Instant.parse("2026-03-29T00:00:00Z");
    assertThat(sunday("02:30", "06:00").after(midnight, Duration.ZERO))
        .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(sunday("01:00", "02:30").after(midnight, HOUR))
        .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    assertThat(sunday("02:15", "02:45", "03:00", "04:00").after(midnight, HOUR))
        .as("no hour counts twice")
        .isEqualTo(Instant.parse("2026-03-29T02:00:00Z"));
    assertThat(
            sunday("02:15", "02:45", "03:00", "04:00")
                .after(Instant.parse("2026-03-29T06:00:00Z"), HOUR.negated()))
        .isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
  }

  private static WorkingHours sunday(String... times) {
    return new WorkingHours(
        ZoneId.of("Europe/Berlin"), Map.of(DayOfWeek.SUNDAY, hours(times)), Map.of());
  }

  @Test
  void backwardsCountsAsForwards() {
    assertThat(inOffice("2026-12-08T09:00:00Z", Duration.ofHours(-2)))
        .isEqualTo(Instant.parse("2026-12-07T15:00:00Z"));
  }

  @Test
  void anEscalationCountsInItsWorkingHours() {
    var story =
        Story.of(
            with(new Escalation("late", new Due(null, HOUR, "office"), null, new Action.Expire()))
                .workingHours("office", OFFICE)); // begins on Tuesday, 10:00 in Berlin
    assertThat(story.state.timers().values())
        .containsExactly(Instant.parse("2026-12-01T10:00:00Z"));
  }

  // ---- start rules

  @Test
  void aProcessStartRuleWaitsThenItsCodeRunsThenTheFirstActivityBegins() {
    var story =
        Story.of(
            new Drawing()
                .startRule(new StartRule(Due.after(HOUR), code()))
                .escalation(after(HOUR, new Action.RunCode(code())))
                .activity("A", 1));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    story.timePasses(HOUR);
    assertThat(story.active()).isEmpty();
    story.returns(story.job(Job.StartRule.class));
    assertThat(story.active()).containsExactly("A");
    assertThat(story.state.timers().values())
        .as("the escalation counts from the first activity")
        .containsExactly(Story.START.plus(HOUR.multipliedBy(2)));
  }

  @Test
  void anActivityStartRuleThatCanNotBeEvaluatedIsAnErrorThatCanBeSkipped() {
    var failing = new StartRule(new Due(new Expression("fail"), Duration.ZERO, null), null);
    var story =
        Story.of(
            new Drawing()
                .activity("A", null, null, failing, null, List.of(), List.of(client("Look"))));
    assertThat(story.failure().code()).isEqualTo("due-failed");
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.failure().code()).isEqualTo("due-failed");
    story.when(new Command.SkipFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.item("A/Look")).isPositive();
  }

  // ---- timers by hand

  @Test
  void aTimerIsMovedPausedAndResumedWithWhatWasLeft() {
    var story = Story.of(with(after(HOUR, new Action.Expire())));
    int timer = story.state.pendingTimers().firstKey();
    story.when(
        new Command.ChangeTimer(
            timer, new TimerChange.MoveTo(Story.START.plus(HOUR.multipliedBy(3))), "ann"));
    story.timePasses(HOUR);
    assertThat(story.active()).containsExactly("A");
    story.when(new Command.ChangeTimer(timer, new TimerChange.Pause(), "ann"));
    assertThat(story.state.timers()).isEmpty();
    story.later(HOUR.multipliedBy(100));
    story.when(new Command.ChangeTimer(timer, new TimerChange.Resume(), "ann"));
    assertThat(story.state.timers().values()).containsExactly(story.now.plus(HOUR.multipliedBy(2)));
    story.timePasses(HOUR.multipliedBy(2));
    assertThat(story.active()).containsExactly("B");
    story.when(new Command.ChangeTimer(timer, new TimerChange.Pause(), "ann"));
    story.refusal(Refusal.NoSuchTimer.class);
  }

  @Test
  void aTimerIsMovedWithinTheYearsThatCanBeKeptAndToTheMillisecond() {
    var story = Story.of(with(after(HOUR, new Action.Expire())));
    int timer = story.state.pendingTimers().firstKey();
    for (var tooFar :
        List.of(
            Instant.MIN,
            Instant.parse("0000-12-31T23:59:59Z"),
            Instant.parse("+10000-01-01T00:00:00Z"),
            Instant.MAX)) {
      story.when(new Command.ChangeTimer(timer, new TimerChange.MoveTo(tooFar), "ann"));
      assertThat(story.refusal(Refusal.MomentOutOfBounds.class).message()).contains("9999");
    }
    var fine = Instant.parse("2026-12-01T11:00:00.123456Z");
    story.when(new Command.ChangeTimer(timer, new TimerChange.MoveTo(fine), "ann"));
    assertThat(story.state.timers().values())
        .containsExactly(Instant.parse("2026-12-01T11:00:00.123Z"));
  }

  @Test
  void aBackOffIsMovedWithinTheSameBounds() {
    var policy = new RetryPolicy(2, Duration.ofSeconds(5), 2, HOUR, 3);
    var story = Story.of(new Drawing().retry(policy).activity("A", 1));
    int item = story.item();
    story.fails(item);
    story.when(new Command.ChangeTimer(item, new TimerChange.MoveTo(Instant.MIN), "ann"));
    story.refusal(Refusal.MomentOutOfBounds.class);
    var fine = Instant.parse("2026-12-01T11:00:00.123456Z");
    story.when(new Command.ChangeTimer(item, new TimerChange.MoveTo(fine), "ann"));
    assertThat(story.state.timers()).containsEntry(item, Instant.parse("2026-12-01T11:00:00.123Z"));
  }

  @Test
  void aDueTimeOutOfBoundsIsNone() {
    var due = new Due(new Expression("+10000-01-01T00:00:00Z"), Duration.ZERO, null);
    var story = Story.of(with(new Escalation("never", due, null, new Action.Expire())));
    assertThat(story.state.timers()).isEmpty();
    assertThat(story.latest(Fact.EscalationNotSet.class).getFirst().why()).contains("9999");
  }

  // ---- exception rules

  private static Drawing guarded() {
    return new Drawing()
        .exceptionRule(code())
        .activity(
            "A",
            null,
            null,
            null,
            code(),
            List.of(),
            List.of(
                new org.baltoro.kernel.definition.EventDefinition.ServerEvent(
                    "Post",
                    new org.baltoro.kernel.definition.EventDefinition.Code.Handler("h"),
                    Map.of(),
                    RetryPolicy.DEFAULT,
                    HOUR,
                    List.of(),
                    code())),
            line("B"))
        .activity("B", 1);
  }

  @Test
  void anExceptionRuleHandlesAFailureAndTheNextStepBegins() {
    var story = Story.of(guarded());
    story.fails(story.item("A/Post"));
    assertThat(story.state.failures()).isEmpty();
    story.handles(story.job(Job.ExceptionRule.class), Handling.HANDLED);
    assertThat(story.active()).containsExactly("B");
    assertThat(story.latest(Fact.ServerEventFinished.class))
        .extracting(Fact.ServerEventFinished::ending)
        .containsExactly(Fact.Ending.HANDLED);
  }

  @Test
  void anExceptionRuleTriesAgain() {
    var story = Story.of(guarded());
    int item = story.item("A/Post");
    story.fails(item).handles(story.job(Job.ExceptionRule.class), Handling.RETRY);
    assertThat(story.attempt(item)).isEqualTo(2);
    assertThat(story.event(item).status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void anExceptionRuleThatAlwaysTriesAgainComesToItsBudget() {
    var story = Story.of(new Drawing().stepBudget(5).exceptionRule(code()).activity("A", 1));
    int item = story.item();
    for (int round = 1; round < 5; round++) {
      story.fails(item).handles(story.job(Job.ExceptionRule.class), Handling.RETRY);
      assertThat(story.event(item).status()).isInstanceOf(Status.Running.class);
    }
    story.fails(item).handles(story.job(Job.ExceptionRule.class), Handling.RETRY);
    assertThat(story.failure().code()).isEqualTo("loop-budget");
    assertThat(story.failure().message()).contains("it broke", "stepBudget");
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    story.fails(item).handles(story.job(Job.ExceptionRule.class), Handling.RETRY);
    assertThat(story.event(item).status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void anExceptionRuleThatTriesLinesAgainComesToItsBudgetToo() {
    var story =
        Story.of(
            new Drawing()
                .stepBudget(5)
                .exceptionRule(code())
                .activity("A", 0, line("B", "fail"))
                .activity("B", 1));
    while (story.state.failures().isEmpty()) {
      story.handles(story.job(Job.ExceptionRule.class), Handling.RETRY);
    }
    assertThat(story.failure().code()).isEqualTo("loop-budget");
  }

  @Test
  void whatNoRuleHandlesBubblesFromEventToActivityToProcessAndIsAnErrorThen() {
    var story = Story.of(guarded());
    story.fails(story.item("A/Post"));
    for (var level : Job.Level.values()) {
      int rule = story.job(Job.ExceptionRule.class);
      assertThat(((Job.ExceptionRule) story.event(rule).job()).level()).isEqualTo(level);
      story.handles(rule, Handling.UNHANDLED);
    }
    assertThat(story.failure().message()).isEqualTo("it broke");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
  }

  @Test
  void anExceptionRuleThatFailsItselfIsAnErrorWithBothMessages() {
    var story = Story.of(guarded());
    story.fails(story.item("A/Post"));
    story.fails(story.job(Job.ExceptionRule.class));
    assertThat(story.failure().message())
        .contains("it broke", "exception rule of the event failed, too");
    assertThat(story.latest(Fact.CodeEnded.class))
        .extracting(Fact.CodeEnded::ending)
        .containsExactly(Fact.Ending.FAILED);
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.event(story.item("A/Post")).status()).isInstanceOf(Status.Running.class);
  }

  @Test
  void aFailedLineRuleGoesToTheActivitysExceptionRule() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", null, null, null, code(), List.of(), List.of(), line("B", "fail"))
                .activity("B", 1));
    int rule = story.job(Job.ExceptionRule.class);
    story.returns(rule, new Command.Jump.Goto("B", false, null));
    assertThat(story.active()).containsExactly("B");
  }
}
