package org.baltoro.engine.code;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.baltoro.engine.call.CallFailed;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Effect.RunCode;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts of code and mails, each on a thread of its own: virtual for handlers, one of a
 * bounded number of platform threads for code-behind. An attempt past its time limit is reported as
 * failed and interrupted; when its code ignores that, its thread counts as lost.
 */
public final class AttemptRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

  private final AttemptBody body;
  private final Results results;
  private final Current current;
  private final Semaphore codeBehindThreads;
  private final RunningAttempts running = new RunningAttempts();

  /** Started, and their results not delivered yet. */
  private final AtomicInteger underWay = new AtomicInteger();

  private final AtomicLong started = new AtomicLong();

  /** The newest epoch of this node that is over: its attempts are made again by whoever lives. */
  private volatile long over;

  private volatile boolean ending;

  /** Where results go. */
  @FunctionalInterface
  public interface Results {
    void deliver(long instance, AttemptResult result);
  }

  /** Whether an attempt that had to wait for its turn is still wanted. */
  @FunctionalInterface
  public interface Current {
    boolean isCurrent(long instance, RunCode effect);
  }

  /**
   * @param codeBehindMax attempts of code-behind that run at once
   */
  public AttemptRunner(
      Store store,
      Handlers handlers,
      RuleEvaluator rules,
      InstantSource clock,
      Outside outside,
      Results results,
      Current current,
      int codeBehindMax) {
    body = new AttemptBody(store, handlers, rules, clock, outside);
    this.results = results;
    this.current = current;
    codeBehindThreads = new Semaphore(codeBehindMax);
  }

  /** Attempts that run now. */
  public int running() {
    return running.count();
  }

  /** Threads whose code went on past its time limit and ignored the interrupt. */
  public int lostThreads() {
    return running.lostThreads();
  }

  /** Starts an attempt and returns at once; its result is delivered. */
  public void start(long instance, ProcessState state, Deployed deployed, RunCode effect) {
    if (ending || isOver(effect)) {
      return;
    }
    underWay.incrementAndGet();
    started.incrementAndGet();
    if (Assignment.of(state, deployed.definition(), effect.item()) instanceof Assignment.Run run
        && run.code() instanceof Code.CodeBehind) {
      startCodeBehind(instance, state, deployed, effect);
    } else {
      Consumer<AttemptResult> report = result -> deliver(instance, result);
      Thread.ofVirtual()
          .name("baltoro-code-", 0)
          .start(() -> {
            try {
              report.accept(run(instance, state, deployed, effect, () -> {}, Place.NONE, report));
            } finally {
              underWay.decrementAndGet();
            }
          });
    }
  }

  /**
   * Starts an attempt whose result the caller awaits, before the attempt itself is stored.
   *
   * @param beforeSerialNumber called by the code's thread before the outside can learn of the
   *     attempt
   */
  public Ahead startAhead(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunCode effect,
      Runnable beforeSerialNumber) {
    var ahead = new Ahead(instance);
    underWay.incrementAndGet();
    ahead.thread =
        Thread.ofVirtual()
            .name("baltoro-code-", 0)
            .start(() -> {
              try {
                ahead.result.complete(
                    run(
                        instance,
                        state,
                        deployed,
                        effect,
                        beforeSerialNumber,
                        Place.NONE,
                        ahead.result::complete));
              } finally {
                underWay.decrementAndGet();
              }
            });
    return ahead;
  }

  /** An attempt whose result is awaited. */
  public final class Ahead {
    private final long instance;
    private final CompletableFuture<AttemptResult> result = new CompletableFuture<>();
    private @Nullable Thread thread;

    private Ahead(long instance) {
      this.instance = instance;
    }

    /**
     * Waits for the result, for {@code enough}, or for so long.
     *
     * @return null if there is no result yet; void if the wait itself was interrupted
     */
    public @Nullable AttemptResult await(CompletableFuture<?> enough, long nanos) {
      try {
        CompletableFuture.anyOf(result, enough).get(Math.max(1, nanos), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException notYet) {
        return null;
      } catch (InterruptedException closing) {
        Thread.currentThread().interrupt();
        abandon();
        return AttemptResult.VOID;
      }
      return result.getNow(null);
    }

    /** The result is delivered as any other's. */
    public void deliver() {
      result.thenAccept(known -> AttemptRunner.this.deliver(instance, known));
    }

    /** Nobody wants the result any more. */
    public void abandon() {
      running.abandon(thread);
    }
  }

  /** True if running the attempt's code twice does no harm. */
  public boolean isRepeatable(ProcessState state, Deployed deployed, RunCode effect) {
    return body.isRepeatable(Assignment.of(state, deployed.definition(), effect.item()));
  }

  /** Gives up the attempts of an epoch: they are made again by whoever takes over from it. */
  public void abandon(long epoch) {
    synchronized (this) {
      over = Math.max(over, epoch);
    }
    running.abandon(epoch);
  }

  private boolean isOver(RunCode effect) {
    return effect.node() <= over;
  }

  /**
   * Waits until nothing runs any more, all results are delivered and nothing that they lead to is
   * to be done; or for so long.
   *
   * @param decided whether no delivered result waits for its decision
   * @return false if something was still to be done then
   */
  public boolean awaitIdle(Duration patience, BooleanSupplier decided) {
    long end = System.nanoTime() + patience.toNanos();
    while (!idle(decided)) {
      if (System.nanoTime() >= end) {
        return false;
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }

  /** A result may start the next attempt between two looks: then the count has gone up. */
  private boolean idle(BooleanSupplier decided) {
    long before = started.get();
    return underWay.get() == 0 && decided.getAsBoolean() && started.get() == before;
  }

  /** From now on no attempt is started: whoever opens the store next does that. */
  public void startNoMore() {
    ending = true;
  }

  @Override
  public void close() {
    ending = true;
    running.close();
  }

  private void startCodeBehind(
      long instance, ProcessState state, Deployed deployed, RunCode effect) {
    Thread.ofVirtual()
        .name("baltoro-code-behind-queue-", 0)
        .start(() -> {
          if (!codeBehindThreads.tryAcquire()) {
            codeBehindThreads.acquireUninterruptibly();
            if (ending || isOver(effect) || !current.isCurrent(instance, effect)) {
              codeBehindThreads.release();
              underWay.decrementAndGet();
              return;
            }
          }
          var place = new Place(codeBehindThreads);
          Consumer<AttemptResult> report = result -> deliver(instance, result);
          var thread =
              new Thread(
                  () -> {
                    try {
                      AttemptResult result;
                      try {
                        result = run(instance, state, deployed, effect, () -> {}, place, report);
                      } finally {
                        place.free();
                      }
                      report.accept(result);
                    } finally {
                      underWay.decrementAndGet();
                    }
                  },
                  "baltoro-code-behind-" + new SerialNumber(instance, effect.item()));
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void deliver(long instance, AttemptResult result) {
    if (!result.isVoid()) {
      results.deliver(instance, result);
    }
  }

  /**
   * Runs an attempt on this thread.
   *
   * @param report takes the failure of an attempt that outlives its time limit
   */
  private AttemptResult run(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunCode effect,
      Runnable beforeSerialNumber,
      Place place,
      Consumer<AttemptResult> report) {
    var assignment = Assignment.of(state, deployed.definition(), effect.item());
    if (assignment instanceof Assignment.Run code) {
      var refused = body.refused(deployed, code, running.lostThreads());
      if (refused != null) {
        return AttemptResult.failed(effect, refused.code(), refused.message(), null);
      }
    }
    try (var attempt =
        running.begin(instance, effect, assignment.timeLimit(), place::free, report)) {
      try {
        var result = body.run(instance, state, deployed, effect, assignment, beforeSerialNumber);
        return Objects.requireNonNullElse(attempt.overruled(null), result);
      } catch (Throwable failure) { // user code may throw anything: it becomes data
        return Objects.requireNonNullElseGet(
            attempt.overruled(failure), () -> failed(effect, assignment, failure));
      }
    }
  }

  private static AttemptResult failed(RunCode effect, Assignment assignment, Throwable failure) {
    if (failure instanceof VirtualMachineError && !(failure instanceof StackOverflowError)) {
      LOG.atError().setCause(failure).log("Code of a process broke the machine");
    }
    if (failure instanceof CallFailed failed) {
      return AttemptResult.failed(effect, "call-failed", String.valueOf(failed.getMessage()), null);
    }
    return AttemptResult.failed(
        effect,
        assignment instanceof Assignment.Send ? "mail-failed" : "code-failed",
        described(failure),
        failure);
  }

  private static String described(Throwable failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getName()
        : failure.getClass().getSimpleName() + ": " + message;
  }

  /** A place among the threads for code-behind: freed once, by its thread or when that is lost. */
  private record Place(@Nullable Semaphore among, AtomicBoolean freed) {
    private static final Place NONE = new Place(null);

    Place(@Nullable Semaphore among) {
      this(among, new AtomicBoolean());
    }

    void free() {
      if (among != null && freed.compareAndSet(false, true)) {
        among.release();
      }
    }
  }
}
