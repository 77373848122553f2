package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.actions;
import static org.baltoro.kernel.Drawing.line;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets the work of an activity, in which plan, and when the answers are enough. */
class DestinationTest {
  private static final ClientEvent ASK =
      new ClientEvent("Ask", List.of(), actions("Yes", "No"), List.of());

  private static DestinationRule rule(Plan plan, Slots slots, Completion completion, String... to) {
    return new DestinationRule(
        to.length == 0 ? List.of() : List.of(new DestinationSet(null, List.of(to))),
        plan,
        false,
        slots,
        null,
        completion,
        Remaining.EXPIRE);
  }

  private static DestinationRule each(Completion completion, String... to) {
    return rule(Plan.EACH, new Slots.Count(1), completion, to);
  }

  private static Drawing approve(DestinationRule rule, OutcomeRule... outcomes) {
    return new Drawing()
        .activity(
            "Approve",
            List.of(ASK),
            line("Yes", "Outcome = Yes"),
            line("Approved", "Outcome = Approved"),
            Drawing.otherwise("Other"))
        .activity("Yes", List.of(Drawing.client("Wait")))
        .activity("Approved", List.of(Drawing.client("Wait")))
        .activity("Other", List.of(Drawing.client("Wait")))
        .destinationsOf("Approve", rule, outcomes);
  }

  private static int itemOf(Story story, String destination) {
    return story.state.events().values().stream()
        .filter(event ->
            event.status() instanceof Status.Offered offered
                && offered.destinations().contains(destination))
        .map(EventInstance::item)
        .findFirst()
        .orElseThrow();
  }

  private static Story answers(Story story, String user, String action) {
    return answers(story, itemOf(story, user), user, action);
  }

  private static Story answers(Story story, int item, String user, String action) {
    return story.when(
        new Command.FinishWorklistItem(
            item, user, List.of(user), action, Command.Changes.NONE, null));
  }

  private static List<String> at(Story story) {
    return story.state.activities().values().stream()
        .filter(instance -> !instance.isDestination())
        .map(ActivityInstance::activity)
        .toList();
  }

  // ---- plans

  @Test
  void onceMakesOneItemForAllAndWhoAnswersFirstDecides() {
    var story = Story.of(approve(DestinationRule.once(List.of("bob", "carol"))));
    assertThat(story.state.events()).hasSize(1);
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Yes");
  }

  @Test
  void eachRunsTheEventsForEachDestinationWithASerialNumberOfItsOwn() {
    var story = Story.of(approve(each(new Completion.All(), "bob", "carol", "dave")));
    assertThat(story.state.events()).hasSize(3);
    answers(story, "bob", "Yes");
    answers(story, "dave", "Yes");
    assertThat(at(story)).containsExactly("Approve");
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Yes");
  }

  @Test
  void inTurnAsksTheNextWhenTheOneBeforeHasAnswered() {
    var story =
        Story.of(
            approve(rule(Plan.IN_TURN, new Slots.Count(1), new Completion.All(), "bob", "carol")));
    assertThat(story.state.events()).hasSize(1);
    answers(story, "bob", "Yes");
    assertThat(((Status.Offered) story.event(story.item()).status()).destinations())
        .containsExactly("carol");
    answers(story, "carol", "No");
    assertThat(at(story)).containsExactly("Other");
  }

  @Test
  void inTurnAsksNobodyElseWhenTheAnswersAreEnough() {
    var story =
        Story.of(
            approve(rule(Plan.IN_TURN, new Slots.Count(1), new Completion.Any(1), "bob", "carol")));
    answers(story, "bob", "Yes");
    assertThat(at(story)).containsExactly("Yes");
  }

  private static Drawing perSlot(Slots slots, @Nullable String rows, Completion completion) {
    var drawing = new Drawing();
    drawing.activity("Work", List.of(drawing.server("Do")), line("Done"));
    return drawing
        .activity("Done", List.of(Drawing.client("Wait")))
        .destinationsOf(
            "Work",
            new DestinationRule(
                List.of(),
                Plan.PER_SLOT,
                false,
                slots,
                rows == null ? null : new Expression(rows),
                completion,
                Remaining.EXPIRE));
  }

  @Test
  void perSlotRunsServerEventsForEachRowWithItsElement() {
    var story = Story.of(perSlot(new Slots.Count(1), "one two three", new Completion.All()));
    assertThat(story.state.destinationsOf(1))
        .extracting(instance -> String.valueOf(place(instance).row()))
        .containsExactly(
            "StringValue[value=one]", "StringValue[value=two]", "StringValue[value=three]");
    for (int item : List.copyOf(story.state.events().keySet())) {
      assertThat(at(story)).containsExactly("Work");
      story.returns(item);
    }
    assertThat(at(story)).containsExactly("Done");
  }

  @Test
  void perSlotWithoutRowsHasAsManyAsTheSlotsSay() {
    assertThat(
            Story.of(perSlot(new Slots.Evaluated(new Expression("4")), null, new Completion.All()))
                .state
                .destinationsOf(1))
        .hasSize(4);
  }

  @Test
  void anEmptyListOfRowsIsDoneAtOnce() {
    var story = Story.of(perSlot(new Slots.Count(1), "nobody", new Completion.All()));
    assertThat(at(story)).containsExactly("Done");
  }

  // ---- enough answers

  @Test
  void whenEnoughHaveAnsweredTheOthersExpireAndAreToldSo() {
    var story = Story.of(approve(each(new Completion.Any(2), "bob", "carol", "dave")));
    int late = itemOf(story, "dave");
    answers(story, "bob", "Yes");
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Yes");
    var end =
        Command.ItemEnd.ofClientEvent(
            Fact.Ending.EXPIRED, "", "the answers of the others", story.now);
    story.when(
        new Command.FinishWorklistItem(
            late, "dave", List.of("dave"), "No", Command.Changes.NONE, end));
    assertThat(story.refusal(Refusal.ItemEnded.class).message())
        .contains("the answers of the others");
  }

  @Test
  void theOthersMayGoOnAndLeadNowhere() {
    var drawing =
        approve(
            new DestinationRule(
                List.of(new DestinationSet(null, List.of("bob", "carol"))),
                Plan.EACH,
                false,
                new Slots.Count(1),
                null,
                new Completion.Any(1),
                Remaining.CONTINUE));
    var story = Story.of(drawing);
    answers(story, "bob", "Yes");
    assertThat(at(story)).containsExactly("Approve", "Yes");
    answers(story, "carol", "No");
    assertThat(at(story)).containsExactly("Yes");
  }

  @Test
  void aCompletionRuleIsAskedAtEachAnswer() {
    var enough = new Completion.When(new Expression("Responses >= 2"));
    var story = Story.of(approve(each(enough, "bob", "carol", "dave")));
    answers(story, "bob", "Yes");
    assertThat(at(story)).containsExactly("Approve");
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Yes");
  }

  // ---- outcomes

  private static OutcomeRule approved(Condition condition) {
    return new OutcomeRule("Approved", condition);
  }

  @Test
  void theFirstTrueOutcomeEndsTheWorkWhateverIsOpenStill() {
    var story =
        Story.of(
            approve(
                each(new Completion.All(), "bob", "carol", "dave"),
                approved(new Condition.AtLeast(2, "Yes"))));
    answers(story, "bob", "Yes");
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Approved");
  }

  @Test
  void withoutATrueOutcomeTheOutcomeIsEmpty() {
    var story =
        Story.of(
            approve(
                each(new Completion.All(), "bob", "carol"), approved(new Condition.All("Yes"))));
    answers(story, "bob", "No");
    answers(story, "carol", "Yes");
    assertThat(at(story)).containsExactly("Other");
  }

  @Test
  void atMostAndNoneAreKnownWhenAllHaveAnswered() {
    for (var condition : List.of(new Condition.AtMost(1, "No"), new Condition.None("Perhaps"))) {
      var story =
          Story.of(approve(each(new Completion.All(), "bob", "carol"), approved(condition)));
      answers(story, "bob", "Yes");
      assertThat(at(story)).containsExactly("Approve");
      answers(story, "carol", "No");
      assertThat(at(story)).containsExactly("Approved");
    }
  }

  @Test
  void allCountsDestinationsAndAllSlotsCountsSlots() {
    var rule = rule(Plan.ONCE, new Slots.Count(2), new Completion.All(), "bob", "carol", "dave");
    var all = Story.of(approve(rule, approved(new Condition.All("Yes"))));
    answers(answers(all, "bob", "Yes"), all.item(), "carol", "Yes");
    assertThat(at(all)).as("two of three").containsExactly("Other");
    var slots = Story.of(approve(rule, approved(new Condition.AllSlots("Yes"))));
    answers(answers(slots, "bob", "Yes"), slots.item(), "carol", "Yes");
    assertThat(at(slots)).containsExactly("Approved");
  }

  @Test
  void aSucceedingRuleThatFailsIsAnErrorAndTheNextAnswerAsksItAgain() {
    var failing = approved(new Condition.When(new Expression("fail")));
    var story = Story.of(approve(each(new Completion.All(), "bob", "carol"), failing));
    answers(story, "bob", "Yes");
    assertThat(story.failure().code()).isEqualTo("rule-failed");
    assertThat(story.failure().message()).contains("succeeding rule of 'Approve'");
    answers(story, "carol", "No");
    assertThat(story.failure().code()).isEqualTo("rule-failed");
    story.when(new Command.SkipFailure(story.failure().id(), "ann"));
    assertThat(at(story)).as("the last answer is the outcome").containsExactly("Other");
  }

  // ---- whom

  @Test
  void nobodyIsAnErrorThatARetryMendsWhenSomebodyIsThere() {
    var drawing = approve(each(new Completion.All(), "manager:originator"));
    var story = new Story(drawing.done()).started();
    assertThat(story.failure().code()).isEqualTo("no-destination");
    assertThat(story.failure().message()).contains("manager:originator");
    story.people("zoe", "ann").when(new Command.RetryFailure(story.failure().id(), "ann"));
    answers(story, "zoe", "Yes");
    assertThat(at(story)).containsExactly("Yes");
  }

  @Test
  void skippingWhatNobodyIsThereForGoesOn() {
    var story = Story.of(approve(each(new Completion.All(), "manager:originator")));
    story.when(new Command.SkipFailure(story.failure().id(), "ann"));
    assertThat(at(story)).containsExactly("Other");
  }

  @Test
  void setsGiveDestinationsTogetherThoseOnlyWhoseRuleIsTrue() {
    var sets =
        List.of(
            new DestinationSet(null, List.of("bob")),
            new DestinationSet(new Expression("false"), List.of("carol")),
            new DestinationSet(new Expression("true"), List.of("dave", "bob", "originator")));
    var story =
        Story.of(
            approve(
                new DestinationRule(
                    sets,
                    Plan.ONCE,
                    false,
                    new Slots.EachDestination(),
                    null,
                    new Completion.All(),
                    Remaining.EXPIRE)));
    var offered = (Status.Offered) story.event(story.item()).status();
    assertThat(offered.destinations()).containsExactly("bob", "dave", "ann");
    assertThat(offered.slots()).isEqualTo(3);
  }

  @Test
  void resolvedGroupsAreTheirMembersEachForThemselves() {
    var rule =
        new DestinationRule(
            List.of(new DestinationSet(null, List.of("group:board", "= zoe bob"))),
            Plan.EACH,
            true,
            new Slots.Count(1),
            null,
            new Completion.All(),
            Remaining.EXPIRE);
    var story = new Story(approve(rule).done()).members("group:board", "bob", "carol").started();
    assertThat(story.state.destinationsOf(1))
        .extracting(instance -> place(instance).destination())
        .containsExactly("bob", "carol", "zoe");
  }

  // ---- fields

  @Test
  void sharedFieldsAreOneForAllTheOthersOneForEach() {
    var own = Drawing.field("Own", DataType.STRING, null);
    var shared =
        new org.baltoro.kernel.definition.DataFieldDefinition(
            "Shared", DataType.STRING, null, false, false, false, false, true, "");
    var story =
        Story.of(
            approve(each(new Completion.All(), "bob", "carol"))
                .dataFieldsOf("Approve", own, shared)
                .destinationsOf("Approve", each(new Completion.All(), "bob", "carol")));
    var changes =
        new Command.Changes(
            Map.of(),
            Map.of("Own", new Value.StringValue("b"), "Shared", new Value.StringValue("s")),
            null,
            null,
            Map.of());
    story.when(
        new Command.FinishWorklistItem(
            itemOf(story, "bob"), "bob", List.of("bob"), "Yes", changes, null));
    var owner = story.state.activity(1);
    assertThat(owner.dataFields()).containsOnlyKeys("Shared");
    assertThat(owner.responses().getFirst().dataFields()).containsOnlyKeys("Own");
    assertThat(story.state.destinationsOf(1).getFirst().dataFields()).isEmpty();
  }

  // ---- with the rest

  @Test
  void aGotoExpiresTheDestinationInstancesWithTheirActivity() {
    var story = Story.of(approve(each(new Completion.All(), "bob", "carol")));
    story.goesTo("Other");
    assertThat(story.active()).containsExactly("Other");
    assertThat(story.latest(Fact.ActivityExpired.class)).hasSize(3);
    assertThat(story.latest(Fact.LineFollowed.class)).isEmpty();
  }

  @Test
  void anEscalationOfTheActivityRedirectsTheItemsOfAllDestinations() {
    var redirect = Drawing.after(Duration.ofHours(1), new Action.Redirect(List.of("zoe")));
    var story =
        Story.of(
            new Drawing()
                .activity("Approve", null, null, null, null, List.of(redirect), List.of(ASK))
                .destinationsOf("Approve", each(new Completion.All(), "bob", "carol")));
    story.timePasses(Duration.ofHours(2));
    assertThat(story.state.events().values())
        .allSatisfy(event ->
            assertThat(((Status.Offered) event.status()).destinations()).containsExactly("zoe"));
  }

  @Test
  void anEscalationRedirectsToNobodyWhoHasAnswered() {
    var redirect = Drawing.after(Duration.ofHours(1), new Action.Redirect(List.of("bob", "zoe")));
    var story =
        Story.of(
            new Drawing()
                .activity("Approve", null, null, null, null, List.of(redirect), List.of(ASK))
                .destinationsOf(
                    "Approve",
                    rule(Plan.ONCE, new Slots.Count(2), new Completion.All(), "bob", "carol")));
    int item = itemOf(story, "bob");
    answers(story, "bob", "Yes");
    story.timePasses(Duration.ofHours(2));
    var offered = (Status.Offered) story.event(item).status();
    assertThat(offered.destinations()).containsExactly("zoe");
    assertThat(story.state.participants()).as("an escalation is nobody").containsExactly("bob");
    answers(story, "zoe", "Yes");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void anErrorOfOneDestinationLeavesTheOthersAtWork() {
    var story = Story.of(perSlot(new Slots.Count(3), null, new Completion.All()));
    var items = List.copyOf(story.state.events().keySet());
    story.fails(items.get(0));
    story.returns(items.get(1)).returns(items.get(2));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
    story.when(new Command.RetryFailure(story.failure().id(), "ann")).returns(items.get(0));
    assertThat(at(story)).containsExactly("Done");
  }

  @Test
  void aServerEventThatGoesElsewhereTakesAllItsDestinationsAlong() {
    var story = Story.of(perSlot(new Slots.Count(3), null, new Completion.All()));
    story.returns(story.state.events().firstKey(), new Command.Jump.Goto("Done", false, null));
    assertThat(at(story)).as("its lines are followed, too").containsExactly("Done", "Done");
    assertThat(story.state.destinationsOf(1)).isEmpty();
  }

  private static DestinationPlace place(ActivityInstance instance) {
    return Objects.requireNonNull(instance.place());
  }
}
