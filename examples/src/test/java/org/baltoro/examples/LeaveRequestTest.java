package org.baltoro.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.baltoro.api.Problem;
import org.baltoro.testkit.Story;
import org.baltoro.testkit.TestEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a process is tested: docs/testing.md shows parts of it. */
class LeaveRequestTest {
  @RegisterExtension
  static final TestEngine engine =
      TestEngine.create()
          .deploy("leave-request.yaml")
          .user("ann")
          .user("bob", "managers")
          .handler("payroll.book", k2 -> k2.processInstance().dataFields().set("Booked", true));

  private static Story leave(int days) {
    return engine
        .start("Examples/Leave Request")
        .as("ann")
        .with("From", "2026-03-02")
        .with("Days", days);
  }

  @Test
  void aSingleDayNeedsNobodysConsent() {
    leave(1).thenPath("Request", "Book").completes().hasData("Booked", true);
  }

  @Test
  void aManagerDecides() {
    leave(10)
        .waitsAt("Approve")
        .worklistOf("bob")
        .has("Approve the leave")
        .when("ann")
        .isRefused(Problem.ACCESS_DENIED, ann -> ann.chooses("Approve"))
        .when("bob")
        .chooses("Approve")
        .thenPath("Request", "Approve", "Book")
        .completes();
  }

  @Test
  void whatNobodyDecidesIsRejectedAfterAWeek() {
    leave(10)
        .after("2d")
        .hasMailed("bob", "Still open: Leave of ann")
        .after("5d")
        .thenPath("Request", "Approve", "Reject")
        .completes()
        .hasData("Booked", false);
  }

  @Test
  void payrollMayBeAwayForAWhile() {
    engine.handler(
        "payroll.book",
        k2 -> {
          if (k2.attempt() < 3) {
            throw new IllegalStateException("payroll is away");
          }
        });
    leave(1).waitsAt("Book").after("10m").completes();
  }

  @Test
  void aCrashInTheMiddleOfTheBookingRepeatsIt() {
    engine.handler(
        "payroll.book",
        k2 -> {
          if (k2.attempt() == 1) {
            Thread.sleep(Duration.ofHours(1));
          }
        });
    leave(1).runs().afterACrash().completes();
  }

  @Test
  void whatThePageShowsStandsHere() throws IOException {
    var here =
        folded(
            Files.readString(Path.of("src/test/java/org/baltoro/examples/LeaveRequestTest.java")));
    var shown =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../docs/testing.md")));
    int snippets = 0;
    while (shown.find()) {
      assertThat(here).contains(folded(shown.group(1)));
      snippets++;
    }
    assertThat(snippets).isPositive();
  }

  /** The formatter may break lines where the page does not. */
  private static String folded(String code) {
    return code.replaceAll("\\s+", "");
  }
}
