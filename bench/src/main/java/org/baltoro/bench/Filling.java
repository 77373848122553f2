package org.baltoro.bench;

import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Puts many instances into a store, before anything is measured. */
final class Filling {
  private static final int AT_ONCE = 256;

  private Filling() {}

  /** Does it for each number below {@code count}. */
  static void times(int count, IntConsumer one) throws InterruptedException {
    var places = new Semaphore(AT_ONCE);
    var failure = new AtomicReference<@Nullable Throwable>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < count && failure.get() == null; number++) {
        int next = number;
        places.acquire();
        threads.execute(() -> {
          try {
            one.accept(next);
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
