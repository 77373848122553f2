package org.baltoro.forms.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.baltoro.forms.document.BlockType.AND;
import static org.baltoro.forms.document.BlockType.ASYNCHRONOUSLY;
import static org.baltoro.forms.document.BlockType.THEN;
import static org.baltoro.forms.rule.Script.always;
import static org.baltoro.forms.rule.Script.block;
import static org.baltoro.forms.rule.Script.forEach;
import static org.baltoro.forms.rule.Script.onError;
import static org.baltoro.forms.rule.Script.rule;
import static org.baltoro.forms.rule.Script.when;

import java.time.Duration;
import java.util.List;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.rule.ActionOutcome.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers: if, always, for each, error; nested, disabled, and what becomes of errors. */
class RuleRunnerTest {
  private static final Items ROWS = new Items(Scope.OWN, null, ItemState.ALL);

  private final Script script = new Script();

  @AfterEach
  void nothingIsLeftRunning() {
    script.time.advance(Duration.ofMinutes(1));
    assertThat(script.time.threads()).isZero();
    script.close();
  }

  private static Block run(String action) {
    return block(THEN, action);
  }

  @Test
  void handlersRunFromTopToBottomAndAskWhenTheyAreReached() {
    script.answers("isNew", false).lasts("a", 2);
    script.play(
        rule(always("h1", run("a")), when("h2", "isNew", run("b")), when("h3", "isOld", run("c"))));

    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "2 a ended",
            "2 asked isNew",
            "2 asked isOld",
            "2 c started",
            "2 c ended",
            "2 rule ended");
    assertThat(script.trace().steps())
        .extracting(step -> ((HandlerTrace) step).outcome())
        .containsExactly(TraceOutcome.COMPLETED, TraceOutcome.SKIPPED, TraceOutcome.COMPLETED);
    assertThat(((HandlerTrace) script.trace().steps().get(1)).conditions())
        .containsExactly(new HandlerTrace.ConditionTrace("isNew", false));
  }

  @Test
  void allConditionsOfAHandlerMustHoldAndDisabledOnesDoNotCount() {
    script.answers("no", false).answers("off", false);
    var off = Script.condition("off").withEnabled(false);
    var both =
        when("h1", "yes", run("a"))
            .withConditions(List.of(Script.condition("yes"), off, Script.condition("no")));
    var oneOff = when("h2", "yes", run("b")).withConditions(List.of(off, Script.condition("yes")));

    script.play(rule(both, oneOff));

    assertThat(script.diary)
        .containsExactly(
            "0 asked yes", "0 asked no", "0 asked yes", "0 b started", "0 b ended", "0 rule ended");
  }

  @Test
  void aDisabledHandlerIsPassedOver() {
    script.play(rule(always("h1", run("a")).withEnabled(false), always("h2", run("b"))));
    assertThat(script.diary).containsExactly("0 b started", "0 b ended", "0 rule ended");
    assertThat(((HandlerTrace) script.trace().steps().getFirst()).outcome())
        .isEqualTo(TraceOutcome.DISABLED);
  }

  @Test
  void forEachGoesThroughTheItemsAndMayBeNested() {
    script.has("rows", "row 1", "row 2").has("inner", "x", "y").lasts("a", 1).lasts("b", 1);
    script.play(rule(forEach("rows", ROWS, run("a"), forEach("inner", ROWS, run("b")))));

    assertThat(script.at("rule ended")).isEqualTo(6);
    assertThat(script.diary.stream().filter(line -> line.endsWith("started")))
        .containsExactly(
            "0 a started",
            "1 b started",
            "2 b started",
            "3 a started",
            "4 b started",
            "5 b started");
    assertThat(script.trace().steps())
        .extracting(step -> ((HandlerTrace) step).item())
        .containsExactly("row 1", "row 2");
  }

  @Test
  void aForEachWithoutItemsDoesNothing() {
    script.play(rule(forEach("rows", ROWS, run("a")), always("h", run("b"))));
    assertThat(script.diary).containsExactly("0 b started", "0 b ended", "0 rule ended");
  }

  @Test
  void aForEachAsksItsConditionsAnewForEachItem() {
    script.has("rows", "row 1", "row 2");
    var loop = forEach("rows", ROWS, run("a")).withConditions(List.of(Script.condition("big")));
    script.answers("big", false).play(rule(loop));
    assertThat(script.diary).containsExactly("0 asked big", "0 asked big", "0 rule ended");
  }

  @Test
  void aFailureEndsTheLoopAndTheRule() {
    script.has("rows", "row 1", "row 2").fails("a");
    var outcome = script.play(rule(forEach("rows", ROWS, run("a")), always("h", run("b"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("a")));
    assertThat(script.diary).containsExactly("0 a started", "0 a failed", "0 rule ended");
  }

  @Test
  void aStopInALoopEndsTheRule() {
    script.has("rows", "row 1", "row 2").says("a", Signal.STOP);
    assertThat(script.play(rule(forEach("rows", ROWS, run("a")), always("h", run("b")))))
        .isEqualTo(new RuleOutcome.Stopped());
    assertThat(script.diary).containsExactly("0 a started", "0 a ended", "0 rule ended");
  }

  // Errors

  @Test
  void anErrorHandlerIsPassedOverWhenNothingFailed() {
    script.play(rule(always("h", run("a")), onError("e", run("mend")), always("h2", run("b"))));
    assertThat(script.diary)
        .containsExactly("0 a started", "0 a ended", "0 b started", "0 b ended", "0 rule ended");
    assertThat(((HandlerTrace) script.trace().steps().get(1)).outcome())
        .isEqualTo(TraceOutcome.SKIPPED);
  }

  @Test
  void anErrorHandlerTakesTheErrorAndEndsTheRule() {
    script.fails("a");
    var outcome =
        script.play(
            rule(
                always("h", run("a"), run("b")),
                onError("e", run("mend")),
                always("h2", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("a")));
    assertThat(script.seenError).isEqualTo(broken("a"));
    assertThat(script.diary)
        .containsExactly(
            "0 a started", "0 a failed", "0 mend started", "0 mend ended", "0 rule ended");
    assertThat(script.trace().outcome()).isEqualTo(TraceOutcome.HANDLED);
    assertThat(script.trace().error()).isEqualTo(broken("a"));
    assertThat(script.runner.errorOccurred()).isFalse();
  }

  @Test
  void anErrorHandlerThatSaysSoLetsTheRuleGoOnAfterIt() {
    script.fails("a").says("mend", Signal.CONTINUE);
    var outcome =
        script.play(
            rule(
                always("h", run("a"), run("b")),
                onError("e", run("mend")),
                always("h2", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 a failed",
            "0 mend started",
            "0 mend ended",
            "0 c started",
            "0 c ended",
            "0 rule ended");
    assertThat(script.runner.errorOccurred()).isTrue();
  }

  @Test
  void aContinueInsideOfHandlersOfAnErrorHandlerCounts() {
    script.fails("a").says("go", Signal.CONTINUE);
    script.play(
        rule(
            always("h", run("a")),
            onError("e", when("inner", "yes", block(AND, "go", "x"))),
            always("h2", run("c"))));
    assertThat(script.at("c started")).isZero();
  }

  @Test
  void aContinueElsewhereIsWithoutEffect() {
    script.says("go", Signal.CONTINUE).fails("a");
    var outcome =
        script.play(
            rule(
                always("h", run("go"), run("a")),
                onError("e", run("mend")),
                always("x", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("a")));
  }

  @Test
  void aStopInAnErrorHandlerEndsTheRule() {
    script.fails("a").says("mend", Signal.STOP);
    assertThat(
            script.play(
                rule(always("h", run("a")), onError("e", run("mend")), always("h2", run("c")))))
        .isEqualTo(new RuleOutcome.Handled(broken("a")));
  }

  @Test
  void theConditionsOfErrorHandlersChoose() {
    script.fails("a").answers("isOther", false);
    var notThis = onError("e1", run("x")).withConditions(List.of(Script.condition("isOther")));
    var off = onError("e2", run("y")).withEnabled(false);
    assertThat(script.play(rule(always("h", run("a")), notThis, off, onError("e3", run("mend")))))
        .isEqualTo(new RuleOutcome.Handled(broken("a")));
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 a failed",
            "0 asked isOther",
            "0 mend started",
            "0 mend ended",
            "0 rule ended");
  }

  @Test
  void withoutAnErrorHandlerAfterItTheRuleFails() {
    script.fails("a");
    var outcome =
        script.play(rule(onError("e", run("mend")), always("h", run("a")), always("h2", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("a")));
    assertThat(script.diary).containsExactly("0 a started", "0 a failed", "0 rule ended");
  }

  @Test
  void theNearestErrorHandlerTakesIt() {
    script.fails("a").says("near", Signal.CONTINUE);
    script.play(
        rule(
            always("h", run("a"), run("b"), onError("e1", run("near")), run("after")),
            onError("e2", run("far"))));
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 a failed",
            "0 near started",
            "0 near ended",
            "0 after started",
            "0 after ended",
            "0 rule ended");
  }

  @Test
  void anErrorOfAnErrorHandlerGoesToTheNext() {
    script.fails("a").fails("near");
    var outcome =
        script.play(
            rule(always("h", run("a"), onError("e1", run("near"))), onError("e2", run("far"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("near")));
    assertThat(script.seenError).isEqualTo(broken("near"));
  }

  @Test
  void anErrorOfAnErrorHandlerInTheSameListGoesToTheNextOfThatList() {
    script.fails("a").fails("near");
    var outcome =
        script.play(
            rule(always("h", run("a")), onError("e1", run("near")), onError("e2", run("far"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("near")));
  }

  @Test
  void aConditionThatFailsIsAnErrorOfTheRule() {
    script.fails("bad");
    assertThat(script.play(rule(when("h", "bad", run("a")), onError("e", run("mend")))))
        .isEqualTo(new RuleOutcome.Handled(RuleError.of("BROKEN", "bad is broken")));
    assertThat(((HandlerTrace) script.trace().steps().getFirst()).outcome())
        .isEqualTo(TraceOutcome.FAILED);
  }

  @Test
  void itemsThatAreNotThereAreAnErrorOfTheRule() {
    script.fails("rows");
    assertThat(script.play(rule(forEach("rows", ROWS, run("a")))))
        .isEqualTo(new RuleOutcome.Failed(RuleError.of("BROKEN", "rows is broken")));
  }

  // What fails beside the rule's way

  private static Handler racing(String... actions) {
    return always("race", block(ASYNCHRONOUSLY, actions));
  }

  @Test
  void aFailureBesideIsHandledBetweenTwoSteps() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5);
    var outcome =
        script.play(
            rule(racing("a", "b"), always("h", run("c"), run("d")), onError("e", run("mend"))));

    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("b")));
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 b started",
            "1 a ended",
            "1 c started",
            "2 b failed",
            "6 c ended",
            "6 mend started",
            "6 mend ended",
            "6 rule ended");
  }

  @Test
  void afterAFailureBesideTheRuleGoesOnWhereItWasIfTheHandlerSaysSo() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5).says("mend", Signal.CONTINUE);
    var outcome =
        script.play(
            rule(racing("a", "b"), always("h", run("c"), run("d")), onError("e", run("mend"))));

    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.diary)
        .containsSubsequence(
            "6 c ended", "6 mend started", "6 mend ended", "6 d started", "6 rule ended");
  }

  @Test
  void aFailureBesideIsHandledByTheHandlerAfterItsBlockEvenIfThatWasPassed() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5).says("mend", Signal.CONTINUE);
    script.play(rule(racing("a", "b"), onError("e", run("mend")), always("h", run("c"), run("d"))));
    assertThat(script.diary).containsSubsequence("6 mend ended", "6 d started");
  }

  @Test
  void aFailureBesideInTheLastStepIsHandledBeforeTheRuleEnds() {
    script.lasts("a", 2).lasts("b", 1).fails("b");
    var outcome = script.play(rule(racing("a", "b"), onError("e", run("mend"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("b")));
    assertThat(script.at("mend started")).isEqualTo(2);
    assertThat(script.toTheForm).isEmpty();
  }

  @Test
  void aFailureBesideThatNoHandlerTakesGoesToTheFormAndTheRuleGoesOn() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5);
    var outcome = script.play(rule(racing("a", "b"), always("h", run("c"), run("d"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.toTheForm).containsExactly(broken("b"));
    assertThat(script.diary)
        .containsSubsequence("6 c ended", "6 the form is told: b is broken", "6 d started");
  }

  @Test
  void aFailureAfterTheRulesEndGoesToTheForm() {
    script.lasts("a", 1).lasts("b", 2).fails("b");
    var outcome = script.play(rule(racing("a", "b"), onError("e", run("mend"))));
    script.time.advance(Duration.ofSeconds(5));
    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.diary)
        .containsExactly(
            "0 a started",
            "0 b started",
            "1 a ended",
            "1 rule ended",
            "2 b failed",
            "2 the form is told: b is broken");
  }

  @Test
  void whenTheRuleHasFailedWhatFailedBesideGoesToTheForm() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5).fails("c");
    var outcome = script.play(rule(racing("a", "b"), always("h", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("c")));
    assertThat(script.toTheForm).containsExactly(broken("b"));
  }

  @Test
  void aHandlerOfAFailureBesideThatFailsEndsTheRule() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5).fails("mend");
    var outcome =
        script.play(
            rule(racing("a", "b"), always("h", run("c"), run("d")), onError("e", run("mend"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("mend")));
    assertThat(script.diary).containsOnlyOnce("6 mend started");
    assertThat(script.diary).doesNotContain("6 d started");
  }

  @Test
  void ofANestedBlockTheHandlersAroundItAreAskedToo() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5);
    var outcome =
        script.play(
            rule(always("outer", racing("a", "b"), run("c"), run("d")), onError("e", run("mend"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("b")));
    assertThat(script.diary).doesNotContain("6 d started");
  }

  @Test
  void aFailureBesideWhileTheLastStepRunsIsHandledAfterIt() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5);
    var outcome =
        script.play(rule(racing("a", "b"), onError("e", run("mend")), always("last", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("b")));
    assertThat(script.at("mend started")).isEqualTo(6);
    assertThat(script.toTheForm).isEmpty();
  }

  @Test
  void afterThatTheRuleIsCompletedIfItsHandlerSaysToGoOn() {
    script.lasts("a", 1).lasts("b", 2).fails("b").lasts("c", 5).says("mend", Signal.CONTINUE);
    var outcome =
        script.play(rule(racing("a", "b"), onError("e", run("mend")), always("last", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Completed());
    assertThat(script.at("mend started")).isEqualTo(6);
  }

  // Error handlers with handlers of their own

  @Test
  void anErrorHandlerMayHaveAnErrorHandlerInIt() {
    script.fails("a").fails("mend");
    var outcome =
        script.play(
            rule(
                always("h", run("a")),
                onError("e", run("mend"), onError("inner", run("patch"))),
                onError("e2", run("far"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("mend")));
    assertThat(script.diary).contains("0 patch ended").doesNotContain("0 far started");
  }

  @Test
  void whatFailsBesideInAnErrorHandlerAndIsNotMendedThereEndsTheRule() {
    script.fails("a").lasts("x", 1).lasts("y", 2).fails("y").lasts("z", 5).fails("patch");
    var outcome =
        script.play(
            rule(
                always("h", run("a")),
                onError("e", block(ASYNCHRONOUSLY, "x", "y"), run("z"), onError("i", run("patch"))),
                onError("e2", run("far"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("patch")));
    assertThat(script.at("far started")).isEqualTo(6);
  }

  @Test
  void ifNobodyMendsItTheRuleFailsWithIt() {
    script.fails("a").lasts("x", 1).lasts("y", 2).fails("y").lasts("z", 5).fails("patch");
    var outcome =
        script.play(
            rule(
                always("h", run("a")),
                onError(
                    "e", block(ASYNCHRONOUSLY, "x", "y"), run("z"), onError("i", run("patch")))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Failed(broken("patch")));
    assertThat(script.at("rule ended")).isEqualTo(6);
    assertThat(script.recording.outcome()).isEqualTo(TraceOutcome.FAILED);
  }

  @Test
  void aContinueInALoopOfAnErrorHandlerCounts() {
    script.fails("a").has("rows", "row 1", "row 2").says("go", Signal.CONTINUE);
    script.play(
        rule(
            always("h", run("a")),
            onError("e", forEach("rows", ROWS, run("go"))),
            always("h2", run("c"))));
    assertThat(script.at("c started")).isZero();
  }

  @Test
  void aBlockWithoutAContinueInAnErrorHandlerEndsTheRule() {
    script.fails("a");
    var outcome =
        script.play(
            rule(
                always("h", run("a")), onError("e", block(AND, "x", "y")), always("h2", run("c"))));
    assertThat(outcome).isEqualTo(new RuleOutcome.Handled(broken("a")));
  }

  // Bugs, and closing meanwhile

  @Test
  void whateverAConditionThrowsIsAFailureOfTheRule() {
    script.throwsBug("bad", new IllegalStateException("oops"));
    assertThat(script.play(rule(when("h", "bad", run("a")))))
        .isEqualTo(
            new RuleOutcome.Failed(
                RuleError.of(
                    "INTERNAL", "Something unexpected happened (IllegalStateException).")));
  }

  @Test
  void aLoopAsksNothingMoreOnceItsFormIsClosed() {
    script.has("rows", "row 1", "row 2", "row 3").answers("big", false).closesFormAt("big");
    var loop = forEach("rows", ROWS, run("a")).withConditions(List.of(Script.condition("big")));
    assertThatThrownBy(() -> script.runner.run(rule(loop), script))
        .isInstanceOf(InterruptedException.class);
    assertThat(script.diary).containsExactly("0 asked big");
  }

  // Bounds

  @Test
  void aTraceHasBounds() {
    var labels = new String[RunRecording.STEPS_MAX];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = "row " + row;
    }
    script.has("rows", labels).play(rule(forEach("rows", ROWS, run("a"))));
    var trace = script.trace();
    assertThat(trace.steps()).hasSize(RunRecording.STEPS_MAX / 2);
    assertThat(trace.truncated()).isEqualTo(RunRecording.STEPS_MAX);
  }

  private static RuleError broken(String action) {
    return RuleError.of("BROKEN", action + " is broken").in(action);
  }
}
