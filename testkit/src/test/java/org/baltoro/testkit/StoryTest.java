package org.baltoro.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every sentence that a story can have, where it is true and where it is not. */
class StoryTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  @RegisterExtension
  static final TestEngine engine =
      TestEngine.create()
          .deploy("org/baltoro/testkit/order.yaml")
          .user("bob", "managers")
          .user("nora")
          .user("finance-system")
          .handler(
              "finance.pay",
              k2 -> {
                CALLS.incrementAndGet();
                k2.setSynchronous(false);
              });

  @BeforeEach
  void countAnew() {
    CALLS.set(0);
  }

  private static Story order(int amount) {
    return engine.start("Test/Order").as("ann").with("Amount", amount);
  }

  private static Story largeOrder() {
    return order(5_000).waitsAt("Approve");
  }

  @Test
  void whatIsApprovedIsPaidByTheFinanceSystem() {
    largeOrder()
        .hasFolio("Order of ann")
        .worklistOf("bob")
        .has("Approve the order")
        .worklistOf("nora")
        .isEmpty()
        .when("bob")
        .chooses("Approve")
        .waitsAt("Pay")
        .worklistOf("bob")
        .hasNot("Approve the order")
        .when("finance-system")
        .with("PaidOn", "2026-01-05")
        .finishes("Ask the finance system")
        .thenPath("Receive", "Approve", "Pay", "Book")
        .completes()
        .hasData("Result", "paid")
        .hasData("PaidOn", LocalDate.of(2026, 1, 5))
        .hasData("Amount", 5000.0);
  }

  @Test
  void aServerEventIsFinishedByItsSerialNumber() {
    var story = order(5).waitsAt("Pay");
    var serialNumber = story.serialNumber("Ask the finance system");
    story
        .when("finance-system")
        .finishes(serialNumber)
        .completes()
        .when("finance-system")
        .isRefused(Problem.ALREADY_FINISHED, system -> system.finishes(serialNumber));
  }

  @Test
  void everythingThatFallsDueOnTheWayHappensAtItsTime() {
    largeOrder()
        .after("1d")
        .hasMailed("bob", "Waiting: Order of ann")
        .after(Duration.ofDays(3))
        .worklistOf("bob")
        .has("Approve the order")
        .after("1d")
        .worklistOf("bob")
        .isEmpty()
        .when("dora")
        .chooses("Reject")
        .thenPath("Receive", "Approve", "Refuse")
        .completes();
    assertThat(engine.mails()).hasSize(3);
    assertThat(engine.now()).isEqualTo(Instant.parse("2026-01-10T09:00:00Z"));
  }

  @Test
  void furtherAttemptsAreMadeWhenTheyAreDueUntilItIsAnError() {
    engine.handler(
        "finance.pay",
        k2 -> {
          CALLS.incrementAndGet();
          throw new IllegalStateException("finance is down");
        });
    var story = order(5).waitsAt("Pay");
    assertThat(CALLS).hasValue(1);
    story.after("10m").failsWith("code-failed", "finance is down").waitsAt();
    assertThat(CALLS).hasValue(3);
    engine.handler("finance.pay", k2 -> {});
    story.when("mia").retries().completes();
  }

  @Test
  void itIsManaged() {
    largeOrder()
        .when("mia")
        .stops()
        .is(ProcessInstanceStatus.STOPPED)
        .when("mia")
        .resumes()
        .when("mia")
        .sendsTo("Pay")
        .waitsAt("Pay")
        .when("mia")
        .sendsFrom("Pay", "Approve")
        .waitsAt("Approve")
        .when("mia")
        .expires("Approve")
        .thenPath("Receive", "Approve", "Pay", "Approve", "Refuse")
        .completes()
        .when("mia")
        .isRefused(Problem.NOT_ALLOWED_NOW, Actor::deletes);
    largeOrder().when("mia").deletes().is(ProcessInstanceStatus.DELETED);
  }

  @Test
  void theWorklistItemIsPassedOnAndSentElsewhere() {
    largeOrder()
        .when("bob")
        .redirectsTo("carl")
        .worklistOf("carl")
        .has("Approve the order")
        .when("carl")
        .goesTo("Refuse")
        .completes();
  }

  @Test
  void aCrashLosesNothingThatWasAnswered() {
    var inCode = new CountDownLatch(1);
    var attempts = new AtomicInteger();
    engine.handler(
        "finance.pay",
        k2 -> {
          if (attempts.incrementAndGet() == 1) {
            inCode.countDown();
            Thread.sleep(Duration.ofMinutes(1));
          }
        });
    var story = order(5).runs();
    story.afterACrash().completes().hasData("Result", "paid");
    assertThat(attempts).hasValue(2);
    assertThat(inCode.getCount()).isZero();
    assertThat(story.journal()).anyMatch(entry -> entry.kind().equals("AttemptLost"));
  }

  @Test
  void codeMayBeHeldWhileOthersAct() {
    var mayReturn = new CountDownLatch(1);
    engine.handler("finance.pay", k2 -> mayReturn.await());
    var story = order(5).runs();
    story.when("mia").isRefused(Problem.NOT_ALLOWED_NOW, mia -> mia.sendsTo("Refuse"));
    mayReturn.countDown();
    story.goesOn().completes();
  }

  @Test
  void whoMayNotIsRefused() {
    engine.start("Test/Order").as("nora").with("Amount", 1).isRefused(Problem.ACCESS_DENIED);
    largeOrder()
        .when("nora")
        .isRefused(Problem.NOT_FOUND, nora -> nora.chooses("Approve"))
        .when("nora")
        .isRefused(Problem.ACCESS_DENIED, nora -> nora.sendsTo("Pay"))
        .waitsAt("Approve");
  }

  @Test
  void usersHaveTheGroupsThatTheyAreGiven() {
    assertThat(engine.as("eve", "managers").worklist(null, 10).items()).isEmpty();
    largeOrder()
        .worklistOf("eve")
        .has("Approve the order")
        .when("eve")
        .chooses("Reject")
        .completes();
  }

  @Test
  void aStoryThatGoesAnotherWayTellsWhyThePathAndTheJournal() {
    var story = largeOrder();
    assertThatThrownBy(() -> story.when("bob").chooses("Approve").completes())
        .isInstanceOf(StoryFailure.class)
        .message()
        .contains("'Test/Order' should be Completed, but is Active.")
        .contains("finish of 'Pay/Ask the finance system'")
        .contains("+ Approve -> Pay  when Outcome = \"Approve\"  (Outcome = \"Approve\")")
        .contains("Receive -> Approve -> Pay\n")
        .contains("Amount = 5000")
        .contains("2026-01-05T09:00:00Z  ann started Test/Order");
  }

  @Test
  void eachSentenceThatIsNotTrueSaysWhatIs() {
    var story = largeOrder();
    says(() -> story.waitsAt("Pay"), "should wait at [Pay], but waits at [Approve]");
    says(() -> story.thenPath("Pay"), "should have gone [Pay], but has gone [Receive, Approve]");
    says(() -> story.hasData("Result", "paid"), "should have Result = 'paid', but has nothing");
    says(() -> story.hasFolio("x"), "should have the folio x, but has Order of ann");
    says(() -> story.failsWith("dead-end"), "should fail with dead-end, but has no error");
    says(() -> story.worklistOf("nora").has("Approve the order"), "worklist of nora, but has []");
    says(() -> story.worklistOf("bob").isEmpty(), "but has [Approve the order]");
    says(() -> story.worklistOf("bob").hasNot("Approve the order"), "should not have");
    says(() -> story.hasMailed("bob", "Waiting"), "but the mails are []");
    says(() -> story.serialNumber("Pay"), "one open event 'Pay', but has [Approve the order]");
    says(() -> story.when("bob").chooses("Aprove"), "bob can't choose 'Aprove': ");
    says(
        () -> story.when("bob").isRefused(Problem.ACCESS_DENIED, bob -> bob.chooses("Approve")),
        "should have refused bob with ACCESS_DENIED, but has not");
  }

  private static void says(Runnable sentence, String text) {
    assertThatThrownBy(sentence::run).isInstanceOf(StoryFailure.class).hasMessageContaining(text);
  }

  @Test
  void aDefinitionThatIsWrongTellsAllItsProblems() {
    assertThatThrownBy(() -> engine.deploy("process: Test/Wrong\nactivties: {}\n"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("definition.yaml:2:1: activties: found the unknown key")
        .hasMessageContaining("Did you mean 'activities'?");
  }

  @Test
  void severalOpenEventsAreToldApart() {
    engine.deploy(
        """
        process: Test/Two
        activities:
          Begin:
            lines: [{ to: One }, { to: Two }]
          One:
            events: [{ client: First, destinations: [bob], actions: [Done] }]
          Two:
            events: [{ client: Second, destinations: [bob], actions: [Done] }]
        """);
    var story = engine.start("Test/Two").waitsAt("One", "Two");
    says(() -> story.when("bob").chooses("Done"), "say which with at(...)");
    story.when("bob").at("Second").chooses("Done").waitsAt("One");
    assertThat(List.of(story.serialNumber("First"))).allMatch(number -> number.contains("_"));
  }
}
