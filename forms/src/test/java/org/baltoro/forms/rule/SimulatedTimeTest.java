package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time of tests: it passes when everything waits, and the order is always the same. */
class SimulatedTimeTest {
  private final SimulatedTime time = new SimulatedTime(Script.START);
  private final List<String> diary = new ArrayList<>();

  private void tell(String what) {
    diary.add(Duration.between(Script.START, time.now()).toMillis() + " " + what);
  }

  private Threads.Started start(String name, int millis) {
    return time.start(
        name,
        () -> {
          tell(name + " starts");
          try {
            time.pause(Duration.ofMillis(millis));
            tell(name + " ends");
          } catch (InterruptedException interrupted) {
            tell(name + " is interrupted");
          }
        });
  }

  @Test
  void nothingHappensUntilTheOwnerWaits() {
    start("a", 5);
    assertThat(diary).isEmpty();
    time.advance(Duration.ofMillis(4));
    assertThat(diary).containsExactly("0 a starts");
    time.advance(Duration.ofMillis(1));
    assertThat(diary).containsExactly("0 a starts", "5 a ends");
    assertThat(time.threads()).isZero();
  }

  @Test
  void whatIsDueAtOnceHappensInTheOrderOfAsking() {
    start("b", 5);
    start("a", 5);
    start("c", 3);
    time.advance(Duration.ofMillis(10));
    assertThat(diary)
        .containsExactly(
            "0 b starts", "0 a starts", "0 c starts", "3 c ends", "5 b ends", "5 a ends");
  }

  @Test
  void aLatchIsWaitedForAndStaysOpen() throws InterruptedException {
    var latch = time.latch();
    time.start(
        "opener",
        () -> {
          try {
            time.pause(Duration.ofMillis(7));
          } catch (InterruptedException interrupted) {
            tell("interrupted");
          }
          latch.open();
          tell("opened");
        });
    latch.await();
    tell("owner");
    latch.await();
    assertThat(diary).containsExactly("7 opened", "7 owner");
  }

  @Test
  void whoIsInterruptedHearsOfItAtOnceOrWhenItWaitsNext() {
    var waiting = start("a", 50);
    var notBegun = start("b", 50);
    time.settle();
    waiting.interrupt();
    time.settle();
    notBegun.interrupt();
    var early = start("c", 50);
    early.interrupt();
    time.settle();
    assertThat(diary)
        .containsExactly(
            "0 a starts",
            "0 b starts",
            "0 a is interrupted",
            "0 b is interrupted",
            "0 c starts",
            "0 c is interrupted");
  }

  @Test
  void aWaitThatNeverEndsIsToldToTheOwner() {
    assertThatThrownBy(() -> time.latch().await())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("never comes");
    start("a", 1);
    time.advance(Duration.ofMillis(1));
    assertThat(diary).hasSize(2);
  }

  @Test
  void closingEndsWhatStillWaits() {
    start("a", 1_000_000);
    time.settle();
    time.close();
    assertThat(diary).containsExactly("0 a starts", "0 a is interrupted");
    assertThat(time.threads()).isZero();
  }

  @Test
  void strangersAreRefused() throws InterruptedException {
    var refused = new ArrayList<Throwable>();
    var stranger =
        Thread.ofPlatform()
            .start(() -> {
              try {
                time.pause(Duration.ZERO);
              } catch (IllegalStateException | InterruptedException problem) {
                refused.add(problem);
              }
            });
    stranger.join();
    assertThat(refused).singleElement().isInstanceOf(IllegalStateException.class);
  }
}
