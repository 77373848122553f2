package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that fails: retried by policy, then in error until someone acts. */
class FailureAndRetryTest {
  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
  private final AtomicInteger calls = new AtomicInteger();
  private Engine engine;
  private Connection ann;

  @BeforeEach
  void open() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).clock(clock));
    ann = engine.connectTrusted("ann");
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private long start(RetryPolicy retry, Duration timeLimit, ServerEventHandler code) {
    engine.deploy(
        DefinitionBuilder.process("Test/Fragile")
            .data("Result", DataType.STRING)
            .activity(
                "Work",
                work -> work.server("Call", code, event -> event.retry(retry).timeLimit(timeLimit)))
            .build(),
        "ann");
    return ann.startProcessInstance(ann.createProcessInstance("Test/Fragile"), true).id();
  }

  private ProcessInstance open(long id) {
    return ann.openProcessInstance(id);
  }

  private static RetryPolicy attempts(int attempts) {
    return new RetryPolicy(attempts, Duration.ofMinutes(1), 2, Duration.ofHours(1), 3);
  }

  @Test
  void aFailedAttemptIsTriedAgainAfterTheBackOffAndItsWritesAreDiscarded() {
    long id =
        start(
            attempts(3),
            Duration.ofMinutes(5),
            k2 -> {
              k2.processInstance().dataFields().set("Result", "attempt " + k2.attempt());
              if (calls.incrementAndGet() < 3) {
                throw new IllegalStateException("finance is down");
              }
            });
    Await.until("one attempt failed", () -> calls.get() == 1);
    Await.until("back-off", () -> open(id).status() == ProcessInstanceStatus.ACTIVE);
    assertThat(open(id).dataFields().getString("Result")).isNull();

    clock.advance(Duration.ofSeconds(59));
    assertThat(calls).hasValue(1);
    clock.advance(Duration.ofSeconds(1));
    Await.until("the second attempt", () -> calls.get() == 2);
    Await.until("back-off", () -> open(id).status() == ProcessInstanceStatus.ACTIVE);
    clock.advance(Duration.ofMinutes(2));
    Await.until("done", () -> open(id).status() == ProcessInstanceStatus.COMPLETED);
    assertThat(open(id).dataFields().getString("Result")).isEqualTo("attempt 3");
  }

  @Test
  void afterTheLastAttemptTheInstanceIsInErrorWithTheStackTraceAndARetryRunsJustThatItem() {
    long id =
        start(
            RetryPolicy.DEFAULT,
            Duration.ofMinutes(5),
            k2 -> {
              if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("finance is down");
              }
            });
    Await.until("error", () -> open(id).status() == ProcessInstanceStatus.ERROR);
    var error = open(id).errors().getFirst();
    assertThat(error.code()).isEqualTo("code-failed");
    assertThat(error.message()).contains("finance is down");
    assertThat(error.stackTrace()).contains("FailureAndRetryTest");
    assertThat(ann.management().errors(null, null, 10).items()).containsExactly(error);

    ann.management().retry(id, error.id());
    Await.until("done", () -> open(id).status() == ProcessInstanceStatus.COMPLETED);
    assertThat(calls).hasValue(2);
  }

  @Test
  void codePastItsTimeLimitIsInterruptedAndReported() {
    long id =
        start(
            RetryPolicy.DEFAULT, Duration.ofMillis(100), k2 -> Thread.sleep(Duration.ofMinutes(1)));
    Await.until("error", () -> open(id).status() == ProcessInstanceStatus.ERROR);
    assertThat(open(id).errors().getFirst().code()).isEqualTo("time-limit");
  }

  @Test
  void aMissingHandlerIsAnErrorOfTheInstanceThatNeedsItAndARetryAfterRegistrationHeals() {
    ann.definitions()
        .deploy(
            """
            process: Test/Missing
            activities:
              Work:
                events:
                  - server: Call
                    handler: not.there
            """,
            "missing.yaml");
    long id = ann.startProcessInstance(ann.createProcessInstance("Test/Missing"), true).id();
    Await.until("error", () -> open(id).status() == ProcessInstanceStatus.ERROR);
    var error = open(id).errors().getFirst();
    assertThat(error.code()).isEqualTo("handler-missing");
    assertThat(error.message()).contains("not.there");

    engine.register("not.there", k2 -> {}, false);
    ann.management().retry(id, error.id());
    Await.until("done", () -> open(id).status() == ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void aLoopWithoutAWaitStateEndsInErrorWithTheCycleNamedAndNoOtherInstanceNotices() {
    ann.definitions()
        .deploy(
            """
            process: Test/Loop
            stepBudget: 50
            data:
              Rounds: { type: integer, default: 0 }
            activities:
              Turn:
                events:
                  - server: Count
                    handler: count
                lines:
                  - to: Check
              Check:
                lines:
                  - to: Turn
                    when: Rounds < 1000000
                  - to: End
                    otherwise: true
              End: {}
            """,
            "loop.yaml");
    engine.register("count", k2 -> calls.incrementAndGet(), false);
    long id = ann.startProcessInstance(ann.createProcessInstance("Test/Loop"), true).id();
    Await.until("error", () -> open(id).status() == ProcessInstanceStatus.ERROR);
    var error = open(id).errors().getFirst();
    assertThat(error.code()).isEqualTo("loop-budget");
    assertThat(error.message()).contains("Turn -> Check -> Turn");
  }
}
