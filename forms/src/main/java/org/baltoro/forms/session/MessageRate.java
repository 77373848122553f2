package org.baltoro.forms.session;

import java.time.Duration;
import java.time.Instant;

/** How many messages are taken: a burst, and so many a second on end. */
final class MessageRate {
  private final SessionLimits limits;
  private double left;
  private Instant last;

  MessageRate(SessionLimits limits, Instant now) {
    this.limits = limits;
    this.left = limits.messagesAtOnce();
    this.last = now;
  }

  /** Whether one more is taken now. */
  boolean take(Instant now) {
    double seconds = Math.max(0, Duration.between(last, now).toNanos() / 1e9);
    left = Math.min(limits.messagesAtOnce(), left + seconds * limits.messagesPerSecond());
    last = now;
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
