package org.baltoro.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that is moved by hand: for tests, demonstrations and staging servers. Whatever becomes
 * due happens as soon as the clock is moved. Safe for many threads.
 */
public final class ManualClock implements InstantSource {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  public ManualClock(Instant start) {
    now = start.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Moves the clock forward. @throws IllegalArgumentException for a negative duration */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "The clock goes forward only: %s is negative.".formatted(duration));
    }
    synchronized (this) {
      now = now.plus(duration).truncatedTo(ChronoUnit.MILLIS);
    }
    listeners.forEach(Runnable::run);
  }

  /** Calls {@code listener} after each move. */
  void onMove(Runnable listener) {
    listeners.add(listener);
  }
}
