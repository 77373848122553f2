package org.baltoro.engine.code;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.baltoro.kernel.Effect.RunCode;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Spans;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts that run now, and who may end them: their time limits, and whoever gives them up. An
 * attempt past its limit is interrupted; when its code ignores that, it is reported as failed, and
 * its thread counts as lost.
 */
final class RunningAttempts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningAttempts.class);
  private static final long LOOK_MILLIS = 50;
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lostThreads = new AtomicInteger();
  private final Thread watch = new Thread(this::watch, "baltoro-time-limits");
  private volatile boolean closed;

  RunningAttempts() {
    watch.setDaemon(true);
    watch.start();
  }

  int count() {
    return running.size();
  }

  /** Threads whose code goes on past its time limit and has ignored the interrupt. */
  int lostThreads() {
    return lostThreads.get();
  }

  /**
   * An attempt begins on this thread.
   *
   * @param whenLost called once if it outlives its time limit and the interrupt
   * @param report takes its failure then
   */
  Running begin(
      long instance,
      RunCode effect,
      Duration limit,
      Runnable whenLost,
      Consumer<AttemptResult> report) {
    var attempt = new Running(instance, effect, limit, whenLost, report);
    running.add(attempt);
    return attempt;
  }

  /** Gives up the attempts of an epoch and of those before it. */
  void abandon(long epoch) {
    for (var attempt : running) {
      if (attempt.effect.node() <= epoch) {
        attempt.abandon();
      }
    }
  }

  /** Gives up what runs on a thread. */
  void abandon(@Nullable Thread thread) {
    for (var attempt : running) {
      if (attempt.thread == thread) {
        attempt.abandon();
      }
    }
  }

  /** Gives up everything. */
  @Override
  public void close() {
    closed = true;
    watch.interrupt();
    running.forEach(Running::abandon);
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException interrupted) {
        continue;
      }
      running.forEach(this::look);
    }
  }

  private void look(Running attempt) {
    long over = System.nanoTime() - attempt.startedNanos - attempt.limit.toNanos();
    if (over < 0) {
      return;
    }
    attempt.interruptLate();
    if (over > GRACE.toNanos() && attempt.lose()) {
      lost(attempt);
    }
  }

  /** The code ignores the interrupt: its attempt is reported, and its thread written off. */
  private void lost(Running attempt) {
    lostThreads.incrementAndGet();
    attempt.whenLost.run();
    LOG.atWarn()
        .addKeyValue("serialNumber", new SerialNumber(attempt.instance, attempt.effect.item()))
        .addKeyValue("attempt", attempt.effect.attempt())
        .log("Code goes on past its time limit and ignores the interrupt; its thread is lost");
    attempt.report.accept(
        AttemptResult.failed(
            attempt.effect,
            "time-limit",
            overdue(attempt.limit) + " It ignored the interrupt; its thread is lost.",
            whereItIs(attempt.thread)));
  }

  private static String overdue(Duration limit) {
    return "The code ran longer than its time limit of %s.".formatted(Spans.text(limit));
  }

  private static Throwable whereItIs(Thread thread) {
    var where = new IllegalStateException("still running");
    where.setStackTrace(thread.getStackTrace());
    return where;
  }

  /** One attempt, on the thread that began it. */
  final class Running implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final long startedNanos = System.nanoTime();
    private final long instance;
    private final RunCode effect;
    private final Duration limit;
    private final Runnable whenLost;
    private final Consumer<AttemptResult> report;
    private boolean late;
    private boolean abandoned;
    private boolean lost;
    private boolean ended;

    private Running(
        long instance,
        RunCode effect,
        Duration limit,
        Runnable whenLost,
        Consumer<AttemptResult> report) {
      this.instance = instance;
      this.effect = effect;
      this.limit = limit;
      this.whenLost = whenLost;
      this.report = report;
    }

    /**
     * What counts in place of the code's own result, if anything does.
     *
     * @param failure what the code has thrown
     */
    synchronized @Nullable AttemptResult overruled(@Nullable Throwable failure) {
      if (abandoned) {
        return AttemptResult.VOID;
      }
      return late ? AttemptResult.failed(effect, "time-limit", overdue(limit), failure) : null;
    }

    private synchronized void interruptLate() {
      if (!ended && !late) {
        late = true;
        thread.interrupt();
      }
    }

    private synchronized void abandon() {
      if (!ended) {
        abandoned = true;
        thread.interrupt();
      }
    }

    private synchronized boolean lose() {
      if (lost || ended) {
        return false;
      }
      lost = true;
      return true;
    }

    /** The attempt ends; no interrupt of it reaches what the thread does next. */
    @Override
    public synchronized void close() {
      ended = true;
      running.remove(this);
      if (lost) {
        lostThreads.decrementAndGet();
      }
      Thread.interrupted();
    }
  }
}
