package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.kernel.Value.JsonValue;
import org.junit.jupiter.api.Test;

/** Several instances of one activity. */
class MultipleInstancePatternsTest {
  @Test
  void nothingWaitsForInstancesOnABranchOfTheirOwn() {
    var traces = Interleavings.of("12").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.has("ends Invite 1") && trace.has("ends Invite 2"))
        .anyMatch(trace -> trace.inOrder("ends Open", "Invite 1: Done"))
        .anyMatch(trace -> trace.inOrder("ends Invite", "Prepare: Done"));
  }

  @Test
  void threeInstancesRunSideBySideAndAreWaitedFor() {
    var traces = Interleavings.of("13").played();

    assertThat(traces).hasSize(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.together("Test") == 3)
        .allMatch(trace -> trace.begins("Report") == 1)
        .allMatch(trace ->
            trace
                .before("begins Report")
                .containsAll(List.of("ends Test 1", "ends Test 2", "ends Test 3")));
  }

  @Test
  void thereIsAnInstanceForEachRow() {
    for (int rows = 0; rows <= 3; rows++) {
      var list = List.of("\"A\"", "\"B\"", "\"C\"").subList(0, rows).toString();
      int expected = rows;
      var traces = Interleavings.of("14").startedWith("Parcels", new JsonValue(list)).played();

      assertThat(traces).hasSize(List.of(1, 1, 2, 6).get(rows)).allMatch(Trace::isComplete);
      assertThat(traces)
          .allMatch(trace -> trace.together("Weigh") == expected)
          .allMatch(trace -> trace.begins("Ship") == 1)
          .allMatch(trace -> ended(trace.before("begins Ship"), "Weigh ") == expected);
    }
  }

  @Test
  void aCancelledActivityTakesItsInstancesBackAndLeadsNowhere() {
    var traces = Interleavings.of("26").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .as("either all reviews were handed in, or nothing is decided")
        .allMatch(trace -> trace.has("begins Decide") == (ended(trace.steps(), "Review ") == 2))
        .allMatch(trace -> !(trace.has("begins Decide") && trace.has("expires Review")))
        .anyMatch(trace -> trace.has("ends Review bob") && trace.has("expires Review eve"))
        .anyMatch(trace -> trace.has("begins Decide") && trace.has("begins Withdraw"));
  }

  @Test
  void anActivityThatIsCompletedByForceGoesOnWithWhatThereIs() {
    var traces = Interleavings.of("27").timersFire().played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces).allMatch(trace -> trace.begins("Decide") == 1);
    for (int in = 0; in <= 3; in++) {
      int handedIn = in;
      assertThat(traces)
          .anyMatch(trace -> ended(trace.before("begins Decide"), "Review ") == handedIn);
    }
    assertThat(traces)
        .as("nobody reviews any more while the editor decides")
        .allMatch(trace -> ended(trace.after("begins Decide"), "Review ") == 0);
  }

  @Test
  void aPartialJoinGoesOnWithTwoAndLetsTheThirdRun() {
    var traces = Interleavings.of("34").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Decide") == 1)
        .allMatch(trace -> ended(trace.before("begins Decide"), "Review ") == 2)
        .as("all three end, the last before or after the decision")
        .allMatch(trace -> ended(trace.steps(), "Review ") == 3)
        .anyMatch(trace -> ended(trace.after("ends Decide"), "Review ") == 1)
        .anyMatch(trace -> ended(trace.before("ends Decide"), "Review ") == 3);
  }

  @Test
  void aCancellingPartialJoinTakesTheThirdBack() {
    var traces = Interleavings.of("35").played();

    assertThat(traces).hasSize(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Decide") == 1)
        .allMatch(trace -> ended(trace.steps(), "Review ") == 2)
        .allMatch(trace ->
            trace.before("begins Decide").stream()
                    .filter(step -> step.startsWith("expires Review "))
                    .count()
                == 1);
  }

  @Test
  void aDynamicPartialJoinAsksItsRuleAtEachAnswer() {
    var traces = Interleavings.of("36").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Decide") == 1)
        .allMatch(trace -> {
          long good =
              trace.steps().stream()
                  .filter(step -> step.startsWith("Review ") && step.endsWith(": Good"))
                  .count();
          long all = ended(trace.steps(), "Review ");
          return all == 2 && good == 2 || all == 3 && good <= 2;
        })
        .anyMatch(trace -> ended(trace.steps(), "Review ") == 2)
        .anyMatch(trace -> trace.has("expires Review tom"));
  }

  private static long ended(List<String> steps, String instances) {
    return steps.stream().filter(step -> step.startsWith("ends " + instances)).count();
  }
}
