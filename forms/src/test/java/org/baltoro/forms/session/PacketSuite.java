package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.also;
import static org.baltoro.forms.session.Design.atomically;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.editableList;
import static org.baltoro.forms.session.Design.feel;
import static org.baltoro.forms.session.Design.field;
import static org.baltoro.forms.session.Design.forItems;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.input;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.of;
import static org.baltoro.forms.session.Design.parameter;
import static org.baltoro.forms.session.Design.result;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.toParameter;
import static org.baltoro.forms.session.Design.transfer;
import static org.baltoro.forms.session.Design.viewMethod;

import java.util.List;
import java.util.stream.Stream;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.ValueChange;
import org.baltoro.forms.smartobject.InputMapping;
import org.baltoro.forms.smartobject.Method;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.OnFailure;
import org.baltoro.forms.smartobject.Parameter;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Rights;
import org.baltoro.forms.smartobject.ServiceBinding;
import org.baltoro.forms.smartobject.ServiceBindings;
import org.baltoro.forms.smartobject.SmartObjectDefinition;
import org.baltoro.forms.support.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An order with its lines, saved in one packet into a real database. */
abstract class PacketSuite {
  private final Desk desk = new Desk();
  private final Database database = open();

  abstract Database open();

  @BeforeEach
  void tables() {
    var key =
        database.isPostgres()
            ? "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
            : "id INTEGER PRIMARY KEY AUTOINCREMENT";
    database.run(
        "CREATE TABLE orders (%s, supplier VARCHAR(20) NOT NULL)".formatted(key),
        """
        CREATE TABLE order_lines (
          %s,
          order_id BIGINT NOT NULL REFERENCES orders (id),
          article VARCHAR(20) NOT NULL,
          amount BIGINT,
          UNIQUE (order_id, article))
        """
            .formatted(key));
    desk.service("Shop", new SqlBroker(database.dataSource()));
  }

  @AfterEach
  void close() {
    desk.close();
    database.close();
  }

  private void order(Block... save) {
    desk.has(
            item("Header")
                .source("orders", "Read")
                .field("id", "id", ControlType.NUMBER, PropertyType.NUMBER)
                .field("supplier", "supplier", ControlType.TEXT_BOX, PropertyType.TEXT))
        .has(
            editableList("Lines")
                .source("order_lines", "List")
                .field("id", "id", ControlType.NUMBER, PropertyType.NUMBER)
                .field("orderId", "order_id", PropertyType.NUMBER)
                .field("article", "article", ControlType.TEXT_BOX, PropertyType.TEXT)
                .field("amount", "amount", ControlType.NUMBER, PropertyType.NUMBER))
        .has(
            form("Order")
                .view("header", "Header")
                .view("lines", "Lines")
                .parameter("number", PropertyType.NUMBER, null)
                .control("key", ControlType.NUMBER)
                .control("save", ControlType.BUTTON)
                .rule(rule("initialise", Design.INITIALISE, then(say("nothing to be loaded"))))
                .rule(rule("save", clicked("save"), save)));
  }

  private static final Operation CREATE = viewMethod(in("header"), "Create");

  private static Operation createLines(Source orderId) {
    return forItems(in("lines"), ItemState.ADDED, "Create", input(orderId, "order_id"));
  }

  private FormSession userWithLines(String... articles) {
    var user = desk.open("Order");
    user.set("header.supplier", "ACME");
    for (var article : articles) {
      user.addRow("lines");
      int row = user.rows("lines").size() - 1;
      user.set("lines.article", row, article);
      user.acceptRow("lines", row);
    }
    return user;
  }

  static Stream<Source> waysToTheKey() {
    return Stream.of(
        field(in("header"), "id"),
        of(in("header"), "id"),
        of("key"),
        parameter("number"),
        feel("header.id"),
        feel("key * 1"),
        result("create", "id"));
  }

  @ParameterizedTest
  @MethodSource("waysToTheKey")
  void linesGetTheKeyOfTheirOrderInOnePacketWhateverWayItGoes(Source key) {
    var create = new Action("create", CREATE);
    var pass =
        new Action(
            "pass",
            transfer(
                map(field(in("header"), "id"), to("key")),
                map(field(in("header"), "id"), toParameter("number"))));
    var lines = new Action("lines", createLines(key));
    order(Design.block(BlockType.ALSO, create, pass, lines), then(say("saved")));

    var user = userWithLines("ball", "bell", "book");
    assertThat(user.rowStates("lines")).containsOnly(ItemState.ADDED);
    user.click("save");

    assertThat(user.failures()).isEmpty();
    assertThat(user.messages()).endsWith("saved");
    assertThat(desk.counter.packets()).isOne();
    assertThat(desk.counter.entries()).isEqualTo(4);
    assertThat(desk.counter.calls()).isZero();
    assertThat(database.query("SELECT order_id || ' ' || article FROM order_lines ORDER BY id"))
        .containsExactly("1 ball", "1 bell", "1 book");
    assertThat(user.value("header.id")).isEqualTo(1L);
    assertThat(user.rowStates("lines")).containsOnly(ItemState.UNCHANGED);
    assertThat(user.rows("lines")).extracting(row -> row.get("id")).containsExactly(1L, 2L, 3L);
  }

  @ParameterizedTest
  @MethodSource("waysToTheKey")
  void theSameWorksOneAfterAnother(Source key) {
    var create = new Action("create", CREATE);
    var pass =
        new Action(
            "pass",
            transfer(
                map(field(in("header"), "id"), to("key")),
                map(field(in("header"), "id"), toParameter("number"))));
    var lines = new Action("lines", createLines(key));
    order(Design.block(BlockType.THEN, create, pass, lines));

    userWithLines("ball", "bell", "book").click("save");

    assertThat(desk.counter.packets()).isZero();
    assertThat(desk.counter.calls()).isEqualTo(4);
    assertThat(database.query("SELECT order_id || ' ' || article FROM order_lines ORDER BY id"))
        .containsExactly("1 ball", "1 bell", "1 book");
  }

  private static Operation line(@Nullable Object article) {
    return call(
        "order_lines",
        "Create",
        input(field(in("header"), "id"), "order_id"),
        input(literal(article), "article"));
  }

  @Test
  void aPacketThatFailsAtTheThirdEntryLeavesTwoRows() {
    order(also(CREATE, line("ball"), line(null), line("book")), then(say("saved")));
    var user = userWithLines();
    user.click("save");

    assertThat(database.query("SELECT supplier FROM orders")).containsExactly("ACME");
    assertThat(database.query("SELECT article FROM order_lines")).containsExactly("ball");
    assertThat(user.value("header.id")).as("what was done is seen").isEqualTo(1L);
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> {
          assertThat(failed.detail()).isEqualTo("Entry 3 of the packet failed.");
          assertThat(failed.fields()).extracting(field -> field.field()).containsExactly("article");
        });
    assertThat(user.messages()).doesNotContain("saved");
  }

  @Test
  void anAtomicPacketThatFailsAtTheThirdEntryLeavesNothing() {
    order(atomically(CREATE, line("ball"), line(null), line("book")), then(say("saved")));
    var user = userWithLines();
    user.click("save");

    assertThat(database.query("SELECT supplier FROM orders")).isEmpty();
    assertThat(database.query("SELECT article FROM order_lines")).isEmpty();
    assertThat(user.value("header.id")).as("the form is as it was").isNull();
    assertThat(user.value("header.supplier")).isEqualTo("ACME");
    assertThat(user.failures().getFirst().detail())
        .isEqualTo("Entry 3 of the packet failed; all of it was undone.");
    assertThat(user.trace("save").actions().getFirst().changes())
        .extracting(ValueChange::kind)
        .containsExactly(ValueChange.Kind.APPLIED, ValueChange.Kind.UNDONE);
  }

  @Test
  void rowsOfAnAtomicPacketThatFailsAreStillToBeSaved() {
    order(atomically(CREATE, createLines(field(in("header"), "id")), line(null)));
    var user = userWithLines("ball", "bell");
    user.click("save");

    assertThat(database.query("SELECT article FROM order_lines")).isEmpty();
    assertThat(user.rowStates("lines")).containsOnly(ItemState.ADDED);
    assertThat(user.rows("lines")).extracting(row -> row.get("id")).containsOnlyNulls();
  }

  private static final Operation FAIL =
      call("order_lines", "Create", input(literal(1), "order_id"), input(literal(null), "article"));

  /** A form that has loaded three lines, with a button whose rule does this all or nothing. */
  private FormSession userOfLines(Operation... save) {
    database.run(
        "INSERT INTO orders (supplier) VALUES ('ACME')",
        "INSERT INTO order_lines (order_id, article, amount)"
            + " VALUES (1, 'ball', 1), (1, 'bell', 2), (1, 'book', 3)");
    order();
    desk.has(
        form("Lines")
            .view("lines", "Lines")
            .control("save", ControlType.BUTTON)
            .control("last", ControlType.TEXT_BOX)
            .rule(rule("save", clicked("save"), atomically(save))));
    return desk.open("Lines");
  }

  private static Operation put(Object value, String field) {
    return transfer(value(value, field));
  }

  private static Mapping value(Object value, String field) {
    return map(literal(value), new Target.FieldValue(in("lines"), field));
  }

  @Test
  void anAtomicPacketThatFailsLeavesRowsAndSelectionAsTheyWereAndTellsNothing() {
    var user =
        userOfLines(
            forItems(in("lines"), ItemState.CHANGED, "Update"),
            put(7, "amount"),
            new Operation.EditList(in("lines"), Operation.ListMethod.REMOVE, List.of()),
            Design.set("last", ElementProperty.VISIBLE, false),
            Design.view(in("lines"), Operation.ViewMethod.REFRESH),
            new Operation.EditList(
                in("lines"), Operation.ListMethod.ADD_AND_ACCEPT, List.of(value("bag", "article"))),
            say("Saved."),
            FAIL);
    user.editRow("lines", 0);
    user.set("lines.amount", 0, 10);
    user.acceptRow("lines", 0);
    user.select("lines", 1);
    var before = user.rowsShown("lines");
    int told = user.told(Outgoing.class).size();
    user.click("save");

    assertThat(user.failures()).hasSize(1);
    assertThat(user.rowsShown("lines")).isEqualTo(before);
    assertThat(user.isVisible("last")).isTrue();
    assertThat(user.told(Outgoing.class).stream().skip(told))
        .as("that it ended, and why")
        .hasOnlyElementsOfTypes(Outgoing.RuleFinished.class, Outgoing.Failed.class);
    assertThat(database.query("SELECT amount FROM order_lines ORDER BY id"))
        .containsExactly("1", "2", "3");
  }

  @Test
  void whatTheUserDoesMeanwhileIsNotTakenBackWithAnAtomicPacket() {
    var user =
        userOfLines(
            put("bag", "article"),
            new Operation.Confirm(literal("?"), literal("Sure?")),
            forItems(in("lines"), ItemState.CHANGED, "Update"),
            FAIL);
    user.select("lines", 0);
    user.click("save");
    user.editRow("lines", 0);
    user.set("lines.amount", 0, 10);
    user.acceptRow("lines", 0);
    user.removeRow("lines", 2);
    user.answer(true);

    assertThat(user.failures()).hasSize(1);
    assertThat(user.rows("lines"))
        .extracting(row -> row.get("article") + " " + row.get("amount"))
        .containsExactly("ball 10", "bell 2");
    assertThat(user.rowStates("lines")).containsExactly(ItemState.CHANGED, ItemState.UNCHANGED);
  }

  @Test
  void theResultsOfAnAtomicPacketThatFailsCantBeRead() {
    order();
    desk.has(
        form("Order")
            .view("header", "Header")
            .control("save", ControlType.BUTTON)
            .rule(
                rule(
                    "save",
                    clicked("save"),
                    Design.always(
                        new Block(
                            "packet",
                            BlockType.ALSO,
                            true,
                            List.of(new Action("create", CREATE), Design.action("fail", FAIL)))),
                    Design.onError(then(say(Design.text("id ", result("create", "id"))))))));
    var user = desk.open("Order");
    user.set("header.supplier", "ACME");
    user.click("save");
    assertThat(user.messages()).doesNotContain("id 1");
    assertThat(user.told(Outgoing.ValueChanged.class))
        .as("the page never hears of the key")
        .noneMatch(told -> told.address().control().equals("id"));
  }

  @Test
  void whatFailsAfterAnAtomicPacketIsDoneTakesNothingBack() {
    order(atomically(CREATE, Design.fail("too late")));
    var user = userWithLines();
    user.click("save");
    assertThat(database.query("SELECT supplier FROM orders")).containsExactly("ACME");
    assertThat(user.value("header.id")).isEqualTo(1L);
    assertThat(user.failures()).hasSize(1);
  }

  @Test
  void anAtomicPacketThatSucceedsStays() {
    order(atomically(CREATE, createLines(field(in("header"), "id"))), then(say("saved")));
    var user = userWithLines("ball", "bell");
    user.click("save");

    assertThat(user.messages()).contains("saved");
    assertThat(database.query("SELECT article FROM order_lines ORDER BY id"))
        .containsExactly("ball", "bell");
  }

  /** Writes two lines of an order by one method, both or none. */
  private static SmartObjectDefinition pairs() {
    var method =
        new Method(
            "Write",
            "",
            "",
            MethodKind.EXECUTE,
            List.of("Order"),
            List.of("Order"),
            List.of(
                Parameter.required("First", PropertyType.TEXT),
                Parameter.required("Second", PropertyType.TEXT)),
            List.of(),
            new ServiceBindings(List.of(pairPart("First"), pairPart("Second")), OnFailure.ROLLBACK),
            null);
    return new SmartObjectDefinition(
        "Pairs",
        "",
        "",
        List.of(Property.key("Order", PropertyType.NUMBER)),
        List.of(method),
        List.of(),
        Rights.EVERYONE,
        null);
  }

  private static ServiceBinding pairPart(String parameter) {
    return new ServiceBinding(
        parameter,
        "Shop",
        "order_lines",
        "Create",
        List.of(
            new InputMapping(
                "order_id", new org.baltoro.forms.smartobject.Source.FromProperty("Order")),
            new InputMapping(
                "article", new org.baltoro.forms.smartobject.Source.FromParameter(parameter))),
        List.of());
  }

  private static Operation pair(String first, String second) {
    return call(
        "Pairs",
        "Write",
        input(field(in("header"), "id"), "Order"),
        map(literal(first), new Target.MethodParameter("First")),
        map(literal(second), new Target.MethodParameter("Second")));
  }

  @Test
  void aMethodThatIsUndoneInAPacketUndoesJustItself() {
    desk.has(pairs());
    order(also(CREATE, pair("ball", "bell"), pair("book", "book"), line("boot")));
    var user = userWithLines();
    user.click("save");

    assertThat(database.query("SELECT supplier FROM orders")).containsExactly("ACME");
    assertThat(database.query("SELECT article FROM order_lines ORDER BY id"))
        .as("the first pair stays, no half of the second is left, and what follows is not done")
        .containsExactly("ball", "bell");
    assertThat(user.failures().getFirst().detail()).isEqualTo("Entry 3 of the packet failed.");
    assertThat(desk.counter.packets()).isOne();
    assertThat(desk.counter.entries()).isEqualTo(3);
  }

  @Test
  void aMethodThatIsUndoneInAnAtomicPacketUndoesAll() {
    desk.has(pairs());
    order(atomically(CREATE, pair("ball", "bell"), pair("book", "book"), line("boot")));
    userWithLines().click("save");

    assertThat(database.query("SELECT supplier FROM orders")).isEmpty();
    assertThat(database.query("SELECT article FROM order_lines")).isEmpty();
  }

  @Test
  void whatRunsRulesHasNoPlaceBetweenTheCallsOfAPacket() {
    order(also(CREATE, new Operation.Confirm(literal("?"), literal("Sure?")), line("ball")));
    var user = userWithLines();
    user.click("save");
    assertThat(user.failures())
        .singleElement()
        .satisfies(failed -> assertThat(failed.code()).isEqualTo("NOT_IN_A_PACKET"));
    assertThat(database.query("SELECT supplier FROM orders")).hasSize(1);
    assertThat(user.questions()).isEmpty();
  }

  @Test
  void beforeAndAfterTheCallsOfAPacketAnythingMayStand() {
    order(
        also(
            new Operation.Confirm(literal("?"), literal("Sure?")),
            CREATE,
            new Operation.ExecuteRule(Scope.OWN, "told")));
    desk.has(
        form("Order")
            .view("header", "Header")
            .control("save", ControlType.BUTTON)
            .rule(rule("told", new org.baltoro.forms.document.Event.Unbound(), then(say("told"))))
            .rule(
                rule(
                    "save",
                    clicked("save"),
                    also(
                        new Operation.Confirm(literal("?"), literal("Sure?")),
                        CREATE,
                        new Operation.ExecuteRule(Scope.OWN, "told")))));
    var user = desk.open("Order");
    user.set("header.supplier", "ACME");
    user.click("save");
    user.answer(true);
    assertThat(user.failures()).isEmpty();
    assertThat(user.messages()).containsExactly("told");
    assertThat(desk.counter.packets()).isOne();
  }

  @Test
  void aPacketWithoutCallsIsNoPacket() {
    order(also(say("one"), say("two")));
    var user = desk.open("Order");
    user.click("save");
    assertThat(user.messages()).endsWith("one", "two");
    assertThat(desk.counter.packets()).isZero();
  }

  @Test
  void anActionForNoItemsIsAnEntryForNone() {
    order(also(CREATE, createLines(field(in("header"), "id")), say("and then")));
    var user = userWithLines();
    user.click("save");
    assertThat(desk.counter.entries()).isOne();
    assertThat(user.messages()).endsWith("and then");
    assertThat(List.of(user.failures())).containsExactly(List.of());
  }
}
