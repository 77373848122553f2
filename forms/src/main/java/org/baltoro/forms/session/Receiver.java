package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.ControlType.Category;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.ListEditing;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.session.Outgoing.Refused.Code;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages of a page: checks them against what the user can see and do, applies what was
 * typed, and starts the rules. A message is taken as a whole or not at all. Called under the lock.
 */
final class Receiver {
  private final Session session;
  private final RuleStarter rules;
  private final MessageRate rate;

  Receiver(Session session, RuleStarter rules) {
    this.session = session;
    this.rules = rules;
    this.rate = new MessageRate(session.limits, session.now());
  }

  /** A message is not taken. */
  static final class NotTaken extends Exception {
    private static final long serialVersionUID = 1;
    private final Code code;
    private final String text;

    NotTaken(Code code, String text) {
      super(text);
      this.code = code;
      this.text = text;
    }

    Code code() {
      return code;
    }

    String text() {
      return text;
    }
  }

  void receive(Incoming message, Consumer<Window> dismiss) throws NotTaken {
    checkMayReceive(message);
    var writes = new Writes(session, null);
    switch (message) {
      case Incoming.Answer(var question, var yes) -> answer(question, yes);
      case Incoming.CloseWindow(var window) -> dismiss.accept(window(window));
      case Incoming.Changed changed -> start(apply(changed, writes));
      case Incoming.OnControl event -> {
        var occurrence = occurrence(event);
        start(apply(event, writes), occurrence);
      }
      case Incoming.OnRow event -> onRow(event, writes);
      case Incoming.EditRow edit -> editRow(edit, writes);
      case Incoming.LoadMore(var window, var area) -> loadMore(shownList(window, area));
      case Incoming.Toggle toggle -> toggle(toggle, writes);
      case Incoming.Submit submit -> submit(submit, writes);
    }
  }

  private void checkMayReceive(Incoming message) throws NotTaken {
    if (session.closed) {
      throw new NotTaken(Code.NOT_NOW, "The form is closed.");
    }
    boolean isUrgent =
        message instanceof Incoming.Answer || message instanceof Incoming.CloseWindow;
    if (!rate.take(session.now())) {
      throw new NotTaken(Code.TOO_MANY, "Too many messages: slow down.");
    }
    if (message.changes().size() > session.limits.changesMax()) {
      throw new NotTaken(
          Code.TOO_MANY,
          "A message has %d changes at most.".formatted(session.limits.changesMax()));
    }
    if (!isUrgent && session.underWay() >= session.limits.runsMax()) {
      throw new NotTaken(
          Code.TOO_MANY,
          "Too many rules run for this form, or wait for an answer: wait until one has ended.");
    }
  }

  private void answer(long question, boolean yes) throws NotTaken {
    if (!session.questions.answer(question, yes)) {
      throw new NotTaken(Code.UNKNOWN, "That question is not asked any more.");
    }
  }

  // What there is

  private Window window(String id) throws NotTaken {
    var window = session.windows.get(id);
    if (window == null || !window.shown) {
      throw new NotTaken(Code.UNKNOWN, "There is no such window.");
    }
    return window;
  }

  private Window readyWindow(String id) throws NotTaken {
    var window = window(id);
    if (!window.ready) {
      throw new NotTaken(Code.NOT_NOW, "The form is being initialised: wait until it is ready.");
    }
    if (window.closing) {
      throw new NotTaken(Code.NOT_NOW, "The window is closing.");
    }
    return window;
  }

  private Area area(String window, String id) throws NotTaken {
    var area = readyWindow(window).area(id);
    if (area == null) {
      throw new NotTaken(Code.UNKNOWN, "There is no such view.");
    }
    return area;
  }

  private Area shownList(String window, String id) throws NotTaken {
    var area = area(window, id);
    if (area.list == null) {
      throw new NotTaken(Code.UNKNOWN, "That view is no list.");
    }
    if (!area.isShown() || !area.isEnabled()) {
      throw new NotTaken(Code.NOT_ALLOWED, "That list is hidden or disabled.");
    }
    return area;
  }

  private ControlState usable(Address address) throws NotTaken {
    var control = area(address.window(), address.area()).controls.get(address.control());
    if (control == null) {
      throw new NotTaken(Code.UNKNOWN, "There is no such control.");
    }
    if (!control.isShown() || !control.isEnabled()) {
      throw new NotTaken(Code.NOT_ALLOWED, "'%s' is hidden or disabled.".formatted(control.id()));
    }
    return control;
  }

  private static @Nullable RowState row(Area area, @Nullable Long id) throws NotTaken {
    if (id == null) {
      return null;
    }
    var row = area.list == null ? null : area.list.row(id);
    if (row == null) {
      throw new NotTaken(Code.UNKNOWN, "There is no such row.");
    }
    return row;
  }

  private static RowState someRow(Area area, @Nullable Long id) throws NotTaken {
    var row = row(area, id);
    if (row == null) {
      throw new NotTaken(Code.UNKNOWN, "Say which row.");
    }
    return row;
  }

  // What was typed

  /** A change that can be made. */
  private record Checked(
      ControlState control, @Nullable RowState row, Cell cell, @Nullable Object value) {}

  /** Checks all changes, then makes them. */
  private Writes apply(Incoming message, Writes writes) throws NotTaken {
    var checked = new ArrayList<Checked>();
    for (var change : message.changes()) {
      checked.add(check(change));
    }
    var changing = new Changing(session);
    for (var each : checked) {
      changing.set(each.cell(), each.value(), writes);
      Validating.atOnce(session, each.control(), each.row(), each.cell());
    }
    Writer.follow(session, writes);
    return writes;
  }

  private Checked check(Incoming.Change change) throws NotTaken {
    var control = usable(change.address());
    checkEditable(control);
    var row = row(control.area, change.row());
    if (row != null) {
      checkOpen(control.area, row);
    }
    var cell = control.area.cellOf(control, row);
    if (cell == null) {
      throw new NotTaken(Code.UNKNOWN, "'%s' holds no value there.".formatted(control.id()));
    }
    checkSize(control, change.value());
    var value = converted(control, row, cell, change.value());
    if (control.definition.type().category() == Category.LISTING) {
      checkOffered(control, value);
    }
    return new Checked(control, row, cell, value);
  }

  private static void checkEditable(ControlState control) throws NotTaken {
    var type = control.definition.type();
    boolean typed =
        type.category() == Category.LISTING
            || (type.category() == Category.INPUT && type != ControlType.DATA_LABEL);
    if (!typed || control.isReadOnly() || control.definition.expression() != null) {
      throw new NotTaken(Code.NOT_ALLOWED, "'%s' can't be changed.".formatted(control.id()));
    }
  }

  private static void checkOpen(Area area, RowState row) throws NotTaken {
    var editing = editing(area);
    if (!row.isOpen() && !(editing.editAllRows() && editing.edit())) {
      throw new NotTaken(Code.NOT_ALLOWED, "That row is not open for typing.");
    }
  }

  private static ListEditing editing(Area area) {
    return area.view == null ? ListEditing.NONE : area.view.editing();
  }

  private void checkSize(ControlState control, @Nullable Object value) throws NotTaken {
    boolean fits =
        switch (value) {
          case String text -> text.length() <= session.limits.textMax();
          case FileValue file -> file.content().length <= session.limits.fileBytesMax();
          case List<?> list ->
              list.size() <= session.limits.rowsMax()
                  && list.stream().mapToLong(each -> Values.text(each).length()).sum()
                      <= session.limits.textMax();
          case null, default -> true;
        };
    if (!fits) {
      throw new NotTaken(
          Code.WRONG_VALUE, "What was given for '%s' is too large.".formatted(control.id()));
    }
  }

  private @Nullable Object converted(
      ControlState control, @Nullable RowState row, Cell cell, @Nullable Object value)
      throws NotTaken {
    try {
      return cell.type.convert("".equals(value) ? null : value);
    } catch (ValueRefused refused) {
      Validating.show(session, control, row, Validating.TYPED + refused.getMessage());
      throw new NotTaken(Code.WRONG_VALUE, "%s: %s".formatted(control.id(), refused.getMessage()));
    }
  }

  private static void checkOffered(ControlState control, @Nullable Object value) throws NotTaken {
    boolean offered;
    if (value instanceof List<?> many) {
      offered = many.stream().allMatch(each -> CheckedItems.offers(control, each));
    } else if (value == null) {
      offered =
          !(control.definition.data() instanceof DataSource.FromSmartObject source)
              || source.allowEmpty();
    } else {
      offered = CheckedItems.offers(control, value);
    }
    if (!offered) {
      throw new NotTaken(
          Code.WRONG_VALUE,
          "'%s' does not offer that: choose one of its items.".formatted(control.id()));
    }
  }

  // What happened

  private void start(Writes writes, Occurrence... then) {
    var occurrences = new ArrayList<>(writes.raised());
    occurrences.addAll(List.of(then));
    var due = occurrences.stream().filter(rules::hasRule).toList();
    if (!due.isEmpty()) {
      rules.start(due, () -> {});
    }
  }

  private Occurrence occurrence(Incoming.OnControl event) throws NotTaken {
    var control = usable(event.address());
    boolean isUsers =
        switch (event.event()) {
          case CLICKED, FOCUSED, LEFT -> true;
          case CHANGED, TICK, POPULATED -> false;
        };
    if (!isUsers || !control.definition.type().events().contains(event.event())) {
      throw new NotTaken(Code.UNKNOWN, "That can't happen to '%s'.".formatted(control.id()));
    }
    var row = row(control.area, event.row());
    return new Occurrence.OnControl(control, event.event(), row, item(control, event.item()));
  }

  private static @Nullable ListItem item(ControlState control, @Nullable String value)
      throws NotTaken {
    if (value == null) {
      return null;
    }
    return control.items.stream()
        .filter(item -> value.equals(item.value()))
        .findFirst()
        .orElseThrow(() -> new NotTaken(Code.UNKNOWN, "There is no such item."));
  }

  private void onRow(Incoming.OnRow event, Writes writes) throws NotTaken {
    var area = shownList(event.window(), event.area());
    var row = someRow(area, event.row());
    boolean isUsers =
        switch (event.event()) {
          case CLICKED, DOUBLE_CLICKED, SELECTED -> true;
          case ADDED, EDITED, ACCEPTED, CANCELLED, REMOVED -> false;
        };
    if (!isUsers) {
      throw new NotTaken(Code.UNKNOWN, "Edit the row instead.");
    }
    apply(event, writes);
    select(area, row, writes);
    if (event.event() != ListEvent.SELECTED) {
      writes.raise(new Occurrence.OnList(area, event.event(), row));
    }
    start(writes);
  }

  private void select(Area area, RowState row, Writes writes) {
    var list = area.list;
    if (list != null && list.selected != row) {
      list.selected = row;
      area.rowsTouched = true;
      session.nextChange();
      writes.raise(new Occurrence.OnList(area, ListEvent.SELECTED, row));
    }
  }

  private void editRow(Incoming.EditRow edit, Writes writes) throws NotTaken {
    var area = shownList(edit.window(), edit.area());
    checkMayEdit(area, edit.method());
    var row = edit.method() == ListMethod.ADD ? null : someRow(area, edit.row());
    if (row == null) {
      checkHasPlace(area);
    }
    apply(edit, writes);
    try {
      edit(area, edit.method(), row, writes);
    } catch (RuleFailure failure) {
      throw new NotTaken(Code.TOO_MANY, failure.error().message());
    }
    Writer.follow(session, writes);
    start(writes);
  }

  /** Before anything is changed: a message is taken as a whole or not at all. */
  private void checkHasPlace(Area area) throws NotTaken {
    if (area.list != null && area.list.rows.size() >= session.limits.rowsMax()) {
      throw new NotTaken(
          Code.TOO_MANY,
          "%s has %,d rows; more are not possible.".formatted(area.name(), area.list.rows.size()));
    }
  }

  private void edit(Area area, ListMethod method, @Nullable RowState row, Writes writes)
      throws RuleFailure {
    var list = RowEditing.list(area);
    var editing = new RowEditing(session, writes);
    if (row == null) {
      var added = editing.add(area, list);
      if (editing(area).editAllRows()) {
        editing.accept(area, list, added);
      }
      select(area, added, writes);
      return;
    }
    switch (method) {
      case EDIT -> {
        var open = list.open();
        if (open != null && open != row && !editing(area).editAllRows()) {
          editing.accept(area, list, open);
        }
        editing.open(area, list, row);
        select(area, row, writes);
      }
      case ACCEPT -> editing.accept(area, list, row);
      case CANCEL -> editing.cancel(area, list, row);
      case REMOVE -> editing.remove(area, list, row);
      case ADD, ADD_AND_ACCEPT -> {}
    }
  }

  private static void checkMayEdit(Area area, ListMethod method) throws NotTaken {
    var editing = editing(area);
    boolean may =
        !area.isReadOnly()
            && switch (method) {
              case ADD -> editing.add();
              case EDIT -> editing.edit();
              case ACCEPT, CANCEL -> editing.add() || editing.edit();
              case REMOVE -> editing.remove();
              case ADD_AND_ACCEPT -> false;
            };
    if (!may) {
      throw new NotTaken(Code.NOT_ALLOWED, "That can't be done with this list.");
    }
  }

  private void loadMore(Area area) {
    var operation = new Operation.RunViewMethod(Scope.OWN, Operation.ViewMethod.LOAD_MORE);
    var rule =
        ImplicitRules.rule(
            area,
            "load more",
            "Load more",
            new Event.Unbound(),
            BlockType.THEN,
            List.of(operation));
    rules.start(area.window, rule, new Occurrence.Load(area));
  }

  private void toggle(Incoming.Toggle toggle, Writes writes) throws NotTaken {
    var area = area(toggle.window(), toggle.area());
    if (area.view == null || !area.properties.is(ElementProperty.VISIBLE)) {
      throw new NotTaken(Code.NOT_ALLOWED, "There is no such view to be opened or closed.");
    }
    if (area.properties.is(ElementProperty.COLLAPSED) == toggle.collapsed()) {
      return;
    }
    new Changing(session)
        .set(
            area.properties,
            ElementProperty.COLLAPSED,
            toggle.collapsed(),
            area.name() + ".collapsed",
            writes);
    writes.raise(new Occurrence.ViewToggled(area, toggle.collapsed()));
    start(writes);
  }

  private void submit(Incoming.Submit submit, Writes writes) throws NotTaken {
    var root = readyWindow(session.root().id);
    var item = session.workItem;
    if (item == null || !item.actions().contains(submit.action())) {
      throw new NotTaken(Code.UNKNOWN, "There is no such action to choose here.");
    }
    apply(submit, writes);
    start(writes, new Occurrence.WorkflowSubmit(root, submit.action()));
  }

  /** A file that the user can see. */
  Optional<FileValue> file(Address address, @Nullable Long rowId) {
    try {
      var window = window(address.window());
      var area = window.area(address.area());
      var control = area == null ? null : area.controls.get(address.control());
      if (control == null || !control.isShown()) {
        return Optional.empty();
      }
      var cell = control.area.cellOf(control, row(control.area, rowId));
      return cell != null && cell.value instanceof FileValue file
          ? Optional.of(file)
          : Optional.empty();
    } catch (NotTaken unknown) {
      return Optional.empty();
    }
  }
}
