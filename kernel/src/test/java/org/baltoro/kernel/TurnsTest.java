package org.baltoro.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.kernel.Drawing.client;
import static org.baltoro.kernel.Drawing.line;

import java.util.List;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.junit.jupiter.api.Test;

/** What waits for other branches of its instance. */
class TurnsTest {
  private static Drawing forked(JoinDefinition join, String toC) {
    return new Drawing()
        .activity("Fork", 0, line("A"), line("B"), line("C", toC))
        .activity("A", List.of(client("Do")), line("D"))
        .activity("B", List.of(client("Do")), line("D"))
        .activity("C", List.of(client("Do")), line("D"))
        .activity("D", null, join, null, null, List.of(), List.of(client("Do")));
  }

  private static Story does(Story story, String activity) {
    return story.chooses(story.item(activity + "/Do"), "Yes");
  }

  private static long times(Story story, String activity) {
    return story.history.stream()
        .filter(fact -> fact instanceof Fact.ActivityEntered f && f.activity().equals(activity))
        .count();
  }

  @Test
  void aJoinOfActiveBranchesWaitsForThoseThatWereBegunOnly() {
    var story = Story.of(forked(JoinDefinition.active(), "false"));
    does(story, "B");
    assertThat(story.active()).containsExactly("A");
    does(story, "A");
    assertThat(story.active()).containsExactly("D");
    var all = Story.of(forked(JoinDefinition.active(), "true"));
    does(does(all, "A"), "B");
    assertThat(all.active()).containsExactly("C");
    does(all, "C");
    assertThat(times(all, "D")).isEqualTo(1);
  }

  @Test
  void aBranchThatGoesElsewhereIsWaitedForNoLonger() {
    var story = Story.of(forked(JoinDefinition.active(), "false"));
    does(story, "A");
    story.when(new Command.Managed.GotoActivity("ann", "C", "B", false, false));
    assertThat(story.active()).as("C can still arrive").containsExactly("C");
    story.when(new Command.Managed.ExpireActivity("ann", "C", false));
    assertThat(story.active()).containsExactly("D");
  }

  @Test
  void aBlockingJoinKeepsWhatArrivesBeyondForTheNextPass() {
    var story = Story.of(forked(new JoinDefinition(1, Surplus.BLOCK), "true"));
    does(story, "A");
    assertThat(times(story, "D")).isEqualTo(1);
    story.when(new Command.Managed.GotoActivity("ann", "A", "D", false, false));
    does(story, "A");
    assertThat(times(story, "D")).as("it waits for B and C").isEqualTo(1);
    does(does(story, "B"), "C");
    assertThat(times(story, "D")).as("the second arrival of A is the next pass").isEqualTo(2);
  }

  private static Story section() {
    var drawing =
        new Drawing()
            .activity("Fork", 0, line("A"), line("B"), line("C"))
            .activity("A", List.of(client("Do"), client("More")))
            .activity("B", List.of(client("Do")))
            .activity("C", List.of(client("Do")));
    return Story.of(drawing.exclusive("A", "Desk").exclusive("B", "Desk"));
  }

  @Test
  void oneActivityOfAnExclusiveSectionIsAtWorkAtATime() {
    var story = section();
    assertThat(story.state.events()).as("of A, and of C, which is in no section").hasSize(2);
    does(story, "A");
    assertThat(story.state.events()).hasSize(2);
    story.chooses(story.item("A/More"), "Yes");
    does(does(story, "B"), "C");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void whoeverComesWhenTheSectionIsFreeWaitsBehindThoseWhoWaitAlready() {
    var story =
        Story.of(
            new Drawing()
                .activity("Fork", 0, line("A"), line("B"))
                .activity("A", List.of(client("Do")), line("C"))
                .activity("B", List.of(client("Do")))
                .activity("C", List.of(client("Do")))
                .exclusive("A", "Desk")
                .exclusive("B", "Desk")
                .exclusive("C", "Desk"));
    does(story, "A");
    assertThat(story.item("B/Do")).isPositive();
    assertThat(story.state.events()).as("C has come after B").hasSize(1);
    does(does(story, "B"), "C");
    assertThat(story.state.status()).isEqualTo(ProcessStatus.COMPLETED);
  }

  @Test
  void whoeverWaitsForATurnGetsItWhenTheOtherExpires() {
    var story = section();
    story.when(new Command.Managed.ExpireActivity("ann", "A", false));
    assertThat(story.item("B/Do")).isPositive();
  }

  @Test
  void nobodyGetsATurnWhileTheInstanceIsStopped() {
    var story = section();
    story.when(new Command.StopProcess("ann"));
    story.when(new Command.Managed.ExpireActivity("ann", "A", false));
    assertThat(story.state.events()).hasSize(1);
    story.when(new Command.ResumeProcess("ann"));
    assertThat(story.item("B/Do")).isPositive();
  }
}
