package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.control;
import static org.baltoro.forms.session.Design.editableList;
import static org.baltoro.forms.session.Design.feel;
import static org.baltoro.forms.session.Design.field;
import static org.baltoro.forms.session.Design.forEach;
import static org.baltoro.forms.session.Design.forItems;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.input;
import static org.baltoro.forms.session.Design.item;
import static org.baltoro.forms.session.Design.list;
import static org.baltoro.forms.session.Design.literal;
import static org.baltoro.forms.session.Design.map;
import static org.baltoro.forms.session.Design.rows;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.say;
import static org.baltoro.forms.session.Design.text;
import static org.baltoro.forms.session.Design.then;
import static org.baltoro.forms.session.Design.to;
import static org.baltoro.forms.session.Design.transfer;
import static org.baltoro.forms.session.Design.when;

import java.util.List;
import org.baltoro.forms.broker.sql.SqlBroker;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Sort;
import org.baltoro.forms.support.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists, on a real database: shown, gone through, edited and saved. */
class ListTest {
  private final Desk desk = new Desk();
  private final Database database = Database.sqlite();

  @BeforeEach
  void tables() {
    database.run(
        "CREATE TABLE articles (id INTEGER PRIMARY KEY AUTOINCREMENT, name VARCHAR(20) NOT NULL,"
            + " price INTEGER, amount INTEGER)",
        "INSERT INTO articles (name, price, amount) VALUES ('ball', 3, 2), ('bell', 5, 1),"
            + " ('book', 7, 4)",
        "CREATE TABLE tags (article INTEGER NOT NULL, tag VARCHAR(10) NOT NULL,"
            + " PRIMARY KEY (article, tag))",
        "INSERT INTO tags (article, tag) VALUES (1, 'red'), (1, 'round')",
        "CREATE TABLE words (word VARCHAR(10) PRIMARY KEY)",
        "INSERT INTO words (word) VALUES ('loud'), ('red'), ('round')");
    desk.service("Shop", new SqlBroker(database.dataSource()));
  }

  @AfterEach
  void close() throws Exception {
    desk.close();
    database.close();
  }

  private static Design.ViewDesign articles() {
    return editableList("Articles")
        .source("articles", "List")
        .field("id", "id", PropertyType.NUMBER)
        .field("name", "name", ControlType.TEXT_BOX, PropertyType.TEXT)
        .field("price", "price", ControlType.NUMBER, PropertyType.NUMBER)
        .field("amount", "amount", ControlType.NUMBER, PropertyType.NUMBER)
        .control(control("total", ControlType.NUMBER).readOnly().follows("price * amount"))
        .control(control("remove", ControlType.BUTTON));
  }

  private static final Operation[] SAVE = {
    forItems(in("list"), ItemState.REMOVED, "Delete"),
    forItems(in("list"), ItemState.CHANGED, "Update"),
    forItems(in("list"), ItemState.ADDED, "Create")
  };

  private FormSession shop() {
    desk.has(articles())
        .has(
            form("Shop")
                .view("list", "Articles")
                .control(control("sum", ControlType.NUMBER).follows("sum(list.rows.total)"))
                .control("save", ControlType.BUTTON)
                .control("each", ControlType.BUTTON)
                .rule(rule("save", clicked("save"), Design.also(SAVE), then(say("saved"))))
                .rule(
                    rule(
                        "each",
                        clicked("each"),
                        forEach(
                            rows(in("list"), ItemState.ALL),
                            then(
                                say(
                                    text(
                                        field(in("list"), "name"),
                                        " is ",
                                        new Source.CurrentItemState())))))));
    return desk.open("Shop");
  }

  private List<String> stored() {
    return database.query(
        "SELECT id || ' ' || name || ' ' || price || ' ' || amount FROM articles ORDER BY id");
  }

  @Test
  void rowsAreEditedHereAndSavedTogether() {
    var user = shop();
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name") + " " + row.get("total"))
        .containsExactly("ball 6", "bell 5", "book 28");
    assertThat(user.value("sum")).isEqualTo(39L);
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);

    user.editRow("list", 0);
    user.set("list.amount", 0, 10);
    assertThat(user.rows("list").getFirst().get("total")).as("while it is typed").isEqualTo(30L);
    user.acceptRow("list", 0);
    user.removeRow("list", 1);
    user.addRow("list");
    user.set("list.name", 2, "bag");
    user.set("list.price", 2, 1);
    user.set("list.amount", 2, 1);
    user.acceptRow("list", 2);

    assertThat(user.rowStates("list"))
        .containsExactly(ItemState.CHANGED, ItemState.UNCHANGED, ItemState.ADDED);
    assertThat(user.value("sum")).isEqualTo(30L + 28 + 1);
    assertThat(stored()).containsExactly("1 ball 3 2", "2 bell 5 1", "3 book 7 4");

    user.click("save");
    assertThat(user.failures()).isEmpty();
    assertThat(stored()).containsExactly("1 ball 3 10", "3 book 7 4", "4 bag 1 1");
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);
    assertThat(desk.counter.packets()).isOne();
    assertThat(desk.counter.entries()).isEqualTo(3);

    user.click("save");
    assertThat(user.messages()).containsExactly("saved", "saved");
    assertThat(desk.counter.packets()).as("there is nothing to be saved").isOne();
  }

  @Test
  void whatIsGivenUpIsAsItWas() {
    var user = shop();
    user.editRow("list", 0);
    user.set("list.name", 0, "bulb");
    user.cancelRow("list", 0);
    user.addRow("list");
    user.cancelRow("list", 3);
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name"))
        .containsExactly("ball", "bell", "book");
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);

    user.editRow("list", 0);
    user.acceptRow("list", 0);
    assertThat(user.rowStates("list")).as("nothing was typed").containsOnly(ItemState.UNCHANGED);
  }

  @Test
  void aRowThatWasAddedAndRemovedWasNeverThere() {
    var user = shop();
    user.addRow("list");
    user.acceptRow("list", 3);
    user.removeRow("list", 3);
    user.click("save");
    assertThat(stored()).hasSize(3);
    assertThat(desk.counter.packets()).isZero();
  }

  @Test
  void aRowIsOpenedBeforeItIsTypedInto() {
    var user = shop();
    var refused =
        catchThrowableOfType(FormSession.NotTaken.class, () -> user.set("list.name", 0, "bulb"));
    assertThat(refused.code()).isEqualTo(Outgoing.Refused.Code.NOT_ALLOWED);
    user.editRow("list", 0);
    user.editRow("list", 1);
    assertThat(
            catchThrowableOfType(
                FormSession.NotTaken.class, () -> user.set("list.name", 0, "bulb")))
        .as("one at a time")
        .isNotNull();
  }

  @Test
  void allRowsMayBeOpenAtOnce() {
    desk.has(articles().editing(new ListEditing(false, true, false, true)))
        .has(form("Shop").view("list", "Articles"));
    var user = desk.open("Shop");
    user.set("list.name", 2, "bulb");
    assertThat(user.rowStates("list"))
        .containsExactly(ItemState.UNCHANGED, ItemState.UNCHANGED, ItemState.CHANGED);
    assertThat(catchThrowableOfType(FormSession.NotTaken.class, () -> user.addRow("list")).code())
        .isEqualTo(Outgoing.Refused.Code.NOT_ALLOWED);
    assertThat(catchThrowableOfType(FormSession.NotTaken.class, () -> user.removeRow("list", 0)))
        .isNotNull();
  }

  @Test
  void aLoopGoesThroughRowsWithTheirState() {
    var user = shop();
    user.editRow("list", 1);
    user.set("list.name", 1, "bulb");
    user.acceptRow("list", 1);
    user.removeRow("list", 2);
    user.click("each");
    assertThat(user.messages()).containsExactly("ball is UNCHANGED", "bulb is CHANGED");
  }

  @Test
  void loopsMayBeNested() {
    desk.has(articles())
        .has(
            form("Shop")
                .view("one", "Articles")
                .view("two", "Articles")
                .control("go", ControlType.BUTTON)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        forEach(
                            rows(in("one"), ItemState.SELECTED),
                            forEach(
                                rows(in("two"), ItemState.ALL),
                                then(
                                    say(
                                        text(
                                            field(in("one"), "name"),
                                            "+",
                                            field(in("two"), "name")))))))));
    var user = desk.open("Shop");
    user.select("one", 1);
    user.click("go");
    assertThat(user.messages()).containsExactly("bell+ball", "bell+bell", "bell+book");
  }

  @Test
  void aRuleOfARowSeesItsRow() {
    desk.has(
            articles()
                .rule(
                    rule(
                        "remove",
                        clicked("remove"),
                        then(
                            say(text("removes ", field(Scope.OWN, "name"))),
                            new Operation.EditList(Scope.OWN, ListMethod.REMOVE, List.of()))))
                .rule(
                    rule(
                        "price",
                        new Event.OnControl(Scope.OWN, "price", ControlEvent.CHANGED),
                        when("price > 100", then(say(text(field(Scope.OWN, "name"), " is dear"))))))
                .rule(
                    rule(
                        "gone",
                        new Event.OnList(Scope.OWN, ListEvent.REMOVED),
                        then(say("one is gone")))))
        .has(form("Shop").view("list", "Articles"));
    var user = desk.open("Shop");
    user.click("list.remove", 1);
    assertThat(user.messages()).containsExactly("removes bell", "one is gone");
    user.editRow("list", 1);
    user.set("list.price", 1, 200);
    assertThat(user.messages()).endsWith("book is dear");
  }

  @Test
  void rulesAddAndChangeRows() {
    desk.has(articles())
        .has(
            form("Shop")
                .view("list", "Articles")
                .control("add", ControlType.BUTTON)
                .control("double", ControlType.BUTTON)
                .rule(
                    rule(
                        "add",
                        clicked("add"),
                        then(
                            new Operation.EditList(
                                in("list"),
                                ListMethod.ADD_AND_ACCEPT,
                                List.of(
                                    map(
                                        literal("bulb"),
                                        new Target.FieldValue(in("list"), "name")))))))
                .rule(
                    rule(
                        "double",
                        clicked("double"),
                        forEach(
                            rows(in("list"), ItemState.UNCHANGED),
                            then(
                                transfer(
                                    map(
                                        feel("5"),
                                        new Target.FieldValue(in("list"), "amount"))))))));
    var user = desk.open("Shop");
    user.click("add");
    user.click("double");
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name") + " " + row.get("amount"))
        .containsExactly("ball 5", "bell 5", "book 5", "bulb null");
    assertThat(user.rowStates("list"))
        .containsExactly(ItemState.CHANGED, ItemState.CHANGED, ItemState.CHANGED, ItemState.ADDED);
  }

  @Test
  void rowsThatAreNotValidHoldASaveUp() {
    desk.has(
            editableList("Articles")
                .source("articles", "List")
                .field("id", "id", PropertyType.NUMBER)
                .field("name", "name", PropertyType.TEXT)
                .control(
                    control("name", ControlType.TEXT_BOX)
                        .shows("name", PropertyType.TEXT)
                        .set(ControlSetting.LENGTH_MAX, 4)
                        .valid(true, null, null, "")))
        .has(
            form("Shop")
                .view("list", "Articles")
                .control("save", ControlType.BUTTON)
                .rule(
                    rule(
                        "save",
                        clicked("save"),
                        when(
                            new Criterion.Validation(in("list"), List.of(), true, true, true),
                            then(say("saved"))))));
    var user = desk.open("Shop");
    user.click("save");
    assertThat(user.messages()).containsExactly("saved");
    user.addRow("list");
    user.click("save");
    assertThat(user.error("list.name", 3)).isEqualTo("A value is needed.");
    user.set("list.name", 3, "balloon");
    assertThat(user.error("list.name", 3)).isEqualTo("Give 4 characters at most.");
    user.click("save");
    assertThat(user.messages()).hasSize(1);
    user.set("list.name", 3, "bat");
    user.click("save");
    assertThat(user.messages()).hasSize(2);
  }

  // Loading

  private static Design.ViewDesign cheap(ViewSource source) {
    return list("Cheap")
        .source(source)
        .parameter("limit", PropertyType.NUMBER, 6L)
        .field("id", "id", PropertyType.NUMBER)
        .field("name", "name", ControlType.LABEL, PropertyType.TEXT);
  }

  @Test
  void aListIsFilteredAndSortedBeforeItComes() {
    var filter =
        new ListFilter.Compare(
            "price", Filter.Operator.LESS, new Source.ParameterValue(Scope.OWN, "limit"));
    desk.has(
            cheap(
                new ViewSource(
                    "articles", "List", List.of(), filter, List.of(Sort.descending("name")), 0)))
        .has(
            form("Shop")
                .view("list", "Cheap")
                .control("all", ControlType.BUTTON)
                .control("none", ControlType.BUTTON)
                .rule(
                    rule(
                        "all",
                        clicked("all"),
                        then(
                            transfer(
                                map(literal(100), new Target.ParameterValue(in("list"), "limit"))),
                            Design.view(in("list"), ViewMethod.REFRESH))))
                .rule(
                    rule(
                        "none",
                        clicked("none"),
                        then(
                            transfer(
                                map(Source.EMPTY, new Target.ParameterValue(in("list"), "limit"))),
                            Design.view(in("list"), ViewMethod.REFRESH)))));
    var user = desk.open("Shop");
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name"))
        .containsExactly("bell", "ball");
    user.click("all");
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name"))
        .containsExactly("book", "bell", "ball");
    user.click("none");
    assertThat(user.rows("list")).as("with nothing to compare, nothing").isEmpty();
  }

  @Test
  void aListComesByPages() {
    desk.has(
            cheap(
                new ViewSource(
                    "articles", "List", List.of(), null, List.of(Sort.ascending("name")), 2)))
        .has(form("Shop").view("list", "Cheap"));
    var user = desk.open("Shop");
    assertThat(user.rows("list")).hasSize(2);
    assertThat(user.hasMore("list")).isTrue();
    user.loadMore("list");
    assertThat(user.rows("list"))
        .extracting(row -> row.get("name"))
        .containsExactly("ball", "bell", "book");
    assertThat(user.hasMore("list")).isFalse();
    user.loadMore("list");
    assertThat(user.rows("list")).hasSize(3);
  }

  @Test
  void moreRowsThanAFormHoldsAreRefused() {
    desk.with(new SessionLimits(100, 100, 10, 2, 100, 100, 2, 10, 10, 10))
        .has(articles())
        .has(form("Shop").view("list", "Articles"));
    var user = desk.open("Shop");
    assertThat(user.failures()).extracting(Outgoing.Failed::code).containsExactly("TOO_MANY_ROWS");
    assertThat(user.rows("list")).isEmpty();
  }

  @Test
  void aRecordIsReadChangedAndSaved() {
    desk.has(
            item("Article")
                .source("articles", "Read")
                .field("id", "id", ControlType.NUMBER, PropertyType.NUMBER)
                .field("name", "name", ControlType.TEXT_BOX, PropertyType.TEXT)
                .field("price", "price", ControlType.NUMBER, PropertyType.NUMBER)
                .field("amount", "amount", ControlType.NUMBER, PropertyType.NUMBER)
                .control("save", ControlType.BUTTON)
                .control("clear", ControlType.BUTTON)
                .rule(
                    rule(
                        "save",
                        clicked("save"),
                        then(Design.viewMethod(Scope.OWN, "Update"), say("saved"))))
                .rule(
                    rule(
                        "done",
                        new Event.MethodExecuted(Scope.OWN, "Update"),
                        then(say("updated"))))
                .rule(
                    rule(
                        "clear", clicked("clear"), then(Design.view(Scope.OWN, ViewMethod.CLEAR)))))
        .has(
            form("Shop")
                .parameter("number", PropertyType.NUMBER, null)
                .view("article", "Article")
                .rule(
                    rule(
                        "initialise",
                        Design.INITIALISE,
                        then(
                            transfer(
                                map(
                                    Design.parameter("number"),
                                    new Target.FieldValue(in("article"), "id"))),
                            Design.view(in("article"), ViewMethod.REFRESH)))));
    var user = desk.open("Shop", java.util.Map.of("number", 2));
    assertThat(user.value("article.name")).isEqualTo("bell");
    user.set("article.amount", null);
    user.set("article.name", "bulb");
    user.click("article.save");
    assertThat(user.failures()).isEmpty();
    assertThat(user.messages()).containsExactly("updated", "saved");
    assertThat(
            database.query(
                "SELECT name || ' ' || coalesce(amount, 'none') FROM articles WHERE id=2"))
        .containsExactly("bulb none");
    user.click("article.clear");
    assertThat(user.value("article.id")).isNull();
  }

  @Test
  void aRowTooManyIsRefusedWithAllThatCameWithIt() {
    desk.with(new SessionLimits(100, 100, 10, 3, 100, 100, 2, 10, 10, 10))
        .has(articles())
        .has(
            form("Shop")
                .view("list", "Articles")
                .control("note", ControlType.TEXT_BOX)
                .control(control("length", ControlType.NUMBER).follows("string length(note)"))
                .rule(
                    rule(
                        "note",
                        new Event.OnControl(Scope.OWN, "note", ControlEvent.CHANGED),
                        then(say("noted")))));
    var user = desk.open("Shop");
    user.set("note", "old");
    user.send(
        new Incoming.EditRow(
            "w1",
            "list",
            Operation.ListMethod.ADD,
            null,
            List.of(new Incoming.Change(new Address("w1", "", "note"), null, "newer"))));
    assertThat(user.refused())
        .extracting(Outgoing.Refused::code)
        .containsExactly(Outgoing.Refused.Code.TOO_MANY);
    assertThat(user.value("note")).isEqualTo("old");
    assertThat(user.value("length")).isEqualTo(3L);
    assertThat(user.messages()).containsExactly("noted");
  }

  @Test
  void rowsOfAnotherListAreTakenOverAsNewOnes() {
    desk.has(articles())
        .has(
            form("Shop")
                .view("from", "Articles")
                .view("into", "Articles")
                .control("take", ControlType.BUTTON)
                .rule(
                    rule(
                        "take",
                        clicked("take"),
                        then(
                            transfer(
                                map(
                                    new Source.ViewRows(in("from"), ItemState.SELECTED),
                                    new Target.ViewRows(in("into"))))))));
    var user = desk.open("Shop");
    user.select("from", 2);
    user.click("take");
    assertThat(user.rows("into")).extracting(row -> row.get("name")).containsExactly("book");
    assertThat(user.rowStates("into")).containsExactly(ItemState.ADDED);
  }

  // Several of a list of items

  @Test
  void whatIsCheckedAnewIsSavedAndWhatIsNotAnyMoreIsDeleted() {
    var items = new DataSource.CheckedItems("tags", "List", "tag", List.of());
    desk.has(
            item("Tags")
                .control(
                    control("tags", ControlType.CHECK_BOX_LIST)
                        .data(
                            new DataSource.FromSmartObject(
                                "words",
                                "List",
                                "word",
                                "{word}!",
                                List.of(),
                                null,
                                List.of(Sort.ascending("word")),
                                null,
                                true,
                                items)))
                .control("save", ControlType.BUTTON)
                .rule(
                    rule(
                        "save",
                        clicked("save"),
                        then(
                            tag(ItemState.NEWLY_CHECKED, "Create"),
                            tag(ItemState.NEWLY_UNCHECKED, "Delete"),
                            Design.populate("tags")))))
        .has(form("Form").view("tags", "Tags"));
    var user = desk.open("Form");
    assertThat(user.items("tags.tags")).containsExactly("loud!", "red!", "round!");
    assertThat(user.value("tags.tags")).isEqualTo(List.of("red", "round"));
    user.set("tags.tags", List.of("loud", "round"));
    user.click("tags.save");
    assertThat(user.failures()).isEmpty();
    assertThat(database.query("SELECT tag FROM tags ORDER BY tag"))
        .containsExactly("loud", "round");
    user.click("tags.save");
    assertThat(database.query("SELECT tag FROM tags")).hasSize(2);
  }

  private static Operation tag(ItemState state, String method) {
    return new Operation.ExecuteForItems(
        new Items(Scope.OWN, "tags", state),
        "tags",
        method,
        List.of(input(literal(1), "article"), input(new Source.CurrentItem(null), "tag")),
        List.of());
  }

  @Test
  void aLoopGoesThroughItems() {
    desk.has(
            item("Tags")
                .control(
                    control("word", ControlType.DROP_DOWN)
                        .data(
                            new DataSource.Fixed(
                                List.of(
                                    new DataSource.Item("a", "An a"),
                                    new DataSource.Item("b", "A b")))))
                .control("go", ControlType.BUTTON)
                .control("target", ControlType.TEXT_BOX)
                .rule(
                    rule(
                        "go",
                        clicked("go"),
                        forEach(
                            new Items(Scope.OWN, "word", ItemState.CHECKED),
                            then(transfer(map(new Source.CurrentItem(null), to("target"))))))))
        .has(form("Form").view("v", "Tags"));
    var user = desk.open("Form");
    assertThat(user.items("v.word")).containsExactly("An a", "A b");
    user.set("v.word", "b");
    user.click("v.go");
    assertThat(user.value("v.target")).isEqualTo("b");
  }
}
