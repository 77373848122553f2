package org.baltoro.engine.timer;

import java.time.Duration;
import java.time.InstantSource;

/** A clock that can be moved ahead by hand, never back. Safe for many threads. */
public interface MovableClock extends InstantSource {

  /**
   * Moves the clock ahead; what becomes due by that happens at once.
   *
   * @throws IllegalArgumentException for a negative duration, or one too long
   */
  void advance(Duration duration);

  /** Calls {@code listener} after each move. */
  void onMove(Runnable listener);
}
