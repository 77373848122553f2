package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.baltoro.forms.session.Design.action;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.parameter;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.api.WorklistQuery;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.smartobject.Caller;
import org.baltoro.forms.smartobject.PropertyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ann asks for leave with a form; Bob decides with another, which his worklist item names. */
class WorkflowFormTest {
  private static final String LEAVE =
      """
      process: HR/Leave
      rights:
        start: [ann]
        view: [ann, bob]
      data:
        Days: { type: decimal, required: true }
        Reason: { type: string }
        Remark: { type: string }
      activities:
        Decide:
          destinations: [bob]
          events:
            - client: Decide
              actions: [Approve, Reject]
              form: '"form:HR/Decide?state=deciding"'
      """;

  @TempDir Path folder;
  private final Desk desk = new Desk();
  private Engine engine;

  @BeforeEach
  void open() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("store.db")).clock(new ManualClock(Desk.START)));
    engine.connectTrusted("deployer").definitions().deploy(LEAVE, "leave.yaml");
    desk.has(
            form("HR/Ask")
                .control("days", ControlType.DECIMAL)
                .control("reason", ControlType.TEXT_AREA)
                .control("instance", ControlType.NUMBER)
                .control("ask", ControlType.BUTTON)
                .rule(
                    rule(
                        "ask",
                        clicked("ask"),
                        block(
                            BlockType.THEN,
                            action(
                                "start",
                                new Operation.StartProcess(
                                    "HR/Leave",
                                    text("Leave of ", user()),
                                    List.of(
                                        map(of("days"), new Target.DataField("Days")),
                                        map(of("reason"), new Target.DataField("Reason"))),
                                    true,
                                    List.of(map(result("start", "instance"), to("instance"))))),
                            action("say", say(text("asked for: ", of("instance"))))))))
        .has(
            form("HR/Decide")
                .parameter("Days", PropertyType.DECIMAL, null)
                .parameter("Reason", PropertyType.TEXT, null)
                .control(control("days", ControlType.DECIMAL).readOnly())
                .control("reason", ControlType.LABEL)
                .control("remark", ControlType.TEXT_BOX)
                .rule(
                    rule(
                        "load",
                        Design.INITIALISE,
                        then(
                            transfer(
                                map(parameter("Days"), to("days")),
                                map(parameter("Reason"), to("reason"))))))
                .state(
                    new FormState(
                        "deciding",
                        "Deciding",
                        List.of(
                            rule(
                                "reject",
                                new Event.WorkflowSubmit("Reject"),
                                then(finish(literal("Reject")), say("rejected"), Design.close())),
                            rule(
                                "approve",
                                new Event.WorkflowSubmit("Approve"),
                                then(
                                    finish(new Source.SystemValue(SystemVariable.WORKFLOW_ACTION)),
                                    say("approved")))),
                        List.of(),
                        List.of())));
  }

  private static Source user() {
    return new Source.SystemValue(SystemVariable.USER);
  }

  private static Operation finish(Source action) {
    return new Operation.FinishWorklistItem(
        Source.EMPTY, action, List.of(map(of("remark"), new Target.DataField("Remark"))), true);
  }

  @AfterEach
  void close() {
    desk.close();
    engine.close();
  }

  private Caller user(String name) {
    return new Caller(name, Set.of(), engine.connectAs(name, Set.of()));
  }

  private FormSession ask(String days, String reason) {
    var ann = FormSession.open(desk.forms(), user("ann"), "HR/Ask", Map.of(), null);
    ann.set("days", days);
    ann.set("reason", reason);
    ann.click("ask");
    return ann;
  }

  private String onlyItem(String user) {
    return engine
        .connectAs(user, Set.of())
        .worklist(WorklistQuery.all())
        .items()
        .getFirst()
        .serialNumber();
  }

  @Test
  void aFormStartsAProcess() {
    var ann = ask("2.5", "skiing");
    assertThat(ann.failures()).isEmpty();
    long instance = (Long) Objects.requireNonNull(ann.value("instance"));
    assertThat(ann.messages()).containsExactly("asked for: " + instance);
    var started = engine.connectAs("ann", Set.of()).openProcessInstance(instance);
    assertThat(started.folio()).isEqualTo("Leave of ann");
    assertThat(started.dataFields().get("Days")).isEqualTo(new BigDecimal("2.5"));
    assertThat(started.dataFields().get("Reason")).isEqualTo("skiing");
  }

  @Test
  void whatTheServerRefusesIsAnErrorOfTheRule() {
    var ann = FormSession.open(desk.forms(), user("ann"), "HR/Ask", Map.of(), null);
    ann.click("ask");
    assertThat(ann.failures())
        .singleElement()
        .satisfies(failed -> {
          assertThat(failed.code()).isEqualTo("INVALID_DATA");
          assertThat(failed.message()).contains("Days");
        });
    var bob = FormSession.open(desk.forms(), user("bob"), "HR/Ask", Map.of(), null);
    bob.set("days", 1);
    bob.click("ask");
    assertThat(bob.failures()).extracting(Outgoing.Failed::code).containsExactly("ACCESS_DENIED");
  }

  @Test
  void openingAnItemOpensItsFormWithTheItemsData() {
    ask("2.5", "skiing");
    var bob = FormSession.openItem(desk.forms(), user("bob"), onlyItem("bob"));
    assertThat(bob.value("days")).isEqualTo(new BigDecimal("2.5"));
    assertThat(bob.value("reason")).isEqualTo("skiing");
    assertThat(bob.told(Outgoing.WindowOpened.class).getFirst().actions())
        .containsExactly("Approve", "Reject");
  }

  @Test
  void anActionFinishesTheItem() {
    var ann = ask("2.5", "skiing");
    var bob = FormSession.openItem(desk.forms(), user("bob"), onlyItem("bob"));
    bob.set("remark", "enjoy");
    bob.submit("Approve");
    assertThat(bob.failures()).isEmpty();
    assertThat(bob.messages()).containsExactly("approved");
    var ended =
        engine
            .connectAs("ann", Set.of())
            .openProcessInstance((Long) Objects.requireNonNull(ann.value("instance")));
    assertThat(ended.dataFields().get("Remark")).isEqualTo("enjoy");
    assertThat(ended.finishDate()).isNotNull();

    bob.submit("Approve");
    assertThat(bob.failures())
        .extracting(Outgoing.Failed::code)
        .containsExactly("ALREADY_FINISHED");
  }

  @Test
  void onlyActionsOfTheItemCanBeChosen() {
    ask("1", "");
    var bob = FormSession.openItem(desk.forms(), user("bob"), onlyItem("bob"));
    assertThat(catchThrowableOfType(FormSession.NotTaken.class, () -> bob.submit("Promote")).code())
        .isEqualTo(Outgoing.Refused.Code.UNKNOWN);
    bob.submit("Reject");
    assertThat(bob.form().isClosed()).isTrue();
    var ann = FormSession.open(desk.forms(), user("ann"), "HR/Ask", Map.of(), null);
    assertThat(catchThrowableOfType(FormSession.NotTaken.class, () -> ann.submit("Approve")))
        .as("there is no item")
        .isNotNull();
  }

  @Test
  void withoutARuleForSubmittingTheActionIsTakenAndTheFormCloses() {
    desk.has(
        form("HR/Decide").state(new FormState("deciding", "D", List.of(), List.of(), List.of())));
    ask("1", "");
    var bob = FormSession.openItem(desk.forms(), user("bob"), onlyItem("bob"));
    bob.submit("Approve");
    assertThat(bob.failures()).isEmpty();
    assertThat(bob.form().isClosed()).isTrue();
    assertThat(engine.connectAs("bob", Set.of()).worklist(WorklistQuery.all()).items()).isEmpty();
  }

  @Test
  void withoutARuleForSubmittingNothingInvalidIsSubmitted() {
    desk.has(
        form("HR/Decide")
            .control(control("remark", ControlType.TEXT_BOX).valid(true, null, null, ""))
            .state(new FormState("deciding", "D", List.of(), List.of(), List.of())));
    ask("1", "");
    var bob = FormSession.openItem(desk.forms(), user("bob"), onlyItem("bob"));
    bob.submit("Approve");
    assertThat(bob.form().isClosed()).isFalse();
    assertThat(bob.error("remark")).isEqualTo("A value is needed.");
    bob.set("remark", "enjoy");
    bob.submit("Approve");
    assertThat(bob.form().isClosed()).isTrue();
  }

  @Test
  void anItemThatIsNotTheirsOpensNoForm() {
    ask("1", "");
    var refused =
        catchThrowableOfType(
            FormRefused.class,
            () -> FormSession.openItem(desk.forms(), user("cid"), onlyItem("bob")));
    assertThat(refused.problem()).isEqualTo(FormRefused.Problem.NO_WORKLIST_ITEM);
  }

  @Test
  void theWorklistIsAControlAndAClickedItemCanBeOpened() {
    desk.has(
        form("Mine")
            .control("list", ControlType.WORKLIST)
            .control("days", ControlType.DECIMAL)
            .control("folio", ControlType.TEXT_BOX)
            .rule(
                rule(
                    "open",
                    new Event.OnControl(Scope.OWN, "list", ControlEvent.CLICKED),
                    block(
                        BlockType.THEN,
                        action(
                            "item",
                            new Operation.OpenWorklistItem(
                                new Source.CurrentItem(null),
                                false,
                                List.of(
                                    map(result("item", "Days"), to("days")),
                                    map(new Source.CurrentItem("folio"), to("folio")))))))));
    ask("3", "");
    var bob = FormSession.open(desk.forms(), user("bob"), "Mine", Map.of(), null);
    assertThat(bob.items("list")).containsExactly("Leave of ann: Decide");
    bob.clickItem("list", onlyItem("bob"));
    assertThat(bob.failures()).isEmpty();
    assertThat(bob.value("days")).isEqualTo(new BigDecimal("3"));
    assertThat(bob.value("folio")).isEqualTo("Leave of ann");
  }

  @Test
  void aProcessIsStartedInAPacketBetweenItsCalls() {
    desk.lists("Lists", "A", 1, "B", 1);
    desk.has(
        form("Both")
            .control("text", ControlType.TEXT_BOX)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    block(
                        BlockType.ALSO,
                        action(
                            "a", Design.call("Lists", "A", map(result("a", "Name"), to("text")))),
                        action(
                            "start",
                            new Operation.StartProcess(
                                "HR/Leave",
                                Source.EMPTY,
                                List.of(
                                    map(literal(1), new Target.DataField("Days")),
                                    map(of("text"), new Target.DataField("Reason"))),
                                false,
                                List.of())),
                        action(
                            "b",
                            Design.call(
                                "Lists", "B", map(result("start", "instance"), to("text"))))))));
    var ann = FormSession.open(desk.forms(), user("ann"), "Both", Map.of(), null);
    ann.click("go");
    assertThat(ann.failures()).isEmpty();
    assertThat(desk.counter.packets()).isOne();
    long instance = Long.parseLong((String) ann.value("text"));
    assertThat(
            engine
                .connectAs("ann", Set.of())
                .openProcessInstance(instance)
                .dataFields()
                .get("Reason"))
        .isEqualTo("A 1");
  }

  @Test
  void withoutAServerNothingIsStarted() {
    var alone = FormSession.open(desk.forms(), Desk.ANN, "HR/Ask", Map.of(), null);
    alone.click("ask");
    assertThat(alone.failures()).extracting(Outgoing.Failed::code).containsExactly("NO_WORKFLOW");
  }
}
