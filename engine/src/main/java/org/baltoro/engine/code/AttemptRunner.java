package org.baltoro.engine.code;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect.RunServerEvent;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.store.Store;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs attempts of server events, each on a thread of its own: virtual for handlers, one of a
 * bounded number of platform threads for code-behind. An attempt past its time limit is reported as
 * failed and interrupted; when its code ignores that, its thread counts as lost.
 */
public final class AttemptRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);
  private static final long LOOK_MILLIS = 50;
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int LOST_MAX = 64;
  private static final int STACK_CHARACTERS = 16_000;

  private final Store store;
  private final Handlers handlers;
  private final Results results;
  private final Semaphore codeBehindThreads;
  private final ConcurrentHashMap<Key, Running> running = new ConcurrentHashMap<>();
  private final AtomicInteger lostThreads = new AtomicInteger();

  /** Started, and their results not delivered yet. */
  private final AtomicInteger underWay = new AtomicInteger();

  private final AtomicLong started = new AtomicLong();
  private final Thread watch;
  private volatile boolean ending;
  private volatile boolean closed;

  /** Where results go. */
  @FunctionalInterface
  public interface Results {
    void deliver(long instance, AttemptResult result);
  }

  /**
   * @param codeBehindMax attempts of code-behind that run at once
   */
  public AttemptRunner(Store store, Handlers handlers, Results results, int codeBehindMax) {
    this.store = store;
    this.handlers = handlers;
    this.results = results;
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
  public void start(long instance, ProcessState state, Deployed deployed, RunServerEvent effect) {
    if (ending) {
      return;
    }
    underWay.incrementAndGet();
    started.incrementAndGet();
    var event = event(state, deployed, effect);
    switch (event.code()) {
      case Code.Handler h ->
          Thread.ofVirtual()
              .name("baltoro-code-", 0)
              .start(() -> {
                try {
                  results.deliver(
                      instance, run(instance, state, deployed, effect, () -> {}, Place.NONE));
                } finally {
                  underWay.decrementAndGet();
                }
              });
      case Code.CodeBehind c -> startCodeBehind(instance, state, deployed, effect);
    }
  }

  /** Runs an attempt on this thread. */
  public AttemptResult runHere(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunServerEvent effect,
      Runnable beforeSerialNumber) {
    return run(instance, state, deployed, effect, beforeSerialNumber, Place.NONE);
  }

  /** True if running the attempt's code twice does no harm. */
  public boolean isRepeatable(ProcessState state, Deployed deployed, RunServerEvent effect) {
    return event(state, deployed, effect).code() instanceof Code.Handler(String name)
        && handlers.find(name) instanceof Handlers.Registered registered
        && registered.repeatable();
  }

  /** Interrupts all attempts: their results would be refused. */
  public void abandonAll() {
    running.values().forEach(attempt -> attempt.thread.interrupt());
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

  /** True from {@link #startNoMore} on: what fails now may have failed by our own interrupt. */
  public boolean isEnding() {
    return ending;
  }

  @Override
  public void close() {
    ending = true;
    closed = true;
    watch.interrupt();
    abandonAll();
  }

  private void startCodeBehind(
      long instance, ProcessState state, Deployed deployed, RunServerEvent effect) {
    Thread.ofVirtual()
        .name("baltoro-code-behind-queue-", 0)
        .start(() -> {
          codeBehindThreads.acquireUninterruptibly();
          var place = new Place(codeBehindThreads);
          var thread =
              new Thread(
                  () -> {
                    try {
                      AttemptResult result;
                      try {
                        result = run(instance, state, deployed, effect, () -> {}, place);
                      } finally {
                        place.free();
                      }
                      results.deliver(instance, result);
                    } finally {
                      underWay.decrementAndGet();
                    }
                  },
                  "baltoro-code-behind-" + new SerialNumber(instance, effect.item()));
          thread.setDaemon(true);
          thread.start();
        });
  }

  private AttemptResult run(
      long instance,
      ProcessState state,
      Deployed deployed,
      RunServerEvent effect,
      Runnable beforeSerialNumber,
      Place place) {
    var event = event(state, deployed, effect);
    var handler = handler(state, deployed, effect, event);
    if (handler == null) {
      return failed(effect, "handler-missing", missing(event), null);
    }
    if (event.code() instanceof Code.CodeBehind && lostThreads.get() >= LOST_MAX) {
      return failed(
          effect,
          "code-failed",
          "This node has lost %d threads to code that does not end; it runs no more code-behind until it is started again."
              .formatted(LOST_MAX),
          null);
    }
    var context =
        new AttemptContext(
            state,
            deployed.definition(),
            event,
            effect.item(),
            effect.attempt(),
            value -> LargeContent.whole(store, instance, value),
            beforeSerialNumber);
    var key = new Key(instance, effect.item(), effect.attempt());
    var attempt = new Running(Thread.currentThread(), System.nanoTime(), event.timeLimit(), place);
    running.put(key, attempt);
    try {
      handler.run(context);
      return attempt.late ? tooLate(effect, event, null) : context.result();
    } catch (Throwable failure) { // user code may throw anything: it becomes data
      if (failure instanceof VirtualMachineError broken
          && !(failure instanceof StackOverflowError)) {
        LOG.atError().setCause(broken).log("Code of a server event broke the machine");
      }
      return attempt.late
          ? tooLate(effect, event, failure)
          : failed(effect, "code-failed", described(failure), failure);
    } finally {
      running.remove(key);
      attempt.ended();
      Thread.interrupted();
    }
  }

  private @Nullable ServerEventHandler handler(
      ProcessState state, Deployed deployed, RunServerEvent effect, ServerEvent event) {
    return switch (event.code()) {
      case Code.Handler(String name) -> {
        var registered = handlers.find(name);
        yield registered == null ? null : registered.handler();
      }
      case Code.CodeBehind c ->
          deployed.codeBehind().get(activity(state, effect) + "/" + event.name());
    };
  }

  private String missing(ServerEvent event) {
    return switch (event.code()) {
      case Code.Handler(String name) ->
          "No handler '%s' is registered on this node: it has %s. Add it to the class path or register it, then retry."
              .formatted(name, handlers.names().isEmpty() ? "none" : handlers.names());
      case Code.CodeBehind c ->
          "The compiled code of '%s' is not stored with this version. Deploy the definition again."
              .formatted(event.name());
    };
  }

  private static AttemptResult tooLate(
      RunServerEvent effect, ServerEvent event, @Nullable Throwable failure) {
    return failed(effect, "time-limit", overdue(event.timeLimit()), failure);
  }

  private static String overdue(Duration limit) {
    return "The code ran longer than its time limit of %s.".formatted(limit);
  }

  private static AttemptResult failed(
      RunServerEvent effect, String code, String message, @Nullable Throwable failure) {
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

  private static ServerEvent event(ProcessState state, Deployed deployed, RunServerEvent effect) {
    var instance = Objects.requireNonNull(state.events().get(effect.item()));
    return switch (deployed
        .definition()
        .activity(activity(state, effect))
        .events()
        .get(instance.event())) {
      case ServerEvent server -> server;
    };
  }

  private static String activity(ProcessState state, RunServerEvent effect) {
    var instance = Objects.requireNonNull(state.events().get(effect.item()));
    return state.activity(instance.activityInstance()).activity();
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

  private void look(Key key, Running attempt) {
    long over = System.nanoTime() - attempt.startedNanos - attempt.limit.toNanos();
    if (over < 0) {
      return;
    }
    if (!attempt.late) {
      attempt.late = true;
      attempt.thread.interrupt();
    }
    if (over > GRACE.toNanos() && attempt.lose()) {
      lost(key, attempt);
    }
  }

  /** The code ignores the interrupt: its attempt is reported, and its thread written off. */
  private void lost(Key key, Running attempt) {
    lostThreads.incrementAndGet();
    attempt.place.free();
    LOG.atWarn()
        .addKeyValue("serialNumber", new SerialNumber(key.instance, key.item))
        .addKeyValue("attempt", key.attempt)
        .log("Code goes on past its time limit and ignores the interrupt; its thread is lost");
    results.deliver(
        key.instance,
        new AttemptResult(
            new Command.FailAttempt(
                key.item,
                key.attempt,
                "time-limit",
                overdue(attempt.limit) + " It ignored the interrupt; its thread is lost.",
                StackTraces.text(whereItIs(attempt.thread), STACK_CHARACTERS)),
            Map.of()));
  }

  private static Throwable whereItIs(Thread thread) {
    var where = new IllegalStateException("still running");
    where.setStackTrace(thread.getStackTrace());
    return where;
  }

  private record Key(long instance, int item, int attempt) {}

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
    private final Thread thread;
    private final long startedNanos;
    private final Duration limit;
    private final Place place;
    private volatile boolean late;
    private boolean lost;
    private boolean ended;

    Running(Thread thread, long startedNanos, Duration limit, Place place) {
      this.thread = thread;
      this.startedNanos = startedNanos;
      this.limit = limit;
      this.place = place;
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
