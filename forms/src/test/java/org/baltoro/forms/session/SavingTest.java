package org.baltoro.forms.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.baltoro.forms.session.Design.block;
import static org.baltoro.forms.session.Design.call;
import static org.baltoro.forms.session.Design.clicked;
import static org.baltoro.forms.session.Design.editableList;
import static org.baltoro.forms.session.Design.forItems;
import static org.baltoro.forms.session.Design.form;
import static org.baltoro.forms.session.Design.in;
import static org.baltoro.forms.session.Design.rule;
import static org.baltoro.forms.session.Design.then;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.forms.broker.java.JavaBroker;
import org.baltoro.forms.broker.java.JavaCall;
import org.baltoro.forms.broker.java.JavaObject;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.ViewSource;
import org.baltoro.forms.rule.ValueChange;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Saving takes two seconds, and meanwhile the user goes on. */
class SavingTest {
  private static final Operation UPDATE = forItems(in("list"), ItemState.CHANGED, "Update");
  private static final Operation CREATE = forItems(in("list"), ItemState.ADDED, "Create");
  private static final Operation DELETE = forItems(in("list"), ItemState.REMOVED, "Delete");
  private static final Operation LOAD = Design.view(in("list"), ViewMethod.REFRESH);

  private final Desk desk = new Desk().lists("Lists", "Quick", 1, "Slow", 4);
  private final Map<Long, String> stored = new TreeMap<>(Map.of(1L, "ball", 2L, "bell"));
  private long loads;

  {
    desk.service(
        "Stock",
        JavaBroker.of(
            JavaObject.named("Articles")
                .key("Id", PropertyType.NUMBER)
                .property("Name", PropertyType.TEXT)
                .method("Update", MethodKind.UPDATE)
                .takes("Id", "Name")
                .gives("Id", "Name")
                .runs(call -> put(id(call), call))
                .method("Create", MethodKind.CREATE)
                .takes("Name")
                .gives("Id", "Name")
                .runs(call -> put(stored.size() + 1L, call))
                .method("Delete", MethodKind.DELETE)
                .takes("Id")
                .runs(call -> {
                  stored.remove(id(call));
                  return null;
                })
                .method("List", MethodKind.LIST)
                .gives("Id", "Name")
                .lists(call -> all())
                .build()));
  }

  private Row put(long id, JavaCall call) throws InterruptedException {
    desk.time.pause(Duration.ofSeconds(2));
    stored.put(id, Objects.toString(call.get("Name")));
    return Row.of("Id", id, "Name", stored.get(id));
  }

  private static long id(JavaCall call) {
    return ((Number) Objects.requireNonNull(call.get("Id"))).longValue();
  }

  /** The first load is quick, each one after it takes longer. */
  private List<Row> all() throws InterruptedException {
    var rows = new ArrayList<Row>();
    stored.forEach((id, name) -> rows.add(Row.of("Id", id, "Name", name)));
    desk.time.pause(Duration.ofSeconds(loads++));
    return rows;
  }

  @AfterEach
  void close() {
    desk.close();
    assertThat(desk.time.threads()).isZero();
  }

  private FormSession user(BlockType type, Operation... save) {
    desk.has(
            editableList("Articles")
                .source("Articles", "List")
                .editing(new ListEditing(true, true, true, true))
                .field("id", "Id", PropertyType.NUMBER)
                .field("name", "Name", ControlType.TEXT_BOX, PropertyType.TEXT))
        .has(
            form("Stock")
                .view("list", "Articles")
                .control("save", ControlType.BUTTON)
                .control("load", ControlType.BUTTON)
                .rule(rule("save", clicked("save"), block(type, false, save)))
                .rule(rule("load", clicked("load"), then(LOAD))));
    return desk.open("Stock");
  }

  private static void types(FormSession user, int row, @Nullable Object value) {
    var id = user.rowsShown("list").get(row).row();
    var name = new Address("w1", "list", "name");
    user.send(new Incoming.Changed(List.of(new Incoming.Change(name, id, value))));
  }

  private static void removes(FormSession user, int row) {
    var id = user.rowsShown("list").get(row).row();
    user.send(new Incoming.EditRow("w1", "list", ListMethod.REMOVE, id, List.of()));
  }

  private static List<@Nullable Object> names(FormSession user) {
    var names = new ArrayList<@Nullable Object>();
    user.rows("list").forEach(row -> names.add(row.get("name")));
    return names;
  }

  @ParameterizedTest
  @EnumSource(
      value = BlockType.class,
      names = {"THEN", "ALSO"})
  void whatIsTypedWhileARowIsSavedIsStillToBeSaved(BlockType type) {
    var user = user(type, UPDATE);
    user.set("list.name", 0, "bag");
    user.beginClick("save");
    desk.wait(1);
    types(user, 0, "basket");
    user.await();
    assertThat(stored).containsEntry(1L, "bag");
    assertThat(names(user)).containsExactly("basket", "bell");
    assertThat(user.rowStates("list")).containsExactly(ItemState.CHANGED, ItemState.UNCHANGED);

    user.click("save");
    assertThat(stored).containsEntry(1L, "basket");
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);
  }

  @Test
  void whatIsTypedWhileARowIsCreatedIsAChangeOfIt() {
    var user = user(BlockType.THEN, CREATE, UPDATE);
    user.addRow("list");
    user.set("list.name", 2, "bag");
    user.beginClick("save");
    desk.wait(1);
    types(user, 2, "basket");
    user.await();
    assertThat(stored).as("it was changed by then").containsEntry(3L, "basket");
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);
  }

  @Test
  void aRowThatIsRemovedWhileItIsSavedStaysRemoved() {
    var user = user(BlockType.THEN, UPDATE, DELETE);
    user.set("list.name", 0, "bag");
    user.beginClick("save");
    desk.wait(1);
    removes(user, 0);
    user.await();
    assertThat(names(user)).containsExactly("bell");
    assertThat(stored).containsOnlyKeys(2L);
  }

  @Test
  void aRowThatIsRemovedWhileItIsCreatedIsToBeDeleted() {
    var user = user(BlockType.THEN, CREATE, DELETE);
    user.addRow("list");
    user.set("list.name", 2, "bag");
    user.beginClick("save");
    desk.wait(1);
    removes(user, 2);
    user.await();
    assertThat(names(user)).containsExactly("ball", "bell");
    assertThat(stored).as("created, and then deleted").containsOnlyKeys(1L, 2L);
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void aLateResultLeavesWhatIsStillToBeSaved() {
    var user = user(BlockType.ASYNCHRONOUSLY, call("Lists", "Quick"), UPDATE);
    user.set("list.name", 0, "bag");
    user.set("list.name", 1, "bulb");
    user.click("save");
    types(user, 0, "basket");
    removes(user, 1);
    desk.wait(5);
    assertThat(user.rowStates("list")).containsExactly(ItemState.CHANGED);
    assertThat(names(user)).containsExactly("basket");
    assertThat(user.failures()).isEmpty();
  }

  @Test
  void whatReturnsForARowThatIsGoneIsDropped() {
    var user = user(BlockType.THEN, UPDATE);
    user.set("list.name", 0, "bag");
    user.beginClick("save");
    user.beginClick("load");
    desk.wait(1);
    assertThat(names(user)).as("loaded again").containsExactly("ball", "bell");
    user.await();
    assertThat(user.trace("save").actions().getFirst().changes())
        .extracting(ValueChange::kind)
        .doesNotContain(ValueChange.Kind.APPLIED);
    assertThat(user.trace("save").actions().getFirst().notes())
        .containsExactly("dropped: list has been loaded again");
    assertThat(user.rowStates("list")).containsOnly(ItemState.UNCHANGED);
  }

  /** A list by pages of one row, which takes a method or another. */
  private FormSession pages(Operation... slow) {
    desk.has(
            editableList("Letters")
                .source(new ViewSource("Lists", "Quick", List.of(), null, List.of(), 1))
                .field("code", "Code", ControlType.TEXT_BOX, PropertyType.TEXT))
        .has(
            form("Pages")
                .view("list", "Letters")
                .control("go", ControlType.BUTTON)
                .control("load", ControlType.BUTTON)
                .rule(rule("go", clicked("go"), block(BlockType.ASYNCHRONOUSLY, false, slow)))
                .rule(rule("load", clicked("load"), then(LOAD))));
    return desk.open("Pages");
  }

  @Test
  void moreIsLoadedOfWhatIsShownAndNotOfWhatWasDropped() {
    var user = pages(call("Lists", "Quick"), Design.viewMethod(in("list"), "Slow"));
    assertThat(user.rows("list")).extracting(row -> row.get("code")).containsExactly("quick1");
    user.click("go");
    user.click("load");
    desk.wait(5);
    user.loadMore("list");
    assertThat(user.rows("list"))
        .extracting(row -> row.get("code"))
        .containsExactly("quick1", "quick2");
  }

  @Test
  void twoPagesThatAreAskedForAtOnceAreOne() {
    var user = pages(call("Lists", "Quick"));
    user.send(new Incoming.LoadMore("w1", "list"));
    user.send(new Incoming.LoadMore("w1", "list"));
    user.await();
    assertThat(user.rows("list"))
        .extracting(row -> row.get("code"))
        .containsExactly("quick1", "quick2");
  }
}
