package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.action;
import static org.baltoro.forms.session.Design.also;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.changed;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.feel;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.toParameter;
import static org.baltoro.forms.session.Design.transfer;

import java.math.BigDecimal;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.smartobject.PropertyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules that are raised by what other rules change, and values that follow others. */
class ChangeRuleTest {
  private final Desk desk = new Desk().lists("Lists", "A", 5, "B", 6, "E", 1);

  @AfterEach
  void close() {
    desk.close();
  }

  private static Design.FormDesign twoBoxes() {
    return form("Form")
        .control("one", ControlType.TEXT_BOX)
        .control("two", ControlType.TEXT_BOX)
        .control("go", ControlType.BUTTON)
        .rule(rule("one changed", changed("one"), then(say(text("one is ", of("one"))))))
        .rule(rule("two changed", changed("two"), then(say(text("two is ", of("two"))))));
  }

  private static Operation put(String control, String value) {
    return transfer(map(literal(value), to(control)));
  }

  @Test
  void inAThenBlockTheyRunBeforeTheNextAction() {
    desk.has(
        twoBoxes()
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(put("one", "a"), say("between"), put("two", "b"), say("end")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("one is a", "between", "two is b", "end");
    assertThat(user.trace("one changed").cause()).isEqualTo(user.trace("go").run());
  }

  @Test
  void inAnAndBlockTheyRunAfterItInListOrder() {
    desk.has(
        twoBoxes()
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    Design.and(
                        put("two", "b"),
                        call("Lists", "E", map(literal("a"), to("one"))),
                        say("meanwhile")),
                    then(say("next")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("meanwhile", "two is b", "one is a", "next");
  }

  @Test
  void inAPacketTheyRunAfterItInListOrder() {
    desk.has(
        twoBoxes()
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    also(
                        call("Lists", "E", map(literal("b"), to("two"))),
                        put("one", "a"),
                        call("Lists", "E", map(literal("c"), to("two"))),
                        say("in between")),
                    then(say("next")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages())
        .containsExactly("in between", "two is c", "one is a", "two is c", "next");
  }

  @Test
  void ofAsynchronousResultsTheyRunWhenTheseAreApplied() {
    desk.has(
        twoBoxes()
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    block(
                        BlockType.ASYNCHRONOUSLY,
                        action("a", call("Lists", "A", map(result("a", "Name"), to("one")))),
                        action("b", call("Lists", "B", map(result("b", "Name"), to("two"))))),
                    then(say("next")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactlyInAnyOrder("one is A 1", "next");
    desk.wait(1);
    assertThat(user.messages()).endsWith("two is B 1");
  }

  @Test
  void aValueThatIsTheSameRaisesNothing() {
    desk.has(twoBoxes().rule(rule("go", clicked("go"), then(put("one", "a")))));
    var user = desk.open("Form");
    user.set("one", "a");
    user.click("go");
    assertThat(user.messages()).containsExactly("one is a");
  }

  @Test
  void aLoopIsCutAndNamed() {
    desk.has(
        form("Form")
            .control("one", ControlType.NUMBER)
            .control("two", ControlType.NUMBER)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "one changed", changed("one"), then(transfer(map(feel("one + 1"), to("two"))))))
            .rule(
                rule(
                    "two changed",
                    changed("two"),
                    then(transfer(map(feel("two + 1"), to("one")))))));
    var user = desk.open("Form");
    user.set("one", 1);
    assertThat(user.value("one")).isEqualTo(3L);
    assertThat(user.value("two")).isEqualTo(2L);
    assertThat(user.traces()).extracting(RuleTrace::rule).endsWith("one changed", "two changed");
    assertThat(user.trace("two changed").actions().getFirst().notes())
        .containsExactly("a loop of rules was cut: one changed -> two changed -> one changed");
  }

  @Test
  void rulesThatExecuteThemselvesComeToAnEnd() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(rule("go", clicked("go"), then(new Operation.ExecuteRule(Scope.OWN, "again"))))
            .rule(
                rule(
                    "again",
                    new Event.Unbound(),
                    then(new Operation.ExecuteRule(Scope.OWN, "again")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.failures()).extracting(Outgoing.Failed::code).containsExactly("RULES_TOO_DEEP");
  }

  @Test
  void parametersRaiseRulesToo() {
    desk.has(
        form("Form")
            .parameter("count", PropertyType.NUMBER, 1L)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "counted",
                    new Event.ParameterChanged(Scope.OWN, "count"),
                    then(say(text("count is ", Design.parameter("count"))))))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(transfer(map(feel("count + 1"), toParameter("count")))))));
    var user = desk.open("Form");
    user.click("go");
    user.click("go");
    assertThat(user.messages()).containsExactly("count is 2", "count is 3");
  }

  // Calculated values

  @Test
  void calculatedValuesFollowInTheOrderOfTheirNeeds() {
    desk.has(
            item("Price")
                .control(control("gross", ControlType.DECIMAL).follows("net + tax"))
                .control(control("tax", ControlType.DECIMAL).follows("net * rate"))
                .control(control("net", ControlType.DECIMAL).follows("price * amount"))
                .control("price", ControlType.DECIMAL)
                .control("amount", ControlType.NUMBER)
                .control(control("rate", ControlType.DECIMAL).begins(new BigDecimal("0.2")))
                .rule(
                    rule(
                        "gross changed",
                        changed("gross"),
                        then(say(text("gross is ", of("gross")))))))
        .has(
            form("Form")
                .view("price", "Price")
                .control(control("twice", ControlType.DECIMAL).follows("price.gross * 2")));
    var user = desk.open("Form");
    assertThat(user.value("price.gross")).as("empty while something is missing").isNull();
    user.set("price.price", "2.50");
    assertThat(user.value("price.gross")).isNull();
    user.set("price.amount", 4);

    assertThat(user.value("price.gross")).isEqualTo(new BigDecimal("12.000"));
    assertThat(user.value("twice")).isEqualTo(new BigDecimal("24.000"));
    assertThat(user.messages()).containsExactly("gross is 12.000");
  }

  @Test
  void whatFollowsFromARuleIsInItsTraceAndRaisesRules() {
    desk.has(
        form("Form")
            .control("a", ControlType.NUMBER)
            .control(control("b", ControlType.NUMBER).follows("a * 2"))
            .control("go", ControlType.BUTTON)
            .rule(rule("go", clicked("go"), then(transfer(map(literal(2), to("a"))), say("end"))))
            .rule(rule("b changed", changed("b"), then(say("b changed")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("b changed", "end");
    assertThat(user.trace("go").actions().getFirst().changes())
        .extracting(change -> change.place() + ": " + change.before() + " -> " + change.after())
        .containsExactly("a: null -> 2", "b: null -> 4");
  }

  @Test
  void aCircleOfCalculationsIsRefused() {
    desk.has(
        form("Form")
            .control(control("a", ControlType.NUMBER).follows("b"))
            .control(control("b", ControlType.NUMBER).follows("a")));
    var refused =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            FormRefused.class, () -> desk.open("Form"));
    assertThat(refused.problem()).isEqualTo(FormRefused.Problem.INVALID_DOCUMENT);
    assertThat(refused).hasMessageContaining("a, b").hasMessageContaining("circle");
  }

  @Test
  void aCalculatedControlCantBeTypedInto() {
    desk.has(form("Form").control(control("a", ControlType.NUMBER).follows("1 + 1")));
    var user = desk.open("Form");
    assertThat(user.value("a")).isEqualTo(2L);
    var refused =
        org.assertj.core.api.Assertions.catchThrowableOfType(
            FormSession.NotTaken.class, () -> user.set("a", 3));
    assertThat(refused.code()).isEqualTo(Outgoing.Refused.Code.NOT_ALLOWED);
  }
}
