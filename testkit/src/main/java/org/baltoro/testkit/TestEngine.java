package org.baltoro.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.baltoro.api.Connection;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.CodeHandler;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.language.yaml.DurationText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A workflow engine for tests: real in all, but that its clock stands still until it is moved, and
 * that its database goes when the test ends. Mails stay here.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestEngine engine =
 *     TestEngine.create().deploy("purchase-order.yaml").handler("finance.pay", k2 -> {});
 *
 * @Test
 * void whatIsApprovedIsPaid() {
 *   engine.start("Finance/Purchase Order").as("ann").with("Amount", 5000)
 *       .waitsAt("Approve")
 *       .when("bob").chooses("Approve")
 *       .thenPath("Receive", "Approve", "Pay").completes();
 * }
 * }</pre>
 *
 * <p>As a JUnit extension it gives each test an engine and a database of its own. What is said of
 * it before the test holds for all tests; what a test itself deploys or registers goes with it.
 * Without JUnit it opens when it is first used, until {@link #close}.
 *
 * <p>Not safe for tests that run side by side on one {@code TestEngine}: give each class its own.
 */
public final class TestEngine implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  /** Who deploys, and looks at instances. */
  static final String TEST = "test";

  private static final Instant MONDAY_MORNING = Instant.parse("2026-01-05T09:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(1);

  private final Setup ofAllTests = new Setup();
  private TestDatabase.Maker databases = TestDatabase.SqliteFile::make;
  private Instant begin = MONDAY_MORNING;
  private Duration patience = Duration.ofSeconds(20);
  private @Nullable Running running;

  private TestEngine() {}

  /** What lives as long as one test. */
  private static final class Running {
    private final TestDatabase database;
    private final Setup setup;
    private final ManualClock clock;
    private final List<Story> stories = new ArrayList<>();
    private final List<SentMail> mails = new CopyOnWriteArrayList<>();
    private PowerSwitch power = new PowerSwitch();
    private Engine engine;

    private Running(TestDatabase database, Setup setup, Instant begin) {
      this.database = database;
      this.setup = setup;
      clock = new ManualClock(begin);
      engine = open();
      setup.fill(engine, clock.instant());
    }

    private Engine open() {
      power = new PowerSwitch();
      var config =
          database
              .config()
              .clock(clock)
              .lease(LEASE)
              .shutdownPatience(Duration.ZERO)
              .mailer(this::take);
      return Engine.open(setup.applied(config).storeWrapper(power::around));
    }

    private void take(List<String> to, String subject, String body, String messageKey) {
      mails.add(new SentMail(to, subject, body));
    }
  }

  /** On a SQLite file of its own for each test; on a Monday, 2026-01-05 at 9:00 UTC. */
  public static TestEngine create() {
    return new TestEngine();
  }

  // ---- what it has

  /** On a database of its own for each test, which {@code user} may make on this server. */
  public TestEngine onPostgres(String jdbcUrl, String user, String password) {
    databases = () -> TestDatabase.PostgresDatabase.make(jdbcUrl, user, password);
    return this;
  }

  /** What time it is when a test begins. */
  public TestEngine at(Instant time) {
    begin = time;
    return this;
  }

  /** How long code may run before a test that waits for it has failed; default 20 s. */
  public TestEngine patience(Duration time) {
    patience = time;
    return this;
  }

  /** Changes settings of the engine that this class has no word for. */
  public TestEngine configure(UnaryOperator<EngineConfig> change) {
    if (running != null) {
      throw new IllegalStateException(
          "The engine is open: its settings can't change any more. Call configure before the"
              + " test.");
    }
    ofAllTests.add(change);
    return this;
  }

  /**
   * Deploys a definition.
   *
   * @param definition the text of a definition file, if it has more than one line; else the name of
   *     a class path resource or, if there is none, of a file
   */
  public TestEngine deploy(String definition) {
    if (definition.contains("\n")) {
      return deploy(new Setup.Definition.Text(definition, "definition.yaml"));
    }
    var resource = resource(definition);
    return resource == null ? deploy(Path.of(definition)) : deploy(resource);
  }

  /** Deploys a definition file. */
  public TestEngine deploy(Path file) {
    try {
      return deploy(
          new Setup.Definition.Text(Files.readString(file), file.getFileName().toString()));
    } catch (IOException missing) {
      throw new UncheckedIOException(
          "There is no definition '%s': no class path resource of this name, and no file %s."
              .formatted(file, file.toAbsolutePath()),
          missing);
    }
  }

  /** Deploys a definition that is built in Java; its lambdas live on through crashes. */
  public TestEngine deploy(BuiltDefinition definition) {
    return deploy(new Setup.Definition.Built(definition));
  }

  private TestEngine deploy(Setup.Definition definition) {
    setup().add(definition);
    if (running != null) {
      Setup.deploy(running.engine, definition);
    }
    return this;
  }

  private static Setup.Definition.@Nullable Text resource(String name) {
    var loader = Thread.currentThread().getContextClassLoader();
    var path = name.startsWith("/") ? name.substring(1) : name;
    try (var in = loader.getResourceAsStream(path)) {
      return in == null
          ? null
          : new Setup.Definition.Text(
              new String(in.readAllBytes(), StandardCharsets.UTF_8),
              path.substring(path.lastIndexOf('/') + 1));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Registers a handler of server events. */
  public TestEngine handler(String name, ServerEventHandler handler) {
    setup().add(config -> config.handler(name, handler));
    if (running != null) {
      running.engine.register(name, handler, false);
    }
    return this;
  }

  /** Registers a handler that does no harm when it runs twice. */
  public TestEngine repeatableHandler(String name, ServerEventHandler handler) {
    setup().add(config -> config.repeatableHandler(name, handler));
    if (running != null) {
      running.engine.register(name, handler, true);
    }
    return this;
  }

  /** Registers a handler of an escalation or a rule. */
  public <C extends CodeContext> TestEngine handler(
      String name, Class<C> context, CodeHandler<C> handler) {
    setup().add(config -> config.handler(name, context, handler));
    if (running != null) {
      running.engine.register(name, context, handler);
    }
    return this;
  }

  /** A user in these groups, with the rights that definitions give. */
  public TestEngine user(String name, String... groups) {
    var asked = new LinkedHashSet<>(List.of(groups));
    setup().add(name, asked);
    if (running != null) {
      Setup.putUser(running.engine, name, asked, now());
    }
    return this;
  }

  private Setup setup() {
    return running == null ? ofAllTests : running.setup;
  }

  // ---- what happens

  /** A story that begins when somebody starts an instance of {@code process}. */
  public Story start(String process) {
    var story = new Story(this, process);
    running().stories.add(story);
    return story;
  }

  /** The story of an instance that was started otherwise. */
  public Story story(long instance) {
    var story = new Story(this, instance);
    running().stories.add(story);
    return story;
  }

  /**
   * A connection as a user. One whom {@link #user} made has the rights that definitions give; any
   * other may everything, and is in no group.
   */
  public Connection as(String user) {
    var engine = running().engine;
    return setup().knows(user) ? engine.connectAs(user) : engine.connectTrusted(user);
  }

  /** A connection as a user in these groups, who is made so if need be. */
  public Connection as(String user, String... groups) {
    return user(user, groups).as(user);
  }

  /** A connection as a user, known or not, who may only what definitions grant. */
  Connection asColleague(String user) {
    return running().engine.connectAs(user, setup().groups(user));
  }

  /** A connection that may everything. */
  Connection asTest() {
    return running().engine.connectTrusted(TEST);
  }

  /** Moves the clock; see {@link #advance(Duration)}. @param time as in definitions: {@code 2d} */
  public TestEngine advance(String time) {
    var duration = DurationText.read(time);
    if (duration == null) {
      throw new IllegalArgumentException(
          "'%s' is no time: give %s.".formatted(time, DurationText.EXPECTED));
    }
    return advance(duration);
  }

  /**
   * Moves the clock ahead and lets everything happen that becomes due on the way, each at its time:
   * escalations and their rounds, start rules, further attempts. Returns when nothing is left to be
   * done.
   */
  public TestEngine advance(Duration time) {
    var target = now().plus(time);
    awaitQuiet();
    for (var due = nextDue(target); due != null; due = nextDue(target)) {
      moveTo(due);
      awaitQuiet();
    }
    moveTo(target);
    return awaitQuiet();
  }

  private @Nullable Instant nextDue(Instant target) {
    var next = running().engine.store().dueTimers(target.toEpochMilli() + 1, 1);
    return next.isEmpty() ? null : Instant.ofEpochMilli(next.getFirst().dueAtMillis());
  }

  private void moveTo(Instant time) {
    if (time.isAfter(now())) {
      running().clock.advance(Duration.between(now(), time));
    }
  }

  /** Waits until nothing is left to be done now: no code runs, nothing is due. */
  public TestEngine awaitQuiet() {
    var now = running();
    if (!now.engine.awaitQuiet(patience)) {
      throw StoryFailure.of(
          "After %d s there is still something to be done: code runs, or begins again and again. If the test itself holds it, say runs() before."
              .formatted(patience.toSeconds()),
          reports());
    }
    return this;
  }

  void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw StoryFailure.of(
            "Not within %d s: %s.".formatted(patience.toSeconds(), what), reports());
      }
      LockSupport.parkNanos(2_000_000);
    }
  }

  /**
   * The engine dies: nothing that it has in hand is stored any more, code that runs is interrupted.
   * Another one is opened on the same database and takes over. Returns when nothing is left to be
   * done; on PostgreSQL that takes as long as the dead one's lease, a second.
   */
  public TestEngine crashAndRestart() {
    var now = running();
    now.power.switchOff();
    now.engine.close();
    now.engine = now.open();
    long own = now.engine.status().node();
    await(
        () -> now.engine.store().liveNodes().stream().allMatch(node -> node.epoch() == own),
        "the crashed engine's lease has run out");
    return awaitQuiet();
  }

  /** Closes the engine in order, when nothing is left to be done, and opens another one. */
  public TestEngine restart() {
    awaitQuiet();
    var now = running();
    now.engine.close();
    now.engine = now.open();
    return awaitQuiet();
  }

  // ---- what is

  public Instant now() {
    return running().clock.instant();
  }

  /** The mails of this test, oldest first. */
  public List<SentMail> mails() {
    awaitQuiet();
    return List.copyOf(running().mails);
  }

  /** The engine that runs now; another one after a crash. */
  public Engine engine() {
    return running().engine;
  }

  boolean isKnown(String user) {
    return setup().knows(user);
  }

  private String reports() {
    var text = new StringBuilder();
    for (var story : running().stories) {
      text.append(story.report()).append('\n');
    }
    return text.toString();
  }

  // ---- as long as a test

  @Override
  public void beforeEach(ExtensionContext context) {
    close();
    running();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    var now = running;
    if (now == null) {
      return;
    }
    try {
      context
          .getExecutionException()
          .ifPresentOrElse(this::tellStories, () -> refuseUntoldStories(now));
    } finally {
      close();
    }
  }

  /** What other assertions say knows nothing of the process: its stories go with it. */
  private void tellStories(Throwable failure) {
    if (!(failure instanceof StoryFailure)) {
      failure.addSuppressed(StoryFailure.of("The instances of this test were:", reports()));
    }
  }

  private static void refuseUntoldStories(Running now) {
    for (var story : now.stories) {
      if (!story.hasBegun()) {
        throw new IllegalStateException(
            "The story of '%s' has never begun: say what happens, or begins()."
                .formatted(story.process()));
      }
    }
  }

  /** Ends the engine and removes its database. The next use opens a new one. */
  @Override
  public void close() {
    var now = running;
    running = null;
    if (now != null) {
      now.engine.close();
      now.database.remove();
    }
  }

  private Running running() {
    if (running == null) {
      running = new Running(databases.make(), ofAllTests.copy(), begin);
    }
    return Objects.requireNonNull(running);
  }
}
