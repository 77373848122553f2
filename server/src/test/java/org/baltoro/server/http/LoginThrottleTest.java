package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.baltoro.api.BaltoroException;
import org.baltoro.engine.ManualClock;
import org.junit.jupiter.api.Test;

/** Guesses are bounded, and what is remembered of them too. */
class LoginThrottleTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-02T08:00:00Z"));
  private final LoginThrottle throttle = new LoginThrottle(clock);

  @Test
  void theCaseOfTheNameGivesNoMoreGuesses() {
    for (int time = 0; time < LoginThrottle.FAILURES_MAX; time++) {
      throttle.admit(time % 2 == 0 ? "ann" : "ANN", "1.2.3.4");
    }
    assertThatThrownBy(() -> throttle.admit("Ann", "1.2.3.4"))
        .isInstanceOf(BaltoroException.class)
        .hasMessageContaining("60 s");
    throttle.admit("Ann", "1.2.3.5");
    throttle.admit("Bob", "1.2.3.4");
  }

  @Test
  void aGuessIsForgottenAfterAMinute() {
    for (int time = 0; time < LoginThrottle.FAILURES_MAX; time++) {
      throttle.admit("ann", "1.2.3.4");
    }
    throttle.admit("bob", "1.2.3.4");
    assertThat(throttle.callers()).isEqualTo(2);
    clock.advance(Duration.ofMinutes(1));
    assertThat(throttle.callers()).isZero();
    throttle.admit("ann", "1.2.3.4");
  }

  @Test
  void whoLogsInIsForgottenAtOnce() {
    throttle.admit("ann", "1.2.3.4");
    throttle.succeeded("Ann", "1.2.3.4");
    assertThat(throttle.callers()).isZero();
  }
}
