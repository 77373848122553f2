package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where branches part. */
class BranchingPatternsTest {
  @Test
  void anActivityBeginsWhenTheOneBeforeHasEnded() {
    assertThat(Interleavings.of("01").played())
        .singleElement()
        .satisfies(trace ->
            assertThat(trace.steps())
                .containsExactly(
                    "begins Pick",
                    "Pick: Done",
                    "ends Pick",
                    "begins Pack",
                    "Pack: Done",
                    "ends Pack",
                    "begins Ship",
                    "Ship: Done",
                    "ends Ship",
                    "completed"));
  }

  @Test
  void aSplitBeginsAllBranchesAtOnceAndTheyEndInAnyOrder() {
    var traces = Interleavings.of("02").played();

    assertThat(traces).hasSize(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.moments().contains(List.of("Pack", "Invoice", "Thank")));
  }

  @Test
  void aChoiceFollowsExactlyOneLine() {
    var traces = Interleavings.of("04").played();

    assertThat(traces).hasSize(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.has("begins Pay") == trace.has("Decide: Approve"))
        .allMatch(trace -> trace.has("begins Refuse") == trace.has("Decide: Reject"))
        .allMatch(trace -> trace.has("begins Ask back") == trace.has("Decide: Ask"));
  }

  @Test
  void branchesOfWhichOneIsActiveMergeWithoutWaiting() {
    var traces = Interleavings.of("05").played();

    assertThat(traces).hasSize(3).allMatch(Trace::isComplete);
    assertThat(traces).allMatch(trace -> trace.begins("File") == 1);
  }

  @Test
  void aMultiChoiceFollowsEveryTrueLineAndTheOtherwiseWhenThereIsNone() {
    for (boolean fragile : List.of(true, false)) {
      for (boolean abroad : List.of(true, false)) {
        var traces =
            Interleavings.of("06")
                .startedWith("Fragile", fragile)
                .startedWith("Abroad", abroad)
                .played();

        assertThat(traces).hasSize(fragile && abroad ? 2 : 1).allMatch(Trace::isComplete);
        assertThat(traces)
            .allMatch(trace -> trace.has("begins Pad") == fragile)
            .allMatch(trace -> trace.has("begins Declare") == abroad)
            .allMatch(trace -> trace.has("begins Stack") == !(fragile || abroad));
      }
    }
  }

  @Test
  void aMultiMergeRunsWhatFollowsForEachArrival() {
    var traces = Interleavings.of("08").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Ship") == 2 && trace.ends("Ship") == 2)
        .anyMatch(trace -> trace.together("Ship") == 2)
        .anyMatch(trace -> trace.together("Ship") == 1);
  }

  @Test
  void aThreadSplitMakesThreeThreadsThatGoTheirOwnWays() {
    var traces = Interleavings.of("42").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Print") == 3 && trace.begins("Bind") == 3)
        .allMatch(trace -> trace.together("Print", "Bind") == 3)
        .anyMatch(trace -> trace.together("Bind") == 3)
        .anyMatch(trace -> trace.together("Bind") == 1);
  }
}
