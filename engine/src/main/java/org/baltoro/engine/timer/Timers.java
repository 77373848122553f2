package org.baltoro.engine.timer;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.baltoro.store.Store;
import org.baltoro.store.Store.TimerRow;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes items whose time has come. The node that writes a near timer keeps it in memory; what
 * another node wrote, or what was written long before, is found overdue in the store. Firing twice
 * does no harm.
 */
public final class Timers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Timers.class);
  private static final Duration NEAR = Duration.ofMinutes(10);
  private static final Duration SWEEP = Duration.ofSeconds(2);
  private static final int NEAR_MAX = 200_000;

  /** Read at once; more are read as soon as half of these have fired. */
  static final int SWEPT_MAX = 5_000;

  private final Store store;
  private final InstantSource clock;
  private final Firing firing;
  private final Duration sweep;
  private final PriorityQueue<TimerRow> near =
      new PriorityQueue<>(Comparator.comparingLong(TimerRow::dueAtMillis));
  private final Thread thread;
  private long sweptNanos;
  private boolean moved = true;
  private boolean closed;
  private boolean moreSwept;
  private int firedSinceSweep;
  private int underWay;

  /** What a due timer does. */
  @FunctionalInterface
  public interface Firing {
    /** Gives whether that changed anything, once it is durable. */
    CompletionStage<Boolean> fire(long instance, int item);
  }

  public Timers(Store store, InstantSource clock, Firing firing) {
    this(store, clock, firing, SWEEP);
  }

  /**
   * @param sweep how often the store is asked for what is overdue
   */
  Timers(Store store, InstantSource clock, Firing firing, Duration sweep) {
    this.store = store;
    this.clock = clock;
    this.firing = firing;
    this.sweep = sweep;
    thread = new Thread(this::work, "baltoro-timers");
    thread.setDaemon(true);
  }

  /** Begins to fire. */
  public void start() {
    thread.start();
  }

  /** A timer was committed. */
  public synchronized void added(long instance, int item, long dueAtMillis) {
    if (dueAtMillis - clock.millis() <= NEAR.toMillis() && near.size() < NEAR_MAX) {
      near.add(new TimerRow(instance, item, dueAtMillis));
      notifyAll();
    }
  }

  /** The clock was moved: look at once. */
  public synchronized void clockMoved() {
    moved = true;
    notifyAll();
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private void work() {
    var fired = new HashSet<TimerRow>();
    while (true) {
      boolean sweeps;
      synchronized (this) {
        if (closed) {
          return;
        }
        waitForDue();
        if (closed) {
          return;
        }
        fired.clear();
        long now = clock.millis();
        while (!near.isEmpty() && near.element().dueAtMillis() <= now) {
          fired.add(near.remove());
        }
        sweeps = moved || mayGoOn() || System.nanoTime() - sweptNanos >= sweep.toNanos();
        moved = false;
      }
      fired.forEach(this::fire);
      if (sweeps) {
        sweep(fired);
      }
    }
  }

  private void fire(TimerRow timer) {
    synchronized (this) {
      underWay++;
    }
    firing
        .fire(timer.instance(), timer.item())
        .whenComplete((fired, failure) -> ended(failure == null && fired));
  }

  private synchronized void ended(boolean fired) {
    underWay--;
    firedSinceSweep += fired ? 1 : 0;
    if (mayGoOn()) {
      notifyAll();
    }
  }

  /**
   * The store has more than was read, and half of that is done. What fails stays due: if it is more
   * than half, it waits for the next sweep.
   */
  private boolean mayGoOn() {
    return moreSwept && firedSinceSweep >= SWEPT_MAX / 2 && underWay <= SWEPT_MAX / 2;
  }

  private void waitForDue() {
    long sweepIn = mayGoOn() ? 0 : sweep.toMillis() - (System.nanoTime() - sweptNanos) / 1_000_000;
    long dueIn = near.isEmpty() ? Long.MAX_VALUE : near.element().dueAtMillis() - clock.millis();
    long millis = Math.min(sweepIn, dueIn);
    if (millis > 0 && !moved) {
      try {
        wait(millis);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        closed = true;
      }
    }
  }

  private void sweep(Set<TimerRow> fired) {
    begin();
    try {
      var due = store.dueTimers(clock.millis() + 1, SWEPT_MAX);
      for (var timer : due) {
        if (fired.add(timer)) {
          fire(timer);
        }
      }
      end(due.size() == SWEPT_MAX);
    } catch (StoreException failure) {
      LOG.atDebug().setCause(failure).log("Overdue timers could not be read; the next look will");
      end(false);
    }
  }

  private synchronized void begin() {
    firedSinceSweep = 0;
  }

  private synchronized void end(boolean more) {
    moreSwept = more;
    sweptNanos = System.nanoTime();
  }
}
