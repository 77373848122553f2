package org.baltoro.engine.code;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect.RunCode;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;
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
  private static final long LOOK_MILLIS = 50;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int LOST_MAX = 64;
  private static final int STACK_CHARACTERS = 16_000;

  /** Its command is never carried out. */
  private static final AttemptResult VOID =
      new AttemptResult(new Command.FailAttempt(0, 0, "void", "", null), Map.of(), true);

  private final Store store;
  private final Handlers handlers;
  private final RuleEvaluator rules;
  private final InstantSource clock;
  private final Mailer mailer;
  private final Results results;
  private final Current current;
  private final Semaphore codeBehindThreads;
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger lostThreads = new AtomicInteger();

  /** Started, and their results not delivered yet. */
  private final AtomicInteger underWay = new AtomicInteger();

  private final AtomicLong started = new AtomicLong();
  private final Thread watch;

  /** The newest epoch of this node that is over: its attempts are made again by whoever lives. */
  private volatile long over;

  private volatile boolean ending;
  private volatile boolean closed;

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
      Mailer mailer,
      Results results,
      Current current,
      int codeBehindMax) {
    this.store = store;
    this.handlers = handlers;
    this.rules = rules;
    this.clock = clock;
    this.mailer = mailer;
    this.results = results;
    this.current = current;
    codeBehindThreads = new Semaphore(codeBehindMax);
    watch = new Thread(this::watch, "baltoro-time-limits");
    watch.setDaemon(true);
    watch.start();
  }

  /** Attempts that run now. */
  public int running() {
    return running.size();
  }

  /** Threads whose code went on past its time limit and ignored the interrupt. */
  public int lostThreads() {
    return lostThreads.get();
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
        return VOID;
      }
      return result.getNow(null);
    }

    /** The result is delivered as any other's. */
    public void deliver() {
      result.thenAccept(known -> AttemptRunner.this.deliver(instance, known));
    }

    /** Nobody wants the result any more. */
    public void abandon() {
      for (var attempt : running) {
        if (attempt.thread == thread) {
          attempt.abandon();
        }
      }
    }
  }

  /** True if running the attempt's code twice does no harm. */
  public boolean isRepeatable(ProcessState state, Deployed deployed, RunCode effect) {
    return Assignment.of(state, deployed.definition(), effect.item()) instanceof Assignment.Run run
        && run.code() instanceof Code.Handler(String name)
        && handlers.find(name) instanceof Handlers.Registered registered
        && registered.repeatable();
  }

  /** Gives up the attempts of an epoch: they are made again by whoever takes over from it. */
  public void abandon(long epoch) {
    synchronized (this) {
      over = Math.max(over, epoch);
    }
    for (var attempt : running) {
      if (attempt.effect.node() <= epoch) {
        attempt.abandon();
      }
    }
  }

  private boolean isOver(RunCode effect) {
    return effect.node() <= over;
  }

  /**
   * Waits until nothing runs any more, all results are delivered and nothing that they lead to is
   * to be done; or for so long.
   *
   * @param decided whether no delivered result waits for its decision
   */
  public void awaitIdle(Duration patience, BooleanSupplier decided) {
    long end = System.nanoTime() + patience.toNanos();
    while (!idle(decided) && System.nanoTime() < end) {
      try {
        Thread.sleep(5);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
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
    closed = true;
    watch.interrupt();
    running.forEach(Running::abandon);
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
      var refused = refused(deployed, code);
      if (refused != null) {
        return failed(effect, refused.code, refused.message, null);
      }
    }
    var attempt = new Running(instance, effect, assignment.timeLimit(), place, report);
    running.add(attempt);
    try {
      var result =
          switch (assignment) {
            case Assignment.Run code ->
                runCode(instance, state, deployed, effect, code, beforeSerialNumber);
            case Assignment.Send send -> sendMail(instance, state, deployed, effect, send);
          };
      return attempt.abandoned ? VOID : attempt.late ? tooLate(effect, assignment, null) : result;
    } catch (Throwable failure) { // user code may throw anything: it becomes data
      if (failure instanceof VirtualMachineError broken
          && !(failure instanceof StackOverflowError)) {
        LOG.atError().setCause(broken).log("Code of a process broke the machine");
      }
      if (attempt.abandoned) {
        return VOID;
      }
      return attempt.late
          ? tooLate(effect, assignment, failure)
          : failed(
              effect,
              assignment instanceof Assignment.Send ? "mail-failed" : "code-failed",
              described(failure),
              failure);
    } finally {
      running.remove(attempt);
      attempt.ended();
      Thread.interrupted();
    }
  }

  /** Why code can't be run here. */
  private record Refused(String code, String message) {}

  private @Nullable Refused refused(Deployed deployed, Assignment.Run run) {
    switch (run.code()) {
      case Code.Handler(String name) -> {
        var registered = handlers.find(name);
        if (registered == null) {
          return new Refused(
              "handler-missing",
              "No handler '%s' is registered on this node: it has %s. Add it to the class path or register it, then retry."
                  .formatted(name, handlers.names().isEmpty() ? "none" : handlers.names()));
        }
        if (!registered.context().equals(run.context())) {
          return new Refused(
              "handler-missing",
              "Handler '%s' is registered for a %s, and the %s needs one for a %s. Register it as such, then retry."
                  .formatted(
                      name,
                      registered.context().getSimpleName(),
                      run.name(),
                      run.context().getSimpleName()));
        }
      }
      case Code.CodeBehind code -> {
        if (!deployed.codeBehind().containsKey(run.place().key())) {
          return new Refused(
              "handler-missing",
              "The compiled code of '%s' is not stored with this version. Deploy the definition again."
                  .formatted(run.name()));
        }
        if (lostThreads.get() >= LOST_MAX) {
          return new Refused(
              "code-failed",
              "This node has lost %d threads to code that does not end; it runs no more code-behind until it is started again."
                  .formatted(LOST_MAX));
        }
      }
    }
    return null;
  }

  private AttemptResult runCode(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunCode effect,
      Assignment.Run run,
      Runnable beforeSerialNumber)
      throws Exception {
    UnaryOperator<Value> whole = value -> LargeContent.whole(store, instance, value);
    var context =
        run.context() == ServerEventContext.class
            ? new AttemptContext(
                state,
                deployed.definition(),
                run,
                effect.item(),
                effect.attempt(),
                whole,
                beforeSerialNumber)
            : new RuleContext(
                state,
                deployed.definition(),
                run.configuration(),
                effect.item(),
                effect.attempt(),
                whole);
    call(handler(deployed, run), context);
    return context.result();
  }

  private CodeHandler<?> handler(Deployed deployed, Assignment.Run run) {
    return Objects.requireNonNull(
        switch (run.code()) {
          case Code.Handler(String name) -> Objects.requireNonNull(handlers.find(name)).handler();
          case Code.CodeBehind code -> deployed.codeBehind().get(run.place().key());
        });
  }

  /** The context is of the type that the handler was registered or compiled for. */
  @SuppressWarnings("unchecked")
  private static void call(CodeHandler<?> handler, CodeContext context) throws Exception {
    ((CodeHandler<CodeContext>) handler).run(context);
  }

  private AttemptResult sendMail(
      long instance, ProcessState state, Deployed deployed, RunCode effect, Assignment.Send send)
      throws Exception {
    int owner = Objects.requireNonNull(state.events().get(effect.item())).activityInstance();
    var activity = owner == 0 ? null : state.activity(owner);
    var scope = state.scope(deployed.definition(), activity, false, clock.instant());
    var recipients =
        send.mail().to().stream()
            .map(to -> to.equals("originator") ? state.originator() : to)
            .distinct()
            .toList();
    mailer.send(
        recipients,
        text(send.mail().subject(), scope),
        text(send.mail().body(), scope),
        new SerialNumber(instance, effect.item()).toString());
    return new AttemptResult(
        new Command.ReturnAttempt(effect.item(), effect.attempt(), true, Command.Changes.NONE),
        Map.of());
  }

  private String text(Expression expression, RuleScope scope) {
    return switch (rules.text(expression, scope)) {
      case RuleOutcome.Answer<String> answer -> answer.value();
      case RuleOutcome.Failed<String> failed ->
          throw new IllegalStateException(
              "'%s' failed: %s".formatted(expression.text(), failed.why()));
    };
  }

  private static AttemptResult tooLate(
      RunCode effect, Assignment assignment, @Nullable Throwable failure) {
    return failed(effect, "time-limit", overdue(assignment.timeLimit()), failure);
  }

  private static String overdue(Duration limit) {
    return "The code ran longer than its time limit of %s.".formatted(limit);
  }

  private static AttemptResult failed(
      RunCode effect, String code, String message, @Nullable Throwable failure) {
    return new AttemptResult(
        new Command.FailAttempt(
            effect.item(),
            effect.attempt(),
            code,
            message,
            failure == null ? null : StackTraces.text(failure, STACK_CHARACTERS)),
        Map.of());
  }

  private static String described(Throwable failure) {
    var message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getName()
        : failure.getClass().getSimpleName() + ": " + message;
  }

  // ---- time limits

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
    attempt.place.free();
    LOG.atWarn()
        .addKeyValue("serialNumber", new SerialNumber(attempt.instance, attempt.effect.item()))
        .addKeyValue("attempt", attempt.effect.attempt())
        .log("Code goes on past its time limit and ignores the interrupt; its thread is lost");
    attempt.report.accept(
        failed(
            attempt.effect,
            "time-limit",
            overdue(attempt.limit) + " It ignored the interrupt; its thread is lost.",
            whereItIs(attempt.thread)));
  }

  private static Throwable whereItIs(Thread thread) {
    var where = new IllegalStateException("still running");
    where.setStackTrace(thread.getStackTrace());
    return where;
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

  private final class Running {
    private final Thread thread = Thread.currentThread();
    private final long startedNanos = System.nanoTime();
    private final long instance;
    private final RunCode effect;
    private final Duration limit;
    private final Place place;
    private final Consumer<AttemptResult> report;
    private volatile boolean late;
    private volatile boolean abandoned;
    private boolean lost;
    private boolean ended;

    Running(
        long instance,
        RunCode effect,
        Duration limit,
        Place place,
        Consumer<AttemptResult> report) {
      this.instance = instance;
      this.effect = effect;
      this.limit = limit;
      this.place = place;
      this.report = report;
    }

    synchronized void interruptLate() {
      if (!ended && !late) {
        late = true;
        thread.interrupt();
      }
    }

    synchronized void abandon() {
      if (!ended) {
        abandoned = true;
        thread.interrupt();
      }
    }

    synchronized boolean lose() {
      if (lost || ended) {
        return false;
      }
      lost = true;
      return true;
    }

    synchronized void ended() {
      ended = true;
      if (lost) {
        lostThreads.decrementAndGet();
      }
    }
  }
}
