package org.baltoro.engine.history;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that counts and deletes what is over. It rests four times as long as it has worked, so
 * that it never takes more than a fifth of one thread and of one connection.
 */
public final class HistoryWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HistoryWork.class);
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int RESTS = 4;
  private static final long RETENTION_EVERY_NANOS = Duration.ofMinutes(1).toNanos();

  /** Instances deleted in one go, before the statistics have their turn again. */
  private static final int DELETED_MOST = 2_000;

  private final RollUp rollUp;
  private final RetentionWork retention;
  private final LongSupplier node;
  private final Thread thread;
  private long retainedNanos = System.nanoTime();
  private boolean looksForMore;
  private boolean closed;

  /**
   * @param node this node's epoch
   */
  public HistoryWork(RollUp rollUp, RetentionWork retention, LongSupplier node) {
    this.rollUp = rollUp;
    this.retention = retention;
    this.node = node;
    thread = new Thread(this::work, "baltoro-history");
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Ends after the transaction that is under way. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread from within. */
  private static final class Closed extends RuntimeException {
    Closed() {
      super("closed", null, false, false);
    }
  }

  private void work() {
    try {
      while (true) {
        rest(looksForMore ? Duration.ofMillis(50) : LOOK);
        round();
      }
    } catch (Closed end) {
      // as it should be
    }
  }

  /** What keeps the one from being done does not keep the other. */
  private void round() {
    carryOut(() -> rollUp.pass(node.getAsLong(), this::restAfter));
    long now = System.nanoTime();
    if (looksForMore || now - retainedNanos >= RETENTION_EVERY_NANOS) {
      retainedNanos = now;
      looksForMore = false;
      carryOut(() -> looksForMore = retention.run(DELETED_MOST, this::restAfter).more());
    }
  }

  private static void carryOut(Runnable step) {
    try {
      step.run();
    } catch (Closed end) {
      throw end;
    } catch (UncheckedIOException archive) {
      LOG.atWarn().setCause(archive).log("Retention waits: {}", archive.getMessage());
    } catch (StoreException failure) {
      LOG.atDebug().setCause(failure).log("The history could not be kept; the next look will");
    } catch (RuntimeException failure) {
      if (failure instanceof BaltoroException told && told.problem() == Problem.BUSY) {
        LOG.atDebug().setCause(failure).log("Another node does it");
      } else {
        LOG.atError().setCause(failure).log("A round of the history failed");
      }
    }
  }

  private void restAfter(Duration worked) {
    rest(worked.multipliedBy(RESTS));
  }

  /** Up to a few seconds. */
  private synchronized void rest(Duration span) {
    long until = System.nanoTime() + Math.min(span.toNanos(), LOOK.toNanos());
    while (!closed) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Closed();
      }
    }
    throw new Closed();
  }
}
