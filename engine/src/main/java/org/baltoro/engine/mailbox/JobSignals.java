package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;

/**
 * Wakes workers that wait for jobs. A queued job wakes one of them; whoever gets some wakes the
 * next, as there may be more. Jobs that other nodes queue are looked for.
 */
public final class JobSignals {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LOOK_ALONE = Duration.ofSeconds(10);

  private final Map<String, ConcurrentLinkedDeque<CountDownLatch>> waiting =
      new ConcurrentHashMap<>();
  private final Set<Job> beingLeased = ConcurrentHashMap.newKeySet();
  private final Duration look;
  private volatile boolean closed;

  private record Job(long instance, int item) {}

  /**
   * @param alone no other node can queue jobs
   */
  public JobSignals(boolean alone) {
    look = alone ? LOOK_ALONE : LOOK;
  }

  /** An instance was committed on this node. */
  public void committed(ProcessState before, ProcessState now) {
    if (waiting.isEmpty()) {
      return;
    }
    for (var event : now.events().values()) {
      if (event.status() instanceof Status.Queued queued && !now.holdsCode()) {
        var old = before.events().get(event.item());
        if (before.holdsCode() || old == null || !old.status().equals(queued)) {
          wake(queued.topic());
        }
      }
    }
  }

  /** Wakes one worker that waits for jobs of this topic. */
  public void wake(String topic) {
    var latches = waiting.get(topic);
    var latch = latches == null ? null : latches.poll();
    if (latch != null) {
      latch.countDown();
    }
  }

  /** Ends all waiting: workers are answered that there is nothing. */
  public void close() {
    closed = true;
    waiting.values().forEach(latches -> latches.forEach(CountDownLatch::countDown));
  }

  public boolean isClosed() {
    return closed;
  }

  /** Begins to listen: what is queued from now on is heard. */
  public Ear listen(String topic) {
    return new Ear(topic);
  }

  /** One worker that waits. */
  public final class Ear implements AutoCloseable {
    private final String topic;
    private final CountDownLatch latch = new CountDownLatch(1);

    private Ear(String topic) {
      this.topic = topic;
      waiting.computeIfAbsent(topic, unheard -> new ConcurrentLinkedDeque<>()).add(latch);
    }

    /** Waits until something may be there, at most so long. */
    public void await(long nanos) {
      try {
        boolean heard = latch.await(Math.min(nanos, look.toNanos()), TimeUnit.NANOSECONDS);
        if (heard && closed) {
          return;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          topic,
          (name, latches) -> {
            latches.remove(latch);
            return latches.isEmpty() ? null : latches;
          });
    }
  }

  /** True if no other call of this node is about to lease the job; then this one is. */
  public boolean claim(long instance, int item) {
    return beingLeased.add(new Job(instance, item));
  }

  public void unclaim(long instance, int item) {
    beingLeased.remove(new Job(instance, item));
  }

  /** How many jobs are about to be leased: so many a page may show in vain. */
  public int claimed() {
    return beingLeased.size();
  }
}
