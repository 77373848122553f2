package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.line;
import static org.baltoro.kernel.Drawing.otherwise;

import java.util.Map;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.junit.jupiter.api.Test;

/** How work moves through a drawing. */
class FlowTest {
  @Test
  void eventsRunInDesignOrderThenTheLineIsFollowedAndTheInstanceCompletes() {
    var story = Story.of(new Drawing().activity("A", 2, line("B")).activity("B", 0));
    int first = story.item();
    story.returns(first);
    assertThat(story.active()).containsExactly("A");
    int second = story.item();
    assertThat(second).isGreaterThan(first);
    story.returns(second);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
    assertThat(story.latest)
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly(
            "ServerEventFinished",
            "ActivityCompleted",
            "LineFollowed",
            "ActivityEntered",
            "ActivityCompleted",
            "ProcessCompleted");
  }

  @Test
  void allTrueLinesAreFollowedInDesignOrderInOneCommit() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C", "false"), line("D", "true"))
                .activity("B", 1)
                .activity("C", 1)
                .activity("D", 1));
    assertThat(story.active()).containsExactly("B", "D");
  }

  @Test
  void otherwiseIsFollowedWhenNoOtherLineIsTrueAndOnlyThen() {
    var drawing =
        new Drawing()
            .activity("A", 0, line("B", "Count >= 1"), otherwise("C"))
            .activity("B", 1)
            .activity("C", 1);
    assertThat(Story.of(drawing).active()).containsExactly("C");
    var other = new Story(drawing.done());
    other.when(
        new Command.StartProcess(
            7, "ann", null, 1, Map.of("Count", new Value.IntegerValue(1)), null));
    assertThat(other.active()).containsExactly("B");
  }

  @Test
  void noTrueLineIsADeadEndWithTheRuleAndTheValuesItSaw() {
    var drawing = new Drawing().activity("A", 0, line("B", "Count >= 1")).activity("B", 1);
    var story = Story.of(drawing);
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(story.failure().code()).isEqualTo("dead-end");
    assertThat(story.failure().detail()).contains("Count >= 1").contains("Count = 0");

    story.when(
        new Command.UpdateProcessInstance(
            "bob", Command.Changes.of(Map.of("Count", new Value.IntegerValue(1))), null));
    story.when(new Command.RetryFailure(story.failure().id(), "bob"));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.failures()).isEmpty();

    assertThat(Story.of(drawing.onDeadEnd(OnDeadEnd.COMPLETE)).state.status())
        .isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aRuleThatFailsIsAnErrorNeverASilentFalse() {
    var story =
        Story.of(
            new Drawing().activity("A", 0, line("B", "fail"), otherwise("B")).activity("B", 1));
    assertThat(story.failure().code()).isEqualTo("rule-failed");
    assertThat(story.active()).containsExactly("A");
  }

  @Test
  void aFalsePrecedingRuleDropsTheArrival() {
    var story = Story.of(new Drawing().activity("A", 0, line("B")).activity("B", "false", null, 1));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
    assertThat(story.latest).anyMatch(Fact.ArrivalDropped.class::isInstance);
  }

  private static Drawing diamond(JoinDefinition join) {
    return new Drawing()
        .activity("A", 0, line("B"), line("C"), line("D"))
        .activity("B", 1, line("J"))
        .activity("C", 1, line("J"))
        .activity("D", 1, line("J"))
        .activity("J", null, join, 1);
  }

  private static void returnsOf(Story story, String activity) {
    for (var event : story.state.events().values()) {
      if (story.state.activity(event.activityInstance()).activity().equals(activity)) {
        story.returns(event.item());
        return;
      }
    }
    throw new AssertionError("No event of " + activity);
  }

  @Test
  void joinAllTakesOneArrivalFromEachLine() {
    var story = Story.of(diamond(JoinDefinition.all()));
    returnsOf(story, "C");
    returnsOf(story, "B");
    assertThat(story.active()).containsExactly("D");
    returnsOf(story, "D");
    assertThat(story.active()).containsExactly("J");
    returnsOf(story, "J");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void joinAnyPassesTheFirstArrivalAndSwallowsTheRest() {
    var story = Story.of(diamond(JoinDefinition.any()));
    returnsOf(story, "C");
    assertThat(story.active()).containsExactly("B", "D", "J");
    returnsOf(story, "B");
    returnsOf(story, "D");
    assertThat(story.active()).containsExactly("J");
    returnsOf(story, "J");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void joinOfTwoPassesAtTheSecondLineAndNewPassCountsOn() {
    var story = Story.of(diamond(JoinDefinition.count(2)));
    returnsOf(story, "B");
    assertThat(story.active()).doesNotContain("J");
    returnsOf(story, "D");
    assertThat(story.active()).contains("J");

    var counting = Story.of(diamond(new JoinDefinition(1, Surplus.NEW_PASS)));
    returnsOf(counting, "B");
    returnsOf(counting, "C");
    returnsOf(counting, "D");
    assertThat(counting.active()).containsExactly("J", "J", "J");
  }

  @Test
  void aPartlyFilledJoinWithNothingElseActiveIsStarvedAndNamesTheMissingLine() {
    var story =
        Story.of(
            new Drawing()
                .activity("A", 0, line("B"), line("C"))
                .activity("B", 1, line("J"))
                .activity("C", 1, line("J", "false"), otherwise("End"))
                .activity("J", null, JoinDefinition.all(), 0)
                .activity("End", 0));
    returnsOf(story, "B");
    returnsOf(story, "C");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ERROR);
    assertThat(story.failure().code()).isEqualTo("join-starved");
    assertThat(story.failure().message()).contains("the line from 'C'");

    story.when(new Command.RetryFailure(story.failure().id(), "bob"));
    assertThat(story.failure().code()).isEqualTo("join-starved");
    story.when(new Command.SkipFailure(story.failure().id(), "bob"));
    assertThat(story.active()).as("the join passes with what has arrived").isEmpty();
    assertThat(story.latest(Fact.ActivityEntered.class))
        .extracting(Fact.ActivityEntered::activity)
        .containsExactly("J");
    assertThat(story.state.joins()).isEmpty();
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void aLoopWithoutAWaitStateEndsInErrorWithTheCycleNamed() {
    var story =
        Story.of(
            new Drawing()
                .stepBudget(10)
                .activity("A", 0, line("B"))
                .activity("B", 0, line("A", "Count < 1"), line("End", "Count >= 1"))
                .activity("End", 0));
    assertThat(story.failure().code()).isEqualTo("loop-budget");
    assertThat(story.failure().message()).contains("A -> B -> A");
  }

  @Test
  void aLoopWithAWaitStateMayGoRoundForEver() {
    var drawing = new Drawing().stepBudget(10).activity("A", 1, line("A")).done();
    var surroundings = new Surroundings(new TestRules(), Story.START, 1);
    var state = new Story(drawing).started().state;
    for (int round = 0; round < 10_000; round++) {
      int item = state.events().firstKey();
      var returned = new Command.ReturnAttempt(item, 1, false, Command.Changes.NONE);
      state = ((Decision) Kernel.decide(state, drawing, returned, surroundings)).state();
      var finish = new Command.FinishServerItem(item, "bob", Command.Changes.NONE, null, "", null);
      state = ((Decision) Kernel.decide(state, drawing, finish, surroundings)).state();
    }
    assertThat(state.failures()).isEmpty();
    assertThat(state.activities()).hasSize(1);
  }
}
