package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.always;
import static org.baltoro.forms.session.Design.asynchronously;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.fail;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.onError;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.when;

import java.util.Objects;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where errors go: to the rule, the view, the form, the user. */
class ErrorTest {
  private static final Source MESSAGE = new Source.SystemValue(SystemVariable.ERROR_MESSAGE);
  private static final Source TYPE = new Source.SystemValue(SystemVariable.ERROR_TYPE);

  private final Desk desk = new Desk().lists("Lists", "A", 5, "B", 6, "C", 9);

  @AfterEach
  void close() {
    desk.close();
  }

  private static Rule errors(String id, String who) {
    return rule(
        id,
        new Event.ErrorRaised(Scope.OWN),
        then(say(text(who, " heard of ", TYPE, ": ", MESSAGE))));
  }

  private Design.ViewDesign view(Rule... rules) {
    var view = item("View").control("go", ControlType.BUTTON);
    for (var rule : rules) {
      view.rule(rule);
    }
    return view.rule(rule("go", clicked("go"), then(fail("no"), say("never"))));
  }

  @Test
  void withoutAnyRuleTheUserIsTold() {
    desk.has(view()).has(form("Form").view("v", "View"));
    var user = desk.open("Form");
    user.click("v.go");
    assertThat(user.messages()).isEmpty();
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> {
          assertThat(failed.code()).isEqualTo("OWN");
          assertThat(failed.message()).isEqualTo("no");
          assertThat(failed.run()).isEqualTo(user.trace("go").run());
        });
  }

  @Test
  void whatASourceSaysOfItselfIsForThoseWhoLookAfterTheForm() {
    var broken =
        JavaObject.named("Broken")
            .key("Code", PropertyType.TEXT)
            .method("List", MethodKind.LIST)
            .gives("Code")
            .lists(call -> {
              throw new IllegalStateException("10.0.0.7 said no");
            });
    desk.service("Broken", JavaBroker.of(broken.build()))
        .has(
            form("Form")
                .control("go", ControlType.BUTTON)
                .rule(rule("go", clicked("go"), then(Design.call("Broken", "List")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> {
          assertThat(failed.code()).isEqualTo("SOURCE_FAILED");
          assertThat(failed.message()).startsWith("A source of this form has failed.");
        });
    var error = Objects.requireNonNull(user.trace("go").error());
    assertThat(error.message()).contains("Broken.List");
  }

  @Test
  void theViewHearsOfItBeforeTheForm() {
    desk.has(view(errors("view errors", "the view")))
        .has(form("Form").view("v", "View").rule(errors("form errors", "the form")));
    var user = desk.open("Form");
    user.click("v.go");
    assertThat(user.messages()).containsExactly("the view heard of OWN: no");
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void theFormHearsOfItWhenTheViewHasNoRule() {
    desk.has(view()).has(form("Form").view("v", "View").rule(errors("form errors", "the form")));
    var user = desk.open("Form");
    user.click("v.go");
    assertThat(user.messages()).containsExactly("the form heard of OWN: no");
  }

  @Test
  void aRuleForErrorsThatFailsTellsTheUser() {
    desk.has(view())
        .has(
            form("Form")
                .view("v", "View")
                .rule(rule("errors", new Event.ErrorRaised(Scope.OWN), then(fail("worse")))));
    var user = desk.open("Form");
    user.click("v.go");
    assertThat(user.failures()).extracting(Outgoing.Failed::message).containsExactly("worse");
  }

  @Test
  void theRulesOwnHandlerComesFirstAndMayLetItGoOn() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(errors("errors", "the form"))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(then(fail("no"))),
                    onError(then(say(text("handled ", MESSAGE)), new Operation.Continue())),
                    when(new Criterion.ErrorOccurred(), then(say("there was an error"))),
                    always(then(say("went on"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("handled no", "there was an error", "went on");
  }

  @Test
  void withoutAnErrorThatConditionDoesNotHold() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    when(new Criterion.ErrorOccurred(), then(say("there was an error"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).isEmpty();
  }

  @Test
  void aLateErrorGoesToTheRuleWhileItRuns() {
    desk.broken.add("Lists.B");
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(errors("errors", "the form"))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(
                        asynchronously(call("Lists", "A"), call("Lists", "B")),
                        then(call("Lists", "C"), say("slow"))),
                    onError(then(say(text("handled ", TYPE)))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("slow", "handled INVALID_DATA");
    assertThat(desk.seconds()).isEqualTo(14);
  }

  @Test
  void aLateErrorGoesToTheFormWhenTheRuleHasEnded() {
    desk.broken.add("Lists.B");
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(errors("errors", "the form"))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(asynchronously(call("Lists", "A"), call("Lists", "B"))),
                    onError(then(say("never"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).isEmpty();
    desk.wait(1);
    assertThat(user.messages())
        .singleElement()
        .asString()
        .startsWith("the form heard of INVALID_DATA");
  }

  @Test
  void anExecutedRulesErrorIsItsCallers() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(rule("other", new Event.Unbound(), then(fail("inside"))))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(then(new Operation.ExecuteRule(Scope.OWN, "other"))),
                    onError(then(say(text("handled ", MESSAGE)))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("handled inside");
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void aStopInAnExecutedRuleEndsThatRuleOnly() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(rule("other", new Event.Unbound(), then(new Operation.StopRule(), say("never"))))
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(
                        new Operation.ExecuteRule(Scope.OWN, "other"),
                        say("went on"),
                        new Operation.StopRule(),
                        say("never")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("went on");
  }

  @Test
  void aDocumentThatIsWrongIsAnErrorNotAHangingForm() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .control("other", ControlType.TEXT_BOX)
            .rule(rule("go", clicked("go"), when("nothing.like > this", then(say("never"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.failures())
        .extracting(Outgoing.Failed::code)
        .containsExactly("EXPRESSION_FAILED");
    user.set("other", "still alive");
    assertThat(user.value("other")).isEqualTo("still alive");
  }
}
