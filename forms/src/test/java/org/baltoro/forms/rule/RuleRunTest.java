package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run's threads, and who ends them. */
class RuleRunTest {
  private final SimulatedTime time = new SimulatedTime(Script.START);

  @AfterEach
  void nothingIsLeftRunning() {
    assertThat(time.threads()).isZero();
    time.close();
  }

  @Test
  void itIsCancelledWithWhatCausedIt() {
    var cause = new RuleRun(1, null, time);
    var run = new RuleRun(2, cause, time);
    assertThat(run.cause()).isSameAs(cause);
    assertThat(run.isCancelled()).isFalse();

    cause.cancel();
    assertThat(run.isCancelled()).isTrue();

    var ran = new ArrayList<String>();
    run.start("late", () -> ran.add("late"));
    time.settle();
    assertThat(ran).isEmpty();
  }

  @Test
  void itsOwnEndDoesNotEndWhatCausedIt() {
    var cause = new RuleRun(1, null, time);
    new RuleRun(2, cause, time).cancel();
    assertThat(cause.isCancelled()).isFalse();
  }

  @Test
  void theTraceNamesTheCause() {
    var run = new RuleRun(2, new RuleRun(1, null, time), time);
    var name = new RunRecording.RuleName("r", "Rule", "Form");
    assertThat(new RunRecording(run, name, time, action -> "").trace().cause()).isEqualTo(1);
  }

  @Test
  void workThatIsInterruptedEndsTheOthers() {
    var run = new RuleRun(1, null, time);
    var ended = new ArrayList<String>();
    run.start(
        "interrupted",
        () -> {
          time.pause(Duration.ofSeconds(1));
          throw new InterruptedException();
        });
    run.start(
        "other",
        () -> {
          try {
            time.pause(Duration.ofDays(1));
          } finally {
            ended.add("other");
          }
        });
    time.settle();
    assertThat(run.threads()).isEqualTo(2);
    time.advance(Duration.ofSeconds(1));

    assertThat(ended).containsExactly("other");
    assertThat(run.isCancelled()).isTrue();
    assertThat(run.threads()).isZero();
  }
}
