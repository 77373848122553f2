package org.baltoro.bench.baltoro;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.baltoro.engine.timer.MovableClock;

/** Real time, moved ahead. */
final class AheadClock implements MovableClock {
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead.get());
  }

  @Override
  public void advance(Duration duration) {
    ahead.accumulateAndGet(duration, Duration::plus);
    listeners.forEach(Runnable::run);
  }

  @Override
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }
}
