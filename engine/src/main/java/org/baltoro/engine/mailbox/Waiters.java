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

  private final ConcurrentHashMap<Long, List<Waiting>> waiting = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** Ends all waiting: callers get the instance as it is. */
  public void close() {
    closed = true;
    waiting.values().forEach(callers -> callers.forEach(caller -> caller.over.countDown()));
  }

  /** An instance was committed on this node. */
  public void committed(StoredInstance now) {
    var callers = waiting.get(now.id());
    if (callers != null) {
      callers.forEach(caller -> caller.committed(now));
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
    try (var waits = begin(instance, rests)) {
      var now = read.apply(instance);
      return now == null || rests.test(now) ? now : waits.await(timeout, read);
    }
  }

  /** What is committed from now on is not missed. */
  public Waiting begin(long instance, Predicate<StoredInstance> rests) {
    var begun = new Waiting(instance, rests);
    waiting.compute(
        instance,
        (id, before) -> {
          var callers = before == null ? new CopyOnWriteArrayList<Waiting>() : before;
          callers.add(begun);
          return callers;
        });
    return begun;
  }

  /** One caller that waits. */
  public final class Waiting implements AutoCloseable {
    private final long instance;
    private final Predicate<StoredInstance> rests;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable StoredInstance rested;

    private Waiting(long instance, Predicate<StoredInstance> rests) {
      this.instance = instance;
      this.rests = rests;
    }

    private void committed(StoredInstance now) {
      if (rested == null && rests.test(now)) {
        rested = now;
        over.countDown();
      }
    }

    /**
     * Waits until what this node commits rests, or for {@code timeout}.
     *
     * @return the instance as it is then
     */
    public @Nullable StoredInstance await(
        Duration timeout, LongFunction<@Nullable StoredInstance> read) {
      long end = System.nanoTime() + timeout.toNanos();
      while (true) {
        try {
          long leftMillis = (end - System.nanoTime()) / 1_000_000;
          over.await(Math.min(LOOK_MILLIS, Math.max(0, leftMillis)), TimeUnit.MILLISECONDS);
          if (rested != null) {
            return rested;
          }
          var now = read.apply(instance);
          if (now == null || rests.test(now) || leftMillis <= 0 || closed) {
            return now;
          }
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return read.apply(instance);
        }
      }
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          instance,
          (id, callers) -> {
            callers.remove(this);
            return callers.isEmpty() ? null : callers;
          });
    }
  }
}
