package org.baltoro.engine.mailbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.code.AttemptRunner;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.Directory;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.Kernel;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.Surroundings;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mailbox for each instance that has something to do: its commands run one after another, those
 * of different instances in parallel on virtual threads. Each command is decided by the kernel on
 * the newest state known; the store's version check says whether that was the newest there is, and
 * a loser is decided again. Nothing is answered and no effect is run before the commit.
 */
public final class Mailboxes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Mailboxes.class);
  private static final Duration INTERNAL_PAUSE = Duration.ofMillis(500);

  /** What a preview calls an instance that would be started. */
  private static final long UNKNOWN_INSTANCE = 0;

  private final Store store;
  private final CommitPipeline pipeline;
  private final DefinitionRegistry definitions;
  private final FeelRules rules;
  private final Directory directory;
  private final InstantSource clock;
  private final LongSupplier newInstances;
  private final AttemptRunner attempts;
  private final Follower follower;
  private final Duration patience;
  private final Semaphore places;
  private final ConcurrentHashMap<Long, Queue<Request>> mailboxes = new ConcurrentHashMap<>();
  private final Cache<Long, StoredInstance> cache;
  private final BatchedReads<StoredInstance> loads;
  private final BatchedReads<Long> versions;
  private final AtomicLong decisionIds = new AtomicLong();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("baltoro-mailbox-", 0).factory());
  private volatile long node;
  private volatile boolean refusing;
  private volatile boolean closed;

  /**
   * @param newInstances numbers for instances that others start
   * @param patience how long a caller waits for an answer before it is told that the outcome is
   *     unknown
   * @param outstandingMax commands of callers that may wait at once; more are refused as busy
   * @param cacheBytes room for decided states
   */
  public Mailboxes(
      Store store,
      CommitPipeline pipeline,
      DefinitionRegistry definitions,
      FeelRules rules,
      Directory directory,
      InstantSource clock,
      LongSupplier newInstances,
      AttemptRunner attempts,
      Follower follower,
      Duration patience,
      int outstandingMax,
      long cacheBytes) {
    this.store = store;
    this.pipeline = pipeline;
    this.definitions = definitions;
    this.rules = rules;
    this.directory = directory;
    this.clock = clock;
    this.newInstances = newInstances;
    this.attempts = attempts;
    this.follower = follower;
    this.patience = patience;
    places = new Semaphore(outstandingMax);
    cache =
        Caffeine.newBuilder()
            .maximumWeight(cacheBytes)
            .weigher((Long id, StoredInstance instance) -> Weight.of(instance.state()))
            .build();
    loads = new BatchedReads<>("baltoro-loader", (Set<Long> ids) -> store.load(ids));
    versions = new BatchedReads<>("baltoro-versions", (Set<Long> ids) -> store.versions(ids));
  }

  /** The epoch under which this node decides from now on. What was cached is forgotten. */
  public void node(long epoch) {
    node = epoch;
    cache.invalidateAll();
  }

  public int cached() {
    return (int) cache.estimatedSize();
  }

  /**
   * Carries a caller's command out and waits until it is durable.
   *
   * @param largeValues contents of large values that the command refers to, by hash
   * @throws BaltoroException {@link Problem#BUSY} when the queues are full, {@link
   *     Problem#STORE_UNAVAILABLE}
   */
  public Answer call(long instance, Command command, Map<String, String> largeValues) {
    return call(instance, command, largeValues, 0);
  }

  /**
   * Carries a caller's command out, if the instance is still at a version.
   *
   * @param expectedVersion 0 for any
   */
  public Answer call(
      long instance, Command command, Map<String, String> largeValues, long expectedVersion) {
    return call(instance, new Request(command, null, largeValues, true, expectedVersion));
  }

  /** What a command would do to the instance as it is now: decided, and not committed. */
  public Answer preview(long instance, Command command, Map<String, String> largeValues) {
    var known = read(instance);
    if (known == null) {
      return new Answer.NoSuchInstance(instance);
    }
    var state = known.state();
    var deployed = definitions.get(state.process(), state.version());
    var verdict =
        Kernel.decide(
            state,
            deployed.definition(),
            ItemHistory.enriched(store, instance, state, command),
            surroundings(state.process(), node, largeValues, () -> UNKNOWN_INSTANCE));
    return switch (verdict) {
      case Refusal refusal -> new Answer.Refused(refusal);
      case Decision decision -> new Answer.Accepted(decision, known.version(), state);
    };
  }

  /** Starts an instance of {@code deployed} and waits until that is durable. */
  public Answer start(
      Deployed deployed, Command.StartProcess start, Map<String, String> largeValues) {
    return call(start.instance(), new Request(start, deployed, largeValues, true, 0));
  }

  private Answer call(long instance, Request request) {
    return await(handIn(instance, request));
  }

  /** Hands in a caller's command; {@link #await} gives the answer. */
  public CompletableFuture<Answer> ask(long instance, Command command) {
    return handIn(instance, new Request(command, null, Map.of(), true, 0));
  }

  private CompletableFuture<Answer> handIn(long instance, Request request) {
    if (refusing) {
      throw new BaltoroException(
          Problem.BUSY, "The engine is closing. Nothing was done; try another node.");
    }
    if (!places.tryAcquire()) {
      throw new BaltoroException(
          Problem.BUSY,
          "The engine has as many commands waiting as it takes. Nothing was done; try again after a"
              + " second.",
          Map.of("retryAfterSeconds", 1));
    }
    // The place is held until the command is done, however long its caller waits.
    request.answer.whenComplete((answer, failure) -> places.release());
    put(instance, request);
    return request.answer;
  }

  /** Waits until a command that was handed in is durable. */
  public Answer await(CompletableFuture<Answer> answer) {
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new BaltoroException(
          Problem.STORE_UNAVAILABLE,
          "No answer from the store in %s. The command may have been stored or may be yet: repeat it with the same idempotency key, or look."
              .formatted(Spans.text(patience)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BaltoroException(
          Problem.STORE_UNAVAILABLE,
          "Interrupted while waiting for the commit: the outcome is unknown.");
    } catch (ExecutionException failed) {
      throw translated(failed.getCause());
    }
  }

  /** Hands in what the engine itself has to say; it is tried until it is durable. */
  public CompletableFuture<Answer> post(
      long instance, Command command, Map<String, String> largeValues) {
    var request = new Request(command, null, largeValues, false, 0);
    put(instance, request);
    return request.answer;
  }

  /** Hands in a start that another instance asks for; it is tried until it is durable. */
  public CompletableFuture<Answer> postStart(
      Deployed deployed, Command.StartProcess start, Map<String, String> largeValues) {
    var request = new Request(start, deployed, largeValues, false, 0);
    put(start.instance(), request);
    return request.answer;
  }

  /** The instance as it is now: read after this call. Null if there is none. */
  public @Nullable StoredInstance read(long instance) {
    try {
      return current(instance, null);
    } catch (StoreException failure) {
      throw translated(failure);
    }
  }

  /** The instance is gone from the store: it is not remembered either. */
  public void forget(long instance) {
    cache.invalidate(instance);
  }

  /** From now on callers are refused; what the engine itself has to say is still taken. */
  public void refuseCalls() {
    refusing = true;
  }

  /** True if no command is waiting or being carried out. */
  public boolean isIdle() {
    return mailboxes.isEmpty();
  }

  @Override
  public void close() {
    refusing = true;
    closed = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
        threads.shutdownNow(); // code that runs ahead of its commit
        threads.awaitTermination(2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    loads.close();
    versions.close();
  }

  // ---- the queue of one instance

  private void put(long instance, Request request) {
    var idle = new boolean[1];
    mailboxes.compute(
        instance,
        (id, queue) -> {
          idle[0] = queue == null;
          Queue<Request> requests = queue == null ? new ArrayDeque<>() : queue;
          requests.add(request);
          return requests;
        });
    if (idle[0]) {
      try {
        threads.execute(() -> drain(instance));
      } catch (RejectedExecutionException closing) {
        refuseAll(instance);
      }
    }
  }

  private void refuseAll(long instance) {
    var queue = mailboxes.remove(instance);
    if (queue != null) {
      var closing = new BaltoroException(Problem.BUSY, "The engine is closing. Nothing was done.");
      queue.forEach(request -> request.answer.completeExceptionally(closing));
    }
  }

  /** Works the queue off; the first request stays in it while it is worked on. */
  private void drain(long instance) {
    Request request = first(instance);
    while (request != null) {
      process(instance, request);
      request = next(instance);
    }
  }

  private @Nullable Request first(long instance) {
    var found = new Request[1];
    mailboxes.computeIfPresent(
        instance,
        (id, queue) -> {
          found[0] = queue.element();
          return queue;
        });
    return found[0];
  }

  private @Nullable Request next(long instance) {
    var found = new Request[1];
    mailboxes.computeIfPresent(
        instance,
        (id, queue) -> {
          queue.remove();
          if (queue.isEmpty()) {
            return null;
          }
          found[0] = queue.element();
          return queue;
        });
    return found[0];
  }

  private void process(long instance, Request request) {
    while (true) {
      try {
        request.answer.complete(decide(instance, request));
        return;
      } catch (RuntimeException | Error failure) {
        cache.invalidate(instance);
        boolean again = !request.external && !closed && StoreTroubles.passes(failure);
        if (!again) {
          if (!request.external && !closed) {
            LOG.atError()
                .addKeyValue("instance", instance)
                .addKeyValue("command", request.command.getClass().getSimpleName())
                .setCause(failure)
                .log("A command of the engine itself failed");
          }
          request.answer.completeExceptionally(failure);
          return;
        }
        pause();
      }
    }
  }

  // ---- one command

  private Answer decide(long instance, Request request) {
    StoredInstance fresh = null;
    while (true) {
      boolean starts = request.command instanceof Command.StartProcess;
      var known = starts ? null : fresh != null ? fresh : cache.getIfPresent(instance);
      if (known == null && !starts) {
        known = loads.get(instance);
        fresh = known;
      }
      if (known == null && !starts) {
        return new Answer.NoSuchInstance(instance);
      }
      var attempt = decideOn(instance, known, request);
      if (attempt.answer != null && !attempt.committed) {
        if (starts) {
          return isStarted(instance) ? new Answer.StartedBefore(instance) : attempt.answer;
        }
        if (fresh != null || store.exclusive() || isCurrent(known)) {
          return attempt.answer;
        }
        cache.invalidate(instance);
        fresh = null;
      } else if (attempt.answer != null) {
        return attempt.answer;
      } else if (starts && isStarted(instance)) {
        return new Answer.StartedBefore(instance);
      } else {
        cache.invalidate(instance);
        fresh = null;
      }
    }
  }

  /**
   * A start that is delivered again meets the instance that it has started, whatever version of the
   * definition it would be decided by now.
   */
  private boolean isStarted(long instance) {
    return loads.get(instance) != null;
  }

  /** No answer: the decision lost, and is to be made again on fresh state. */
  private record Tried(@Nullable Answer answer, boolean committed) {}

  private Tried decideOn(long instance, @Nullable StoredInstance known, Request request) {
    var deployed =
        request.startOf != null
            ? request.startOf
            : definitions.get(
                java.util.Objects.requireNonNull(known).state().process(), known.state().version());
    var before = known == null ? ProcessState.NEW : known.state();
    long version = known == null ? 0 : known.version();
    if (request.expectedVersion != 0 && request.expectedVersion != version) {
      return new Tried(
          new Answer.Refused(
              new Refusal.MovedSincePreview(instance, request.expectedVersion, version)),
          false);
    }
    var command = ItemHistory.enriched(store, instance, before, request.command);
    long epoch = node;
    var verdict =
        Kernel.decide(
            before,
            deployed.definition(),
            command,
            surroundings(deployed.definition().name().text(), epoch, request.largeValues));
    return switch (verdict) {
      case Refusal refusal -> new Tried(new Answer.Refused(refusal), false);
      case Decision decision when decision.facts().isEmpty() ->
          new Tried(new Answer.Accepted(decision, version, before), false);
      case Decision decision -> {
        var work =
            new Work(
                instance,
                inForce(deployed, decision.state()),
                before,
                version,
                epoch,
                decision.facts(),
                decision.state(),
                LargeValuesUsed.of(command, request.largeValues, decision.facts()),
                startKey(command));
        yield answered(carryOut(work), decision, startKey(command));
      }
    };
  }

  /** The definition that the instance goes on with: another one after a migration. */
  Deployed inForce(Deployed before, ProcessState after) {
    return after.version() == before.definition().version()
        ? before
        : definitions.get(after.process(), after.version());
  }

  /** All that the kernel may know now. */
  Surroundings surroundings(String process, long epoch, Map<String, String> largeValues) {
    return surroundings(process, epoch, largeValues, newInstances);
  }

  private Surroundings surroundings(
      String process, long epoch, Map<String, String> largeValues, LongSupplier instances) {
    return new Surroundings(
        rules.knowing(largeValues),
        clock.instant(),
        epoch,
        directory,
        version -> definitions.find(process, version),
        instances);
  }

  private Carried carryOut(Work decided) {
    var ahead = new AheadRun(this, attempts, decided);
    var stopped = ahead.run();
    return stopped != null
        ? new Carried(stopped, ahead.work())
        : new Carried(commit(ahead.work(), List.of()), ahead.work());
  }

  private record Carried(CommitOutcome outcome, Work work) {}

  /**
   * @param first the decision on the caller's own command: its receipt is the answer
   */
  private Tried answered(Carried carried, Decision first, @Nullable String startKey) {
    var work = carried.work;
    return switch (carried.outcome) {
      case WON ->
          new Tried(
              first.refusal() != null
                  ? new Answer.Refused(first.refusal())
                  : new Answer.Accepted(
                      new Decision(work.facts(), work.after(), List.of(), first.receipt(), null),
                      work.version() + 1,
                      work.before()),
              true);
      case LOST -> new Tried(null, false);
      case KEY_TAKEN -> {
        var made =
            store.instanceOfStartKey(
                work.deployed().processId(), java.util.Objects.requireNonNull(startKey));
        yield made == null
            ? new Tried(null, false)
            : new Tried(new Answer.StartedBefore(made), true);
      }
      case FENCED -> {
        follower.fenced(work.node());
        throw new StoreException(
            StoreException.Kind.LOCKED,
            "This node had lost its lease, so nothing was stored. Repeat the command.",
            null);
      }
    };
  }

  /**
   * Commits {@code work} and, if it won, lets what follows from it happen.
   *
   * @param underWay effects that are being done already
   */
  CommitOutcome commit(Work work, List<Effect> underWay) {
    var commit =
        new Commit(
            decisionIds.incrementAndGet(),
            work.instance(),
            work.deployed().processId(),
            work.version(),
            work.before(),
            work.after(),
            work.facts(),
            work.largeValues(),
            definitions.searchable(work.before().process(), work.before().version()),
            work.deployed().searchable(),
            work.startKey(),
            clock.millis());
    CommitOutcome outcome;
    try {
      outcome = pipeline.submit(work.node(), commit).join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof StoreException cause) {
        throw cause;
      }
      throw failed;
    }
    if (outcome == CommitOutcome.WON) {
      var stored = new StoredInstance(work.instance(), work.version() + 1, work.after());
      if (work.node() == node) {
        remember(stored);
      }
      var effects = new ArrayList<>(work.newEffects());
      effects.removeAll(underWay);
      follower.committed(stored, work.before(), work.deployed(), effects);
    }
    return outcome;
  }

  /**
   * What has ended is seldom asked for, and would be copied from one generation of the heap to the
   * next until there is no room for it.
   */
  private void remember(StoredInstance stored) {
    if (hasEnded(stored.state())) {
      cache.invalidate(stored.id());
    } else {
      cache.put(stored.id(), stored);
    }
  }

  /** Messages that have yet to arrive bring it commands. */
  private static boolean hasEnded(ProcessState state) {
    return switch (state.phase()) {
      case COMPLETED, DELETED -> state.outgoing().isEmpty();
      case NEW, LIVE, STOPPED -> false;
    };
  }

  private @Nullable StoredInstance current(long instance, @Nullable StoredInstance given) {
    var known = given != null ? given : cache.getIfPresent(instance);
    if (known != null && (store.exclusive() || isCurrent(known))) {
      return known;
    }
    return loads.get(instance);
  }

  private boolean isCurrent(@Nullable StoredInstance known) {
    return known != null && Long.valueOf(known.version()).equals(versions.get(known.id()));
  }

  private static @Nullable String startKey(Command command) {
    return command instanceof Command.StartProcess start ? start.idempotencyKey() : null;
  }

  private static void pause() {
    try {
      Thread.sleep(INTERNAL_PAUSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static RuntimeException translated(@Nullable Throwable failure) {
    return switch (failure) {
      case BaltoroException known -> known;
      case StoreException store -> StoreTroubles.translated(store);
      case RuntimeException other -> other;
      case null -> new IllegalStateException("failed without a cause");
      default -> new IllegalStateException(failure);
    };
  }

  private static final class Request {
    private final Command command;
    private final @Nullable Deployed startOf;
    private final Map<String, String> largeValues;
    private final boolean external;
    private final long expectedVersion;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Request(
        Command command,
        @Nullable Deployed startOf,
        Map<String, String> largeValues,
        boolean external,
        long expectedVersion) {
      this.expectedVersion = expectedVersion;
      this.command = command;
      this.startOf = startOf;
      this.largeValues = largeValues;
      this.external = external;
    }
  }
}
