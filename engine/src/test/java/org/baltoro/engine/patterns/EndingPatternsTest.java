package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.ProcessStatus;
import org.junit.jupiter.api.Test;

/** Loops, ends, and what is taken back. */
class EndingPatternsTest {
  /** Where each choice leads. */
  private static final Map<String, String> WAYS =
      Map.of(
          "Draft: Review", "begins Review",
          "Draft: Negotiate", "begins Negotiate",
          "Review: Good", "begins Sign",
          "Review: Rework", "begins Draft",
          "Review: Other terms", "begins Negotiate",
          "Negotiate: Agreed", "begins Review",
          "Negotiate: Changed", "begins Draft",
          "Negotiate: Failed", "begins Drop");

  @Test
  void loopsCrossEachOtherAndAreLeftInDifferentPlaces() {
    var traces = Interleavings.of("10").moves(7).played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3);
    for (var trace : traces) {
      var steps = trace.steps();
      for (int at = 0; at < steps.size(); at++) {
        var way = WAYS.get(steps.get(at));
        assertThat(way == null || steps.get(at + 2).equals(way)).as(trace.toString()).isTrue();
      }
    }
    assertThat(traces)
        .anyMatch(
            trace -> trace.isComplete() && trace.begins("Draft") == 2 && trace.has("ends Sign"))
        .anyMatch(trace -> trace.isComplete() && trace.begins("Review") == 3)
        .anyMatch(trace -> trace.has("ends Drop") && !trace.has("begins Review"))
        .allMatch(trace -> trace.ends("Sign") + trace.ends("Drop") == (trace.isComplete() ? 1 : 0));
  }

  @Test
  void anInstanceCompletesWhenNothingIsLeft() {
    var traces = Interleavings.of("11").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.steps().getLast().equals("completed"))
        .allMatch(trace -> trace.count("completed") == 1)
        .allMatch(
            trace -> trace.has("ends Ship") && trace.has("ends Invoice") && trace.has("ends Thank"))
        .anyMatch(trace -> trace.inOrder("ends Ship", "ends Thank"))
        .anyMatch(trace -> trace.inOrder("ends Thank", "ends Pack"));
  }

  @Test
  void aLoopGoesRoundWhileItsRuleIsTrue() {
    var traces = Interleavings.of("21").played();

    assertThat(traces).hasSize(4).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Call") <= 3)
        .allMatch(trace -> trace.begins("Close") == 1)
        .allMatch(trace ->
            trace.begins("Call") == 3
                || trace.count("Call: Not reached") == trace.begins("Call") - 1);
  }

  @Test
  void reachingTheEndEndsAll() {
    var traces = Interleavings.of("43").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .as("after the end nothing is left")
        .allMatch(trace ->
            !trace.has("begins End")
                || trace.after("begins End").equals(List.of("ends End", "completed")))
        .as("the end is reached if anything was found, and once")
        .allMatch(trace -> trace.begins("End") == (trace.has("begins Found") ? 1 : 0))
        .anyMatch(trace -> trace.has("expires Search house") && trace.has("expires Search street"))
        .anyMatch(trace -> !trace.has("begins End"));
  }

  @Test
  void aCancelledActivityExpiresAndTheOtherBranchGoesOn() {
    var traces = Interleavings.of("19").timersFire().played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.ends("Pack") == 1)
        .allMatch(trace -> trace.has("expires Ask") == trace.has("begins Call"))
        .allMatch(trace -> trace.has("Ask: Answer") == trace.has("begins Note"))
        .allMatch(trace -> trace.has("begins Call") != trace.has("begins Note"))
        .anyMatch(trace -> trace.inOrder("expires Ask", "Pack: Done"));
  }

  @Test
  void aCancelledCaseIsOverWhereverItStands() {
    var traces = Interleavings.of("20").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.has("begins Cancelled") != trace.has("ends Ship"))
        .allMatch(trace ->
            !trace.has("begins Cancelled")
                || trace.after("begins Cancelled").equals(List.of("ends Cancelled", "completed")))
        .anyMatch(trace -> trace.has("expires Pack") && trace.has("expires Invoice"))
        .anyMatch(trace -> trace.has("expires Invoice") && trace.has("ends Pack"));
  }

  @Test
  void aDeletedCaseIsOverWhereverItStands() {
    var traces =
        Interleavings.of("20")
            .anyTime("delete", state -> new Command.DeleteProcess("ann"))
            .played();

    assertThat(traces)
        .as("a delete is refused while code runs, and without effect then")
        .allMatch(trace ->
            trace.has("delete: refused") != (trace.status() == ProcessStatus.DELETED)
                || !trace.has("delete"))
        .filteredOn(trace -> trace.has("deleted"))
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(trace -> trace.status() == ProcessStatus.DELETED)
        .allMatch(trace -> trace.after("delete").equals(List.of("deleted")));
  }

  @Test
  void aCancelledRegionIsTakenBackAndTheRestIsNot() {
    var region = List.of("Pack", "Load", "Papers");
    var traces = Interleavings.of("25").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.ends("Invoice") == 1)
        .allMatch(trace ->
            !trace.has("ends Withdraw")
                || region.stream()
                    .noneMatch(activity ->
                        trace.after("ends Withdraw").contains("begins " + activity)
                            || trace.after("ends Withdraw").contains("ends " + activity)))
        .allMatch(trace ->
            trace.has("begins Withdraw")
                || trace.steps().stream().noneMatch(step -> step.startsWith("expires")))
        .anyMatch(trace -> trace.has("expires Load") && trace.has("ends Papers"))
        .anyMatch(trace -> trace.has("expires Pack") && trace.has("expires Papers"));
  }
}
