package org.baltoro.forms.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.baltoro.forms.rule.Threads;

/**
 * Knows when a form is at rest: no rule runs, but those that wait for the user. Actions that run on
 * after their rule has gone on do not count.
 */
final class Rest {
  private final Threads threads;
  private final List<Runnable> waiting = new ArrayList<>();
  private int running;
  private int waits;

  Rest(Threads threads) {
    this.threads = threads;
  }

  synchronized void begin() {
    running++;
  }

  void end() {
    List<Runnable> rested = List.of();
    synchronized (this) {
      running--;
      if (running == 0) {
        rested = List.copyOf(waiting);
        waiting.clear();
      }
    }
    rested.forEach(Runnable::run);
  }

  /** Events whose rules run, and rules that wait for the user. */
  synchronized int underWay() {
    return running + waits;
  }

  /** Something that the user has to do before a rule goes on. */
  UserWait userWait() {
    return new UserWait(threads.latch());
  }

  /** A rule's wait for the user, which counts as rest until the user has done it. */
  final class UserWait {
    private final Threads.Latch latch;
    private boolean goesOn;

    private UserWait(Threads.Latch latch) {
      this.latch = latch;
    }

    /** Returns when the user has done it. */
    void await() throws InterruptedException {
      count(1);
      end();
      try {
        latch.await();
      } finally {
        goOn();
        count(-1);
      }
    }

    private void count(int more) {
      synchronized (Rest.this) {
        waits += more;
      }
    }

    /** The user has done it: from now on the form is not at rest. */
    void done() {
      goOn();
      latch.open();
    }

    private void goOn() {
      synchronized (Rest.this) {
        if (!goesOn) {
          goesOn = true;
          running++;
        }
      }
    }
  }

  /** Returns when the form is at rest. */
  void await() throws InterruptedException {
    var latch = threads.latch();
    synchronized (this) {
      if (running == 0) {
        return;
      }
      waiting.add(latch::open);
    }
    latch.await();
  }

  /**
   * Waits for rest, in real time.
   *
   * @return false: rules run still
   */
  boolean await(Duration patience) throws InterruptedException {
    var latch = new CountDownLatch(1);
    Runnable rested = latch::countDown;
    synchronized (this) {
      if (running == 0) {
        return true;
      }
      waiting.add(rested);
    }
    boolean came = latch.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    synchronized (this) {
      waiting.remove(rested);
    }
    return came;
  }
}
