package org.baltoro.bench.contender;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does something many times before anything is measured, to fill a store. */
public final class Filling {
  private static final int AT_ONCE = 128;

  private Filling() {}

  /** Work that is told how often it was begun before. */
  @FunctionalInterface
  public interface Numbered {
    void once(int number) throws Exception;
  }

  public static void times(int count, Contender.Work work) throws InterruptedException {
    times(count, number -> work.once());
  }

  /**
   * Does it for each number below {@code count}.
   *
   * @throws IllegalStateException if it fails once
   */
  public static void times(int count, Numbered work) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    var failure = new AtomicReference<@Nullable Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < count && failure.get() == null; number++) {
        int next = number;
        places.acquire();
        threads.execute(() -> {
          try {
            work.once(next);
          } catch (Throwable broken) {
            failure.compareAndSet(null, broken);
          } finally {
            places.release();
          }
        });
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("The store was not filled", failure.get());
    }
  }
}
