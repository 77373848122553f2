package org.baltoro.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.Problem;
import org.baltoro.api.ServerItem;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.call.Callbacks;
import org.baltoro.engine.call.HttpCalls;
import org.baltoro.engine.code.AttemptResult;
import org.baltoro.engine.code.AttemptRunner;
import org.baltoro.engine.code.Handlers;
import org.baltoro.engine.code.Handlers.Registered;
import org.baltoro.engine.code.Mailer;
import org.baltoro.engine.code.Outside;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.engine.connection.ArchivedInstance;
import org.baltoro.engine.connection.InProcessConnection;
import org.baltoro.engine.connection.InstanceIds;
import org.baltoro.engine.connection.Parts;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.deploy.DefinitionWriter;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.deploy.Deployer;
import org.baltoro.engine.history.HistoryWork;
import org.baltoro.engine.history.RetentionWork;
import org.baltoro.engine.history.RollUp;
import org.baltoro.engine.inbox.FinishInbox;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.mailbox.Follower;
import org.baltoro.engine.mailbox.JobSignals;
import org.baltoro.engine.mailbox.Mailboxes;
import org.baltoro.engine.mailbox.Messenger;
import org.baltoro.engine.mailbox.StoreTroubles;
import org.baltoro.engine.mailbox.Waiters;
import org.baltoro.engine.node.Node;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.engine.security.Logins;
import org.baltoro.engine.security.Principal;
import org.baltoro.engine.security.Rights;
import org.baltoro.engine.security.StoredDirectory;
import org.baltoro.engine.timer.MovableClock;
import org.baltoro.engine.timer.StoredClock;
import org.baltoro.engine.timer.Timers;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Store;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Stores;

/**
 * The workflow engine: one node, in this process, on a store of its own or shared with other nodes.
 *
 * <pre>{@code
 * try (var engine = Engine.open(EngineConfig.sqlite(Path.of("orders.db")))) {
 *   Connection connection = engine.connectTrusted("ann");
 *   connection.definitions().deploy(Files.readString(file), "order.yaml");
 *   connection.startProcessInstance(connection.createProcessInstance("Finance/Order"), true);
 * }
 * }</pre>
 *
 * <p>Safe for many threads. Close it: what runs may finish, and other nodes take over at once.
 */
public final class Engine implements AutoCloseable {
  private static final Duration RULES_LOADED_AFTER = Duration.ofSeconds(2);

  private final EngineConfig config;
  private final Store store;
  private final CommitPipeline pipeline;
  private final Handlers handlers = new Handlers();
  private final AttemptRunner attempts;
  private final Mailboxes mailboxes;
  private final Messenger messenger;
  private final Waiters waiters = new Waiters();
  private final JobSignals jobSignals;
  private final FinishInbox inbox;
  private final Callbacks callbacks;
  private final Timers timers;
  private final Node node;
  private final HistoryWork history;
  private final Parts parts;

  /** What the engine itself has to say and has not been decided yet: it is said once. */
  private final Set<Said> said = ConcurrentHashMap.newKeySet();

  private final Thread rulesLoader;

  private volatile boolean closed;

  /**
   * Opens the store, migrates it if it is older, and starts to work.
   *
   * @throws IllegalArgumentException for settings out of bounds, all told at once
   * @throws org.baltoro.store.StoreException if the store can't be used: in use by another process,
   *     made by a newer version, or not safe
   */
  public static Engine open(EngineConfig config) {
    config.check();
    var store = config.storeWrapper.apply(Stores.open(config.storeConfig()));
    try {
      return new Engine(config, store);
    } catch (RuntimeException | Error failure) {
      store.close();
      throw failure;
    }
  }

  private Engine(EngineConfig config, Store store) {
    this.config = config;
    this.store = store;
    var clock = clock(config, store);
    handlers.loadServices();
    config.handlers.forEach(handlers::register);
    pipeline =
        new CommitPipeline(store, store.exclusive() ? 1 : config.committers, config.batchMax);
    var definitions = new DefinitionRegistry(store);
    var rules = new FeelRules((instance, sha256) -> LargeContent.content(store, instance, sha256));
    var directory = new StoredDirectory(store);
    jobSignals = new JobSignals(store.exclusive());
    callbacks = new Callbacks(store, config.publicAddress);
    var outside =
        new Outside(
            config.mailer == null ? Mailer.NONE : config.mailer,
            new HttpCalls(rules, config.callRules, config.credentials),
            callbacks);
    attempts =
        new AttemptRunner(
            store,
            handlers,
            rules,
            clock,
            outside,
            this::deliver,
            this::isCurrent,
            config.codeBehindThreads);
    var ids = new InstanceIds(store);
    mailboxes =
        new Mailboxes(
            store,
            pipeline,
            definitions,
            rules,
            directory,
            clock,
            ids::next,
            attempts,
            new Consequences(),
            config.patience,
            config.outstandingMax,
            config.cacheBytes);
    messenger = new Messenger(store, mailboxes, definitions);
    timers = new Timers(store, clock, this::fire);
    node =
        new Node(
            store,
            config.nodeName,
            config.lease,
            mailboxes::node,
            this::takeOver,
            attempts::abandon);
    var rollUp = new RollUp(store, definitions, clock);
    var retention =
        new RetentionWork(
            store,
            definitions,
            clock,
            config.retention,
            new ArchivedInstance(store, definitions),
            mailboxes::forget,
            node::epoch);
    history = new HistoryWork(rollUp, retention, node::epoch);
    parts =
        new Parts(
            store,
            mailboxes,
            waiters,
            jobSignals,
            ids,
            definitions,
            new Deployer(
                store, definitions, handlers, clock, config.codeBehind, config.mailer != null),
            new Rights(store, directory),
            new Logins(store, config.clock, config.loginValidFor),
            directory,
            rules,
            clock,
            rollUp,
            retention);
    if (clock instanceof MovableClock movable) {
      movable.onMove(timers::clockMoved);
    }
    inbox = new FinishInbox(store, clock, this::connectTrusted);
    node.start();
    timers.start();
    history.start();
    inbox.start();
    rulesLoader =
        Thread.ofPlatform().daemon().name("baltoro-rules-loader").start(Engine::loadRules);
  }

  /** Unless a rule is asked for sooner: not beside the first commands, which would be slower. */
  private static void loadRules() {
    try {
      Thread.sleep(RULES_LOADED_AFTER);
      FeelRules.load();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static InstantSource clock(EngineConfig config, Store store) {
    if (config.movableClock) {
      return new StoredClock(store, config.clock);
    }
    var ahead = store.clockAhead();
    if (!ahead.isZero()) {
      throw new IllegalArgumentException(
          "The clock of this store was moved ahead by %d days and %d hours: its instances lie in the future. Start it with a movable clock (baltoro serve --movable-clock)."
              .formatted(ahead.toDays(), ahead.toHoursPart()));
    }
    return config.clock;
  }

  // ---- connections

  /**
   * A connection for a user with a password.
   *
   * @throws org.baltoro.api.BaltoroException {@link org.baltoro.api.Problem#NOT_AUTHENTICATED}
   */
  public Connection connect(String user, String password) {
    return connection(StoreTroubles.translating(() -> parts.logins().authenticate(user, password)));
  }

  /**
   * A connection for the user whom a token stands for.
   *
   * @throws org.baltoro.api.BaltoroException {@link org.baltoro.api.Problem#NOT_AUTHENTICATED}
   */
  public Connection connectWithToken(String token) {
    return connection(StoreTroubles.translating(() -> parts.logins().ofToken(token)));
  }

  /**
   * A connection for code of this process, with every right; the journal names {@code user}, who
   * need not be known here.
   */
  public Connection connectTrusted(String user) {
    return connection(new Principal(user, Set.of(), true));
  }

  /** A connection with the rights of a user whom this process has authenticated itself. */
  public Connection connectAs(String user) {
    return connection(StoreTroubles.translating(() -> parts.logins().named(user)));
  }

  /**
   * A connection with the rights of a user whom this process, or an issuer that it trusts, has
   * authenticated. Who comes for the first time gets an account without a password.
   *
   * @param groups those that are known from there; groups of the account here count besides
   * @throws org.baltoro.api.BaltoroException {@link org.baltoro.api.Problem#NOT_AUTHENTICATED} if
   *     the account here is disabled, or no user may be called so
   */
  public Connection connectAs(String user, Set<String> groups) {
    return connection(
        StoreTroubles.translating(() -> parts.logins().authenticatedElsewhere(user, groups)));
  }

  /**
   * Opens the server item of whoever holds its signed address.
   *
   * @param evenIfEnded for its receipt; false: refused as a finish would be
   * @throws BaltoroException {@link Problem#ACCESS_DENIED} if the signature is not the item's
   */
  public ServerItem openSigned(String serialNumber, String signature, boolean evenIfEnded) {
    requireSigned(serialNumber, signature);
    var connection = connectTrusted(Callbacks.BY);
    return evenIfEnded
        ? connection.openServerItemEvenIfEnded(serialNumber)
        : connection.openServerItem(serialNumber);
  }

  /** Refuses a signature that is not the one of the item's callback address. */
  public void requireSigned(String serialNumber, String signature) {
    if (!StoreTroubles.translating(() -> callbacks.isSigned(serialNumber, signature))) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "The signature is not the one of item %s. Use the address as it was given, all of it."
              .formatted(serialNumber));
    }
  }

  /** This engine's server is reached there from now on: callback addresses begin with it. */
  public void answersAt(URI address) {
    callbacks.answersAt(address);
  }

  private Connection connection(Principal principal) {
    return new InProcessConnection(parts, principal, config.syncTimeout);
  }

  /** Logs a user in, once, for a token. */
  public LoginToken login(String user, String password) {
    return StoreTroubles.translating(() -> parts.logins().login(user, password));
  }

  /** Ends a token at once. */
  public void logout(String token) {
    StoreTroubles.translating(() -> {
      parts.logins().end(token);
      return token;
    });
  }

  /**
   * Makes the first user, with every server right, and gives the password; only when there is none.
   */
  public Optional<String> createFirstAdministrator(String name) {
    return parts.logins().createFirstAdministrator(name);
  }

  // ---- definitions built in Java

  /** Registers a handler, also after the start. */
  public void register(String name, ServerEventHandler handler, boolean repeatable) {
    handlers.register(name, new Registered(handler, repeatable));
  }

  /** Registers a handler of an escalation or a rule, also after the start. */
  public <C extends CodeContext> void register(
      String name, Class<C> context, CodeHandler<C> handler) {
    handlers.register(name, new Registered(handler, context, false));
  }

  /**
   * Deploys a definition that was built in Java, and registers its lambdas. They are not stored:
   * after a restart deploy it again, or instances that need them are in error until someone does.
   */
  public Deployment deploy(BuiltDefinition built, String user) {
    built.handlers().forEach(handlers::register);
    return parts
        .deployer()
        .deploy(
            DefinitionWriter.write(built.definition()),
            built.definition().name() + ".yaml",
            true,
            user);
  }

  // ---- care

  public EngineConfig config() {
    return config;
  }

  public EngineStatus status() {
    return new EngineStatus(
        pipeline.storeReachable(),
        store.description(),
        node.epoch(),
        pipeline.queued(),
        pipeline.commits(),
        pipeline.decisions(),
        attempts.running(),
        mailboxes.cached(),
        attempts.lostThreads());
  }

  /** From now on no worker waits for jobs: those that do are answered that there are none. */
  public void endPolls() {
    jobSignals.close();
  }

  /** Copies a SQLite store to a new file while the engine runs. */
  public void backup(Path file) {
    store.backup(file);
  }

  /**
   * Waits until nothing is left to be done now: no code runs, all results are stored, nothing is
   * due and nothing of a dead node is to be taken over. What waits for the outside or for a later
   * time does not count. For tests.
   *
   * @return false if there was still something to do after {@code patience}
   */
  public boolean awaitQuiet(Duration patience) {
    return attempts.awaitIdle(
        patience, () -> mailboxes.isIdle() && isNothingDue() && isNothingToTakeOver());
  }

  private boolean isNothingDue() {
    return store.dueTimers(parts.clock().millis() + 1, 1).isEmpty();
  }

  private boolean isNothingToTakeOver() {
    return store.deadNodes().stream().allMatch(dead -> store.ownedBy(dead, 0, 1).isEmpty());
  }

  /** The time that this engine goes by. */
  public InstantSource clock() {
    return parts.clock();
  }

  /** The store, for checks. */
  public Store store() {
    return store;
  }

  /**
   * Ends in order: no new calls; running code, and what follows from it, may finish within the
   * shutdown patience; queued commits are made; other nodes are told. Code that takes longer is
   * interrupted, and nothing it did is stored: its attempt is lost, and is started again by another
   * node at once, or when the store is opened next.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    rulesLoader.interrupt();
    endPolls();
    inbox.close();
    timers.close();
    history.close();
    if (parts.clock() instanceof StoredClock stored) {
      stored.close();
    }
    mailboxes.refuseCalls();
    attempts.awaitIdle(config.shutdownPatience, () -> messenger.isIdle() && mailboxes.isIdle());
    attempts.startNoMore();
    messenger.deliverNoMore();
    waiters.close();
    pipeline.retryNoMore();
    mailboxes.close();
    attempts.close();
    pipeline.close();
    node.close();
    store.close();
  }

  // ---- what comes back

  private void deliver(long instance, AttemptResult result) {
    post(instance, result.command(), result.largeValues());
  }

  /** True if the attempt still runs as far as the instance knows, or if nobody can say. */
  private boolean isCurrent(long instance, Effect.RunCode effect) {
    try {
      var known = mailboxes.read(instance);
      var event = known == null ? null : known.state().events().get(effect.item());
      return event != null
          && event.status() instanceof Status.Running running
          && running.attempt() == effect.attempt()
          && running.node() == effect.node();
    } catch (BaltoroException unreachable) {
      return true;
    }
  }

  private record Said(long instance, Command command) {}

  private CompletionStage<Boolean> fire(long instance, int item) {
    return sayOnce(instance, new Command.FireTimer(item));
  }

  private void takeOver(long instance, long deadNode) {
    sayOnce(instance, new Command.TakeOver(deadNode));
  }

  /** Gives whether it changed anything; false at once if the same is being said already. */
  private CompletionStage<Boolean> sayOnce(long instance, Command command) {
    var saying = new Said(instance, command);
    return said.add(saying)
        ? post(instance, command, Map.of())
            .whenComplete((answer, failure) -> said.remove(saying))
            .thenApply(answer ->
                answer instanceof Answer.Accepted(var decision, var version, var state)
                    && !decision.facts().isEmpty())
        : CompletableFuture.completedStage(false);
  }

  private CompletableFuture<Answer> post(
      long instance, Command command, Map<String, String> largeValues) {
    var answer = mailboxes.post(instance, command, largeValues);
    answer.whenComplete((decided, failure) -> {
      if (failure != null) {
        undeliverable(instance, command, failure);
      }
    });
    return answer;
  }

  /** The store refuses the very content of a result: that is a failure of the attempt. */
  private void undeliverable(long instance, Command command, Throwable failure) {
    if (command instanceof Command.ReturnAttempt returned && !closed) {
      post(
          instance,
          new Command.FailAttempt(
              returned.item(),
              returned.attempt(),
              "code-failed",
              "What the code has set can't be stored: " + failure.getMessage(),
              null),
          Map.of());
    }
  }

  /** What follows from a commit. */
  private final class Consequences implements Follower {
    @Override
    public void committed(
        StoredInstance now, ProcessState before, Deployed deployed, List<Effect> effects) {
      for (var effect : effects) {
        switch (effect) {
          case Effect.RunCode run when run.node() == node.epoch() ->
              attempts.start(now.id(), now.state(), deployed, run);
          case Effect.RunCode elsewhere -> {}
          case Effect.Deliver deliver when deliver.node() == node.epoch() ->
              messenger.deliver(now, deliver);
          case Effect.Deliver elsewhere -> {}
        }
      }
      now.state()
          .timers()
          .forEach((item, due) -> {
            if (!due.equals(before.timers().get(item))) {
              timers.added(now.id(), item, due.toEpochMilli());
            }
          });
      waiters.committed(now);
      jobSignals.committed(before, now.state());
    }

    @Override
    public void fenced(long epoch) {
      attempts.abandon(epoch);
      node.fenced(epoch);
    }
  }
}
