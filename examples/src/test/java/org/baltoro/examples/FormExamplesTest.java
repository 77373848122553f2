package org.baltoro.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.baltoro.forms.rule.SimulatedTime;
import org.baltoro.forms.rule.VirtualThreads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of forms: what they say and draw. */
class FormExamplesTest {
  private static final Instant START = Instant.parse("2026-12-01T09:00:00Z");

  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String told() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aBlockHoldsTheNextOneUpAsItsWordSays() throws InterruptedException {
    try (var time = new SimulatedTime(START)) {
      ExecutionBlocks.run(folder.resolve("forms.db"), time, Duration.ofSeconds(1), out);
    }
    assertThat(told())
        .contains(
            "Then (Guide/Figures), run 1: completed after 26 s",
            "And (Guide/Figures), run 1: completed after 8 s",
            "Also (Guide/Figures), run 1: completed after 26 s",
            "Asynchronously (Guide/Figures), run 1: completed after 5 s")
        .contains("Lists.Eight 8 s #4  |#################################-------------------|");
  }

  @Test
  void inRealTimeItIsTheSame() throws InterruptedException {
    var threads = new VirtualThreads(InstantSource.system());
    long begun = System.nanoTime();
    ExecutionBlocks.run(folder.resolve("forms.db"), threads, Duration.ofMillis(5), out);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(335));
    assertThat(told()).contains("completed").doesNotContain("failed");
  }

  @Test
  void listsTogetherOthersLateAndASubviewThatHandsOver() throws InterruptedException {
    try (var time = new SimulatedTime(START)) {
      FormRules.run(folder.resolve("forms.db"), time, Duration.ofSeconds(1), out);
    }
    assertThat(told())
        .isEqualTo(
            """
            The form is initialised (Guide/Loaded Together), run 1: completed after 8 s
                                        0 s                                    8 s
            always
              and                       |========================================|
                populate First 5 s #1   |#########################               |
                populate Second 6 s #2  |##############################          |
                populate Third 8 s #3   |########################################|
              then                      |                                        .
                show a message 0 s      |                                        .

            Go is clicked (Guide/Then Asynchronously), run 1: completed after 16 s
                                    0 s                                   19 s
            always
              then                  |=======================                 |
                Lists.Five 5 s #1   |###########                             |
                Lists.Six 6 s #2    |           ############                 |
              asynchronously        |                       ===========      |
                Lists.Five 5 s #3   |                       ###########      |
                Lists.Eight 8 s #4  |                       ###########------|
              then                  |                                  .     |
                show a message 0 s  |                                  .     |

            A row is double-clicked (chooser:Guide/Chooser), run 3: completed after 0 s
                                   0 s                                    0 s
            always
              then                 |.                                       |
                transfer data 0 s  |.                                       |
                close itself 0 s   |.                                       |

            You chose five2.
            """);
  }

  @Test
  void anOrderIsSavedWithItsLinesAndDecidedInItsForm() throws Exception {
    PurchaseOrderForm.run(Path.of("../examples/purchase-order-form"), folder, out);
    assertThat(told())
        .startsWith(
            """
            Ann opens 'Purchase order': [Acme, Ropes & Co]
            She chooses Acme, where she may ask for [Yann, Zoe]
            '17' is no number of an order: A number begins with PO-, as in PO-17.
            The lines come to 50.00
            She is asked: Send order PO-17 of 50.00 for approval?
            Order PO-17 is saved and waits for approval.
            """)
        .contains("also (all or nothing)", "start Purchasing/Order Approval")
        .endsWith(
            """
            On the manager's worklist: PO-17, Approve the order
            It opens with 2 lines, 50.00 in all
            Order PO-17 is decided: Approved.
            The process is Completed
            """);
  }
}
