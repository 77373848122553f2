package org.baltoro.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.baltoro.engine.timer.MovableClock;

/**
 * A clock that stands still until it is moved by hand, for tests. Whatever becomes due happens as
 * soon as the clock is moved.
 */
public final class ManualClock implements MovableClock {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  public ManualClock(Instant start) {
    now = start.truncatedTo(ChronoUnit.MILLIS);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
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

  @Override
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }
}
