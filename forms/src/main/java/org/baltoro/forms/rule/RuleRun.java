package org.baltoro.forms.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a rule: its threads, and whether it is cancelled. */
public final class RuleRun {
  private final long id;
  private final @Nullable RuleRun cause;
  private final Threads threads;
  private final Set<Threads.Started> live = new LinkedHashSet<>();
  private volatile boolean cancelled;

  /** Is opened when a thread has ended; null: nobody waits for that. */
  private Threads.@Nullable Latch room;

  /**
   * @param id names it in its session, 1 or more
   * @param cause the run whose action raised or executed it, on whose thread it runs; null: none
   */
  public RuleRun(long id, @Nullable RuleRun cause, Threads threads) {
    this.id = id;
    this.cause = cause;
    this.threads = threads;
  }

  public long id() {
    return id;
  }

  public @Nullable RuleRun cause() {
    return cause;
  }

  /** Ends it, with all actions under way: what they wait for is interrupted. */
  public void cancel() {
    List<Threads.Started> interrupted;
    synchronized (live) {
      cancelled = true;
      interrupted = List.copyOf(live);
    }
    interrupted.forEach(Threads.Started::interrupt);
  }

  public boolean isCancelled() {
    return cancelled || (cause != null && cause.isCancelled());
  }

  void checkCancelled() throws InterruptedException {
    if (isCancelled()) {
      throw new InterruptedException("The run is cancelled.");
    }
  }

  /**
   * Waits until there is room for more threads: a loop starts no more at a time of what runs on
   * after its block. For the thread that goes through the rule.
   *
   * @param more that are to be started; if none is alive there is room for any number
   */
  void awaitRoom(int more, int max) throws InterruptedException {
    for (var latch = full(more, max); latch != null; latch = full(more, max)) {
      checkCancelled();
      latch.await();
    }
  }

  private Threads.@Nullable Latch full(int more, int max) {
    synchronized (live) {
      if (live.isEmpty() || live.size() + more <= max) {
        return null;
      }
      var latch = threads.latch();
      room = latch;
      return latch;
    }
  }

  /** Work that may be interrupted. */
  @FunctionalInterface
  public interface Work {
    void run() throws InterruptedException;
  }

  /** Starts work of this run on a thread of its own; none, once it is cancelled. */
  public void start(String name, Work work) {
    synchronized (live) {
      if (isCancelled()) {
        return;
      }
      var registration = new Registration();
      live.add(registration);
      registration.started = threads.start(name, () -> live(registration, work));
    }
  }

  private void live(Registration registration, Work work) {
    try {
      work.run();
    } catch (InterruptedException interrupted) {
      cancel();
    } finally {
      synchronized (live) {
        live.remove(registration);
        if (room != null) {
          room.open();
          room = null;
        }
      }
    }
  }

  /** Threads that are alive. */
  public int threads() {
    synchronized (live) {
      return live.size();
    }
  }

  /** Known before its thread is: that may end before {@code start} returns. */
  private static final class Registration implements Threads.Started {
    private volatile Threads.@Nullable Started started;

    @Override
    public void interrupt() {
      var thread = started;
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
