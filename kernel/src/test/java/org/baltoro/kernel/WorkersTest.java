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
import org.junit.jupiter.api.Test;

/** Jobs of external workers, in facts. */
class WorkersTest {
  private static final RetryPolicy TWICE =
      new RetryPolicy(2, Duration.ofSeconds(5), 2, Duration.ofHours(1), 1);

  private static ServerEvent event(String topic) {
    return new ServerEvent("Do", new Code.Worker(topic), Map.of(), TWICE, Duration.ofMinutes(1));
  }

  private static Drawing drawing(String topic) {
    return new Drawing().activity("A", List.of(event(topic)), line("B")).activity("B", 1);
  }

  private static Story queued() {
    return Story.of(drawing("t"));
  }

  private static Story leased() {
    var story = queued();
    return story.when(new Command.LeaseJob(story.item(), "t", "w1", "ann", null));
  }

  private static Command complete(int item, int attempt) {
    return new Command.CompleteJob(item, attempt, "w1", "ann", false, Command.Changes.NONE, "");
  }

  @Test
  void aJobIsQueuedLeasedAndDoneAndNoCodeRuns() {
    var story = queued();
    int item = story.item();
    assertThat(story.state.status()).isEqualTo(ProcessStatus.ACTIVE);
    assertThat(story.state.pendingEffects()).isEmpty();
    story.when(new Command.LeaseJob(item, "t", "w1", "ann", null));
    var until = Story.START.plus(Duration.ofMinutes(1));
    assertThat(story.latest)
        .containsExactly(new Fact.JobLeased(item, 1, "w1", "ann", until, Story.START));
    assertThat(story.state.timers()).containsEntry(item, until);
    story.when(new Command.LeaseJob(item, "t", "w2", "ann", null));
    assertThat(story.latest).as("another worker comes too late").isEmpty();
    story.when(complete(item, 1));
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void aLostLeaseQueuesTheJobAgainUntilTheLimit() {
    var story = leased();
    int item = story.item();
    story.later(Duration.ofMinutes(1)).when(new Command.FireTimer(item));
    assertThat(story.event(item).status()).isInstanceOf(Status.Queued.class);
    assertThat(story.event(item).status().attempt()).isEqualTo(2);
    story.when(complete(item, 1));
    assertThat(story.decision().refusal()).isInstanceOf(Refusal.LeaseLost.class);
    assertThat(story.latest(Fact.AttemptResultIgnored.class)).hasSize(1);
    story.when(new Command.LeaseJob(item, "t", "w2", "ann", Duration.ofSeconds(2)));
    story.later(Duration.ofSeconds(2)).when(new Command.FireTimer(item));
    assertThat(story.failure().code()).isEqualTo("attempt-lost");
  }

  @Test
  void aStopFencesTheWorkerAndTheStartQueuesTheNextAttempt() {
    var story = leased();
    int item = story.item();
    story.when(new Command.StopProcess("eve"));
    assertThat(story.state.status()).isEqualTo(ProcessStatus.STOPPED);
    assertThat(story.latest(Fact.AttemptFenced.class)).hasSize(1);
    story.when(new Command.LeaseJob(item, "t", "w2", "ann", null));
    assertThat(story.latest).isEmpty();
    story.when(new Command.ResumeProcess("eve"));
    assertThat(story.event(item).status()).isEqualTo(new Status.Queued(2, "t", Story.START));
  }

  @Test
  void anInterruptGivesTheAttemptUp() {
    var story = leased();
    story.when(new Command.InterruptProcess("eve"));
    assertThat(story.failure().code()).isEqualTo("interrupted");
    story.when(new Command.RetryFailure(story.failure().id(), "eve"));
    assertThat(story.event(story.item()).status().attempt()).isEqualTo(2);
  }

  @Test
  void anExpiryFencesTheWorker() {
    var story = leased();
    story.when(new Command.Managed.ExpireActivity("eve", "A", false));
    assertThat(story.latest(Fact.AttemptFenced.class)).hasSize(1);
    assertThat(story.state.timers()).isEmpty();
    assertThat(story.active()).containsExactly("B");
  }

  @Test
  void aFinishThatComesEarlyIsKeptUntilTheWorkerSaysThatTheEventWaits() {
    var story = leased();
    int item = story.item();
    story.finishedBy("bob", item, null, "early");
    assertThat(story.receipt().outcome()).isEqualTo(Receipt.Outcome.KEPT);
    story.when(new Command.CompleteJob(item, 1, "w1", "ann", true, Command.Changes.NONE, ""));
    assertThat(story.active()).containsExactly("B");
    assertThat(story.state.dataFields()).containsEntry("Text", new Value.StringValue("early"));
  }

  @Test
  void aJobThatWasQueuedUnderAnotherTopicMeanwhileIsNotLeased() {
    var story = queued();
    story.when(new Command.LeaseJob(story.item(), "other", "w1", "ann", null));
    assertThat(story.latest).isEmpty();
  }

  @Test
  void onlyTheUserThatHasLeasedTheJobMaySpeakOfIt() {
    var story = leased();
    int item = story.item();
    story.when(new Command.CompleteJob(item, 1, "w1", "eve", false, Command.Changes.NONE, ""));
    assertThat(story.decision().refusal())
        .isInstanceOfSatisfying(
            Refusal.LeaseLost.class, lost -> assertThat(lost.why()).contains("user 'ann'"));
    story.when(new Command.FailJob(item, 1, "w1", "eve", "no", null, true, null));
    assertThat(story.decision().refusal()).isInstanceOf(Refusal.LeaseLost.class);
    assertThat(story.latest(Fact.AttemptResultIgnored.class))
        .extracting(Fact.AttemptResultIgnored::by)
        .containsExactly("eve");
    story.when(complete(item, 1));
    assertThat(story.latest(Fact.JobCompleted.class))
        .containsExactly(new Fact.JobCompleted(item, 1, "w1", "ann", "", Story.START));
    assertThat(story.latest(Fact.ServerEventFinished.class))
        .extracting(Fact.ServerEventFinished::by)
        .containsExactly("ann");
  }

  @Test
  void aStateThatDoesNotTellWhoHasLeasedTrustsTheWorkersName() {
    var before = new Status.Leased(1, "t", "w1", "", Story.START, Story.START);
    assertThat(before.isBy("eve", "w1")).isTrue();
    assertThat(before.isBy("eve", "w2")).isFalse();
  }

  @Test
  void aFailureSaysWhoseWorkerItWas() {
    var story = leased();
    story.when(new Command.FailJob(story.item(), 1, "w1", "ann", "no", null, true, null));
    assertThat(story.latest(Fact.AttemptFailed.class))
        .extracting(Fact.AttemptFailed::by)
        .containsExactly("ann");
  }
}
