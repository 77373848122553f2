package org.baltoro.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.Deployment;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.code.AttemptResult;
import org.baltoro.engine.code.AttemptRunner;
import org.baltoro.engine.code.Handlers;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.engine.connection.InProcessConnection;
import org.baltoro.engine.connection.InstanceIds;
import org.baltoro.engine.connection.Parts;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.deploy.DefinitionRegistry;
import org.baltoro.engine.deploy.DefinitionWriter;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.deploy.Deployer;
import org.baltoro.engine.mailbox.Follower;
import org.baltoro.engine.mailbox.Mailboxes;
import org.baltoro.engine.mailbox.Waiters;
import org.baltoro.engine.node.Node;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.engine.security.Logins;
import org.baltoro.engine.security.Principal;
import org.baltoro.engine.security.Rights;
import org.baltoro.engine.timer.Timers;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Effect;
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
  private final EngineConfig config;
  private final Store store;
  private final CommitPipeline pipeline;
  private final Handlers handlers = new Handlers();
  private final AttemptRunner attempts;
  private final Mailboxes mailboxes;
  private final Waiters waiters = new Waiters();
  private final Timers timers;
  private final Node node;
  private final Parts parts;
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
    return new Engine(config);
  }

  private Engine(EngineConfig config) {
    this.config = config;
    store = Stores.open(config.storeConfig());
    var clock = config.clock;
    handlers.loadServices();
    config.handlers.forEach((name, h) -> handlers.register(name, h.code(), h.repeatable()));
    pipeline =
        new CommitPipeline(store, store.exclusive() ? 1 : config.committers, config.batchMax);
    var definitions = new DefinitionRegistry(store);
    attempts = new AttemptRunner(store, handlers, this::deliver, config.codeBehindThreads);
    mailboxes =
        new Mailboxes(
            store,
            pipeline,
            definitions,
            new FeelRules((instance, sha256) -> LargeContent.content(store, instance, sha256)),
            clock,
            attempts,
            new Consequences(),
            config.patience,
            config.outstandingMax,
            config.cacheBytes);
    timers = new Timers(store, clock, this::fire);
    node = new Node(store, config.nodeName, config.lease, mailboxes::node, this::takeOver);
    parts =
        new Parts(
            store,
            mailboxes,
            waiters,
            new InstanceIds(store),
            definitions,
            new Deployer(store, definitions, handlers, clock, config.codeBehind),
            new Rights(store),
            new Logins(store, clock, config.loginValidFor),
            clock);
    if (clock instanceof ManualClock manual) {
      manual.onMove(timers::clockMoved);
    }
    node.start();
  }

  // ---- connections

  /**
   * A connection for a user with a password.
   *
   * @throws org.baltoro.api.BaltoroException {@link org.baltoro.api.Problem#NOT_AUTHENTICATED}
   */
  public Connection connect(String user, String password) {
    return connection(parts.logins().authenticate(user, password));
  }

  /**
   * A connection for the user whom a token stands for.
   *
   * @throws org.baltoro.api.BaltoroException {@link org.baltoro.api.Problem#NOT_AUTHENTICATED}
   */
  public Connection connectWithToken(String token) {
    return connection(parts.logins().ofToken(token));
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
    return connection(parts.logins().named(user));
  }

  private Connection connection(Principal principal) {
    return new InProcessConnection(parts, principal, config.syncTimeout);
  }

  /** Logs a user in, once, for a token. */
  public LoginToken login(String user, String password) {
    return parts.logins().login(user, password);
  }

  /** Ends a token at once. */
  public void logout(String token) {
    parts.logins().end(token);
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
    handlers.register(name, handler, repeatable);
  }

  /**
   * Deploys a definition that was built in Java, and registers its lambdas. They are not stored:
   * after a restart deploy it again, or instances that need them are in error until someone does.
   */
  public Deployment deploy(BuiltDefinition built, String user) {
    built
        .handlers()
        .forEach((name, code) ->
            handlers.register(name, code, built.repeatableHandlers().contains(name)));
    return parts
        .deployer()
        .deploy(
            DefinitionWriter.write(built.definition()), built.definition().name() + ".yaml", user);
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

  /** Copies a SQLite store to a new file while the engine runs. */
  public void backup(Path file) {
    store.backup(file);
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
    timers.close();
    mailboxes.refuseCalls();
    attempts.awaitIdle(config.shutdownPatience, mailboxes::isIdle);
    attempts.startNoMore();
    waiters.close();
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

  private void fire(long instance, int item) {
    post(instance, new Command.FireTimer(item), Map.of());
  }

  private void takeOver(long instance, long deadNode) {
    post(instance, new Command.TakeOver(deadNode), Map.of());
  }

  private void post(long instance, Command command, Map<String, String> largeValues) {
    var answer = mailboxes.post(instance, command, largeValues);
    answer.exceptionally(failure -> {
      undeliverable(instance, command, failure);
      return null;
    });
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
          case Effect.RunServerEvent run when run.node() == node.epoch() ->
              attempts.start(now.id(), now.state(), deployed, run);
          case Effect.RunServerEvent elsewhere -> {}
        }
      }
      now.state()
          .timers()
          .forEach((item, due) -> {
            if (!due.equals(before.timers().get(item))) {
              timers.added(now.id(), item, due.toEpochMilli());
            }
          });
      waiters.committed(now.id());
    }

    @Override
    public void fenced(long epoch) {
      attempts.abandonAll();
      node.fenced(epoch);
    }
  }
}
