package org.baltoro.engine;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;
import org.baltoro.engine.code.Handlers.Registered;
import org.baltoro.engine.code.Mailer;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.history.RetentionSettings;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.definition.Retention;
import org.baltoro.store.Store;
import org.baltoro.store.StoreConfig;
import org.jspecify.annotations.Nullable;

/**
 * What an engine runs on and within which bounds. Immutable: each method gives a changed copy.
 * Begin with {@link #sqlite}, {@link #postgres} or {@link #dataSource(DataSource)}; all else has a
 * default.
 */
public final class EngineConfig {
  @Nullable Path sqliteFile;
  String jdbcUrl = "";
  String databaseUser = "";
  String databasePassword = "";
  @Nullable DataSource dataSource;
  String schema = "";
  boolean unsafe;
  boolean codeBehind = true;
  InstantSource clock = InstantSource.system();
  boolean movableClock;
  String nodeName = "node";
  Duration lease = Duration.ofSeconds(8);
  Duration patience = Duration.ofSeconds(30);
  Duration syncTimeout = Duration.ofSeconds(30);
  Duration loginValidFor = Duration.ofHours(12);
  Duration shutdownPatience = Duration.ofSeconds(10);
  int committers = 2;
  int batchMax = 512;
  int outstandingMax = 10_000;
  int codeBehindThreads = 32;
  long cacheBytes = 64L << 20;
  @Nullable Mailer mailer;
  RetentionSettings retention = RetentionSettings.NONE;
  CallRules callRules = CallRules.PUBLIC_ADDRESSES;
  Credentials credentials = Credentials.NONE;
  @Nullable URI publicAddress;
  UnaryOperator<Store> storeWrapper = UnaryOperator.identity();
  SequencedMap<String, Registered> handlers = new java.util.LinkedHashMap<>();

  private EngineConfig() {}

  /** On a SQLite file, which is made when it is missing. */
  public static EngineConfig sqlite(Path file) {
    var config = new EngineConfig();
    config.sqliteFile = file;
    return config;
  }

  /** On a PostgreSQL database: {@code jdbc:postgresql://host/database}. */
  public static EngineConfig postgres(String jdbcUrl, String user, String password) {
    var config = new EngineConfig();
    config.jdbcUrl = jdbcUrl;
    config.databaseUser = user;
    config.databasePassword = password;
    return config;
  }

  /**
   * On the database that these connections lead to, PostgreSQL or SQLite: for a program that has a
   * data source already. On PostgreSQL four of them are kept for as long as the engine is open.
   */
  public static EngineConfig dataSource(DataSource source) {
    var config = new EngineConfig();
    config.dataSource = source;
    config.committers = 1;
    return config;
  }

  /** The schema on PostgreSQL, made when it is missing; default the connections' own. */
  public EngineConfig schema(String name) {
    return with(config -> config.schema = name);
  }

  /** The engine's clock; default the system's. A {@link ManualClock} is moved by hand. */
  public EngineConfig clock(InstantSource source) {
    return with(config -> config.clock = source);
  }

  /**
   * Real time that can be moved ahead by hand, as on a staging server; default false. How far it
   * was moved is kept in the store; without this such a store is refused. Logins go by real time.
   */
  public EngineConfig movableClock(boolean movable) {
    return with(config -> config.movableClock = movable);
  }

  /** Registers a handler of server events under the name that definitions use. */
  public EngineConfig handler(String name, ServerEventHandler handler) {
    return with(config -> config.handlers.put(name, new Registered(handler, false)));
  }

  /**
   * Registers a handler of an escalation or a rule under the name that definitions use.
   *
   * @param context what it is written for, as in {@code ProcessFinishRuleContext.class}
   */
  public <C extends CodeContext> EngineConfig handler(
      String name, Class<C> context, CodeHandler<C> handler) {
    return with(config -> config.handlers.put(name, new Registered(handler, context, false)));
  }

  /**
   * Registers the lambdas of a definition that was deployed before, so that its instances can go on
   * as soon as the engine is open.
   */
  public EngineConfig handlers(BuiltDefinition built) {
    return with(config -> config.handlers.putAll(built.handlers()));
  }

  /** How the mails of escalations are sent; without it they fail and are tried again. */
  public EngineConfig mailer(Mailer mailer) {
    return with(config -> config.mailer = mailer);
  }

  /** Where HTTP calls of definitions may go; default: every public address. */
  public EngineConfig callRules(CallRules rules) {
    return with(config -> config.callRules = rules);
  }

  /** The secrets that HTTP calls name; default none. */
  public EngineConfig credentials(Credentials known) {
    return with(config -> config.credentials = known);
  }

  /** Where this engine's server is reached from outside: callback addresses begin with it. */
  public EngineConfig publicAddress(URI address) {
    return with(config -> config.publicAddress = address);
  }

  /** Puts something around the store: faults, in tests. */
  public EngineConfig storeWrapper(UnaryOperator<Store> wrapper) {
    return with(config -> config.storeWrapper = wrapper);
  }

  /** Registers a handler that does no harm when it runs twice: see {@code durability: wait}. */
  public EngineConfig repeatableHandler(String name, ServerEventHandler handler) {
    return with(config -> config.handlers.put(name, new Registered(handler, true)));
  }

  /** Whether definitions with code in them may be deployed; default true. */
  public EngineConfig codeBehind(boolean allowed) {
    return with(config -> config.codeBehind = allowed);
  }

  /** Accepts a PostgreSQL server that may lose commits; default false. */
  public EngineConfig unsafe(boolean accepted) {
    return with(config -> config.unsafe = accepted);
  }

  /** What this node is called, for people; default {@code node}. */
  public EngineConfig nodeName(String name) {
    return with(config -> config.nodeName = name);
  }

  /**
   * After so long without a sign of life a node is declared dead; 1 s to 10 minutes, default 8 s.
   */
  public EngineConfig lease(Duration duration) {
    return with(config -> config.lease = duration);
  }

  /** How long a caller waits for a commit; 100 ms to 1 hour, default 30 s. */
  public EngineConfig patience(Duration duration) {
    return with(config -> config.patience = duration);
  }

  /** How long a call with sync waits for the next wait state; 1 ms to 10 minutes, default 30 s. */
  public EngineConfig syncTimeout(Duration duration) {
    return with(config -> config.syncTimeout = duration);
  }

  /** How long a login lasts; 1 minute to 366 days, default 12 hours. */
  public EngineConfig loginValidFor(Duration duration) {
    return with(config -> config.loginValidFor = duration);
  }

  /** How long {@code close} waits for running code; 0 to 10 minutes, default 10 s. */
  public EngineConfig shutdownPatience(Duration duration) {
    return with(config -> config.shutdownPatience = duration);
  }

  /** Connections that commit, on PostgreSQL; 1 to 16, default 2. */
  public EngineConfig committers(int connections) {
    return with(config -> config.committers = connections);
  }

  /** Decisions in one transaction at most; 1 to 10,000, default 512. */
  public EngineConfig batchMax(int decisions) {
    return with(config -> config.batchMax = decisions);
  }

  /** Calls that may wait at once, before others are told "busy"; 1 to 1,000,000, default 10,000. */
  public EngineConfig outstandingMax(int calls) {
    return with(config -> config.outstandingMax = calls);
  }

  /** Attempts of code-behind that run at once; 1 to 1,000, default 32. */
  public EngineConfig codeBehindThreads(int threads) {
    return with(config -> config.codeBehindThreads = threads);
  }

  /** Room for decided states; 0 to 64 GiB, default 64 MiB. */
  public EngineConfig cacheBytes(long bytes) {
    return with(config -> config.cacheBytes = bytes);
  }

  /**
   * How long finished instances are kept where their definition does not say, before they are
   * deleted; 1 h to 36,500 d, null (the default): for ever.
   *
   * @param archive whether they are written into the archive folder first; needs one
   */
  public EngineConfig retention(@Nullable Duration after, boolean archive) {
    return with(config ->
        config.retention = new RetentionSettings(after, archive, config.retention.folder()));
  }

  /** Where instances are archived before they are deleted; default none. */
  public EngineConfig archiveFolder(Path folder) {
    return with(config ->
        config.retention =
            new RetentionSettings(config.retention.after(), config.retention.archive(), folder));
  }

  /** Where and how the store is opened. */
  public StoreConfig storeConfig() {
    return storeLocation().withSchema(schema).withUnsafe(unsafe);
  }

  private StoreConfig storeLocation() {
    if (sqliteFile != null) {
      return StoreConfig.sqlite(sqliteFile);
    }
    var shared =
        dataSource != null
            ? StoreConfig.dataSource(dataSource)
            : StoreConfig.postgres(jdbcUrl, databaseUser, databasePassword);
    return shared.withCommitters(committers);
  }

  /** All faults, told at once. @throws IllegalArgumentException naming key, value and bounds */
  void check() {
    var faults = new ArrayList<String>();
    between(faults, "engine.lease", lease, Duration.ofSeconds(1), Duration.ofMinutes(10));
    between(faults, "engine.patience", patience, Duration.ofMillis(100), Duration.ofHours(1));
    between(
        faults, "engine.sync-timeout", syncTimeout, Duration.ofMillis(1), Duration.ofMinutes(10));
    between(
        faults,
        "engine.login-valid-for",
        loginValidFor,
        Duration.ofMinutes(1),
        Duration.ofDays(366));
    between(
        faults,
        "engine.shutdown-patience",
        shutdownPatience,
        Duration.ZERO,
        Duration.ofMinutes(10));
    between(faults, "engine.committers", committers, 1, 16);
    between(faults, "engine.batch-max", batchMax, 1, 10_000);
    between(faults, "engine.outstanding-max", outstandingMax, 1, 1_000_000);
    between(faults, "engine.code-behind-threads", codeBehindThreads, 1, 1_000);
    between(faults, "engine.cache-bytes", cacheBytes, 0, 64L << 30);
    if (retention.after() != null) {
      between(faults, "engine.retention", retention.after(), Retention.LEAST, Retention.MOST);
    }
    if (retention.archive() && retention.folder() == null) {
      faults.add("engine.archive-folder is not given: retention with an archive needs one.");
    }
    between(
        faults,
        "engine.call-rules.response-bytes-max",
        callRules.responseBytesMax(),
        1024,
        64 << 20);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  private static <T extends Comparable<T>> void between(
      List<String> faults, String key, T value, T least, T most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      faults.add(
          "%s is %s: give %s to %s.".formatted(key, shown(value), shown(least), shown(most)));
    }
  }

  private static Object shown(Object value) {
    return value instanceof Duration span ? Spans.text(span) : value;
  }

  private static void between(List<String> faults, String key, long value, long least, long most) {
    between(faults, key, Long.valueOf(value), Long.valueOf(least), Long.valueOf(most));
  }

  private EngineConfig with(Consumer<EngineConfig> change) {
    var copy = new EngineConfig();
    copy.sqliteFile = sqliteFile;
    copy.jdbcUrl = jdbcUrl;
    copy.databaseUser = databaseUser;
    copy.databasePassword = databasePassword;
    copy.dataSource = dataSource;
    copy.schema = schema;
    copy.unsafe = unsafe;
    copy.codeBehind = codeBehind;
    copy.clock = clock;
    copy.movableClock = movableClock;
    copy.nodeName = nodeName;
    copy.lease = lease;
    copy.patience = patience;
    copy.syncTimeout = syncTimeout;
    copy.loginValidFor = loginValidFor;
    copy.shutdownPatience = shutdownPatience;
    copy.committers = committers;
    copy.batchMax = batchMax;
    copy.outstandingMax = outstandingMax;
    copy.codeBehindThreads = codeBehindThreads;
    copy.cacheBytes = cacheBytes;
    copy.handlers = new java.util.LinkedHashMap<>(handlers);
    copy.mailer = mailer;
    copy.retention = retention;
    copy.callRules = callRules;
    copy.credentials = credentials;
    copy.publicAddress = publicAddress;
    copy.storeWrapper = storeWrapper;
    change.accept(copy);
    return copy;
  }
}
