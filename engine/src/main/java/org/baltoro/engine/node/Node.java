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
  private final LongConsumer onLeaseLost;
  private final AtomicBoolean renew = new AtomicBoolean();
  private final Object bell = new Object();
  private final Thread heart;
  private final Thread watch;
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
   * @param onLeaseLost told the epoch whose lease has run out by this node's own count
   */
  public Node(
      Store store,
      String name,
      Duration lease,
      LongConsumer onEpoch,
      TakeOver takeOver,
      LongConsumer onLeaseLost) {
    this.store = store;
    this.name = name;
    this.lease = lease;
    this.onEpoch = onEpoch;
    this.takeOver = takeOver;
    this.onLeaseLost = onLeaseLost;
    if (store.exclusive()) {
      store.liveNodes().forEach(gone -> store.leave(gone.epoch()));
    }
    register();
    heart = new Thread(this::beat, "baltoro-heartbeat");
    heart.setDaemon(true);
    watch = new Thread(this::watchLease, "baltoro-lease");
    watch.setDaemon(true);
  }

  /** Begins to renew the lease and to look for dead nodes. */
  public void start() {
    heart.start();
    if (!store.exclusive()) {
      watch.start();
    }
  }

  public long epoch() {
    return epoch;
  }

  /**
   * Where no heartbeat gets through for as long as the lease, others may think this node dead and
   * repeat its work: it stops what it runs, and goes on under a new epoch. The heart itself may
   * hang in the database then.
   */
  private void watchLease() {
    long told = 0;
    while (!closed) {
      try {
        Thread.sleep(Math.max(10, lease.toMillis() / 20));
      } catch (InterruptedException interrupted) {
        return;
      }
      long now = epoch;
      if (told != now && System.nanoTime() - beatNanos >= lease.toNanos()) {
        told = now;
        LOG.atWarn()
            .addKeyValue("epoch", now)
            .log("No heartbeat for as long as the lease: what runs here is given up");
        onLeaseLost.accept(now);
        fenced(now);
      }
    }
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
    watch.interrupt();
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
      onLeaseLost.accept(epoch);
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
