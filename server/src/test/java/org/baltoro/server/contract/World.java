package org.baltoro.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;

/**
 * What the suite plays in: an engine on a file of its own, with users, processes and handlers.
 *
 * <p>{@code admin} may everything; {@code dora} deploys; {@code ann} starts and views; {@code
 * finn}, of the group {@code finance}, finishes server events; {@code mia} manages; {@code nora}
 * may nothing.
 */
final class World implements AutoCloseable {
  static final Instant MORNING = Instant.parse("2026-03-02T08:00:00Z");
  static final String PASSWORD = "a good password";

  /** Every type of field; waits for a finish. */
  static final String TYPES = "Contract/All types";

  /** Two events wait one after another: Ask, then Confirm. */
  static final String ORDER = "Contract/Order";

  /** Fails as long as the field Fail is true. */
  static final String FAILING = "Contract/Failing";

  /** Its code waits for {@link #release} before it returns asynchronously. */
  static final String SLOW = "Contract/Slow";

  final ManualClock clock = new ManualClock(MORNING);
  final Engine engine;
  final String adminPassword;
  private final Map<Long, CountDownLatch> slow = new ConcurrentHashMap<>();

  World(Path folder) {
    this(folder, config -> config);
  }

  /**
   * @param handlers adds those of a topic
   */
  World(Path folder, UnaryOperator<EngineConfig> handlers) {
    engine =
        Engine.open(
            handlers.apply(
                EngineConfig.sqlite(folder.resolve("contract.db"))
                    .clock(clock)
                    .handler("contract.wait", k2 -> k2.setSynchronous(false))
                    .handler("contract.number", World::number)
                    .handler("contract.failing", World::failing)
                    .handler("contract.slow", this::slow)));
    adminPassword = engine.createFirstAdministrator("admin").orElseThrow();
    var admin = engine.connectTrusted("admin");
    admin.administration().createUser("dora", PASSWORD, Set.of());
    admin.administration().grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    admin.administration().createUser("ann", PASSWORD, Set.of("buyers"));
    admin.administration().createUser("finn", PASSWORD, Set.of("finance"));
    admin.administration().createUser("mia", PASSWORD, Set.of());
    admin.administration().createUser("nora", PASSWORD, Set.of());
    for (var definition : new String[] {typesYaml(), orderYaml(ORDER), failingYaml(), slowYaml()}) {
      admin.definitions().deploy(definition, "contract.yaml");
    }
  }

  private static void number(ServerEventContext k2) {
    var data = k2.processInstance().dataFields();
    data.set("Steps", Objects.requireNonNull(data.getInteger("Steps")) + 1);
  }

  private static void failing(ServerEventContext k2) {
    if (Boolean.TRUE.equals(k2.processInstance().dataFields().getBoolean("Fail"))) {
      throw new IllegalStateException("The ledger is closed.");
    }
  }

  private void slow(ServerEventContext k2) throws InterruptedException {
    k2.setSynchronous(false);
    assertThat(latch(k2.processInstance().id()).await(30, TimeUnit.SECONDS)).isTrue();
  }

  /** Lets the slow code of an instance return. */
  void release(long instance) {
    latch(instance).countDown();
  }

  private CountDownLatch latch(long instance) {
    return slow.computeIfAbsent(instance, id -> new CountDownLatch(1));
  }

  /** Looks again and again until it is so; for what happens on the engine's own threads. */
  static void until(BooleanSupplier condition) {
    var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(2_000_000);
    }
  }

  /** An instance of {@link #ORDER} that waits at Ask. */
  static long order(Connection connection, String number) {
    var prepared = connection.createProcessInstance(ORDER);
    prepared.dataFields().set("Number", number);
    return connection.startProcessInstance(prepared, true).id();
  }

  /** The serial number of the one event that is open. */
  static String serialNumber(Connection connection, long instance) {
    return connection
        .openProcessInstance(instance)
        .activities()
        .getFirst()
        .events()
        .getFirst()
        .serialNumber();
  }

  static final String RIGHTS =
      """
      rights:
        start: [ann, mia]
        view: [ann]
        admin: [mia]
        serverEvent: ['group:finance']
      """;

  private static String typesYaml() {
    return "process: "
        + TYPES
        + "\n"
        + RIGHTS
        + """
        data:
          ABoolean: boolean
          AnInteger: integer
          ALong: long
          ADecimal: decimal
          ADouble: double
          AString: string
          ADate: date
          ADateTime: datetime
          ABinary: binary
          AJson: json
          WithDefault: { type: integer, default: 7 }
        activities:
          Wait:
            events:
              - server: Wait for the world
                handler: contract.wait
        """;
  }

  static String orderYaml(String process) {
    return "process: "
        + process
        + "\ndescription: Asks, then has it confirmed.\n"
        + "folio: '\"Order \" + Number'\n"
        + RIGHTS
        + """
        data:
          Number: { type: string, required: true, searchable: true }
          Amount: { type: decimal, searchable: true }
          Note: string
          Steps: { type: integer, default: 0 }
        activities:
          Count:
            events:
              - server: Count the step
                handler: contract.number
            lines:
              - to: Ask
          Ask:
            events:
              - server: Ask the supplier
                handler: contract.wait
            lines:
              - to: Confirm
          Confirm:
            events:
              - server: Count again
                handler: contract.number
              - server: Have it confirmed
                handler: contract.wait
        """;
  }

  private static String failingYaml() {
    return "process: "
        + FAILING
        + "\n"
        + RIGHTS
        + """
        data:
          Fail: { type: boolean, default: true }
        activities:
          Post:
            events:
              - server: Post to the ledger
                handler: contract.failing
        """;
  }

  private static String slowYaml() {
    return "process: "
        + SLOW
        + "\n"
        + RIGHTS
        + """
        data:
          Answer: string
        activities:
          Call:
            events:
              - server: Call the bank
                handler: contract.slow
        """;
  }

  @Override
  public void close() {
    engine.close();
  }
}
