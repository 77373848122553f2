package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.after;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.code;
import static org.baltoro.kernel.Drawing.field;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.StartRule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Going on with another version: a pointer, and where each living thing stands in the new one. */
class MigratingTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static Drawing one() {
    return new Drawing()
        .version(1)
        .activity(
            "A",
            null,
            null,
            null,
            null,
            List.of(after(HOUR, new Action.Expire())),
            List.of(client("First"), client("Second")),
            line("B"))
        .activity("B", List.of(client("Look")));
  }

  private static Story story(Drawing before, Drawing then) {
    return new Story(before.done(), then.version(2).done()).started();
  }

  private static Story migrates(Story story, Map<String, String> names, boolean rebuildTimers) {
    return story.when(new Managed.Migrate("ann", 2, names, rebuildTimers, false));
  }

  @Test
  void aQueuedJobGoesToTheTopicOfTheNewVersionAndALeaseIsTakenAway() {
    for (boolean leased : List.of(true, false)) {
      var story = story(working("old"), working("new"));
      int item = story.item();
      if (leased) {
        story.when(new Command.LeaseJob(item, "old", "w1", "ann", null));
      }
      migrates(story, Map.of(), false);
      assertThat(story.event(item).status())
          .isEqualTo(new EventInstance.Status.Queued(leased ? 2 : 1, "new", Story.START));
    }
  }

  private static Drawing working(String topic) {
    var event =
        new EventDefinition.ServerEvent(
            "Do",
            new EventDefinition.Code.Worker(topic),
            Map.of(),
            EventDefinition.RetryPolicy.DEFAULT,
            HOUR);
    return new Drawing().activity("A", List.of(event));
  }

  @Test
  void onlyThePointerMovesAndWhatIsOpenStaysOpenUnderItsSerialNumber() {
    var story = story(one(), one());
    int item = story.item("A/First");
    migrates(story, Map.of(), false);
    assertThat(story.state.version()).isEqualTo(2);
    assertThat(story.item("A/First")).isEqualTo(item);
    assertThat(story.state.timers()).hasSize(1);
    story.chooses(item, "Yes");
    assertThat(story.item("A/Second")).isPositive();
  }

  @Test
  void aRenamedActivityAndEventAreFoundAgain() {
    var then =
        new Drawing()
            .activity(
                "Approve", List.of(client("Zero"), client("Uno"), client("Second")), line("B"))
            .activity("B", 1);
    var story = story(one(), then);
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message()).contains("'A' is active");
    migrates(story, Map.of("A", "Approve"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message()).contains("A/First");
    migrates(story, Map.of("A", "Approve", "A/First", "B/Uno"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("'A/First' can't become 'B/Uno'", "'Approve'");
    migrates(story, Map.of("A", "Approve", "A/First", "Approve/Uno"), false);
    assertThat(story.active()).containsExactly("Approve");
    story.chooses(story.item("Approve/Uno"), "Yes");
    assertThat(story.item("Approve/Second")).as("Zero lies before").isPositive();
    assertThat(story.state.timers()).as("the escalation is not there any more").isEmpty();
  }

  @Test
  void aRemovedEventExpiresAndTheNextBegins() {
    var then = new Drawing().activity("A", List.of(client("Second")), line("B")).activity("B", 1);
    var story = story(one(), then);
    migrates(story, Map.of("A/First", ""), false);
    assertThat(story.item("A/Second")).isPositive();
    assertThat(story.latest(Fact.ClientEventFinished.class))
        .extracting(Fact.ClientEventFinished::ending)
        .containsExactly(Fact.Ending.EXPIRED);
  }

  @Test
  void instancesOfARemovedActivityExpire() {
    var then = new Drawing().activity("B", List.of(client("Look")));
    var story = story(one(), then);
    migrates(story, Map.of("A", ""), false);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void timersAreRebuiltFromWhenEachThingBegan() {
    var then =
        new Drawing()
            .activity(
                "A",
                null,
                null,
                null,
                null,
                List.of(after(HOUR.multipliedBy(3), new Action.Expire())),
                List.of(
                    client("First", after(HOUR.multipliedBy(2), new Action.Expire())),
                    client("Second")),
                line("B"))
            .activity("B", 1);
    var story = story(one(), then).later(Duration.ofMinutes(30));
    migrates(story, Map.of(), true);
    assertThat(story.state.timers().values())
        .containsExactlyInAnyOrder(
            Story.START.plus(HOUR.multipliedBy(3)), Story.START.plus(HOUR.multipliedBy(2)));
  }

  @Test
  void whatHasArrivedAtAJoinIsFoundAgainByItsLines() {
    var before =
        new Drawing()
            .version(1)
            .activity("A", 0, line("B"), line("C"))
            .activity("B", List.of(client("Look")), line("J"))
            .activity("C", List.of(client("Look")), line("J"))
            .activity("J", null, JoinDefinition.all(), 0);
    var then =
        new Drawing()
            .activity("A", 0, line("C"), line("B"))
            .activity("C", List.of(client("Look")), line("Join"))
            .activity("B", List.of(client("Look")), line("Join"))
            .activity("Join", null, JoinDefinition.all(), 0);
    var story = story(before, then);
    story.chooses(story.item("B/Look"), "Yes");
    migrates(story, Map.of("J", "Join"), false);
    assertThat(story.state.joins().get("Join"))
        .as("B's line is the second one now")
        .isEqualTo(new JoinState(Map.of(1, 1), false));
    story.chooses(story.item("C/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anUnknownVersionIsRefusedAndTheOwnOneChangesNothing() {
    var story = story(one(), one());
    story.when(new Managed.Migrate("ann", 9, Map.of(), false, false));
    story.refusal(Refusal.NoSuchVersion.class);
    story.when(new Managed.Migrate("ann", 1, Map.of(), false, false));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void anErrorIsMendedByANewVersionAndARetry() {
    var before = new Drawing().version(1).activity("A", 1, line("B", "fail")).activity("B", 1);
    var then = new Drawing().activity("A", 1, line("B")).activity("B", 1);
    var story = story(before, then);
    story.returns(story.item("A/E1"));
    assertThat(story.failure().code()).isEqualTo("rule-failed");
    migrates(story, Map.of(), false);
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.active()).containsExactly("B");
  }

  // ---- which event comes next

  @Test
  void whatReplacesARemovedLastEventIsOffered() {
    var before = new Drawing().activity("A", List.of(client("Ask")), line("B")).activity("B", 1);
    var then = new Drawing().activity("A", List.of(client("Decide")), line("B")).activity("B", 1);
    var story = story(before, then);
    migrates(story, Map.of("A/Ask", ""), false);
    assertThat(story.active()).containsExactly("A");
    story.chooses(story.item("A/Decide"), "Yes");
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void whatReplacesTheLastOfTwoEventsIsOffered() {
    var before =
        new Drawing()
            .activity("A", List.of(client("One"), client("Two")), line("B"))
            .activity("B", 1);
    var then =
        new Drawing()
            .activity("A", List.of(client("One"), client("Three")), line("B"))
            .activity("B", 1);
    var story = story(before, then);
    story.chooses(story.item("A/One"), "Yes");
    migrates(story, Map.of("A/Two", ""), false);
    assertThat(story.item("A/Three")).isPositive();
  }

  @Test
  void anActivityThatWaitsForItsStartRuleGetsTheEventThatItDidNotHave() {
    var before = waiting(HOUR, List.of(), List.of());
    var story = story(before, waiting(HOUR, List.of(), List.of(client("Look"))));
    migrates(story, Map.of(), false);
    story.timePasses(HOUR);
    assertThat(story.item("A/Look")).isPositive();
  }

  @Test
  void anActivityWhoseLinesFailedDoesNoEventAgain() {
    var before = new Drawing().activity("A", 1, line("B", "fail")).activity("B", 1);
    var then = new Drawing().activity("A", 2, line("B")).activity("B", 1);
    var story = story(before, then);
    story.returns(story.item("A/E1"));
    migrates(story, Map.of(), false);
    story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
    assertThat(story.active()).containsExactly("B");
  }

  // ---- timers that are rebuilt

  private static Escalation remind(Duration time, @Nullable Repeat repeat) {
    return new Escalation("remind", Due.after(time), repeat, new Action.RunCode(code()));
  }

  /** One activity with these escalations and the event Look. */
  private static Drawing reminded(Escalation... escalations) {
    return new Drawing()
        .activity(
            "A", null, null, null, null, List.of(escalations), List.of(client("Look")), line("B"))
        .activity("B", 1);
  }

  private static List<Instant> due(Story story) {
    return story.state.timers().values().stream().sorted().toList();
  }

  @Test
  void anEscalationThatHasFiredDoesNotFireAgain() {
    var story = story(reminded(remind(HOUR, null)), reminded(remind(HOUR.multipliedBy(9), null)));
    story.timePasses(HOUR);
    story.returns(story.job(Job.EscalationAction.class));
    migrates(story, Map.of(), true);
    assertThat(due(story)).isEmpty();
  }

  @Test
  void aRepeatedEscalationKeepsItsRoundAndWhatItCountsFrom() {
    var story =
        story(
            reminded(remind(HOUR, new Repeat(HOUR, 3))),
            reminded(remind(HOUR.multipliedBy(2), new Repeat(HOUR.multipliedBy(2), 1))));
    story.timePasses(HOUR);
    story.returns(story.job(Job.EscalationAction.class));
    migrates(story, Map.of(), true);
    assertThat(due(story)).containsExactly(Story.START.plus(HOUR.multipliedBy(4)));
    story.timePasses(HOUR.multipliedBy(3));
    assertThat(due(story)).as("two rounds are all").isEmpty();
  }

  @Test
  void aRoundThatTheNewVersionLacksGoes() {
    var story = story(reminded(remind(HOUR, new Repeat(HOUR, 3))), reminded(remind(HOUR, null)));
    story.timePasses(HOUR);
    story.returns(story.job(Job.EscalationAction.class));
    migrates(story, Map.of(), true);
    assertThat(due(story)).isEmpty();
  }

  @Test
  void aPausedTimerStaysPausedWithTheTimeThatItHasLeft() {
    var story = story(reminded(remind(HOUR, null)), reminded(remind(HOUR.multipliedBy(2), null)));
    int timer = story.state.pendingTimers().firstKey();
    story.later(HOUR.dividedBy(2));
    story.when(new Command.ChangeTimer(timer, new Command.TimerChange.Pause(), "ann"));
    story.later(HOUR);
    migrates(story, Map.of(), true);
    assertThat(due(story)).isEmpty();
    story.when(new Command.ChangeTimer(timer, new Command.TimerChange.Resume(), "ann"));
    assertThat(due(story)).containsExactly(story.now.plus(HOUR.multipliedBy(3).dividedBy(2)));
  }

  @Test
  void aMigrationThatChangesNoTimerMovesNone() {
    var story = story(reminded(remind(HOUR, null)), reminded(remind(HOUR, null)));
    story.later(HOUR.dividedBy(2));
    migrates(story, Map.of(), true);
    assertThat(story.latest).hasOnlyElementsOfTypes(Fact.ProcessMigrated.class);
  }

  @Test
  void anActivityThatHasWaitedCountsFromItsBeginAndNotFromItsArrival() {
    var ten = HOUR.multipliedBy(10);
    var look = List.<EventDefinition>of(client("Look"));
    var two = remind(HOUR.multipliedBy(2), null);
    var other =
        new Escalation("other", Due.after(HOUR.multipliedBy(3)), null, new Action.RunCode(code()));
    var story = story(waiting(ten, List.of(two), look), waiting(ten, List.of(two, other), look));
    story.timePasses(HOUR.multipliedBy(11));
    migrates(story, Map.of(), true);
    var began = Story.START.plus(ten);
    assertThat(due(story))
        .containsExactly(began.plus(HOUR.multipliedBy(2)), began.plus(HOUR.multipliedBy(3)));
  }

  @Test
  void withoutATimerTheBeginIsTheEndOfTheWait() {
    var ten = HOUR.multipliedBy(10);
    var look = List.<EventDefinition>of(client("Look"));
    var then = waiting(ten, List.of(remind(HOUR.multipliedBy(2), null)), look);
    var story = story(waiting(ten, List.of(), look), then);
    story.timePasses(HOUR.multipliedBy(11));
    migrates(story, Map.of(), true);
    assertThat(due(story)).containsExactly(Story.START.plus(HOUR.multipliedBy(12)));
  }

  @Test
  void whatStillWaitsForItsStartRuleWaitsAsTheNewVersionSays() {
    var look = List.<EventDefinition>of(client("Look"));
    var story =
        story(
            waiting(HOUR, List.of(remind(HOUR, null)), look),
            waiting(HOUR.multipliedBy(3), List.of(remind(HOUR, null)), look));
    migrates(story, Map.of(), true);
    assertThat(due(story)).containsExactly(Story.START.plus(HOUR.multipliedBy(3)));
    story.timePasses(HOUR.multipliedBy(3));
    assertThat(due(story)).containsExactly(Story.START.plus(HOUR.multipliedBy(4)));
  }

  @Test
  void aServerEventThatWaitsCountsFromItsBegin() {
    var drawing = new Drawing();
    var one = drawing.server("E", remind(HOUR.multipliedBy(4), null));
    var two =
        drawing.server(
            "E",
            remind(HOUR.multipliedBy(4), null),
            after(HOUR.multipliedBy(5), new Action.Expire()));
    var story =
        story(new Drawing().activity("A", List.of(one)), new Drawing().activity("A", List.of(two)));
    story.later(HOUR);
    story.returnsAsynchronously(story.item());
    migrates(story.later(HOUR), Map.of(), true);
    assertThat(due(story))
        .containsExactly(
            Story.START.plus(HOUR.multipliedBy(4)), Story.START.plus(HOUR.multipliedBy(5)));
  }

  @Test
  void aSecondMigrationStillCountsFromTheBegin() {
    var story =
        new Story(
                reminded().done(),
                reminded(remind(HOUR.multipliedBy(4), null)).version(2).done(),
                reminded(remind(HOUR.multipliedBy(6), null)).version(3).done())
            .started()
            .later(HOUR);
    migrates(story, Map.of(), true);
    story.later(HOUR).when(new Managed.Migrate("ann", 3, Map.of(), true, false));
    assertThat(due(story)).containsExactly(Story.START.plus(HOUR.multipliedBy(6)));
  }

  // ---- what has not begun has no escalations yet

  private static Drawing startedByCode(@Nullable StartRule rule) {
    var drawing =
        new Drawing().escalation(remind(HOUR, null)).activity("A", List.of(client("Look")));
    return rule == null ? drawing : drawing.startRule(rule);
  }

  @Test
  void aProcessWhoseStartRuleFailedIsArmedOnceWhenThatIsRetried() {
    var rule = new StartRule(null, code());
    var story = story(startedByCode(rule), startedByCode(rule));
    story.fails(story.item());
    migrates(story, Map.of(), true);
    assertThat(due(story)).isEmpty();
    retries(story);
    story.returns(story.item());
    assertThat(due(story)).hasSize(1);
  }

  @Test
  void aProcessWhoseStartRuleIsGoneIsArmedOnce() {
    var story = story(startedByCode(new StartRule(null, code())), startedByCode(null));
    story.fails(story.item());
    migrates(story, Map.of(), true);
    assertThat(due(story)).hasSize(1);
    assertThat(story.item("A/Look")).isPositive();
  }

  @Test
  void anActivityWhoseDueTimeFailedIsArmedOnceWhenThatIsRetried() {
    var bad = new StartRule(new Due(new Expression("fail"), Duration.ZERO, null), null);
    var escalations = List.of(remind(HOUR, null));
    var before =
        new Drawing().activity("A", null, null, bad, null, escalations, List.of(client("Look")));
    var story = story(before, waiting(Duration.ZERO, escalations, List.of(client("Look"))));
    migrates(story, Map.of(), true);
    assertThat(due(story)).isEmpty();
    retries(story);
    assertThat(due(story)).hasSize(1);
  }

  // ---- joins that the new version satisfies already

  /**
   * Two of three lines have arrived; that of D leads on in the new version only as {@code last}.
   */
  private static Drawing three(@Nullable JoinDefinition join, LineDefinition... last) {
    return new Drawing()
        .activity("A", 0, line("B"), line("C"), line("D"))
        .activity("B", 0, line("J"))
        .activity("C", 0, line("J"))
        .activity("D", List.of(client("Look")), last)
        .activity("J", null, join, 1);
  }

  @Test
  void aJoinThatHasEnoughPasses() {
    var story = story(three(JoinDefinition.all(), line("J")), three(JoinDefinition.all()));
    migrates(story, Map.of(), false);
    assertThat(story.active()).containsExactly("D", "J");
    assertThat(story.state.joins()).isEmpty();
    story.returns(story.item("J/E1")).chooses(story.item("D/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aStarvedJoinThatHasEnoughIsInErrorNoMore() {
    var before = three(JoinDefinition.all(), line("J", "false"), line("E"));
    var story = story(before.activity("E", 0), three(JoinDefinition.all()).activity("E", 0));
    story.chooses(story.item("D/Look"), "Yes");
    assertThat(story.failure().code()).isEqualTo("join-starved");
    migrates(story, Map.of(), false);
    assertThat(story.active()).containsExactly("J");
    assertThat(story.state.failures()).isEmpty();
  }

  @Test
  void aJoinThatSwallowsPassesOnceAndSwallowsTheRest() {
    var story =
        story(three(JoinDefinition.all(), line("J")), three(JoinDefinition.any(), line("J")));
    migrates(story, Map.of(), false);
    assertThat(story.active()).containsExactly("D", "J");
    story.returns(story.item("J/E1")).chooses(story.item("D/Look"), "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aJoinThatHasPassedDoesNotPassAgain() {
    var then = three(JoinDefinition.all(), line("J"));
    var story = story(three(JoinDefinition.count(2), line("J")), then);
    story.returns(story.item("J/E1"));
    migrates(story, Map.of(), false);
    assertThat(story.active()).containsExactly("D");
    assertThat(story.state.joins()).as("what has passed is not counted again").isEmpty();
  }

  @Test
  void withoutAJoinEveryArrivalEnters() {
    var story = story(three(JoinDefinition.all(), line("J")), three(null, line("J")));
    migrates(story, Map.of(), false);
    assertThat(story.active()).containsExactly("D", "J", "J");
  }

  @Test
  void joinsThatBecomeOneCountTogether() {
    var before =
        new Drawing()
            .activity("A", 0, line("B"), line("C"), line("D"), line("E"))
            .activity("B", 0, line("J"))
            .activity("C", List.of(client("Look")), line("J"))
            .activity("D", 0, line("K"))
            .activity("E", List.of(client("Look")), line("K"))
            .activity("J", null, JoinDefinition.all(), 1)
            .activity("K", null, JoinDefinition.all(), 1);
    var then =
        new Drawing()
            .activity("A", 0, line("B"), line("C"), line("D"), line("E"))
            .activity("B", 0, line("L"))
            .activity("C", List.of(client("Look")), line("L"))
            .activity("D", 0, line("L"))
            .activity("E", List.of(client("Look")), line("L"))
            .activity("L", null, JoinDefinition.all(), 1);
    var story = story(before, then);
    migrates(story, Map.of("J", "L", "K", "L"), false);
    assertThat(story.state.joins().get("L")).isEqualTo(new JoinState(Map.of(0, 1, 2, 1), false));
    story.chooses(story.item("C/Look"), "Yes").chooses(story.item("E/Look"), "Yes");
    assertThat(story.active()).containsExactly("L");
  }

  @Test
  void whatWaitsAtAJoinIsNotLostWithItsLine() {
    var then =
        new Drawing()
            .activity("A", 0, line("B"), line("C"))
            .activity("B", 0, line("X"))
            .activity("C", List.of(client("Look")), line("J"))
            .activity("X", 0, line("J"))
            .activity("J", null, JoinDefinition.all(), 1);
    var story = story(joined("J", "true"), then);
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("What waits at the join of 'J'");
    migrates(story, Map.of("B", "X"), false);
    story.chooses(story.item("C/Look"), "Yes");
    assertThat(story.active()).containsExactly("J");
  }

  @Test
  void whatWaitsAtAJoinIsNotLostWithItsActivity() {
    var story = story(joined("J", "true"), new Drawing().activity("C", List.of(client("Look"))));
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("Something waits at the join of activity 'J'");
  }

  // ---- data

  private static Drawing withData(DataFieldDefinition... fields) {
    return new Drawing().activity("A", List.of(client("Look"))).dataFieldsOf("A", fields);
  }

  @Test
  void anActivityFieldOfAnotherTypeIsRefused() {
    var before = withData(field("Note", DataType.STRING, new Value.StringValue("hm")));
    var story = story(before, withData(field("Note", DataType.INTEGER, null)));
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("'Note' of activity 'A'", "integer in version 2");
  }

  @Test
  void newActivityFieldsAreFilledAndThoseGoneAreEmptied() {
    var before = withData(field("Old", DataType.STRING, new Value.StringValue("hm")));
    var then = withData(field("New", DataType.INTEGER, new Value.IntegerValue(3)));
    var story = migrates(story(before, then), Map.of(), false);
    var instance = story.state.activities().values().iterator().next();
    assertThat(instance.dataFields()).isEqualTo(Map.of("New", new Value.IntegerValue(3)));
  }

  /** A server event for which a finish that sets Text is kept. */
  private static Story kept(Drawing then) {
    var story = story(new Drawing().activity("A", 1), then);
    int item = story.item();
    story.returnsAsynchronously(item).when(new Command.StopProcess("ann"));
    return story.finishedBy("erp", item, null, "kept");
  }

  @Test
  void aKeptFinishThatSetsAFieldWhichIsGoneIsAReason() {
    var count = field("Count", DataType.INTEGER, null);
    var gone = kept(new Drawing().activity("A", 1).dataFields(count));
    migrates(gone, Map.of(), false);
    assertThat(gone.refusal(Refusal.CannotMigrate.class).message())
        .contains("'A/E1'", "'Text', which is not there in version 2");
    var number = field("Text", DataType.INTEGER, null);
    var other = kept(new Drawing().activity("A", 1).dataFields(count, number));
    migrates(other, Map.of(), false);
    assertThat(other.refusal(Refusal.CannotMigrate.class).message())
        .contains("'Text', which is of type integer");
  }

  @Test
  void aKeptFinishOfARemovedEventIsDropped() {
    var then =
        new Drawing()
            .activity("A", List.of(client("Look")))
            .dataFields(field("Count", DataType.INTEGER, null));
    var story = migrates(kept(then), Map.of("A/E1", ""), false);
    assertThat(story.latest(Fact.FinishDropped.class)).hasSize(1);
  }

  // ---- names that are not there

  @Test
  void unknownNamesAreRefusedWithTheNearestAlsoForWhatIsNotOpen() {
    var story = story(one(), one());
    migrates(story, Map.of("A/Secnd", "Second"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("Version 1 has no event 'A/Secnd'. Did you mean 'Second'?");
    migrates(story, Map.of("A/Second", "A/Frist"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("Version 2 has no event 'A/Frist'. Did you mean 'First'?");
    migrates(story, Map.of("Bee", "B"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("Version 1 has no activity 'Bee'.");
    migrates(story, Map.of("B", "Bb"), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("Version 2 has no activity 'Bb'. Did you mean 'B'?");
  }

  // ---- arrivals in error

  private static Drawing preceded(String rule) {
    return new Drawing().activity("A", 1, line("B")).activity("B", rule, null, 1);
  }

  private static Story retries(Story story) {
    return story.when(new Command.RetryFailure(Command.ALL_FAILURES, "ann"));
  }

  @Test
  void aRetriedArrivalIsStillAskedByThePrecedingRule() {
    var story = story(preceded("fail"), preceded("false"));
    story.returns(story.item("A/E1"));
    retries(migrates(story, Map.of(), false));
    assertThat(story.active()).isEmpty();
    assertThat(story.latest(Fact.ArrivalDropped.class)).hasSize(1);
  }

  @Test
  void aRetriedArrivalStillCountsAtItsJoin() {
    var story = story(joined("J", "fail"), joined("Join", "true"));
    assertThat(story.failure().place()).isEqualTo(new Place.Arrival("B", 0, "J"));
    retries(migrates(story, Map.of("J", "Join"), false));
    assertThat(story.active()).as("the join waits for C").containsExactly("C");
    story.chooses(story.item("C/Look"), "Yes");
    assertThat(story.active()).containsExactly("Join");
  }

  private static Drawing joined(String name, String rule) {
    return new Drawing()
        .activity("A", 0, line("B"), line("C"))
        .activity("B", 0, line(name))
        .activity("C", List.of(client("Look")), line(name))
        .activity(name, rule, JoinDefinition.all(), 1);
  }

  @Test
  void anArrivalByAGotoStaysOne() {
    var before = new Drawing().stepBudget(1).activity("A", 1).activity("B", 1);
    var then = new Drawing().activity("A", 1).activity("Bee", "false", null, 1);
    var story = story(before, then);
    story.returns(story.item("A/E1"), new Command.Jump.Goto("B", false, null));
    assertThat(story.failure().code()).isEqualTo("loop-budget");
    retries(migrates(story, Map.of("B", "Bee"), false));
    assertThat(story.active()).as("no preceding rule is asked").containsExactly("Bee");
  }

  @Test
  void theArrivalOfTheStartStaysThat() {
    var before = new Drawing().activity("A", "fail", null, 1).activity("B", 1);
    var then = new Drawing().activity("Z", "false", null, 1).activity("B", "false", null, 1);
    var atStart = story(before, then);
    migrates(atStart, Map.of("A", "Z"), false);
    assertThat(atStart.failure().place()).isEqualTo(new Place.Arrival("", 0, "Z"));
    assertThat(retries(atStart).state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anArrivalByALineThatIsGoneIsRefusedUnlessItsSourceIsGoneToo() {
    var then =
        new Drawing().activity("A", 1, line("C")).activity("B", 1).activity("C", 1, line("B"));
    var story = story(preceded("fail"), then);
    story.returns(story.item("A/E1"));
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("from 'A' to 'B'", "no such line");
    migrates(story, Map.of("A", ""), false);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
    assertThat(story.latest(Fact.FailureExpired.class)).hasSize(1);
  }

  @Test
  void anArrivalAtAnActivityThatIsGoneIsRefused() {
    var story = story(preceded("fail"), new Drawing().activity("A", 1));
    story.returns(story.item("A/E1"));
    migrates(story, Map.of(), false);
    assertThat(story.refusal(Refusal.CannotMigrate.class).message())
        .contains("An arrival at activity 'B'");
  }

  /** One activity with a start rule that waits. */
  private static Drawing waiting(
      Duration time, List<Escalation> escalations, List<EventDefinition> events) {
    var rule = new StartRule(Due.after(time), null);
    return new Drawing().activity("A", null, null, rule, null, escalations, events);
  }
}
