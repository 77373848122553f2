package org.baltoro.bench.contender;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/** Clients that do the same over and over, each waiting for its own result. */
public final class Clients {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private Clients() {}

  /**
   * @throws IllegalStateException if the work of any client fails
   */
  public static Measured run(int clients, Duration time, Contender.Work work)
      throws InterruptedException {
    var histogram = new ConcurrentHistogram(LONGEST.toNanos(), 3);
    var done = new AtomicLong();
    var failure = new AtomicReference<@Nullable Throwable>();
    var begin = new CountDownLatch(1);
    var threads = new ArrayList<Thread>();
    long[] end = new long[1];
    for (int client = 0; client < clients; client++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  begin.await();
                  while (System.nanoTime() < end[0] && failure.get() == null) {
                    long started = System.nanoTime();
                    work.once();
                    histogram.recordValue(Math.min(System.nanoTime() - started, LONGEST.toNanos()));
                    done.incrementAndGet();
                    work.pause();
                  }
                } catch (Throwable broken) {
                  failure.compareAndSet(null, broken);
                }
              }));
    }
    long started = System.nanoTime();
    end[0] = started + time.toNanos();
    begin.countDown();
    for (var thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    if (failure.get() != null) {
      throw new IllegalStateException("A client failed", failure.get());
    }
    return new Measured(
        done.get(),
        seconds,
        histogram.getValueAtPercentile(50) / 1e6,
        histogram.getValueAtPercentile(99) / 1e6);
  }
}
