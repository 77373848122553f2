package org.baltoro.engine;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads do: no fixed sleeps. */
public final class Await {
  private Await() {}

  public static void until(String what, BooleanSupplier holds) {
    until(what, Duration.ofSeconds(20), holds);
  }

  public static void until(String what, Duration patience, BooleanSupplier holds) {
    long end = System.nanoTime() + patience.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not in %s: %s".formatted(patience, what));
      }
      Thread.onSpinWait();
      Thread.yield();
      try {
        Thread.sleep(2);
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }
  }

  static <T> T value(String what, Supplier<T> value, Predicate<T> fits) {
    var found = new java.util.concurrent.atomic.AtomicReference<T>();
    until(
        what,
        () -> {
          found.set(value.get());
          return fits.test(found.get());
        });
    return found.get();
  }
}
