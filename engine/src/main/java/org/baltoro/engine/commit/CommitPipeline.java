package org.baltoro.engine.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the decisions of many instances into one transaction. A batch takes whatever is waiting, so
 * a lone decision is never delayed and a crowd shares one flush. Safe for many threads; an instance
 * has at most one decision in here at a time.
 *
 * <p>While the database is away a batch is tried again until it is back: its decisions carry their
 * own ids, so one that was committed after all is known again.
 */
public final class CommitPipeline implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CommitPipeline.class);
  private static final long PAUSE_MAX_MILLIS = 1_000;

  /** A deadlock is over when it is tried again; a row that is held is not. */
  private static final int LOCKED_TOGETHER_TRIES = 2;

  private static final int LOCKED_TRIES = 20;

  private final Store store;
  private final int batchMax;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final List<Thread> committers = new ArrayList<>();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong decisions = new AtomicLong();
  private volatile boolean retrying = true;
  private volatile boolean closed;
  private volatile boolean reachable = true;

  /**
   * @param committers threads that commit; 1 for a store with one writer
   * @param batchMax decisions in one transaction at most
   */
  public CommitPipeline(Store store, int committers, int batchMax) {
    this.store = store;
    this.batchMax = batchMax;
    for (int number = 1; number <= committers; number++) {
      var thread = new Thread(this::work, "baltoro-committer-" + number);
      thread.setDaemon(true);
      thread.start();
      this.committers.add(thread);
    }
  }

  /**
   * Queues one decision.
   *
   * @param node the epoch under which it was decided
   * @return completes with the outcome once it is known; exceptionally with a {@link
   *     StoreException} when nothing of it was stored
   */
  public CompletableFuture<CommitOutcome> submit(long node, Commit commit) {
    var waiting = new Waiting(node, commit, new CompletableFuture<>());
    queue.add(waiting);
    if (closed && queue.remove(waiting)) {
      waiting.outcome.completeExceptionally(closing());
    }
    return waiting.outcome;
  }

  /** Decisions that wait for a committer. */
  public int queued() {
    return queue.size();
  }

  /** Transactions so far. */
  public long commits() {
    return commits.get();
  }

  /** Decisions committed so far. */
  public long decisions() {
    return decisions.get();
  }

  /** False while the database is away. */
  public boolean storeReachable() {
    return reachable;
  }

  /** From now on what the database does not take is given up at once: the end is near. */
  public void retryNoMore() {
    retrying = false;
  }

  /** Commits what is queued, within {@code patienceMillis}, then stops. */
  public void close(long patienceMillis) {
    long end = System.nanoTime() + patienceMillis * 1_000_000;
    retrying = false;
    closed = true;
    for (var committer : committers) {
      committer.interrupt();
    }
    for (var committer : committers) {
      try {
        committer.join(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    for (var waiting = queue.poll(); waiting != null; waiting = queue.poll()) {
      waiting.outcome.completeExceptionally(closing());
    }
  }

  @Override
  public void close() {
    close(5_000);
  }

  private void work() {
    var batch = new ArrayList<Waiting>();
    while (true) {
      try {
        var first = closed ? queue.poll() : queue.take();
        if (first == null) {
          return;
        }
        batch.add(first);
      } catch (InterruptedException interrupted) {
        continue;
      }
      queue.drainTo(batch, batchMax - 1);
      byNode(batch).forEach(this::commit);
      batch.clear();
    }
  }

  /**
   * Decisions of one epoch are one transaction; there is a second epoch only just after a fencing.
   */
  private static List<List<Waiting>> byNode(List<Waiting> batch) {
    long node = batch.getFirst().node;
    if (batch.stream().allMatch(waiting -> waiting.node == node)) {
      return List.of(List.copyOf(batch));
    }
    var groups = new TreeMap<Long, List<Waiting>>();
    batch.forEach(w -> groups.computeIfAbsent(w.node, key -> new ArrayList<>()).add(w));
    return List.copyOf(groups.values());
  }

  private void commit(List<Waiting> batch) {
    long pauseMillis = 20;
    for (int tries = 1; ; tries++) {
      try {
        var outcomes =
            store.commit(batch.getFirst().node, batch.stream().map(Waiting::commit).toList());
        reachable(true, null);
        commits.incrementAndGet();
        decisions.addAndGet(batch.size());
        for (int place = 0; place < batch.size(); place++) {
          batch.get(place).outcome.complete(outcomes.get(place));
        }
        return;
      } catch (StoreException failure) {
        boolean again =
            switch (failure.kind()) {
              case CONNECTION -> {
                reachable(false, failure);
                yield retrying;
              }
              case LOCKED ->
                  tries < (batch.size() > 1 ? LOCKED_TOGETHER_TRIES : LOCKED_TRIES) && retrying;
              case FULL, CONTENT, UNUSABLE -> false;
            };
        if (!again) {
          giveUp(batch, failure);
          return;
        }
        pause(pauseMillis);
        pauseMillis = Math.min(PAUSE_MAX_MILLIS, pauseMillis * 2);
      } catch (RuntimeException | Error bug) {
        LOG.atError()
            .setCause(bug)
            .log("A batch could not be committed; its decisions are refused");
        giveUp(
            batch,
            new StoreException(
                StoreException.Kind.CONTENT, "The decision can't be stored: " + bug, bug));
        return;
      }
    }
  }

  /**
   * Content that the database refuses, or a row that somebody holds, is looked for by halves, so
   * that its neighbours get through.
   */
  private void giveUp(List<Waiting> batch, StoreException failure) {
    boolean one =
        switch (failure.kind()) {
          case CONTENT -> true;
          case LOCKED -> retrying;
          case CONNECTION, FULL, UNUSABLE -> false;
        };
    if (one && batch.size() > 1) {
      commit(batch.subList(0, batch.size() / 2));
      commit(batch.subList(batch.size() / 2, batch.size()));
      return;
    }
    for (var waiting : batch) {
      waiting.outcome.completeExceptionally(failure);
    }
  }

  private void reachable(boolean now, @org.jspecify.annotations.Nullable StoreException failure) {
    if (reachable != now) {
      reachable = now;
      if (now) {
        LOG.info("The database is back; commits go on");
      } else {
        LOG.atWarn()
            .setCause(failure)
            .log("The database can't be reached; commits wait and are tried again");
      }
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      // Closing: the loop looks at the flag.
    }
  }

  private static StoreException closing() {
    return new StoreException(
        StoreException.Kind.LOCKED, "The engine is closing. Nothing was stored.", null);
  }

  private record Waiting(long node, Commit commit, CompletableFuture<CommitOutcome> outcome) {}
}
