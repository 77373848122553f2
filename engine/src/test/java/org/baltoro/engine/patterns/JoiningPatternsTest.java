package org.baltoro.engine.patterns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Where branches come together. */
class JoiningPatternsTest {
  private static final List<String> ASKED = List.of("Ask north", "Ask south", "Ask west");

  @Test
  void aSynchronizationWaitsForAllBranches() {
    var traces = Interleavings.of("03").played();

    assertThat(traces).hasSize(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Ship") == 1)
        .allMatch(trace ->
            trace
                .before("begins Ship")
                .containsAll(List.of("ends Pack", "ends Invoice", "ends Label")));
  }

  @Test
  void aSynchronizingMergeWaitsForTheBranchesThatWereChosen() {
    var traces = Interleavings.of("07").eitherWay("Fragile", "Abroad").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Ship") == 1)
        .allMatch(trace ->
            trace.after("begins Ship").stream()
                .noneMatch(step ->
                    step.equals("ends Pack")
                        || step.equals("ends Pad")
                        || step.equals("ends Declare")))
        .anyMatch(trace -> trace.begun().size() == 3)
        .anyMatch(trace -> trace.begun().size() == 5);
  }

  @Test
  void aDiscriminatorTakesTheFirstArrivalOfEachRound() {
    var traces = Interleavings.of("09").moves(13).played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Order") <= trace.begins("Send"))
        .allMatch(trace -> trace.begins("Order") >= trace.begins("Close"))
        .allMatch(trace -> trace.together("Order") <= 1)
        .anyMatch(trace -> trace.isComplete() && trace.ends("Order") == 2);
    for (var trace : traces) {
      for (int round = 1; round <= trace.begins("Order"); round++) {
        int order = trace.place("begins Order", round);
        int now = round;
        assertThat(ASKED)
            .as("one has answered for the %d. time in %s", round, trace)
            .filteredOn(asked -> {
              int ended = trace.place("ends " + asked, now);
              return ended >= 0 && ended < order;
            })
            .hasSize(1);
      }
    }
  }

  @Test
  void aPartialJoinTakesTwoOfThreeOnce() {
    var traces = Interleavings.of("30").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Order") == 1)
        .allMatch(trace -> answers(trace.before("begins Order")) == 2)
        .allMatch(trace -> answers(trace.steps()) == 3);
  }

  @Test
  void aCancellingDiscriminatorTakesTheOtherBranchesBack() {
    var traces = Interleavings.of("29").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Order") == 1)
        .allMatch(trace -> answers(trace.before("begins Order")) == 1)
        .as("they are taken back before the order is on a worklist")
        .allMatch(trace -> answers(trace.before("Order: Done")) + expired(trace) == 3)
        .anyMatch(trace -> answers(trace.steps()) == 1)
        .allMatch(trace -> expired(trace) == 3 - answers(trace.steps()));
  }

  @Test
  void aCancellingPartialJoinTakesTheThirdBranchBack() {
    var traces = Interleavings.of("32").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(6).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Order") == 1)
        .allMatch(trace -> answers(trace.before("begins Order")) == 2)
        .anyMatch(trace -> expired(trace) == 1)
        .allMatch(trace -> expired(trace) == 3 - answers(trace.steps()));
  }

  @Test
  void aGeneralisedJoinPairsArrivalsThatComeAgain() {
    var traces = Interleavings.of("33").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces).allMatch(trace -> trace.begins("Assemble") == 2);
    assertThat(traces)
        .as("a pass needs one more of both")
        .allSatisfy(trace -> {
          for (int pass = 1; pass <= 2; pass++) {
            assertThat(trace.place("begins Assemble", pass))
                .isGreaterThan(trace.place("ends Make bodies", pass))
                .isGreaterThan(trace.place("ends Make engines", pass));
          }
        })
        .as("two bodies may come before the first engine")
        .anyMatch(
            trace -> trace.place("ends Make bodies", 2) < trace.place("ends Make engines", 1));
  }

  @Test
  void aBlockingDiscriminatorKeepsTheNextRoundUntilThisOneHasCome() {
    var traces = Interleavings.of("28").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces).allMatch(trace -> trace.begins("Order") == 2);
    keepsRoundsApart(traces, 1, List.of("Ask north", "Ask south"));
    assertThat(traces)
        .as("both offers of the north are there, and the second has waited for the south")
        .anyMatch(trace ->
            trace.place("ends Ask north", 2) < trace.place("ends Ask south", 1)
                && trace.place("begins Order", 2) > trace.place("ends Ask south", 1)
                && trace.place("ends Ask north", 2) > 0);
  }

  @Test
  void aBlockingPartialJoinKeepsTheNextRoundUntilThisOneHasCome() {
    var traces = Interleavings.of("31").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces).allMatch(trace -> trace.begins("Order") == 2);
    keepsRoundsApart(traces, 2, ASKED);
  }

  /** The first pass takes so many answers; the second needs all of the first round before. */
  private static void keepsRoundsApart(List<Trace> traces, int required, List<String> asked) {
    for (var trace : traces) {
      assertThat(answers(trace.before("begins Order"))).as(trace.toString()).isEqualTo(required);
      for (var ask : asked) {
        assertThat(trace.place("begins Order", 2))
            .as(trace.toString())
            .isGreaterThan(trace.place("ends " + ask, 1));
      }
    }
  }

  @Test
  void anAcyclicMergeWaitsForWhatIsStillOnItsWay() {
    var traces = Interleavings.of("37").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    shipsOnceWithNothingOnItsWay(traces, "Ship", "Pack", "Ask", "Declare");
    assertThat(traces)
        .as("nobody waits for a customer who ignores the question")
        .anyMatch(trace -> trace.inOrder("ends Declare", "Ask: Ignore"))
        .anyMatch(trace -> trace.inOrder("Ask: Ignore", "begins Ship"));
  }

  @Test
  void aGeneralMergeWaitsAsLongAsSomethingCanArrive() {
    var traces = Interleavings.of("38").moves(10).played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3);
    shipsOnceWithNothingOnItsWay(
        traces.stream().filter(Trace::isComplete).toList(), "Deliver", "Print", "Build", "Test");
    assertThat(traces)
        .allMatch(trace -> trace.together("Deliver", "Build", "Test", "Print") <= 2)
        .anyMatch(trace -> trace.isComplete() && trace.begins("Build") == 3)
        .as("it no longer waits for what has been scrapped")
        .anyMatch(trace -> trace.inOrder("ends Print", "begins Scrap") && trace.isComplete());
  }

  private static void shipsOnceWithNothingOnItsWay(
      List<Trace> traces, String merge, String... branches) {
    assertThat(traces).allMatch(trace -> trace.begins(merge) == 1);
    for (var trace : traces) {
      assertThat(trace.moments())
          .as(trace.toString())
          .noneMatch(moment ->
              moment.contains(merge) && moment.stream().anyMatch(List.of(branches)::contains));
    }
  }

  @Test
  void aThreadMergeWaitsForAllThreads() {
    var traces = Interleavings.of("41").played();

    assertThat(traces).hasSizeGreaterThanOrEqualTo(3).allMatch(Trace::isComplete);
    assertThat(traces)
        .allMatch(trace -> trace.begins("Deliver") == 1)
        .allMatch(trace ->
            trace
                .before("begins Deliver")
                .containsAll(List.of("ends Print 1", "ends Print 2", "ends Print 3")))
        .as("one thread binds before another has printed")
        .anyMatch(trace -> trace.inOrder("ends Print 2", "Print 1: Done"));
  }

  private static long answers(List<String> steps) {
    return ASKED.stream().filter(asked -> steps.contains("ends " + asked)).count();
  }

  private static long expired(Trace trace) {
    return ASKED.stream().filter(asked -> trace.has("expires " + asked)).count();
  }
}
