package org.baltoro.engine.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node: it renews its lease by the database's clock, and takes over what dead nodes owned.
 * When others have declared it dead, all it had in hand is void; it goes on under a new epoch.
 */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration FORGET_DEAD_AFTER = Duration.ofMinutes(10);
  private static final int PAGE = 500;

  private final Store store;
  private final String name;
  private final Duration lease;
  private final LongConsumer onEpoch;
  private final TakeOver takeOver;
  private final AtomicBoolean renew = new AtomicBoolean();
  private final Object bell = new Object();
  private final Thread heart;
  private volatile long epoch;
  private volatile long beatNanos;
  private volatile boolean closed;

  /** Starts the attempts of an instance again that ran on a dead node. */
  @FunctionalInterface
  public interface TakeOver {
    void takeOver(long instance, long deadNode);
  }

  /**
   * @param lease after so long without a sign of life a node is declared dead
   * @param onEpoch told each new epoch, before this node decides anything under it
   */
  public Node(Store store, String name, Duration lease, LongConsumer onEpoch, TakeOver takeOver) {
    this.store = store;
    this.name = name;
    this.lease = lease;
    this.onEpoch = onEpoch;
    this.takeOver = takeOver;
    if (store.exclusive()) {
      store.liveNodes().forEach(gone -> store.leave(gone.epoch()));
    }
    register();
    heart = new Thread(this::beat, "baltoro-heartbeat");
    heart.setDaemon(true);
  }

  /** Begins to renew the lease and to look for dead nodes. */
  public void start() {
    heart.start();
  }

  public long epoch() {
    return epoch;
  }

  /** False when the lease has run out by this node's own count: then it starts no more code. */
  public boolean holdsLease() {
    return System.nanoTime() - beatNanos < lease.toNanos();
  }

  /** A commit under {@code fenced} was refused: take a new epoch. */
  public void fenced(long fenced) {
    if (fenced == epoch) {
      renew.set(true);
      ring();
    }
  }

  @Override
  public void close() {
    closed = true;
    ring();
    try {
      heart.join(Duration.ofSeconds(5));
      store.leave(epoch);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (StoreException failure) {
      LOG.atWarn()
          .setCause(failure)
          .log("Could not sign off; other nodes take over when the lease has run out");
    }
  }

  private void register() {
    epoch = store.registerNode(name, "");
    beatNanos = System.nanoTime();
    onEpoch.accept(epoch);
  }

  private void ring() {
    synchronized (bell) {
      bell.notifyAll();
    }
  }

  private void beat() {
    long pauseMillis = Math.max(50, Math.min(1_000, lease.toMillis() / 5));
    while (!closed) {
      try {
        round();
      } catch (StoreException failure) {
        LOG.atDebug().setCause(failure).log("No heartbeat; the database can't be reached");
      } catch (RuntimeException bug) {
        LOG.atError().setCause(bug).log("A round of the heartbeat failed");
      }
      synchronized (bell) {
        try {
          if (!closed && !renew.get()) {
            bell.wait(pauseMillis);
          }
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private void round() {
    long sentNanos = System.nanoTime();
    if (renew.get() || !store.heartbeat(epoch)) {
      LOG.atWarn()
          .addKeyValue("epoch", epoch)
          .log("Others have declared this node dead; it goes on under a new epoch");
      store.leave(epoch);
      renew.set(false);
      register();
      return;
    }
    beatNanos = sentNanos;
    if (!store.exclusive()) {
      store.declareDead(lease);
    }
    for (long dead : store.deadNodes()) {
      takeOverFrom(dead);
    }
    store.forgetDeadNodes(FORGET_DEAD_AFTER);
  }

  private void takeOverFrom(long dead) {
    long after = 0;
    while (!closed) {
      var owned = store.ownedBy(dead, after, PAGE);
      owned.forEach(instance -> takeOver.takeOver(instance, dead));
      if (owned.size() < PAGE) {
        return;
      }
      after = owned.getLast();
    }
  }
}
