package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.action;
import static org.baltoro.forms.session.Design.always;
import static org.baltoro.forms.session.Design.and;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.open;
import static org.baltoro.forms.session.Design.parameter;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;
import static org.baltoro.forms.session.Design.when;

import java.time.Duration;
import java.util.List;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.TraceOutcome;
import org.baltoro.forms.smartobject.PropertyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subforms and subviews: opened, waited for, closed for one reason or another. */
class SubformTest {
  private static final Source REASON = new Source.SystemValue(SystemVariable.CLOSE_REASON);

  private final Desk desk = new Desk().lists("Lists", "A", 5, "B", 6);

  @AfterEach
  void close() {
    desk.close();
    assertThat(desk.time.threads()).isZero();
  }

  private Design.FormDesign subform() {
    return form("Sub")
        .parameter("given", PropertyType.TEXT, null)
        .control("name", ControlType.TEXT_BOX)
        .control("ok", ControlType.BUTTON)
        .rule(
            rule(
                "initialise",
                Design.INITIALISE,
                then(transfer(map(parameter("given"), to("name"))))))
        .rule(rule("ok", clicked("ok"), then(Design.close())));
  }

  private Design.FormDesign main(boolean wait) {
    var opened =
        block(
            BlockType.THEN,
            action(
                "open",
                open("sub", "Sub", wait, map(of("name"), new Target.DocumentParameter("given")))),
            action("after", say(text("after: ", result("open", "closeReason")))));
    return form("Main")
        .control("name", ControlType.TEXT_BOX)
        .control("open", ControlType.BUTTON)
        .rule(rule("open", clicked("open"), opened));
  }

  @Test
  void openingDoesNotWaitUnlessItIsSaid() {
    desk.has(subform()).has(main(false));
    var user = desk.open("Main");
    user.set("name", "Zermatt");
    user.click("open");
    assertThat(user.messages()).containsExactly("after: ");
    assertThat(user.window("sub").value("name")).isEqualTo("Zermatt");
  }

  @Test
  void aRuleThatWaitsGoesOnWhenTheSubformIsClosedByARule() {
    desk.has(subform()).has(main(true));
    var user = desk.open("Main");
    user.click("open");
    assertThat(user.messages()).isEmpty();
    user.window("sub").click("ok");
    assertThat(user.messages()).containsExactly("after: RULE");
  }

  @Test
  void aRuleThatWaitsGoesOnWhenTheUserClosesTheWindow() {
    desk.has(subform()).has(main(true));
    var user = desk.open("Main");
    user.click("open");
    user.window("sub").closeWindow();
    assertThat(user.messages()).containsExactly("after: DISMISSED");
    assertThat(user.isOpen("sub")).isFalse();
  }

  @Test
  void theUserGoesOnElsewhereWhileARuleWaits() {
    desk.has(subform()).has(main(true));
    var user = desk.open("Main");
    user.click("open");
    user.set("name", "typed meanwhile");
    assertThat(user.value("name")).isEqualTo("typed meanwhile");
  }

  @Test
  void rulesHearOfTheClosingAndOfItsReason() {
    desk.has(
            subform()
                .rule(
                    rule(
                        "inside",
                        new Event.SubformClosing(null, null),
                        then(say(text("inside ", REASON))))))
        .has(
            main(false)
                .rule(
                    rule(
                        "closing",
                        new Event.SubformClosing("sub", null),
                        then(
                            say(text("closing with ", of(new Scope.Opened("sub", null), "name"))))))
                .rule(
                    rule(
                        "dismissed",
                        new Event.SubformClosed("sub", CloseReason.DISMISSED),
                        then(say("dismissed"))))
                .rule(
                    rule(
                        "closed",
                        new Event.SubformClosed("sub", null),
                        then(say(text("closed ", REASON))))));
    var user = desk.open("Main");
    user.set("name", "x");
    user.click("open");
    user.window("sub").closeWindow();
    assertThat(user.messages())
        .containsExactly(
            "after: ", "closing with x", "inside DISMISSED", "dismissed", "closed DISMISSED");
  }

  @Test
  void theRuleThatClosesItsWindowGoesOnAndOthersOfItEnd() {
    desk.has(
            form("Sub")
                .parameter("given", PropertyType.TEXT, null)
                .control("slow", ControlType.BUTTON)
                .control("ok", ControlType.BUTTON)
                .rule(rule("slow", clicked("slow"), then(call("Lists", "A"), say("never"))))
                .rule(
                    rule(
                        "ok",
                        clicked("ok"),
                        then(
                            Design.close(),
                            transfer(map(literal("done"), to(new Scope.Parent(null), "name")))))))
        .has(main(false));
    var user = desk.open("Main");
    user.click("open");
    var sub = user.window("sub");
    sub.beginClick("slow");
    desk.wait(2);
    sub.click("ok");
    desk.wait(10);

    assertThat(user.value("name")).isEqualTo("done");
    assertThat(user.messages()).doesNotContain("never");
    assertThat(user.trace("slow").outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(user.trace("ok").outcome()).isEqualTo(TraceOutcome.COMPLETED);
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void theRuleOfTheOpenerGoesOnWhenTheSubformThatItBringsUpIsClosed() {
    desk.has(
            form("Sub")
                .parameter("given", PropertyType.TEXT, null)
                .rule(rule("initialise", Design.INITIALISE, then(call("Lists", "A")))))
        .has(main(false));
    var user = desk.open("Main");
    user.beginClick("open");
    desk.wait(2);
    user.window("sub").closeWindow();
    assertThat(desk.seconds()).isEqualTo(2);
    assertThat(user.messages()).containsExactly("after: ");
    assertThat(user.trace("initialise").outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(user.trace("open").outcome()).isEqualTo(TraceOutcome.COMPLETED);
  }

  @Test
  void closingLevelsClosesWhatWasOpenedFromThemToo() {
    desk.has(
            form("Third")
                .control("all", ControlType.BUTTON)
                .rule(
                    rule(
                        "all",
                        clicked("all"),
                        then(new Operation.Close(new Closing.Levels(2)), say("closed both")))))
        .has(
            form("Sub")
                .parameter("given", PropertyType.TEXT, null)
                .control("deeper", ControlType.BUTTON)
                .rule(rule("deeper", clicked("deeper"), then(open("third", "Third", false)))))
        .has(main(true));
    var user = desk.open("Main");
    user.click("open");
    user.window("sub").click("deeper");
    user.window("third").click("all");
    assertThat(user.messages()).containsExactlyInAnyOrder("closed both", "after: RULE");
    assertThat(user.told(Outgoing.WindowClosed.class))
        .extracting(Outgoing.WindowClosed::reason)
        .containsExactly(CloseReason.FORM_CLOSED, CloseReason.RULE);
    assertThat(user.isOpen()).isTrue();
  }

  @Test
  void closingTwiceInOneRuleIsAnErrorAtTheSecond() {
    desk.has(
            form("Sub")
                .parameter("given", PropertyType.TEXT, null)
                .control("ok", ControlType.BUTTON)
                .rule(rule("ok", clicked("ok"), then(Design.close(), Design.close()))))
        .has(main(false));
    var user = desk.open("Main");
    user.click("open");
    user.window("sub").click("ok");
    assertThat(user.failures()).extracting(Outgoing.Failed::code).containsExactly("SUBFORM_CLOSED");
  }

  @Test
  void theSameIdCantBeOpenTwice() {
    desk.has(subform()).has(main(false));
    var user = desk.open("Main");
    user.click("open");
    user.click("open");
    assertThat(user.failures()).extracting(Outgoing.Failed::code).containsExactly("ALREADY_OPEN");
    user.window("sub").click("ok");
    user.click("open");
    assertThat(user.isOpen("sub")).isTrue();
  }

  @Test
  void aSubviewIsAWindowToo() {
    desk.has(
            item("Note")
                .parameter("about", PropertyType.TEXT, null)
                .control("text", ControlType.TEXT_BOX)
                .control("ok", ControlType.BUTTON)
                .rule(
                    rule(
                        "ok",
                        clicked("ok"),
                        then(
                            transfer(map(of("text"), to(new Scope.Parent(null), "name"))),
                            Design.close()))))
        .has(
            form("Main")
                .control("name", ControlType.TEXT_BOX)
                .control("open", ControlType.BUTTON)
                .rule(
                    rule(
                        "open",
                        clicked("open"),
                        then(
                            new Operation.OpenSubform(
                                "note",
                                true,
                                "Note",
                                List.of(map(literal("it"), new Target.DocumentParameter("about"))),
                                literal("A note"),
                                null,
                                true),
                            say("thanks")))));
    var user = desk.open("Main");
    user.click("open");
    var note = user.window("note");
    assertThat(note.title()).isEqualTo("A note");
    note.set("text", "well");
    note.click("ok");
    assertThat(user.value("name")).isEqualTo("well");
    assertThat(user.messages()).containsExactly("thanks");
  }

  @Test
  void closingTheFormClosesAllAndEndsWhoWaits() {
    desk.has(subform()).has(main(true));
    var user = desk.open("Main");
    user.click("open");
    user.close();
    assertThat(user.told(Outgoing.WindowClosed.class))
        .extracting(Outgoing.WindowClosed::reason)
        .containsExactly(CloseReason.FORM_CLOSED, CloseReason.NAVIGATION);
    assertThat(user.messages()).isEmpty();
    assertThat(desk.time.threads()).isZero();
    user.send(new Incoming.CloseWindow("w1"));
    assertThat(user.refused())
        .extracting(Outgoing.Refused::code)
        .containsExactly(Outgoing.Refused.Code.NOT_NOW);
  }

  @Test
  void aLateResultForAClosedSubformIsDroppedWithoutAnError() {
    desk.has(subform())
        .has(
            form("Main")
                .control("open", ControlType.BUTTON)
                .control("fill", ControlType.BUTTON)
                .rule(rule("open", clicked("open"), then(open("sub", "Sub", false))))
                .rule(
                    rule(
                        "fill",
                        clicked("fill"),
                        block(
                            BlockType.ASYNCHRONOUSLY,
                            action("a", call("Lists", "A")),
                            action(
                                "b",
                                call(
                                    "Lists",
                                    "B",
                                    map(
                                        result("b", "Name"),
                                        to(new Scope.Opened("sub", null), "name"))))))));
    var user = desk.open("Main");
    user.click("open");
    user.click("fill");
    user.window("sub").click("ok");
    desk.wait(5);
    assertThat(user.failures()).isEmpty();
    assertThat(user.trace("fill").actions().get(1).outcome()).isEqualTo(TraceOutcome.COMPLETED);
    assertThat(user.trace("fill").actions().get(1).notes())
        .singleElement()
        .asString()
        .startsWith("dropped, as it is late");
  }

  private static Design.FormDesign withClosing(Step... steps) {
    return form("Main").rule(rule("closing", new Event.SubformClosing(null, null), always(steps)));
  }

  @Test
  void whoLeavesTheFormAnswersItsQuestionsWithNo() {
    desk.has(
        form("Main")
            .rule(
                rule(
                    "closing",
                    new Event.SubformClosing(null, null),
                    when(
                        new Criterion.Confirmation(literal("?"), literal("Save?")),
                        then(call("Lists", "A"))),
                    always(then(call("Lists", "B"))),
                    always(
                        then(new Operation.Confirm(literal("?"), literal("Sure?"))),
                        then(call("Lists", "A"))))));
    var user = desk.open("Main");
    user.close();
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.questions()).isEmpty();
    assertThat(desk.called).containsExactly("Lists.B");
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void aFormThatAsksItsUserBeforeItClosesClosesWhenTheUserHasGone() {
    desk.has(withClosing(then(new Operation.Confirm(literal("?"), literal("Sure?")))));
    var user = desk.open("Main");
    user.closeWindow();
    assertThat(user.questions()).hasSize(1);
    assertThat(user.form().isClosed()).isFalse();
    user.close();
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.questions()).isEmpty();
    assertThat(user.told(Outgoing.WindowClosed.class))
        .extracting(Outgoing.WindowClosed::reason)
        .containsExactly(CloseReason.DISMISSED);
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void timersStandStillWhileAFormCloses() {
    desk.has(
        withClosing(then(call("Lists", "A"), call("Lists", "B")))
            .rule(
                rule(
                    "tick",
                    new Event.Timer(Duration.ofSeconds(2), true),
                    then(call("Lists", "B")))));
    desk.open("Main").close();
    assertThat(desk.called).containsExactly("Lists.A", "Lists.B");
    assertThat(desk.seconds()).isEqualTo(11);
  }

  @Test
  void aFormThatTakesTooLongToCloseIsClosedWhenNobodyIsThere() {
    desk.lists("Slow", "Century", 1_000).has(withClosing(and(call("Slow", "Century"), say("x"))));
    var user = desk.open("Main");
    user.close();
    assertThat(desk.seconds()).isEqualTo(30);
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.trace("closing").outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void aSubformWhoseClosingIsBrokenOffIsClosedWithItsForm() {
    desk.has(
            form("Sub")
                .rule(
                    rule(
                        "closing",
                        new Event.SubformClosing(null, null),
                        then(new Operation.Confirm(literal("?"), literal("Sure?"))))))
        .has(
            form("Main")
                .control("open", ControlType.BUTTON)
                .control("leave", ControlType.BUTTON)
                .rule(
                    rule(
                        "open",
                        clicked("open"),
                        then(open("sub", "Sub", false), Design.close("sub"))))
                .rule(rule("leave", clicked("leave"), then(Design.close()))));
    var user = desk.open("Main");
    user.click("open");
    user.click("leave");
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.told(Outgoing.WindowClosed.class)).hasSize(2);
    assertThat(desk.time.threads()).isZero();
  }

  private static final Operation LEAVE =
      new Operation.NavigateToForm(literal("Other"), literal(""), List.of());

  @ParameterizedTest
  @EnumSource(
      value = BlockType.class,
      names = {"AND", "ASYNCHRONOUSLY"})
  void aFormThatARuleLeavesAmongOtherActionsIsClosedAtOnce(BlockType type) {
    desk.has(
        form("Main")
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    block(type, action("slow", call("Lists", "A")), action("leave", LEAVE)),
                    then(say("never")))));
    leaves("go");
  }

  @Test
  void aFormThatIsLeftByARuleOfARuleAmongOtherActionsIsClosedAtOnce() {
    desk.has(
        form("Main")
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    and(new Operation.ExecuteRule(Scope.OWN, "leave"), call("Lists", "A")),
                    then(say("never"))))
            .rule(
                rule(
                    "leave",
                    new Event.Unbound(),
                    and(LEAVE, call("Lists", "B")),
                    then(say("never")))));
    leaves("go");
  }

  private void leaves(String button) {
    var user = desk.open("Main");
    user.click(button);
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.messages()).isEmpty();
    assertThat(user.failures()).isEmpty();
    assertThat(desk.seconds()).isZero();
    assertThat(desk.time.threads()).isZero();
    assertThat(user.trace(button).outcome()).isEqualTo(TraceOutcome.CANCELLED);
  }

  @Test
  void aViewThatLeavesTheFormWhileOthersInitialiseClosesIt() {
    desk.has(item("First").rule(rule("initialise", Design.INITIALISE, then(LEAVE))))
        .has(item("Second").rule(rule("initialise", Design.INITIALISE, then(call("Lists", "A")))))
        .has(form("Main").view("first", "First").view("second", "Second"));
    var user = desk.open("Main");
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.isReady()).isFalse();
    assertThat(desk.seconds()).isZero();
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void asMayWindowsAsThereMayBe() {
    desk.with(new SessionLimits(100, 100, 10, 10, 100, 100, 2, 10, 10, 10))
        .has(subform())
        .has(
            form("Main")
                .control("open", ControlType.BUTTON)
                .rule(
                    rule(
                        "open",
                        clicked("open"),
                        always(then(open("one", "Sub", false), open("two", "Sub", false))))));
    var user = desk.open("Main");
    user.click("open");
    assertThat(user.failures())
        .extracting(Outgoing.Failed::code)
        .containsExactly("TOO_MANY_WINDOWS");
    assertThat(user.isOpen("one")).isTrue();
  }
}
