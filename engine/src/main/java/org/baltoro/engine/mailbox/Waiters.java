package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.baltoro.store.Store.StoredInstance;
import org.jspecify.annotations.Nullable;

/** Callers that wait for an instance to come to rest. */
public final class Waiters {
  /** Commits of other nodes are not announced here: they are looked for this often. */
  private static final long LOOK_MILLIS = 250;

  private final ConcurrentHashMap<Long, List<CountDownLatch>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Ends all waiting: callers get the instance as it is. */
  public void close() {
    closed = true;
    waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
  }

  /** An instance was committed on this node. */
  public void committed(long instance) {
    var latches = waiting.get(instance);
    if (latches != null) {
      latches.forEach(CountDownLatch::countDown);
    }
  }

  /**
   * Waits until {@code rests} holds of the instance, or for {@code timeout}.
   *
   * @return the instance as it is then
   */
  public @Nullable StoredInstance await(
      long instance,
      Predicate<StoredInstance> rests,
      Duration timeout,
      LongFunction<@Nullable StoredInstance> read) {
    long end = System.nanoTime() + timeout.toNanos();
    while (true) {
      var latch = new CountDownLatch(1);
      waiting.computeIfAbsent(instance, id -> new CopyOnWriteArrayList<>()).add(latch);
      try {
        var now = read.apply(instance);
        long leftMillis = (end - System.nanoTime()) / 1_000_000;
        if (now == null || rests.test(now) || leftMillis <= 0 || closed) {
          return now;
        }
        latch.await(Math.min(LOOK_MILLIS, leftMillis), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return read.apply(instance);
      } finally {
        waiting.computeIfPresent(
            instance,
            (id, latches) -> {
              latches.remove(latch);
              return latches.isEmpty() ? null : latches;
            });
      }
    }
  }
}
