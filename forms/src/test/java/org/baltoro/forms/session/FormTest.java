package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.baltoro.forms.session.Design.always;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.feel;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.from;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.list;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.open;
import static org.baltoro.forms.session.Design.parameter;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.set;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;
import static org.baltoro.forms.session.Design.when;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.forms.document.CloseReason;
import org.baltoro.forms.document.ControlMethod;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Element;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Rights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What forms, views and controls do. */
class FormTest {
  private final Desk desk = new Desk().lists("Lists", "A", 5, "B", 1, "C", 1);

  @AfterEach
  void close() {
    desk.close();
  }

  private static FormSession.NotTaken refused(Runnable deed) {
    var refused = catchThrowableOfType(FormSession.NotTaken.class, deed::run);
    assertThat(refused).isNotNull();
    return refused;
  }

  // Coming up

  @Test
  void aFormComesUpInOrder() {
    desk.has(
            item("View")
                .rule(rule("v server", new Event.ServerLoad(Scope.OWN), then(say("view server"))))
                .rule(rule("v init", Design.INITIALISE, then(say("view initialises"))))
                .rule(rule("v load", Design.LOAD, then(say("view loaded")))))
        .has(
            form("Form")
                .view("one", "View")
                .view("two", "View")
                .rule(rule("f server", new Event.ServerLoad(Scope.OWN), then(say("server"))))
                .rule(
                    rule(
                        "f init",
                        Design.INITIALISE,
                        then(
                            say("form initialises"),
                            Design.view(in("two"), ViewMethod.INITIALISE))))
                .rule(rule("f load", Design.LOAD, then(say("form loaded")))));
    var user = desk.open("Form");
    assertThat(user.messages())
        .containsExactly(
            "server",
            "view server",
            "view server",
            "form initialises",
            "view initialises",
            "view loaded",
            "form loaded");
    var told = user.told(Outgoing.class);
    var opened = told.indexOf(user.told(Outgoing.WindowOpened.class).getFirst());
    assertThat(told.subList(0, opened).stream().filter(Outgoing.MessageShown.class::isInstance))
        .as("what rules on the server do comes before the window")
        .hasSize(3);
  }

  @Test
  void withoutRulesTheViewsLoadAllThatTheyHaveAtOnce() {
    desk.has(
            item("Header")
                .control(control("a", ControlType.DROP_DOWN).data(from("Lists", "A")))
                .control(control("b", ControlType.LIST_BOX).data(from("Lists", "B"))))
        .has(
            list("Lines")
                .source("Lists", "C")
                .field("name", "Name", ControlType.LABEL, PropertyType.TEXT))
        .has(form("Form").view("header", "Header").view("lines", "Lines"));
    var user = desk.open("Form");
    assertThat(desk.seconds()).isEqualTo(5);
    assertThat(desk.counter.inFlightMax()).isEqualTo(3);
    assertThat(user.items("header.a")).hasSize(3);
    assertThat(user.rows("lines"))
        .containsExactly(Map.of("name", "C 1"), Map.of("name", "C 2"), Map.of("name", "C 3"));
  }

  @Test
  void whileAFormInitialisesItTakesNothing() {
    desk.has(
        form("Form")
            .control("box", ControlType.TEXT_BOX)
            .rule(rule("init", Design.INITIALISE, then(call("Lists", "A")))));
    var user = desk.begin("Form");
    desk.wait(1);
    assertThat(refused(() -> user.set("box", "x")).code()).isEqualTo(Outgoing.Refused.Code.NOT_NOW);
    desk.wait(4);
    user.set("box", "x");
    assertThat(user.value("box")).isEqualTo("x");
  }

  @Test
  void parametersComeWithTheirTypesOrTheFormDoesNotOpen() {
    desk.has(
        form("Form")
            .parameter("day", PropertyType.DATE, null)
            .parameter("flag", PropertyType.YES_NO, null)
            .control("box", ControlType.DATE)
            .rule(
                rule(
                    "load",
                    Design.LOAD,
                    then(
                        transfer(map(parameter("day"), to("box"))),
                        say(text("flag is ", parameter("flag")))))));
    var user = desk.open("Form", Map.of("day", "2026-02-03"));
    assertThat(user.value("box")).isEqualTo(LocalDate.of(2026, 2, 3));
    assertThat(user.messages()).containsExactly("flag is false");

    assertThat(
            catchThrowableOfType(
                FormRefused.class, () -> desk.open("Form", Map.of("day", "tomorrow"))))
        .hasMessageContaining("tomorrow");
    assertThat(
            catchThrowableOfType(FormRefused.class, () -> desk.open("Form", Map.of("dya", 1)))
                .problem())
        .isEqualTo(FormRefused.Problem.INVALID_PARAMETERS);
    assertThat(catchThrowableOfType(FormRefused.class, () -> desk.open("From")).problem())
        .isEqualTo(FormRefused.Problem.UNKNOWN_FORM);
  }

  @Test
  void onlyThoseWhoMayOpenAForm() {
    desk.has(form("Form").only(Rights.groups("Sellers")));
    assertThat(catchThrowableOfType(FormRefused.class, () -> desk.open("Form")).problem())
        .isEqualTo(FormRefused.Problem.ACCESS_DENIED);
    var bob = new Caller("bob", Set.of("Sellers"), null);
    assertThat(FormSession.open(desk.forms(), bob, "Form", Map.of(), null).isReady()).isTrue();
  }

  // States and inheritance

  @Test
  void aStateAddsRulesToThoseOfTheBase() {
    desk.has(
        form("Form")
            .rule(rule("base", Design.LOAD, then(say("base"))))
            .rule(rule("other", Design.LOAD, then(say("other"))))
            .state(
                new FormState(
                    "approve",
                    "Approve",
                    List.of(
                        rule(
                            "approve",
                            Design.LOAD,
                            then(
                                say(
                                    text(
                                        "state ",
                                        new Source.SystemValue(SystemVariable.FORM_STATE)))))),
                    List.of("other"),
                    List.of())));
    assertThat(desk.open("Form").messages()).containsExactly("base", "other");
    var approving = FormSession.open(desk.forms(), Desk.ANN, "Form", Map.of(), "approve");
    assertThat(approving.messages()).containsExactly("base", "state approve");
    assertThat(
            catchThrowableOfType(
                FormRefused.class,
                () -> FormSession.open(desk.forms(), Desk.ANN, "Form", Map.of(), "approved")))
        .hasMessageContaining("approved");
  }

  @Test
  void aFormChangesTheRulesThatItInheritsAndTheViewDoesNotHearOfIt() {
    var viewBlock = then(say(text("view says ", of("box"))));
    var viewHandler = always(viewBlock);
    desk.has(
            item("View")
                .control(control("box", ControlType.TEXT_BOX).begins("of the view"))
                .control("go", ControlType.BUTTON)
                .rule(rule("go", clicked("go"), viewHandler))
                .rule(rule("off", clicked("go"), then(say("not on this form")))))
        .has(
            form("Changed")
                .view("v", "View")
                .control(control("box", ControlType.TEXT_BOX).begins("of the form"))
                .inherited(new InheritedRule("v", "off", false, List.of(), List.of(), ""))
                .inherited(
                    new InheritedRule(
                        "v",
                        "go",
                        true,
                        List.of(),
                        List.of(
                            new RuleAddition.AddAction(
                                viewBlock.id(),
                                new org.baltoro.forms.document.Action(
                                    "added", say(text("form says ", of("box"))))),
                            new RuleAddition.AddStep(viewHandler.id(), then(say("a step"))),
                            new RuleAddition.AddHandler(
                                when("box = \"of the form\"", then(say("a handler"))))),
                        "")))
        .has(
            form("Silenced")
                .view("v", "View")
                .inherited(new InheritedRule("v", "off", false, List.of(), List.of(), ""))
                .inherited(
                    new InheritedRule(
                        "v",
                        "go",
                        true,
                        List.of(viewBlock.actions().getFirst().id()),
                        List.of(),
                        "")))
        .has(form("Plain").view("v", "View"));

    var changed = desk.open("Changed");
    changed.click("v.go");
    assertThat(changed.messages())
        .containsExactly("view says of the view", "form says of the form", "a step", "a handler");
    var silenced = desk.open("Silenced");
    silenced.click("v.go");
    assertThat(silenced.messages()).isEmpty();
    var plain = desk.open("Plain");
    plain.click("v.go");
    assertThat(plain.messages()).containsExactly("view says of the view", "not on this form");
  }

  @Test
  void theSameViewTwiceIsTwoViews() {
    desk.has(
            item("View")
                .control("box", ControlType.TEXT_BOX)
                .control("go", ControlType.BUTTON)
                .rule(rule("go", clicked("go"), then(transfer(map(literal("here"), to("box")))))))
        .has(form("Form").view("one", "View").view("two", "View"));
    var user = desk.open("Form");
    user.click("two.go");
    assertThat(user.value("one.box")).isNull();
    assertThat(user.value("two.box")).isEqualTo("here");
  }

  // Properties

  @Test
  void manyThingsAreShownAndHiddenAtOnce() {
    desk.has(
            item("View")
                .control(
                    control("table", ControlType.TABLE)
                        .inside(control("inner", ControlType.TEXT_BOX)))
                .control("box", ControlType.TEXT_BOX))
        .has(
            form("Form")
                .view(new ViewInstance("v", "View"))
                .tab("more", false, new ViewInstance("w", "View"))
                .control("go", ControlType.BUTTON)
                .control("back", ControlType.BUTTON)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        then(
                            set(
                                new Element.ControlElement(in("v"), "table"),
                                ElementProperty.READ_ONLY,
                                true),
                            set(
                                new Element.ControlElement(in("v"), "box"),
                                ElementProperty.VISIBLE,
                                false),
                            set(new Element.TabElement("more"), ElementProperty.VISIBLE, true),
                            set(
                                new Element.ScopeElement(in("w")),
                                ElementProperty.ENABLED,
                                false)))));
    var user = desk.open("Form");
    assertThat(user.isVisible("w.box")).isFalse();
    user.set("v.inner", "x");
    user.click("go");
    assertThat(user.isVisible("v.box")).isFalse();
    assertThat(user.isVisible("w.box")).isTrue();
    assertThat(refused(() -> user.set("v.inner", "y"))).hasMessageContaining("inner");
    assertThat(refused(() -> user.set("v.box", "y")).code())
        .isEqualTo(Outgoing.Refused.Code.NOT_ALLOWED);
    assertThat(refused(() -> user.set("w.box", "y"))).hasMessageContaining("disabled");
  }

  @Test
  void whatIsHiddenIsNotToldUntilItIsShown() {
    desk.has(
            item("View")
                .control(control("salary", ControlType.TEXT_BOX).begins("90000").hidden())
                .control(control("label", ControlType.DATA_LABEL).begins("secret label").hidden())
                .field("stored", "Name", PropertyType.TEXT)
                .control(control("choice", ControlType.DROP_DOWN).data(from("Lists", "B")).hidden())
                .control("show", ControlType.BUTTON)
                .rule(
                    rule(
                        "show",
                        clicked("show"),
                        then(
                            set("salary", ElementProperty.VISIBLE, true),
                            set("choice", ElementProperty.VISIBLE, true)))))
        .has(
            list("List")
                .source("Lists", "C")
                .field("code", "Code", PropertyType.TEXT)
                .field("name", "Name", ControlType.LABEL, PropertyType.TEXT)
                .control(
                    control("hiddenCode", ControlType.LABEL)
                        .shows("code", PropertyType.TEXT)
                        .hidden()))
        .has(
            form("Form")
                .parameter("token", PropertyType.TEXT, "secret token")
                .view("v", "View")
                .view("list", "List"));
    var user = desk.open("Form");
    var before = user.told(Outgoing.class).toString();
    assertThat(before).doesNotContain("90000", "secret", "B 1", "b1", "c1").contains("C 1");

    user.click("v.show");
    assertThat(user.value("v.salary")).isEqualTo("90000");
    assertThat(user.items("v.choice")).containsExactly("B 1", "B 2", "B 3");
    assertThat(user.told(Outgoing.class).toString()).doesNotContain("secret", "c1");
  }

  @Test
  void howAHiddenControlWasDesignedIsToldWhenItIsShown() {
    desk.has(
        form("Form")
            .control(
                control("code", ControlType.TEXT_BOX)
                    .set(ControlSetting.LENGTH_MAX, 4711)
                    .valid(false, "K-[0-9]+", null, "A K and digits.")
                    .hidden())
            .control(
                control("link", ControlType.HYPERLINK)
                    .set(ControlSetting.TEXT, "To the payroll")
                    .set(ControlSetting.ADDRESS, "https://payroll.example.org/")
                    .hidden())
            .control("show", ControlType.BUTTON)
            .rule(
                rule(
                    "show",
                    clicked("show"),
                    then(
                        set("code", ElementProperty.VISIBLE, true),
                        set("link", ElementProperty.VISIBLE, true)))));
    var user = desk.open("Form");
    assertThat(user.told(Outgoing.class).toString()).doesNotContain("4711", "K-", "payroll");

    user.click("show");
    user.click("show");
    assertThat(user.told(Outgoing.ControlDescribed.class))
        .extracting(described -> described.control().control())
        .containsExactly("code", "link");
    assertThat(user.told(Outgoing.ControlDescribed.class).toString())
        .contains("4711", "K-[0-9]+", "To the payroll", "https://payroll.example.org/");
  }

  @Test
  void secretsAreMaskedInTraces() {
    desk.has(
        form("Form")
            .control(control("pin", ControlType.TEXT_BOX).secret())
            .control(control("password", ControlType.TEXT_BOX).set(ControlSetting.PASSWORD, true))
            .control("plain", ControlType.TEXT_BOX)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(
                        transfer(
                            map(literal("1234"), to("pin")),
                            map(literal("open sesame"), to("password")),
                            map(literal("shown"), to("plain")))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.traces().toString()).doesNotContain("1234", "sesame").contains("***", "shown");
    assertThat(user.told(Outgoing.class).toString()).doesNotContain("sesame").contains("1234");
  }

  @Test
  void aSecretThatIsNoLongerHeldIsMaskedToo() {
    desk.has(
            form("Ask")
                .control(control("pin", ControlType.TEXT_BOX).begins("tell-tale").secret())
                .control("done", ControlType.BUTTON)
                .rule(rule("done", clicked("done"), then(Design.close()))))
        .has(
            form("Form")
                .control(control("pin", ControlType.TEXT_BOX).begins("open sesame").secret())
                .control("go", ControlType.BUTTON)
                .control("ask", ControlType.BUTTON)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        then(
                            transfer(map(Source.EMPTY, to("pin"))),
                            Design.fail("open sesame was no good"))))
                .rule(
                    rule(
                        "ask",
                        clicked("ask"),
                        then(
                            Design.open("a", "Ask", true), Design.fail("tell-tale was no good")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(message(user.trace("go"))).isEqualTo("*** was no good");
    user.click("ask");
    user.window("a").click("done");
    assertThat(message(user.trace("ask"))).isEqualTo("*** was no good");
    assertThat(user.traces().toString()).doesNotContain("sesame", "tell-tale");
    assertThat(user.told(Outgoing.Failed.class).toString()).doesNotContain("sesame", "tell-tale");
  }

  @Test
  void secretsAreMaskedInErrorsToo() {
    desk.has(
        form("Form")
            .control(control("pin", ControlType.TEXT_BOX).begins("open sesame").secret())
            .control("number", ControlType.NUMBER)
            .control("go", ControlType.BUTTON)
            .control("compare", ControlType.BUTTON)
            .rule(rule("go", clicked("go"), then(transfer(map(of("pin"), to("number"))))))
            .rule(rule("compare", clicked("compare"), when("pin > 5", then(say("never"))))));
    var user = desk.open("Form");
    user.click("go");
    user.click("compare");
    assertThat(message(user.trace("go"))).contains("'***' is no Number");
    assertThat(user.traces().toString()).doesNotContain("sesame");
    assertThat(user.told(Outgoing.Failed.class).toString()).doesNotContain("sesame");
  }

  @Test
  void collapsedViewsShowNothingAndTellWhenTheyAreOpened() {
    desk.has(item("View").control(control("box", ControlType.TEXT_BOX).begins("inside")))
        .has(
            form("Form")
                .view(new ViewInstance("v", "View", "", true, true, false, true))
                .rule(
                    rule("opened", new Event.ViewToggled(in("v"), false), then(say("expanded")))));
    var user = desk.open("Form");
    assertThat(user.value("v.box")).isNull();
    user.expand("v");
    assertThat(user.value("v.box")).isEqualTo("inside");
    assertThat(user.messages()).containsExactly("expanded");
    user.expand("v");
    assertThat(user.messages()).hasSize(1);
  }

  // Lists to choose from

  @Test
  void aListFollowsItsParentAndForgetsWhatItDoesNotOfferAnyMore() {
    var cascade = new DataSource.Cascade("country", null, "Parent");
    desk.has(
            item("Address")
                .control(control("country", ControlType.DROP_DOWN).data(from("Lists", "A")))
                .control(control("city", ControlType.DROP_DOWN).data(from("Lists", "B", cascade))))
        .has(form("Form").view("v", "Address"));
    var user = desk.open("Form");
    assertThat(user.items("v.city")).isEmpty();
    assertThat(desk.called).containsExactly("Lists.A");
    user.set("v.country", "a2");
    assertThat(user.items("v.city")).containsExactly("B 2");
    user.set("v.city", "b2");
    user.set("v.country", "a3");
    assertThat(user.items("v.city")).containsExactly("B 3");
    assertThat(user.value("v.city")).isNull();
    user.set("v.country", null);
    assertThat(user.items("v.city")).isEmpty();
    assertThat(desk.called).containsExactly("Lists.A", "Lists.B", "Lists.B");
  }

  @Test
  void nothingButWhatIsOfferedIsTaken() {
    desk.has(item("View").control(control("a", ControlType.DROP_DOWN).data(from("Lists", "B"))))
        .has(form("Form").view("v", "View"));
    var user = desk.open("Form");
    assertThat(refused(() -> user.set("v.a", "x9")).code())
        .isEqualTo(Outgoing.Refused.Code.WRONG_VALUE);
    user.set("v.a", "b1");
    user.set("v.a", "");
    assertThat(user.value("v.a")).isNull();
  }

  // Validation

  @Test
  void aConditionHoldsARuleUpAndShowsWhere() {
    desk.has(
            item("View")
                .control(
                    control("name", ControlType.TEXT_BOX)
                        .valid(true, "[A-Z][a-z]+", null, "Begin with a capital."))
                .control(
                    control("amount", ControlType.NUMBER)
                        .valid(false, null, "amount < limit", "Too much.")
                        .set(ControlSetting.MINIMUM, 1))
                .control(control("limit", ControlType.NUMBER).begins(10L))
                .control(
                    control("hidden", ControlType.TEXT_BOX).valid(true, null, null, "").hidden())
                .control("save", ControlType.BUTTON)
                .rule(
                    rule(
                        "save",
                        clicked("save"),
                        when(
                            new Criterion.Validation(Scope.OWN, List.of(), true, true, true),
                            then(say("saved"))))))
        .has(form("Form").view("v", "View"));
    var user = desk.open("Form");
    user.click("v.save");
    assertThat(user.error("v.name")).isEqualTo("A value is needed.");
    user.set("v.name", "zermatt");
    assertThat(user.error("v.name")).as("at once").isEqualTo("Begin with a capital.");
    user.set("v.amount", 0);
    assertThat(user.error("v.amount")).isEqualTo("Give 1 or more.");
    user.set("v.amount", 12);
    assertThat(user.error("v.amount")).isEqualTo("Too much.");
    user.click("v.save");
    assertThat(user.messages()).isEmpty();

    user.set("v.name", "Zermatt");
    user.set("v.limit", 20);
    user.click("v.save");
    assertThat(user.error("v.name") + user.error("v.amount")).isEmpty();
    assertThat(user.messages()).containsExactly("saved");
  }

  @Test
  void aValueIsJudgedAnewWhenWhatItsExpressionReadsChanges() {
    desk.has(
            item("View")
                .control(
                    control("amount", ControlType.NUMBER)
                        .valid(false, null, "amount < limit", "Too much."))
                .control(control("limit", ControlType.NUMBER).follows("2 * base"))
                .control(control("base", ControlType.NUMBER).begins(10L))
                .control("lower", ControlType.BUTTON)
                .rule(
                    rule("lower", clicked("lower"), then(transfer(map(literal(1L), to("base")))))))
        .has(form("Form").view("v", "View"));
    var user = desk.open("Form");
    user.set("v.amount", 30);
    assertThat(user.error("v.amount")).isEqualTo("Too much.");
    user.set("v.base", 20);
    assertThat(user.error("v.amount")).as("40 is the limit now").isEmpty();
    user.set("v.base", 15);
    assertThat(user.error("v.amount")).as("by the user").isEqualTo("Too much.");
    user.set("v.base", 16);
    user.click("v.lower");
    assertThat(user.error("v.amount")).as("by a rule: nothing new is shown").isEmpty();
    user.set("v.amount", "");
    user.set("v.base", 2);
    assertThat(user.error("v.amount")).isEmpty();
  }

  @Test
  void whatIsNoNumberIsNotTakenAndTheRuleWaitsUntilItIsOne() {
    desk.has(
        form("Form")
            .control("amount", ControlType.NUMBER)
            .control("save", ControlType.BUTTON)
            .rule(
                rule(
                    "save",
                    clicked("save"),
                    when(
                        new Criterion.Validation(Scope.OWN, List.of(), true, true, true),
                        then(say("saved"))))));
    var user = desk.open("Form");
    user.set("amount", "17");
    assertThat(refused(() -> user.set("amount", "many")).code())
        .isEqualTo(Outgoing.Refused.Code.WRONG_VALUE);
    assertThat(user.error("amount")).startsWith("Not taken: 'many' is no Number");
    assertThat(user.value("amount")).isEqualTo(17L);
    user.click("save");
    assertThat(user.messages()).isEmpty();
    user.set("amount", "18");
    user.click("save");
    assertThat(user.messages()).containsExactly("saved");
  }

  @Test
  void aGroupNamesItsControlsAndWhatIsAskedOfEach() {
    desk.has(
        form("Form")
            .control("one", ControlType.TEXT_BOX)
            .control(control("two", ControlType.TEXT_BOX).valid(true, null, null, ""))
            .control("save", ControlType.BUTTON)
            .rule(
                rule(
                    "save",
                    clicked("save"),
                    when(
                        new Criterion.Validation(
                            Scope.OWN,
                            List.of(new Criterion.ValidatedControl(Scope.OWN, "one", true, true)),
                            true,
                            true,
                            true),
                        then(say("saved"))))));
    var user = desk.open("Form");
    user.click("save");
    assertThat(user.error("one")).isNotEmpty();
    assertThat(user.error("two")).isEmpty();
    user.set("one", "x");
    user.click("save");
    assertThat(user.messages()).containsExactly("saved");
  }

  // Asking, telling, going elsewhere

  @Test
  void theUserIsAskedAndAtNoTheRuleStops() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(
                        then(
                            new Operation.Confirm(literal("Sure?"), text("Delete ", "it?")),
                            say("deleted"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.questions()).extracting(Outgoing.Asked::body).containsExactly("Delete it?");
    user.answer(false);
    assertThat(user.messages()).isEmpty();
    user.click("go");
    user.answer(true);
    assertThat(user.messages()).containsExactly("deleted");
    assertThat(user.questions()).isEmpty();
  }

  @Test
  void aPageCarriesNoSecretToAnotherForm() {
    desk.has(
        form("Form")
            .control(control("pin", ControlType.TEXT_BOX).begins("open sesame").secret().hidden())
            .control("go", ControlType.BUTTON)
            .control("compute", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(
                        new Operation.NavigateToForm(
                            literal("Other"),
                            Source.EMPTY,
                            List.of(map(of("pin"), new Target.DocumentParameter("p")))))))
            .rule(
                rule(
                    "compute",
                    clicked("compute"),
                    then(
                        new Operation.NavigateToForm(
                            literal("Other"),
                            Source.EMPTY,
                            List.of(
                                map(
                                    new Source.Expression("\"carried: \" + pin"),
                                    new Target.DocumentParameter("p"))))))));
    var user = desk.open("Form");
    user.click("go");
    user.click("compute");
    assertThat(user.told(Outgoing.class).toString()).doesNotContain("sesame");
    assertThat(user.told(Outgoing.Failed.class))
        .extracting(Outgoing.Failed::code)
        .containsExactly("SECRET_NOT_SENT", "SECRET_NOT_SENT");
    assertThat(user.form().isClosed()).isFalse();
  }

  @Test
  void aConditionAsksTooAndOtherHandlersGoOn() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    when(
                        new Criterion.Confirmation(literal(""), literal("Really?")),
                        then(say("yes"))),
                    always(then(say("anyway"))))));
    var user = desk.open("Form");
    user.click("go");
    user.answer(false);
    assertThat(user.messages()).containsExactly("anyway");
  }

  @Test
  void goingToAnotherFormClosesThisOne() {
    desk.has(
        form("Form")
            .control("go", ControlType.BUTTON)
            .control("link", ControlType.BUTTON)
            .control("bad", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(
                        new Operation.NavigateToForm(
                            literal("Other"),
                            literal("edit"),
                            List.of(map(literal(7), new Target.DocumentParameter("id")))),
                        say("never"))))
            .rule(
                rule(
                    "link",
                    clicked("link"),
                    then(
                        new Operation.NavigateToAddress(literal("https://example.org/"), true),
                        say("still here"))))
            .rule(
                rule(
                    "bad",
                    clicked("bad"),
                    then(new Operation.NavigateToAddress(literal("javascript:alert(1)"), true)))));
    var user = desk.open("Form");
    user.click("link");
    assertThat(user.messages()).containsExactly("still here");
    user.click("bad");
    assertThat(user.told(Outgoing.NavigatedToAddress.class)).hasSize(1);
    user.click("go");
    assertThat(user.told(Outgoing.NavigatedToForm.class))
        .containsExactly(new Outgoing.NavigatedToForm("Other", "edit", Map.of("id", 7)));
    assertThat(user.told(Outgoing.WindowClosed.class))
        .containsExactly(new Outgoing.WindowClosed("w1", CloseReason.NAVIGATION));
    assertThat(user.messages()).doesNotContain("never");
    assertThat(user.form().isClosed()).isTrue();
  }

  @Test
  void theUserIsTakenToATabAViewAndAControl() {
    desk.has(item("View").control("box", ControlType.TEXT_BOX))
        .has(
            form("Form")
                .view("v", "View")
                .tab("more", true, new ViewInstance("w", "View"))
                .rule(
                    rule(
                        "load",
                        Design.LOAD,
                        then(
                            new Operation.ShowTab("more"),
                            new Operation.ShowView(in("v")),
                            new Operation.RunControlMethod(
                                in("w"), "box", ControlMethod.FOCUS, null)))));
    var user = desk.open("Form");
    assertThat(user.told(Outgoing.TabChosen.class))
        .extracting(Outgoing.TabChosen::tab)
        .containsExactly("more", "main");
    assertThat(user.told(Outgoing.AreaChosen.class)).hasSize(1);
    assertThat(user.told(Outgoing.Focused.class))
        .containsExactly(new Outgoing.Focused(new Address("w1", "w", "box")));
  }

  // Timers

  @Test
  void timersTickUntilTheFormIsClosed() {
    desk.has(
        form("Form")
            .control(
                control("clock", ControlType.TIMER)
                    .set(ControlSetting.INTERVAL_SECONDS, 10)
                    .set(ControlSetting.RUNNING, true))
            .control("stop", ControlType.BUTTON)
            .rule(
                rule(
                    "once",
                    new Event.Timer(Duration.ofSeconds(3), false),
                    then(say("three seconds"))))
            .rule(
                rule(
                    "tick",
                    new Event.OnControl(
                        Scope.OWN, "clock", org.baltoro.forms.document.ControlEvent.TICK),
                    then(say("tick"))))
            .rule(
                rule(
                    "stop",
                    clicked("stop"),
                    then(
                        new Operation.RunControlMethod(
                            Scope.OWN, "clock", ControlMethod.STOP, null)))));
    var user = desk.open("Form");
    desk.wait(25);
    assertThat(user.messages()).containsExactly("three seconds", "tick", "tick");
    user.click("stop");
    desk.wait(20);
    assertThat(user.messages()).hasSize(3);
    user.close();
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void aTimerOfAClosedFormIsGone() {
    desk.has(
        form("Form")
            .rule(rule("tick", new Event.Timer(Duration.ofSeconds(3), true), then(say("tick")))));
    var user = desk.open("Form");
    desk.wait(7);
    user.close();
    desk.wait(10);
    assertThat(user.messages()).hasSize(2);
    assertThat(desk.time.threads()).isZero();
  }

  // Executing other rules

  @Test
  void anUnboundRuleRunsWhenAnotherExecutesIt() {
    desk.has(
            item("View")
                .control(control("box", ControlType.TEXT_BOX).begins("of the view"))
                .rule(rule("told", new Event.Unbound(), then(say(text(of("box")))))))
        .has(
            form("Form")
                .view("v", "View")
                .control("go", ControlType.BUTTON)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        then(new Operation.ExecuteRule(in("v"), "told"), say("done")))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("of the view", "done");
  }

  @Test
  void conditionsAreEvaluatedWhenTheyAreReached() {
    desk.has(
        form("Form")
            .control("box", ControlType.NUMBER)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    always(then(transfer(map(feel("1 + 1"), to("box"))))),
                    when("box = 2", then(say("two"))),
                    when("box = 3", then(say("three"))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.messages()).containsExactly("two");
  }

  @Test
  void aTransferReadsAllBeforeItWrites() {
    desk.has(
        form("Form")
            .control(control("a", ControlType.TEXT_BOX).begins("1"))
            .control(control("b", ControlType.TEXT_BOX).begins("2"))
            .control("swap", ControlType.BUTTON)
            .rule(
                rule(
                    "swap",
                    clicked("swap"),
                    then(transfer(map(of("a"), to("b")), map(of("b"), to("a")))))));
    var user = desk.open("Form");
    user.click("swap");
    assertThat(user.value("a") + " " + user.value("b")).isEqualTo("2 1");
  }

  @Test
  void aTransferOfTheWrongTypeChangesNothing() {
    desk.has(
        form("Form")
            .control(control("a", ControlType.TEXT_BOX).begins("1"))
            .control(control("n", ControlType.NUMBER).begins(5L))
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    then(
                        transfer(
                            map(literal("changed"), to("a")),
                            map(literal("no number"), to("n")))))));
    var user = desk.open("Form");
    user.click("go");
    assertThat(user.value("a")).isEqualTo("1");
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed ->
            assertThat(failed.message())
                .isEqualTo(
                    "This form has a fault. Tell those who look after it: run 1 of its"
                        + " rules."));
    assertThat(message(user.trace("go"))).startsWith("n was not changed: 'no number'");
  }

  @Test
  void aFormThatNobodyMayOpenIsNoSubformEither() {
    desk.has(form("Private").only(Rights.users("bob")))
        .has(
            form("Form")
                .control("open", ControlType.BUTTON)
                .rule(rule("open", clicked("open"), then(open("sub", "Private", false)))));
    var user = desk.open("Form");
    user.click("open");
    assertThat(user.failures()).extracting(Outgoing.Failed::code).containsExactly("ACCESS_DENIED");
  }

  private static String message(RuleTrace run) {
    return Objects.requireNonNull(run.error()).message();
  }
}
