package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.rule.Threads;

/**
 * Knows when a form is at rest: no rule runs, but those that wait for the user. Actions that run on
 * after their rule has gone on do not count.
 */
final class Rest {
  private final Threads threads;
  private final List<Threads.Latch> waiting = new ArrayList<>();
  private int running;

  Rest(Threads threads) {
    this.threads = threads;
  }

  synchronized void begin() {
    running++;
  }

  void end() {
    List<Threads.Latch> opened = List.of();
    synchronized (this) {
      running--;
      if (running == 0) {
        opened = List.copyOf(waiting);
        waiting.clear();
      }
    }
    opened.forEach(Threads.Latch::open);
  }

  synchronized int running() {
    return running;
  }

  /** Waits for the user, which counts as rest. */
  void awaitUser(Threads.Latch latch) throws InterruptedException {
    end();
    try {
      latch.await();
    } finally {
      begin();
    }
  }

  /** Returns when the form is at rest. */
  void await() throws InterruptedException {
    var latch = threads.latch();
    synchronized (this) {
      if (running == 0) {
        return;
      }
      waiting.add(latch);
    }
    latch.await();
  }
}
