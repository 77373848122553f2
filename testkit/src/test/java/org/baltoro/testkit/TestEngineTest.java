package org.baltoro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.engine.deploy.BuiltDefinition;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine of a test: where it runs, what it is given, how it ends. */
class TestEngineTest {
  private static BuiltDefinition counting(AtomicInteger calls) {
    return DefinitionBuilder.process("Test/Counting")
        .data("Count", DataType.INTEGER)
        .activity(
            "Count",
            count ->
                count.server(
                    "Count",
                    k2 -> k2.processInstance().dataFields().set("Count", calls.incrementAndGet())))
        .build();
  }

  @Test
  void definitionsComeFromFilesTooAndFromJava(@TempDir Path folder) throws IOException {
    var file = folder.resolve("empty.yaml");
    Files.writeString(file, "process: Test/Empty\nactivities: { End: {} }\n");
    try (var engine =
        TestEngine.create()
            .deploy(file)
            .deploy(file.toString())
            .deploy(counting(new AtomicInteger()))) {
      engine.start("Test/Empty").thenPath("End").completes();
      engine.start("Test/Counting").completes().hasData("Count", 1);
    }
    assertThatThrownBy(() -> TestEngine.create().deploy("nowhere.yaml"))
        .hasMessageContaining("no class path resource of this name, and no file");
  }

  @Test
  void handlersOfRulesAndRepeatableOnesAreRegistered() {
    try (var engine =
        TestEngine.create()
            .repeatableHandler("test.work", k2 -> {})
            .handler(
                "test.end",
                ProcessFinishRuleContext.class,
                k2 -> k2.processInstance().setFolio("The end"))
            .deploy(
                """
                process: Test/Rules
                durability: wait
                finishRule: { handler: test.end }
                activities:
                  Work:
                    events: [{ server: Work, handler: test.work }]
                """)) {
      engine.start("Test/Rules").completes().hasFolio("The end");
    }
  }

  @Test
  void lambdasAndWhatWasAnsweredOutliveCrashesAndRestarts() {
    var calls = new AtomicInteger();
    try (var engine = TestEngine.create().deploy(counting(calls))) {
      var story = engine.start("Test/Counting").completes();
      engine.crashAndRestart();
      story.completes().hasData("Count", 1);
      engine.restart().start("Test/Counting").completes().hasData("Count", 2);
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void theNextUseHasNothingOfTheOneBefore() {
    try (var engine = TestEngine.create().at(Instant.parse("2027-02-01T00:00:00Z"))) {
      engine.deploy("process: Test/Empty\nactivities: { End: {} }\n");
      engine.advance("36h").start("Test/Empty").completes();
      assertThat(engine.now()).isEqualTo(Instant.parse("2027-02-02T12:00:00Z"));
      engine.close();
      assertThat(engine.as("ann").definitions().processes()).hasSize(1);
      assertThat(engine.now()).isEqualTo(Instant.parse("2027-02-01T00:00:00Z"));
      engine.deploy("process: Test/Other\nactivities: { End: {} }\n");
      engine.close();
      assertThat(engine.as("ann").definitions().processes())
          .extracting(summary -> summary.process())
          .containsExactly("Test/Empty");
    }
  }

  @Test
  void codeThatNeverReturnsIsToldInTime() {
    var never = new CountDownLatch(1);
    try (var engine =
        TestEngine.create()
            .patience(Duration.ofMillis(200))
            .handler("test.never", k2 -> never.await())
            .deploy(
                """
                process: Test/Never
                activities:
                  Wait: { events: [{ server: Wait, handler: test.never }] }
                """)) {
      assertThatThrownBy(() -> engine.start("Test/Never").completes())
          .isInstanceOf(StoryFailure.class)
          .hasMessageContaining("there is still something to be done")
          .hasMessageContaining("Running");
      never.countDown();
    }
  }

  @Test
  void theSameStoriesOnPostgresWithACrashInTheMiddle() throws IOException, SQLException {
    try (var server = EmbeddedPostgres.start()) {
      var attempts = new AtomicInteger();
      try (var engine =
          TestEngine.create()
              .onPostgres(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
              .deploy("org/baltoro/testkit/order.yaml")
              .handler(
                  "finance.pay",
                  k2 -> {
                    if (attempts.incrementAndGet() == 1) {
                      Thread.sleep(Duration.ofMinutes(1));
                    }
                  })) {
        engine
            .start("Test/Order")
            .with("Amount", 5_000)
            .waitsAt("Approve")
            .after("5d")
            .when("dora")
            .chooses("Approve")
            .runs()
            .afterACrash()
            .thenPath("Receive", "Approve", "Pay", "Book")
            .completes();
        assertThat(attempts).hasValue(2);
      }
      try (var connection = server.getPostgresDatabase().getConnection();
          var rows =
              connection
                  .createStatement()
                  .executeQuery(
                      "SELECT count(*) FROM pg_database WHERE datname LIKE 'baltoro_test_%'")) {
        rows.next();
        assertThat(rows.getInt(1)).as("databases left").isZero();
      }
    }
  }
}
