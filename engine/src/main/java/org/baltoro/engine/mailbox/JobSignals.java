package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;

/**
 * Wakes workers that wait for jobs. A queued job wakes one of them; whoever gets some wakes the
 * next, as there may be more. Jobs that other nodes queue are looked for.
 */
public final class JobSignals {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LOOK_ALONE = Duration.ofSeconds(10);

  private final Map<String, ConcurrentLinkedDeque<Ear>> waiting = new ConcurrentHashMap<>();
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
          wake(queued.topic(), ear -> ear.processes.contains(now.process()));
        }
      }
    }
  }

  /** Wakes one worker that waits for jobs of this topic: there may be more. */
  public void wake(String topic) {
    wake(topic, ear -> true);
  }

  private void wake(String topic, Predicate<Ear> whom) {
    var ears = waiting.get(topic);
    if (ears == null) {
      return;
    }
    for (var all = ears.iterator(); all.hasNext(); ) {
      var ear = all.next();
      if (whom.test(ear) && ears.remove(ear)) {
        ear.latch.countDown();
        return;
      }
    }
  }

  /** Ends all waiting: workers are answered that there is nothing. */
  public void close() {
    closed = true;
    waiting.values().forEach(ears -> ears.forEach(ear -> ear.latch.countDown()));
  }

  public boolean isClosed() {
    return closed;
  }

  /**
   * Begins to listen: what is queued from now on is heard.
   *
   * @param processes whose jobs the worker may have: it is not woken in vain for others
   */
  public Ear listen(String topic, Set<String> processes) {
    var ear = new Ear(topic, processes);
    // Within the map's lock: an empty list that is about to be dropped gets nothing.
    waiting.compute(
        topic,
        (name, ears) -> {
          var all = ears == null ? new ConcurrentLinkedDeque<Ear>() : ears;
          all.add(ear);
          return all;
        });
    return ear;
  }

  /** One worker that waits. */
  public final class Ear implements AutoCloseable {
    private final String topic;
    private final Set<String> processes;
    private final CountDownLatch latch = new CountDownLatch(1);

    private Ear(String topic, Set<String> processes) {
      this.topic = topic;
      this.processes = processes;
    }

    /**
     * Waits until something may be there, at most so long.
     *
     * @return true if it was woken
     */
    public boolean await(long nanos) {
      try {
        return latch.await(Math.min(nanos, look.toNanos()), TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void close() {
      waiting.computeIfPresent(
          topic,
          (name, ears) -> {
            ears.remove(this);
            return ears.isEmpty() ? null : ears;
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
