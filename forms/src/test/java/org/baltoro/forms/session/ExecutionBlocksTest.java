package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.document.BlockType.ALSO;
import static org.baltoro.forms.document.BlockType.ASYNCHRONOUSLY;
import static org.baltoro.forms.session.Design.action;
import static org.baltoro.forms.session.Design.asynchronously;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.doubleClicked;
import static org.baltoro.forms.session.Design.field;
import static org.baltoro.forms.session.Design.forEach;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.from;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.list;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.open;
import static org.baltoro.forms.session.Design.populate;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rows;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.rule.ActionTrace;
import org.baltoro.forms.rule.TraceOutcome;
import org.baltoro.forms.smartobject.PropertyType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Execution blocks at open forms: the examples they were described by, and their figures. */
class ExecutionBlocksTest {
  private final Desk desk = new Desk().lists("Lists", "A", 5, "B", 6, "C", 7, "D", 8, "E", 1);

  @AfterEach
  void close() {
    desk.close();
  }

  private static Action load(String letter) {
    return action(letter, call("Lists", letter, map(result(letter, "Name"), to(letter))));
  }

  /** A form with a button whose rule has a block of these, then a message. */
  private void formWith(BlockType type, List<String> order) {
    var actions = order.stream().map(ExecutionBlocksTest::load).toArray(Action[]::new);
    desk.has(
        form("Figures")
            .control("A", ControlType.TEXT_BOX)
            .control("B", ControlType.TEXT_BOX)
            .control("C", ControlType.TEXT_BOX)
            .control("D", ControlType.TEXT_BOX)
            .control("go", ControlType.BUTTON)
            .rule(rule("go", clicked("go"), block(type, actions), then(say("next")))));
  }

  private static long next(BlockType type) {
    return switch (type) {
      case THEN, ALSO -> 26;
      case AND -> 8;
      case ASYNCHRONOUSLY -> 5;
    };
  }

  static Stream<Arguments> typesInAnyOrder() {
    var all = new ArrayList<Arguments>();
    for (var type : BlockType.values()) {
      permute(type, new ArrayList<>(), List.of("A", "B", "C", "D"), all);
    }
    return all.stream();
  }

  private static void permute(
      BlockType type, List<String> chosen, List<String> left, List<Arguments> all) {
    if (left.isEmpty()) {
      all.add(Arguments.of(type, List.copyOf(chosen)));
    }
    for (var next : left) {
      var more = new ArrayList<>(chosen);
      more.add(next);
      permute(type, more, left.stream().filter(other -> !other.equals(next)).toList(), all);
    }
  }

  @ParameterizedTest
  @MethodSource("typesInAnyOrder")
  void theNextBlockStartsWhenTheTypeSays(BlockType type, List<String> order) {
    formWith(type, order);
    var user = desk.open("Figures");
    user.click("go");

    assertThat(user.messages()).containsExactly("next");
    assertThat(desk.seconds()).isEqualTo(next(type));
    assertThat(desk.counter.inFlightMax())
        .isEqualTo(type == BlockType.AND || type == ASYNCHRONOUSLY ? 4 : 1);
    assertThat(desk.counter.calls()).isEqualTo(type == ALSO ? 0 : 4);
    assertThat(desk.counter.packets()).isEqualTo(type == ALSO ? 1 : 0);
    desk.wait(30);
    assertThat(Stream.of("A", "B", "C", "D").map(user::value))
        .containsExactly("A 1", "B 1", "C 1", "D 1");
    assertThat(user.failures()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void theTraceSaysWhatWasCalledWithWhichPacket(BlockType type) {
    formWith(type, List.of("D", "C", "B", "A"));
    var user = desk.open("Figures");
    user.click("go");
    desk.wait(30);

    var actions = user.trace("go").blocks().getFirst().actions();
    assertThat(actions).extracting(ActionTrace::rows).containsOnly(3);
    assertThat(actions).extracting(ActionTrace::text).contains("Lists.A");
    assertThat(actions)
        .extracting(ActionTrace::calls)
        .isEqualTo(
            type == ALSO
                ? List.of(List.of(1), List.of(1), List.of(1), List.of(1))
                : List.of(List.of(1), List.of(2), List.of(3), List.of(4)));
    assertThat(actions)
        .extracting(ActionTrace::late)
        .isEqualTo(
            type == ASYNCHRONOUSLY
                ? List.of(true, true, true, false)
                : List.of(false, false, false, false));
  }

  static Stream<Arguments> failures() {
    var all = new ArrayList<Arguments>();
    for (var type : BlockType.values()) {
      for (var letter : List.of("A", "B", "C", "D")) {
        all.add(Arguments.of(type, letter));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFailureOfOneActionActsAsTheTypeSays(BlockType type, String failing) {
    formWith(type, List.of("A", "B", "C", "D"));
    desk.broken.add("Lists." + failing);
    var user = desk.open("Figures");
    user.click("go");
    desk.wait(30);

    assertThat(user.messages()).isEqualTo(type == ASYNCHRONOUSLY ? List.of("next") : List.of());
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> assertThat(failed.message()).contains(failing + " is broken"));
    var done = new ArrayList<String>();
    for (var letter : List.of("A", "B", "C", "D")) {
      boolean reached =
          type == BlockType.AND || type == ASYNCHRONOUSLY || letter.compareTo(failing) < 0;
      if (reached && !letter.equals(failing)) {
        done.add(letter + " 1");
      }
    }
    assertThat(Stream.of("A", "B", "C", "D").map(user::value).filter(v -> v != null))
        .as("what the others returned stays")
        .containsExactlyElementsOf(done);
  }

  @Test
  void theErrorOfAPacketNamesItsEntry() {
    formWith(ALSO, List.of("A", "B", "C", "D"));
    desk.broken.add("Lists.C");
    var user = desk.open("Figures");
    user.click("go");
    assertThat(user.failures().getFirst().detail()).isEqualTo("Entry 3 of the packet failed.");
    assertThat(Objects.requireNonNull(user.trace("go").error()).action()).isEqualTo("C");
    assertThat(user.trace("go").blocks().getFirst().actions())
        .extracting(ActionTrace::outcome)
        .containsExactly(
            TraceOutcome.COMPLETED,
            TraceOutcome.COMPLETED,
            TraceOutcome.FAILED,
            TraceOutcome.NOT_REACHED);
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void theTraceOfAFailureIsExact(BlockType type) {
    formWith(type, List.of("C", "A", "D", "B"));
    desk.broken.add("Lists.A");
    var user = desk.open("Figures");
    user.click("go");
    desk.wait(30);
    assertThat(user.gantt("go", 26))
        .isEqualTo(
            switch (type) {
              case THEN ->
                  """
                  go (Figures), run 1: failed after 12 s: 'Lists.A' failed: Lists.A is broken.
                                             0 s                     12 s
                  always (failed)
                    then                     |==========================!
                      Lists.C 7 s #1         |###############           |
                      Lists.A 5 s #2         |               ###########!
                      Lists.D (not reached)
                      Lists.B (not reached)
                  """;
              case AND ->
                  """
                  go (Figures), run 1: failed after 8 s: 'Lists.A' failed: Lists.A is broken.
                                      0 s                      8 s
                  always (failed)
                    and               |==========================!
                      Lists.C 7 s #1  |#######################   |
                      Lists.A 5 s #2  |################!         |
                      Lists.D 8 s #3  |##########################|
                      Lists.B 6 s #4  |####################      |
                  """;
              case ALSO ->
                  """
                  go (Figures), run 1: failed after 12 s: 'Lists.A' failed: Lists.A is broken.
                                             0 s                     12 s
                  always (failed)
                    also                     |==========================!
                      Lists.C 7 s #1         |###############           |
                      Lists.A 5 s #1         |               ###########!
                      Lists.D (not reached)
                      Lists.B (not reached)
                  """;
              case ASYNCHRONOUSLY ->
                  """
                  go (Figures), run 1: completed after 6 s
                                          0 s                      8 s
                  always
                    asynchronously        |====================      |
                      Lists.C 7 s #1      |####################---   |
                      Lists.A 5 s #2      |################!         |
                      Lists.D 8 s #3      |####################------|
                      Lists.B 6 s #4      |####################      |
                    then                  |                    .     |
                      show a message 0 s  |                    .     |
                  """;
            });
  }

  @ParameterizedTest
  @EnumSource(BlockType.class)
  void closingTheFormMeanwhileEndsWhatRuns(BlockType type) {
    formWith(type, List.of("A", "B", "C", "D"));
    var user = desk.open("Figures");
    user.beginClick("go");
    desk.wait(3);
    user.close();

    assertThat(desk.seconds()).isEqualTo(3);
    assertThat(desk.time.threads()).isZero();
    assertThat(user.isOpen()).isFalse();
    assertThat(user.form().isClosed()).isTrue();
    assertThat(user.trace("go").outcome()).isEqualTo(TraceOutcome.CANCELLED);
    assertThat(user.messages()).isEmpty();
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void closingTheFormEndsLateActions() {
    formWith(ASYNCHRONOUSLY, List.of("A", "B", "C", "D"));
    var user = desk.open("Figures");
    user.click("go");
    desk.wait(1);
    user.close();
    assertThat(desk.time.threads()).isZero();
    assertThat(desk.seconds()).isEqualTo(6);
  }

  // Late results

  @Test
  void aLateResultIsAppliedWhereNobodyChangedAnything() {
    formWith(ASYNCHRONOUSLY, List.of("A", "D"));
    var user = desk.open("Figures");
    user.click("go");
    user.set("B", "typed");
    desk.wait(3);
    assertThat(user.value("D")).isEqualTo("D 1");
  }

  @Test
  void aLateResultIsDroppedWhereTheUserHasTyped() {
    formWith(ASYNCHRONOUSLY, List.of("A", "D"));
    var user = desk.open("Figures");
    user.click("go");
    user.set("D", "typed");
    desk.wait(3);
    assertThat(user.value("D")).isEqualTo("typed");
    assertThat(user.trace("go").actions().get(1).changes())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.kind()).hasToString("DROPPED");
          assertThat(change.place()).isEqualTo("D");
          assertThat(change.after()).isEqualTo("D 1");
        });
    assertThat(user.failures()).isEmpty();
  }

  // Bounds

  private static void click(FormSession user) {
    user.send(
        new Incoming.OnControl(
            new Address("w1", "", "go"), ControlEvent.CLICKED, null, null, List.of()));
  }

  private static final SessionLimits THREE_AT_ONCE =
      new SessionLimits(100, 100, 10, 10, 100, 100, 5, 3, 10, 10);

  @Test
  void actionsThatRunOnAreBounded() {
    formWith(ASYNCHRONOUSLY, List.of("A", "D"));
    var user = desk.with(THREE_AT_ONCE).open("Figures");
    for (int click = 0; click < 3; click++) {
      click(user);
    }
    user.await();
    assertThat(user.refused()).as("all wait for their slow action").isEmpty();
    click(user);
    assertThat(user.refused())
        .extracting(Outgoing.Refused::code)
        .containsExactly(Outgoing.Refused.Code.TOO_MANY);
    desk.wait(3);
    click(user);
    assertThat(user.refused()).hasSize(1);
  }

  @Test
  void aLoopStartsOnlySoManyActionsThatRunOn() {
    var items = rows(in("list"), ItemState.ALL);
    Step loop = asynchronously(say("started"), call("Lists", "D"));
    for (int depth = 0; depth < 5; depth++) {
      loop = forEach(items, loop);
    }
    var handler = (Handler) loop;
    desk.has(
            list("List")
                .source("Lists", "E")
                .field("code", "Code", ControlType.LABEL, PropertyType.TEXT))
        .has(
            form("Loop")
                .view("list", "List")
                .control("go", ControlType.BUTTON)
                .rule(rule("go", clicked("go"), handler)));
    var user = desk.open("Loop");
    desk.called.clear();
    user.beginClick("go");
    desk.wait(7);
    assertThat(desk.called).as("of 243 at once").hasSizeBetween(90, 100);
    user.await();
    desk.wait(8);
    assertThat(desk.called).hasSize(243);
    assertThat(desk.time.threads()).isZero();
  }

  @Test
  void rulesThatWaitForTheUserAreBounded() {
    desk.with(THREE_AT_ONCE)
        .has(
            form("Questions")
                .control("go", ControlType.BUTTON)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        then(new Operation.Confirm(literal("?"), literal("Sure?"))))));
    var user = desk.open("Questions");
    for (int click = 0; click < 5; click++) {
      click(user);
      desk.wait(1);
    }
    assertThat(user.questions()).hasSize(3);
    assertThat(user.refused())
        .extracting(Outgoing.Refused::code)
        .containsOnly(Outgoing.Refused.Code.TOO_MANY)
        .hasSize(2);
    user.answer(true);
    click(user);
    user.await();
    assertThat(user.refused()).hasSize(2);
    assertThat(user.questions()).hasSize(3);
  }

  // The three examples

  @Test
  void listsAreLoadedTogetherWhenTheFormInitialises() {
    desk.has(
            item("Order")
                .control(control("supplier", ControlType.DROP_DOWN).data(from("Lists", "A")))
                .control(control("currency", ControlType.DROP_DOWN).data(from("Lists", "B")))
                .control(control("unit", ControlType.DROP_DOWN).data(from("Lists", "C")))
                .control(control("country", ControlType.DROP_DOWN).data(from("Lists", "D")))
                .rule(
                    rule(
                        "initialise",
                        Design.INITIALISE,
                        Design.and(
                            populate("supplier"),
                            populate("currency"),
                            populate("unit"),
                            populate("country")))))
        .has(form("Purchase Order").view("order", "Order"));

    var user = desk.begin("Purchase Order");
    desk.wait(7);
    assertThat(user.isReady()).as("the form is locked until all lists are there").isFalse();
    assertThat(user.items("order.unit")).containsExactly("C 1", "C 2", "C 3");
    assertThat(user.items("order.country")).isEmpty();
    user.await();

    assertThat(desk.seconds()).isEqualTo(8);
    assertThat(desk.counter.inFlightMax()).isEqualTo(4);
    assertThat(user.isReady()).isTrue();
    assertThat(user.items("order.country")).containsExactly("D 1", "D 2", "D 3");
    assertThat(user.gantt("initialise", 16))
        .isEqualTo(
            """
            initialise (order), run 2: completed after 8 s
                                          0 s            8 s
            always
              and                         |================|
                populate supplier 5 s #1  |##########      |
                populate currency 6 s #2  |############    |
                populate unit 7 s #3      |##############  |
                populate country 8 s #4   |################|
            """);
  }

  @Test
  void aSubformTransfersToItsParentAndThenCloses() {
    desk.has(
            list("Suppliers")
                .source("Lists", "E")
                .field("code", "Code", ControlType.LABEL, PropertyType.TEXT)
                .field("name", "Name", ControlType.LABEL, PropertyType.TEXT)
                .rule(
                    rule(
                        "chosen",
                        doubleClicked(),
                        then(
                            transfer(
                                map(
                                    field(Scope.OWN, "code"),
                                    to(new Scope.Parent("order"), "supplier"))),
                            Design.close()))))
        .has(form("Find Supplier").view("suppliers", "Suppliers"))
        .has(
            item("Order")
                .control("supplier", ControlType.TEXT_BOX)
                .control("find", ControlType.BUTTON)
                .rule(rule("find", clicked("find"), then(open("finder", "Find Supplier", false)))))
        .has(form("Purchase Order").view("order", "Order"));

    var user = desk.open("Purchase Order");
    user.click("order.find");
    var finder = user.window("finder");
    assertThat(finder.rows("suppliers"))
        .extracting(row -> row.get("name"))
        .containsExactly("E 1", "E 2", "E 3");
    finder.doubleClick("suppliers", 1);

    assertThat(user.value("order.supplier")).isEqualTo("e2");
    assertThat(user.isOpen("finder")).isFalse();
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void aSubformThatClosesFirstTransfersNothing() {
    desk.has(
            item("Chooser")
                .control(control("choice", ControlType.TEXT_BOX).begins("chosen"))
                .control("ok", ControlType.BUTTON)
                .rule(
                    rule(
                        "ok",
                        clicked("ok"),
                        then(
                            Design.close(),
                            transfer(
                                map(Design.of("choice"), to(new Scope.Parent(null), "target")))))))
        .has(form("Chooser Form").view("chooser", "Chooser"))
        .has(
            form("Main")
                .control("target", ControlType.TEXT_BOX)
                .control("open", ControlType.BUTTON)
                .rule(rule("open", clicked("open"), then(open("sub", "Chooser Form", false)))));

    var user = desk.open("Main");
    user.set("target", "as it was");
    user.click("open");
    user.window("sub").click("chooser.ok");

    assertThat(user.value("target")).isEqualTo("as it was");
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> assertThat(failed.code()).isEqualTo("SUBFORM_CLOSED"));
  }

  @Test
  void someActionsInSequenceAndThenOthersAsynchronously() {
    desk.has(
        form("Both")
            .control("A", ControlType.TEXT_BOX)
            .control("E", ControlType.TEXT_BOX)
            .control("B", ControlType.TEXT_BOX)
            .control("C", ControlType.TEXT_BOX)
            .control("go", ControlType.BUTTON)
            .rule(
                rule(
                    "go",
                    clicked("go"),
                    block(BlockType.THEN, load("A"), load("E")),
                    asynchronously(
                        call("Lists", "B", map(text("b"), to("B"))),
                        call("Lists", "C", map(text("c"), to("C")))),
                    then(say("next")))));

    var user = desk.open("Both");
    user.click("go");
    assertThat(desk.seconds()).isEqualTo(12);
    assertThat(user.messages()).containsExactly("next");
    assertThat(user.value("C")).isNull();
    desk.wait(1);
    assertThat(user.value("C")).isEqualTo("c");
  }

  @Test
  void callsAreCountedInTheSession() {
    formWith(ALSO, List.of("A", "B"));
    var user = desk.open("Figures");
    assertThat(user.form().calls()).isZero();
    user.click("go");
    assertThat(user.form().calls()).isEqualTo(1);
    assertThat(Map.of("packets", desk.counter.packets(), "entries", desk.counter.entries()))
        .isEqualTo(Map.of("packets", 1L, "entries", 2L));
  }
}
