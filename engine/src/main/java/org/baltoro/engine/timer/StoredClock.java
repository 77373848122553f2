package org.baltoro.engine.timer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time, and what it was moved ahead by hand. That is kept in the store: it survives a restart,
 * and other nodes on the same database follow within a second.
 */
public final class StoredClock implements MovableClock, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StoredClock.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration AHEAD_MAX = Duration.ofDays(36_600);

  private final Store store;
  private final InstantSource real;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Thread follower;
  private Duration ahead;
  private volatile boolean closed;

  public StoredClock(Store store, InstantSource real) {
    this.store = store;
    this.real = real;
    ahead = store.clockAhead();
    follower = new Thread(this::follow, "baltoro-clock");
    follower.setDaemon(true);
    if (!store.exclusive()) {
      follower.start();
    }
  }

  @Override
  public Instant instant() {
    return real.instant().plus(ahead());
  }

  private synchronized Duration ahead() {
    return ahead;
  }

  @Override
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "The clock goes forward only: %s is negative.".formatted(duration));
    }
    if (ahead().plus(duration).compareTo(AHEAD_MAX) > 0) {
      throw new IllegalArgumentException(
          "The clock can be moved ahead by %d days altogether, and this would be more."
              .formatted(AHEAD_MAX.toDays()));
    }
    moveTo(store.moveClockAhead(duration));
  }

  @Override
  public void onMove(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    closed = true;
    follower.interrupt();
  }

  private void moveTo(Duration stored) {
    synchronized (this) {
      if (stored.compareTo(ahead) <= 0) {
        return;
      }
      ahead = stored;
    }
    listeners.forEach(Runnable::run);
  }

  private void follow() {
    while (!closed) {
      try {
        Thread.sleep(LOOK);
        moveTo(store.clockAhead());
      } catch (InterruptedException ended) {
        return;
      } catch (StoreException failure) {
        LOG.atDebug().setCause(failure).log("The clock could not be read; the next look will");
      }
    }
  }
}
