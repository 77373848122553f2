package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.ProcessState;
import org.junit.jupiter.api.Test;

/** What depends on what else happens: choices left open, milestones, sections, signals. */
class StatePatternsTest {
  @Test
  void whateverComesFirstDecides() {
    var traces = Interleavings.of("16").timersFire().played();

    assertThat(traces).hasSize(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .anyMatch(trace -> trace.begins("Return") == 1)
        .anyMatch(trace -> trace.begins("Invoice") == 1)
        .anyMatch(trace -> trace.begins("Search") == 1)
        .allMatch(trace ->
            trace.begins("Return") + trace.begins("Invoice") + trace.begins("Search") == 1);
  }

  @Test
  void anOrderIsChangedBeforeTheMilestoneOnly() {
    var traces = Interleavings.of("18").moves(8).played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3);
    assertThat(traces)
        .allMatch(trace -> !trace.after("begins Ship").contains("Change: Save"))
        .allMatch(trace -> trace.together("Change", "Ship") <= 1)
        .anyMatch(trace -> trace.isComplete() && trace.count("Change: Save") == 0)
        .anyMatch(trace -> trace.isComplete() && trace.count("Change: Save") == 3);
  }

  @Test
  void aSignalThatNothingWaitsForIsLost() {
    var traces = Interleavings.of("23").anyTime("signal", StatePatternsTest::signal).played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .as("a lost signal is made up for by one that comes when it is waited for")
        .allMatch(trace -> trace.count("Wait: finished") == 1)
        .allMatch(trace -> !trace.has("Wait: kept"))
        .allMatch(trace ->
            !trace.has("signal")
                || trace.has("signal: refused")
                || trace.inOrder("signal", "Wait: finished"))
        .anyMatch(trace -> trace.inOrder("signal: refused", "begins Wait"));
    for (var trace : traces) {
      if (trace.has("signal: refused")) {
        assertThat(trace.steps().stream().filter(step -> !step.startsWith("signal")))
            .as("nothing of it is left")
            .isEqualTo(Interleavings.of("23").played().getFirst().steps());
      }
    }
  }

  /** To the item that waits; where none does, to one that there never was. */
  private static Command signal(ProcessState state) {
    int waiting =
        state.events().values().stream()
            .filter(event -> event.status() instanceof Status.Waiting)
            .mapToInt(EventInstance::item)
            .findFirst()
            .orElse(99);
    return Interleavings.finish(waiting);
  }

  @Test
  void aPaymentIsKeptUntilItIsWanted() {
    var traces = Interleavings.of("24").finishesComeEarly().played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Ship") == 1)
        .allMatch(trace ->
            trace
                .before("begins Ship")
                .containsAll(List.of("Await payment: finished", "ends Pack")))
        .anyMatch(trace -> trace.inOrder("Await payment: finished", "Pack: Done"))
        .anyMatch(trace -> trace.inOrder("Pack: Done", "Await payment: finished"))
        .anyMatch(trace -> trace.has("Await payment: kept"));
  }

  @Test
  void aSectionIsUsedByOneAtATime() {
    var traces = Interleavings.of("39").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.together("Load", "Unload") == 1)
        .anyMatch(trace -> trace.inOrder("ends Load", "ends Unload"))
        .anyMatch(trace -> trace.inOrder("ends Unload", "ends Load"))
        .as("one has to wait")
        .anyMatch(trace -> trace.inOrder("begins Load", "Unload: Done"));
  }

  @Test
  void examinationsComeOneAtATimeInAnyOrder() {
    var examinations = List.of("Examine heart", "Examine blood", "Examine eyes");
    var traces = Interleavings.of("40").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.together(examinations.toArray(String[]::new)) == 1)
        .allMatch(trace -> examinations.stream().allMatch(each -> trace.ends(each) == 1))
        .allMatch(trace -> trace.begins("Discharge") == 1);
    assertThat(traces.stream().map(trace -> order(trace, examinations)).distinct())
        .as("every order")
        .hasSize(6);
  }

  @Test
  void examinationsComeOneAtATimeInAnyOrderThatIsAllowed() {
    var examinations = List.of("At rest", "Exercise", "Take blood");
    var traces = Interleavings.of("17").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.together(examinations.toArray(String[]::new)) == 1)
        .allMatch(trace -> trace.inOrder("ends At rest", "begins Exercise"))
        .allMatch(trace -> trace.begins("Discharge") == 1);
    assertThat(traces.stream().map(trace -> order(trace, examinations)).distinct())
        .as("every order in which the exercise comes behind the rest")
        .containsExactlyInAnyOrder(
            List.of("ends At rest", "ends Exercise", "ends Take blood"),
            List.of("ends At rest", "ends Take blood", "ends Exercise"),
            List.of("ends Take blood", "ends At rest", "ends Exercise"));
  }

  private static List<String> order(Trace trace, List<String> activities) {
    return trace.steps().stream()
        .filter(step -> activities.stream().anyMatch(each -> step.equals("ends " + each)))
        .toList();
  }
}
