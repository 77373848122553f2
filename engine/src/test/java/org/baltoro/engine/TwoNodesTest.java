package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two engines on one PostgreSQL: equal, stateless, and each other's reserve. */
class TwoNodesTest {
  private static EmbeddedPostgres postgres;
  private static final AtomicInteger DATABASES = new AtomicInteger();

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  private static String database() throws Exception {
    var name = "nodes_" + DATABASES.incrementAndGet();
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return name;
  }

  private static EngineConfig config(int port, String database, String node) {
    return EngineConfig.postgres(
            "jdbc:postgresql://localhost:%d/%s".formatted(port, database), "postgres", "")
        .nodeName(node)
        .lease(Duration.ofSeconds(1))
        .shutdownPatience(Duration.ZERO);
  }

  @Test
  void aDeadNodesWorkIsTakenOverOnceAndTheZombiesResultIsRefused() throws Exception {
    var database = database();
    var onFirst = new CountDownLatch(1);
    var zombieMayReturn = new CountDownLatch(1);
    var runsOnSecond = new AtomicInteger();
    try (var cable = new CuttableProxy(postgres.getPort());
        var first =
            Engine.open(
                config(cable.port(), database, "first")
                    .handler(
                        "work",
                        k2 -> {
                          k2.processInstance().dataFields().set("By", "first");
                          onFirst.countDown();
                          zombieMayReturn.await();
                        }));
        var second =
            Engine.open(
                config(postgres.getPort(), database, "second")
                    .handler(
                        "work",
                        k2 -> {
                          runsOnSecond.incrementAndGet();
                          k2.processInstance().dataFields().set("By", "second");
                        }))) {
      first
          .connectTrusted("ann")
          .definitions()
          .deploy(
              """
              process: Test/Work
              data:
                By: string
              activities:
                Work:
                  events:
                    - server: Do
                      handler: work
              """,
              "work.yaml");
      var connection = first.connectTrusted("ann");
      long id = connection.startProcessInstance(connection.createProcessInstance("Test/Work")).id();
      assertThat(onFirst.await(20, TimeUnit.SECONDS)).isTrue();

      cable.cut();
      var there = second.connectTrusted("ann");
      Await.until(
          "the second node has done the work",
          Duration.ofSeconds(15),
          () -> there.openProcessInstance(id).status() == ProcessInstanceStatus.COMPLETED);
      zombieMayReturn.countDown();
      cable.mend();
      Await.until(
          "the first node goes on under a new epoch",
          () -> first.status().storeReachable() && first.status().node() > second.status().node());

      assertThat(runsOnSecond).hasValue(1);
      var instance = connection.openProcessInstance(id);
      assertThat(instance.dataFields().getString("By")).isEqualTo("second");
      assertThat(
              there.journal(id, 0, 1000).stream()
                  .filter(entry -> entry.kind().equals("ServerEventFinished")))
          .hasSize(1);
      assertThat(there.journal(id, 0, 1000))
          .as("an interrupt of ours is no failure of the code")
          .noneMatch(entry -> entry.kind().equals("AttemptFailed"));
      // The node that was thought dead serves again.
      assertThat(
              connection
                  .startProcessInstance(connection.createProcessInstance("Test/Work"), true)
                  .status())
          .isEqualTo(ProcessInstanceStatus.COMPLETED);
    }
  }

  @Test
  void aThousandConcurrentFinishesOfTwoHundredSerialNumbersAreEachAppliedOnce() throws Exception {
    var database = database();
    try (var first = Engine.open(config(postgres.getPort(), database, "first"));
        var second = Engine.open(config(postgres.getPort(), database, "second"))) {
      first.deploy(
          DefinitionBuilder.process("Test/Wait")
              .data("Winner", DataType.STRING)
              .activity("Wait", a -> a.server("Call", k2 -> k2.setSynchronous(false)))
              .build(),
          "ann");
      var ann = first.connectTrusted("ann");
      var serialNumbers = new ArrayList<String>();
      for (int number = 0; number < 200; number++) {
        var instance = ann.startProcessInstance(ann.createProcessInstance("Test/Wait"), true);
        serialNumbers.add(instance.activities().getFirst().events().getFirst().serialNumber());
      }
      var applied = new ConcurrentHashMap<String, AtomicInteger>();
      var surprises = new ConcurrentHashMap<String, Integer>();
      var callers = new ArrayList<Thread>();
      for (int call = 0; call < 1_000; call++) {
        var serialNumber = serialNumbers.get(call % 200);
        int caller = call / 200;
        Connection connection = (call % 2 == 0 ? first : second).connectTrusted("caller-" + caller);
        callers.add(
            Thread.ofVirtual()
                .start(() -> finish(connection, serialNumber, caller, applied, surprises)));
      }
      for (var caller : callers) {
        caller.join();
      }
      assertThat(surprises).isEmpty();
      assertThat(applied).hasSize(200);
      assertThat(applied.values()).allSatisfy(count -> assertThat(count).hasValue(1));
      for (var serialNumber : serialNumbers) {
        long id = Long.parseLong(serialNumber.substring(0, serialNumber.indexOf('_')));
        var winner = ann.openProcessInstance(id).dataFields().getString("Winner");
        var receipt = second.connectTrusted("ann").finishReceipt(serialNumber);
        assertThat(receipt.by()).isEqualTo(winner);
      }
    }
  }

  private static void finish(
      Connection connection,
      String serialNumber,
      int caller,
      ConcurrentHashMap<String, AtomicInteger> applied,
      ConcurrentHashMap<String, Integer> surprises) {
    try {
      var item = connection.openServerItem(serialNumber);
      item.processInstance().dataFields().set("Winner", "caller-" + caller);
      if (item.finish().outcome() == FinishReceipt.Outcome.APPLIED) {
        applied.computeIfAbsent(serialNumber, key -> new AtomicInteger()).incrementAndGet();
      }
    } catch (BaltoroException refused) {
      if (refused.problem() != Problem.ALREADY_FINISHED) {
        surprises.merge(refused.problem() + ": " + refused.getMessage(), 1, Integer::sum);
      }
    }
  }

  @Test
  void aClockThatIsMovedOnOneNodeIsMovedOnAll() throws Exception {
    var database = database();
    try (var first = Engine.open(config(postgres.getPort(), database, "first").movableClock(true));
        var second =
            Engine.open(config(postgres.getPort(), database, "second").movableClock(true))) {
      var moved =
          first.connectTrusted("ann").administration().advanceClock(Duration.ofDays(30)).now();
      var there = second.connectTrusted("ann").administration();
      Await.until("the second node follows", () -> !there.clock().now().isBefore(moved));
      assertThat(Duration.between(moved, there.clock().now())).isLessThan(Duration.ofDays(1));
    }
  }

  @Test
  void theEngineGoesOnWithoutARestartWhenTheDatabaseComesBack() throws Exception {
    var database = database();
    try (var cable = new CuttableProxy(postgres.getPort());
        var engine =
            Engine.open(config(cable.port(), database, "only").patience(Duration.ofMillis(500)))) {
      engine.deploy(
          DefinitionBuilder.process("Test/Plain")
              .activity("Work", a -> a.server("Do", k2 -> {}))
              .build(),
          "ann");
      var ann = engine.connectTrusted("ann");
      ann.startProcessInstance(ann.createProcessInstance("Test/Plain"), true);
      var prepared = ann.createProcessInstance("Test/Plain");

      cable.cut();
      var refused =
          org.assertj.core.api.Assertions.catchThrowableOfType(
              BaltoroException.class, () -> ann.startProcessInstance(prepared));
      assertThat(refused.problem()).isEqualTo(Problem.STORE_UNAVAILABLE);

      cable.mend();
      Await.until("the database is back", () -> engine.status().storeReachable());
      Await.until(
          "work goes on",
          () -> {
            try {
              return ann.startProcessInstance(ann.createProcessInstance("Test/Plain"), true)
                      .status()
                  == ProcessInstanceStatus.COMPLETED;
            } catch (BaltoroException notYet) {
              return false;
            }
          });
    }
  }
}
