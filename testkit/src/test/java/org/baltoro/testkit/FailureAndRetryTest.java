package org.baltoro.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.code.ServerEventHandler;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Code that fails: retried by policy, then in error until someone acts. */
class FailureAndRetryTest {
  @RegisterExtension final TestEngine engine = TestEngine.create();
  private final AtomicInteger calls = new AtomicInteger();

  private Story start(RetryPolicy retry, Duration timeLimit, ServerEventHandler code) {
    engine.deploy(
        DefinitionBuilder.process("Test/Fragile")
            .data("Result", DataType.STRING)
            .activity(
                "Work",
                work -> work.server("Call", code, event -> event.retry(retry).timeLimit(timeLimit)))
            .build());
    return engine.start("Test/Fragile").begins();
  }

  private static RetryPolicy attempts(int attempts) {
    return new RetryPolicy(attempts, Duration.ofMinutes(1), 2, Duration.ofHours(1), 3);
  }

  @Test
  void aFailedAttemptIsTriedAgainAfterTheBackOffAndItsWritesAreDiscarded() {
    var story =
        start(
                attempts(3),
                Duration.ofMinutes(5),
                k2 -> {
                  k2.processInstance().dataFields().set("Result", "attempt " + k2.attempt());
                  if (calls.incrementAndGet() < 3) {
                    throw new IllegalStateException("finance is down");
                  }
                })
            .waitsAt("Work")
            .hasData("Result", null)
            .after("59s");
    assertThat(calls).hasValue(1);
    story.after("1s");
    assertThat(calls).hasValue(2);
    story.after("2m").completes().hasData("Result", "attempt 3");
  }

  @Test
  void afterTheLastAttemptTheInstanceIsInErrorWithTheStackTraceAndARetryRunsJustThatItem() {
    var story =
        start(
                RetryPolicy.DEFAULT,
                Duration.ofMinutes(5),
                k2 -> {
                  if (calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("finance is down");
                  }
                })
            .failsWith("code-failed", "finance is down");
    var error = story.instance().errors().getFirst();
    assertThat(error.stackTrace()).contains("FailureAndRetryTest");
    assertThat(engine.as("ann").management().errors(null, null, 10).items()).containsExactly(error);

    story.when("ann").retries().completes();
    assertThat(calls).hasValue(2);
  }

  @Test
  void codePastItsTimeLimitIsInterruptedAndReported() {
    start(RetryPolicy.DEFAULT, Duration.ofMillis(100), k2 -> Thread.sleep(Duration.ofMinutes(1)))
        .failsWith("time-limit");
  }

  @Test
  void aMissingHandlerIsAnErrorOfTheInstanceThatNeedsItAndARetryAfterRegistrationHeals() {
    engine.deploy(
        """
        process: Test/Missing
        activities:
          Work:
            events:
              - server: Call
                handler: not.there
        """);
    var story = engine.start("Test/Missing").failsWith("handler-missing", "not.there");
    engine.handler("not.there", k2 -> {});
    story.when("ann").retries().completes();
  }

  @Test
  void aLoopWithoutAWaitStateEndsInErrorWithTheCycleNamedAndNoOtherInstanceNotices() {
    engine
        .handler("count", k2 -> calls.incrementAndGet())
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
            """);
    engine.start("Test/Loop").failsWith("loop-budget", "Turn -> Check -> Turn");
  }
}
