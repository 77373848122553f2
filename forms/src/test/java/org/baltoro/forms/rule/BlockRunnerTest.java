package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.baltoro.forms.document.BlockType.ALSO;
import static org.baltoro.forms.document.BlockType.AND;
import static org.baltoro.forms.document.BlockType.ASYNCHRONOUSLY;
import static org.baltoro.forms.document.BlockType.THEN;
import static org.baltoro.forms.rule.Script.block;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The four types of blocks, with actions that take 5, 6, 7 and 8 seconds. */
class BlockRunnerTest {
  private final Script script =
      new Script().lasts("a", 5).lasts("b", 6).lasts("c", 7).lasts("d", 8);

  @AfterEach
  void nothingIsLeftRunning() {
    script.time.advance(Duration.ofMinutes(1));
    assertThat(script.time.threads()).isZero();
    script.close();
  }

  private static final Block NEXT = block(THEN, "next");

  // The figures

  @Test
  void thenRunsOneAfterAnother() {
    assertThat(script.play(block(THEN, "a", "b", "c", "d"), NEXT))
        .isEqualTo(new RuleOutcome.Completed());

    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "5 a ended",
            "5 b started",
            "11 b ended",
            "11 c started",
            "18 c ended",
            "18 d started",
            "26 d ended",
            "26 next started",
            "26 next ended",
            "26 rule ended");
    assertThat(script.inFlightMax).isOne();
  }

  @Test
  void andRunsAllAtOnceAndWaitsForAll() {
    assertThat(script.play(block(AND, "a", "b", "c", "d"), NEXT))
        .isEqualTo(new RuleOutcome.Completed());

    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 b started",
            "0 c started",
            "0 d started",
            "5 a ended",
            "6 b ended",
            "7 c ended",
            "8 d ended",
            "8 next started",
            "8 next ended",
            "8 rule ended");
    assertThat(script.inFlightMax).isEqualTo(4);
  }

  @Test
  void asynchronouslyRunsAllAtOnceAndWaitsForTheFirst() {
    assertThat(script.play(block(ASYNCHRONOUSLY, "a", "b", "c", "d"), NEXT))
        .isEqualTo(new RuleOutcome.Completed());
    script.time.advance(Duration.ofSeconds(10));

    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 b started",
            "0 c started",
            "0 d started",
            "5 a ended",
            "5 next started",
            "5 next ended",
            "5 rule ended",
            "6 b ended late",
            "7 c ended late",
            "8 d ended late");
    assertThat(script.inFlightMax).isEqualTo(4);
  }

  @Test
  void alsoIsOnePacketInListOrder() {
    assertThat(script.play(block(ALSO, "a", "b", "c", "d"), NEXT))
        .isEqualTo(new RuleOutcome.Completed());

    assertThat(script.packets).isOne();
    assertThat(script.at("next started")).isEqualTo(26);
    assertThat(script.trace().blocks().getFirst().actions())
        .extracting(ActionTrace::calls)
        .containsOnly(List.of(1));
  }

  static Stream<Arguments> permutations() {
    var all = new ArrayList<Arguments>();
    permute(new ArrayList<>(), List.of("a", "b", "c", "d"), all);
    return all.stream();
  }

  private static void permute(List<String> chosen, List<String> left, List<Arguments> all) {
    if (left.isEmpty()) {
      all.add(Arguments.of(List.copyOf(chosen)));
    }
    for (var next : left) {
      var more = new ArrayList<>(chosen);
      more.add(next);
      permute(more, left.stream().filter(other -> !other.equals(next)).toList(), all);
    }
  }

  @ParameterizedTest
  @MethodSource("permutations")
  void theFiguresHoldInAnyOrder(List<String> order) {
    var actions = order.toArray(String[]::new);
    var expected = List.of(26L, 34L, 60L, 65L);

    script.play(
        block(THEN, actions),
        block(THEN, "after then"),
        block(AND, actions),
        block(THEN, "after and"),
        block(ALSO, actions),
        block(THEN, "after also"),
        block(ASYNCHRONOUSLY, actions),
        block(THEN, "after asynchronously"));

    assertThat(
            Stream.of("then", "and", "also", "asynchronously")
                .map(type -> script.at("after %s started".formatted(type))))
        .isEqualTo(expected);
    var started =
        script.diary.stream().filter(line -> line.startsWith("60 ") && line.endsWith("started"));
    assertThat(started)
        .as("started in list order")
        .containsExactlyElementsOf(
            Stream.concat(
                    Stream.of("60 after also started"),
                    order.stream().map(action -> "60 %s started".formatted(action)))
                .toList());
  }

  // Blocks with less than two actions

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void anEmptyBlockIsFinishedAtOnce(BlockType type) {
    script.play(block(type), NEXT);
    assertThat(script.diary).containsExactly("0 next started", "0 next ended", "0 rule ended");
    assertThat(script.packets).isZero();
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void aBlockOfDisabledActionsIsFinishedAtOnce(BlockType type) {
    script.play(block(type, "-a", "-b"), NEXT);
    assertThat(script.diary).containsExactly("0 next started", "0 next ended", "0 rule ended");
    assertThat(script.packets).isZero();
    assertThat(script.trace().blocks().getFirst().actions())
        .extracting(ActionTrace::outcome)
        .containsOnly(TraceOutcome.DISABLED);
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void disabledActionsDoNotCount(BlockType type) {
    script.play(block(type, "-a", "d", "-b"), NEXT);
    assertThat(script.diary)
        .containsExactly(
            "0 d started", "8 d ended", "8 next started", "8 next ended", "8 rule ended");
    assertThat(script.packets).isEqualTo(type == ALSO ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void aBlockOfOneActionWaitsForItWhateverItsType(BlockType type) {
    script.raises("a", 2).play(block(type, "a"), NEXT);
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "5 a ended",
            "5 change rule of a started",
            "7 change rule of a ended",
            "7 next started",
            "7 next ended",
            "7 rule ended");
  }

  @Test
  void neighboursOfTheSameTypeStayTwoBlocks() {
    script.play(block(AND, "a", "b"), block(AND, "c", "d"), NEXT);
    assertThat(script.at("c started")).isEqualTo(6);
    assertThat(script.at("next started")).isEqualTo(14);

    script.diary.clear();
    script.play(block(ALSO, "a"), block(ALSO, "b"));
    assertThat(script.packets).isEqualTo(2);
  }

  // Failures

  @ParameterizedTest
  @MethodSource("actions")
  void thenStopsAtTheFirstFailure(String failing) {
    var outcome = script.fails(failing).play(block(THEN, "a", "b", "c", "d"), NEXT);

    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken(failing)));
    var reached = List.of("a", "b", "c", "d").subList(0, "abcd".indexOf(failing) + 1);
    assertThat(
            script.diary.stream()
                .filter(line -> line.endsWith("started"))
                .map(BlockRunnerTest::actionOf))
        .containsExactlyElementsOf(reached);
  }

  static Stream<String> actions() {
    return Stream.of("a", "b", "c", "d");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void inAnAndBlockTheSiblingsOfAFailureFinish(String failing) {
    var outcome = script.fails(failing).play(block(AND, "a", "b", "c", "d"), NEXT);

    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken(failing)));
    assertThat(script.at("rule ended")).isEqualTo(8);
    assertThat(script.diary.stream().filter(line -> line.endsWith(" ended"))).hasSize(4);
    assertThat(script.diary.toString()).doesNotContain("next");
  }

  @Test
  void theFirstErrorInListOrderComesWithTheOthers() {
    var outcome = script.fails("b").fails("c").fails("d").play(block(AND, "d", "a", "c", "b"));

    assertThat(outcome)
        .isEqualTo(new RuleOutcome.Failed(broken("d").with(List.of(broken("c"), broken("b")))));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void aPacketStopsAtTheFailingEntryAndNamesIt(String failing) {
    var outcome = script.fails(failing).play(block(ALSO, "a", "b", "c", "d"), NEXT);

    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken(failing)));
    int place = "abcd".indexOf(failing);
    assertThat(script.trace().blocks().getFirst().actions())
        .extracting(ActionTrace::outcome)
        .containsExactly(
            Stream.of(0, 1, 2, 3)
                .map(at ->
                    at < place
                        ? TraceOutcome.COMPLETED
                        : at == place ? TraceOutcome.FAILED : TraceOutcome.NOT_REACHED)
                .toArray(TraceOutcome[]::new));
    assertThat(script.diary.toString()).doesNotContain("next");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void asynchronouslyTheFirstSuccessReleasesAndFailuresAreTold(String failing) {
    var outcome = script.fails(failing).play(block(ASYNCHRONOUSLY, "a", "b", "c", "d"), NEXT);
    script.time.advance(Duration.ofSeconds(10));

    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.at("next started")).isEqualTo(failing.equals("a") ? 6 : 5);
    assertThat(script.toTheForm).containsExactly(broken(failing));
  }

  @Test
  void asynchronouslyAllFailuresFailTheBlockWhenTheLastHasFailed() {
    var outcome =
        script
            .fails("a")
            .fails("b")
            .fails("c")
            .fails("d")
            .play(block(ASYNCHRONOUSLY, "d", "c", "b", "a"), NEXT);

    assertThat(outcome)
        .isEqualTo(
            new RuleOutcome.Failed(
                broken("d").with(List.of(broken("c"), broken("b"), broken("a")))));
    assertThat(script.at("rule ended")).isEqualTo(8);
    assertThat(script.toTheForm).isEmpty();
    assertThat(script.diary.toString()).doesNotContain("next");
  }

  @Test
  void asynchronouslyTheLastOneMayBeTheFirstToSucceed() {
    var outcome =
        script
            .fails("a")
            .fails("b")
            .fails("c")
            .play(block(ASYNCHRONOUSLY, "d", "c", "b", "a"), NEXT);

    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.at("next started")).isEqualTo(8);
    assertThat(script.toTheForm).containsExactly(broken("c"), broken("b"), broken("a"));
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void whateverAnActionThrowsIsAFailureOfIts(BlockType type) {
    script.throwsBug("a", new IllegalStateException("oops")).throwsBug("b", new AssertionError());

    var outcome = script.play(block(type, "a", "b"));

    var first = unexpected("IllegalStateException");
    var second = unexpected("AssertionError");
    assertThat(outcome)
        .isEqualTo(
            new RuleOutcome.Failed(
                switch (type) {
                  case THEN -> first.in("a");
                  case AND, ASYNCHRONOUSLY -> first.in("a").with(List.of(second.in("b")));
                  case ALSO -> first;
                }));
  }

  private static RuleError unexpected(String bug) {
    return RuleError.of("INTERNAL", "Something unexpected happened (%s).".formatted(bug));
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void anActionThatIsInterruptedByOthersFailsAndNobodyWaitsForItForEver(BlockType type) {
    script.throwsBug("a", new InterruptedException()).fails("b");

    assertThat(script.play(block(type, "a", "b")))
        .isInstanceOfSatisfying(
            RuleOutcome.Failed.class,
            failed -> assertThat(failed.error().type()).isEqualTo("INTERRUPTED"));
  }

  // Stop

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void aStopEndsTheRule(BlockType type) {
    var outcome = script.says("a", ActionOutcome.Signal.STOP).play(block(type, "a", "b"), NEXT);
    script.time.advance(Duration.ofSeconds(10));

    assertThat(outcome).isEqualTo(new RuleOutcome.Stopped());
    assertThat(script.diary.toString()).doesNotContain("next");
    assertThat(script.at("rule ended"))
        .isEqualTo(
            switch (type) {
              case THEN, ASYNCHRONOUSLY -> 5;
              case AND -> 6;
              case ALSO -> 11;
            });
    assertThat(script.trace().blocks().getFirst().outcome()).isEqualTo(TraceOutcome.STOPPED);
  }

  @Test
  void thenRunsNothingAfterAStop() {
    script.says("a", ActionOutcome.Signal.STOP).play(block(THEN, "a", "b"));
    assertThat(script.diary).containsExactly("0 a started", "5 a ended", "5 rule ended");
  }

  @Test
  void aLateStopIsTooLate() {
    var outcome =
        script
            .says("b", ActionOutcome.Signal.STOP)
            .play(block(ASYNCHRONOUSLY, "a", "b"), block(THEN, "d"));
    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
  }

  @Test
  void aFailureWeighsMoreThanAStop() {
    var outcome = script.says("a", ActionOutcome.Signal.STOP).fails("b").play(block(AND, "a", "b"));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("b")));
  }

  // Change rules

  @Test
  void inAThenBlockChangeRulesRunBeforeTheNextAction() {
    script.raises("a", 2).raises("b", 1).play(block(THEN, "a", "b"), NEXT);
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "5 a ended",
            "5 change rule of a started",
            "7 change rule of a ended",
            "7 b started",
            "13 b ended",
            "13 change rule of b started",
            "14 change rule of b ended",
            "14 next started",
            "14 next ended",
            "14 rule ended");
  }

  @Test
  void inAnAndBlockChangeRulesRunAfterTheBlockInListOrder() {
    script.raises("a", 2).raises("b", 1).play(block(AND, "b", "a"), NEXT);
    assertThat(script.diary)
        .containsExactly(
            "0 b started",
            "0 a started",
            "5 a ended",
            "6 b ended",
            "6 change rule of b started",
            "7 change rule of b ended",
            "7 change rule of a started",
            "9 change rule of a ended",
            "9 next started",
            "9 next ended",
            "9 rule ended");
  }

  @Test
  void inAnAndBlockThatFailsWhatWasChangedRaisesItsRulesStill() {
    script.raises("a", 2).raises("b", 1).fails("b").play(block(AND, "a", "b"));
    assertThat(script.diary)
        .contains("6 change rule of a started", "8 rule ended")
        .doesNotContain("6 change rule of b started");
  }

  @Test
  void inAPacketChangeRulesRunAfterTheBlockInListOrder() {
    script.raises("a", 2).raises("b", 1).play(block(ALSO, "b", "a"), NEXT);
    assertThat(script.diary)
        .containsExactly(
            "0 b started",
            "6 b ended",
            "6 a started",
            "11 a ended",
            "11 change rule of b started",
            "12 change rule of b ended",
            "12 change rule of a started",
            "14 change rule of a ended",
            "14 next started",
            "14 next ended",
            "14 rule ended");
  }

  @Test
  void ofAPacketThatFailsWhatWasDoneRaisesItsRules() {
    script.raises("a", 2).fails("b").play(block(ALSO, "a", "b"));
    assertThat(script.diary).contains("11 change rule of a started", "13 rule ended");
  }

  @Test
  void asynchronouslyChangeRulesRunWhenTheirResultIsApplied() {
    script.raises("a", 4).raises("b", 1).play(block(ASYNCHRONOUSLY, "b", "a"), block(THEN, "c"));
    assertThat(script.diary)
        .containsExactly(
            "0 b started",
            "0 a started",
            "5 a ended",
            "5 change rule of a started",
            "5 c started",
            "6 b ended late",
            "6 change rule of b started",
            "7 change rule of b ended",
            "9 change rule of a ended",
            "12 c ended",
            "12 rule ended");
  }

  // Closing meanwhile

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void closingTheFormEndsWhatRuns(BlockType type) {
    var rule = Script.rule(Script.always("h", block(type, "a", "b", "c", "d"), NEXT));
    script.run.start("rule", () -> script.runner.run(rule, script));
    script.time.advance(Duration.ofSeconds(3));
    script.run.cancel();
    script.time.settle();

    assertThat(script.time.threads()).isZero();
    assertThat(script.seconds()).isEqualTo(3);
    assertThat(script.diary.toString()).doesNotContain("ended");
    assertThat(script.trace().outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(script.trace().ended()).isEqualTo(Script.START.plusSeconds(3));
    assertThat(script.trace().blocks().getFirst().outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(script.trace().actions().getFirst().outcome())
        .isEqualTo(type == ALSO ? TraceOutcome.RUNNING : TraceOutcome.CANCELLED);
  }

  @Test
  void closingTheFormEndsWhatIsLate() {
    script.play(block(ASYNCHRONOUSLY, "a", "b", "c", "d"), NEXT);
    script.time.advance(Duration.ofMillis(1_500));
    script.run.cancel();
    script.time.settle();

    assertThat(script.time.threads()).isZero();
    assertThat(script.run.threads()).isZero();
    assertThat(script.trace().outcome()).isEqualTo(TraceOutcome.COMPLETED);
    assertThat(script.trace().actions())
        .extracting(ActionTrace::outcome)
        .containsExactly(
            TraceOutcome.COMPLETED,
            TraceOutcome.COMPLETED,
            TraceOutcome.CANCELLED,
            TraceOutcome.CANCELLED,
            TraceOutcome.COMPLETED);
  }

  /** The block of the next step would start nothing, and wait for it for ever. */
  @ParameterizedTest
  @EnumSource(BlockType.class)
  void afterAnActionThatDidNotNoticeTheClosingNothingStarts(BlockType type) {
    script.closesFormAt("a");
    assertThatThrownBy(() ->
            script.runner.run(
                Script.rule(
                    Script.always("h", block(THEN, "a"), block(type, "b", "c")),
                    Script.always("h2", block(type, "d"))),
                script))
        .isInstanceOf(InterruptedException.class);
    assertThat(script.diary).containsExactly("0 a started", "5 a ended");
    assertThat(script.trace().outcome()).isEqualTo(TraceOutcome.CANCELLED);
  }

  @Test
  void theNextActionOfAThenBlockDoesNotStartEither() {
    script.closesFormAt("a");
    assertThatThrownBy(
            () -> script.runner.run(Script.rule(Script.always("h", block(THEN, "a", "b"))), script))
        .isInstanceOf(InterruptedException.class);
    assertThat(script.diary).containsExactly("0 a started", "5 a ended");
  }

  @Test
  void whoInterruptsTheRulesThreadEndsItsActions() {
    var rule = Script.rule(Script.always("h", block(AND, "a", "b", "c", "d"), NEXT));
    var thread =
        script.time.start(
            "rule",
            () ->
                assertThatThrownBy(() -> script.runner.run(rule, script))
                    .isInstanceOf(InterruptedException.class));
    script.time.advance(Duration.ofSeconds(3));
    assertThat(script.run.threads()).isEqualTo(4);
    thread.interrupt();
    script.time.settle();

    assertThat(script.time.threads()).isZero();
    assertThat(script.run.isCancelled()).isTrue();
    assertThat(((HandlerTrace) script.trace().steps().getFirst()).outcome())
        .isEqualTo(TraceOutcome.CANCELLED);
  }

  @Test
  void aCancelledRunStartsNothing() {
    script.run.cancel();
    script.run.start("rule", () -> script.play(block(THEN, "a")));
    script.time.settle();
    assertThat(script.diary).isEmpty();

    assertThatThrownBy(
            () -> script.runner.run(Script.rule(Script.always("h", block(ALSO, "a"))), script))
        .isInstanceOf(InterruptedException.class);
    assertThat(script.diary).isEmpty();
  }

  // The trace

  @Test
  void theTraceTellsWhatRanWhen() {
    script.fails("c");
    script.play(block(AND, "b", "a", "-d"), block(ASYNCHRONOUSLY, "c", "a", "d"));
    script.time.advance(Duration.ofSeconds(20));

    var trace = script.trace();
    assertThat(trace)
        .isEqualTo(
            new RuleTrace(
                1,
                0,
                "r",
                "Rule",
                "Form",
                at(0),
                at(11),
                TraceOutcome.COMPLETED,
                null,
                List.of(
                    new HandlerTrace(
                        "h",
                        "always",
                        "",
                        List.of(),
                        TraceOutcome.COMPLETED,
                        List.of(
                            new BlockTrace(
                                "ba-dA",
                                AND,
                                false,
                                at(0),
                                at(6),
                                TraceOutcome.COMPLETED,
                                List.of(
                                    done("b", 0, 6, false),
                                    done("a", 0, 5, false),
                                    ended("d", TraceOutcome.DISABLED, null, null, false, null))),
                            new BlockTrace(
                                "cadA",
                                ASYNCHRONOUSLY,
                                false,
                                at(6),
                                at(11),
                                TraceOutcome.COMPLETED,
                                List.of(
                                    ended(
                                        "c", TraceOutcome.FAILED, at(6), at(13), true, broken("c")),
                                    done("a", 6, 11, false),
                                    done("d", 6, 14, true)))))),
                0));
  }

  private static Instant at(int seconds) {
    return Script.START.plusSeconds(seconds);
  }

  private static ActionTrace done(String action, int from, int to, boolean late) {
    return ended(action, TraceOutcome.COMPLETED, at(from), at(to), late, null);
  }

  private static ActionTrace ended(
      String action,
      TraceOutcome outcome,
      @Nullable Instant from,
      @Nullable Instant to,
      boolean late,
      @Nullable RuleError error) {
    return new ActionTrace(
        action, action, outcome, from, to, late, List.of(), 0, error, List.of(), List.of());
  }

  private static RuleError broken(String action) {
    return RuleError.of("BROKEN", action + " is broken").in(action);
  }

  private static String actionOf(String line) {
    return line.split(" ", -1)[1];
  }
}
