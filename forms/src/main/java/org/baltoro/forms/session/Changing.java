package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.ValueChange.Kind;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.Pushed;
import org.baltoro.forms.smartobject.Result;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** The changes that there are. All of them are made under the lock. */
final class Changing {
  private final Session session;

  Changing(Session session) {
    this.session = session;
  }

  /** Makes a value of a place's type. */
  static @Nullable Object converted(PropertyType type, @Nullable Object value, String place)
      throws RuleFailure {
    try {
      return type.convert(value);
    } catch (ValueRefused refused) {
      throw new RuleFailure(
          RuleError.WRONG_TYPE, "%s was not changed: %s".formatted(place, refused.getMessage()));
    }
  }

  /** Sets a value of the cell's type. */
  void set(Cell cell, @Nullable Object value, Writes writes) {
    if (isGone(cell) || !writes.mayChange(cell, cell.changed)) {
      drop(cell, value, writes);
      return;
    }
    if (PropertyType.same(cell.value, value)) {
      return;
    }
    trace(cell, value, Kind.APPLIED, writes);
    if (writes.isUndecided()) {
      remembered(cell, value, writes);
    }
    put(cell, value);
    writes.changed(cell);
    changed(cell, writes);
  }

  /**
   * How a value is taken back.
   *
   * @param value that it is to have
   */
  private void remembered(Cell cell, @Nullable Object value, Writes writes) {
    writes.withhold(cell.row == null ? cell : cell.area);
    if (cell.row != null) {
      writes.beforeRow(cell.area, cell.row);
    }
    var before = cell.value;
    var errors = new LinkedHashMap<ControlState, String>();
    for (var control : cell.area.showing(cell)) {
      var error = control.errors.get(cell.row);
      if (error != null) {
        errors.put(control, error);
      }
    }
    writes.inverse(() -> {
      if (Objects.equals(cell.value, value)) {
        trace(cell, before, Kind.UNDONE, writes);
        put(cell, before);
        errors.forEach((control, error) -> control.errors.put(cell.row, error));
        writes.changed(cell);
      }
    });
  }

  /** Its row is not in the list any more: nobody would see the value. */
  private static boolean isGone(Cell cell) {
    return cell.row != null && !cell.row.listed;
  }

  /** Does not set a value, and says so. */
  void drop(Cell cell, @Nullable Object value, Writes writes) {
    trace(cell, value, Kind.DROPPED, writes);
  }

  /** A calculated value follows: never late. */
  void follow(Cell cell, @Nullable Object value, Writes writes) {
    writes.withhold(cell.row == null ? cell : cell.area);
    trace(cell, value, Kind.APPLIED, writes);
    put(cell, value);
    changed(cell, writes);
  }

  private static void trace(Cell cell, @Nullable Object value, Kind kind, Writes writes) {
    writes.traced(
        cell.place(),
        Values.traced(cell.value, cell.secret),
        Values.traced(value, cell.secret),
        kind);
  }

  private void put(Cell cell, @Nullable Object value) {
    session.secrets.remember(cell, cell.value);
    session.secrets.remember(cell, value);
    cell.value = value;
    cell.changed = session.nextChange();
    if (cell.row != null) {
      cell.area.rowsTouched = true;
      markEdited(cell, cell.row);
    }
    for (var control : cell.area.showing(cell)) {
      control.errors.remove(cell.row);
    }
  }

  /** A row that is not open for typing is changed at once. */
  private static void markEdited(Cell cell, RowState row) {
    if (cell.kind == Cell.Kind.FIELD && !row.isOpen() && row.state == ItemState.UNCHANGED) {
      row.state = ItemState.CHANGED;
    }
  }

  private static void changed(Cell cell, Writes writes) {
    if (cell.kind == Cell.Kind.PARAMETER) {
      writes.raise(new Occurrence.ParameterChanged(cell.area, cell.id));
    }
    for (var control : cell.area.showing(cell)) {
      writes.raise(new Occurrence.OnControl(control, ControlEvent.CHANGED, cell.row, null));
    }
  }

  /** One of the properties of something. */
  private record PropertyPlace(Properties properties, ElementProperty property) {}

  /** Sets how something is. */
  void set(
      Properties properties, ElementProperty property, Object value, String place, Writes writes) {
    var before = properties.get(property);
    var key = new PropertyPlace(properties, property);
    if (!writes.mayChange(key, properties.changed(property))) {
      writes.traced(place, before, Values.traced(value, false), Kind.DROPPED);
      return;
    }
    if (PropertyType.same(before, value)) {
      return;
    }
    writes.traced(place, before, Values.traced(value, false), Kind.APPLIED);
    properties.set(property, value, session.nextChange());
    if (before != null) {
      writes.withhold(properties);
      writes.inverse(() -> {
        if (PropertyType.same(properties.get(property), value)) {
          properties.set(property, before, session.nextChange());
        }
      });
    }
  }

  /** Sets the items that a control offers. */
  void setItems(ControlState control, List<ListItem> items, Writes writes) {
    var place = control.name() + ".items";
    if (!writes.mayChange(control, control.itemsChanged)) {
      writes.traced(place, control.items.size(), items.size(), Kind.DROPPED);
      return;
    }
    writes.traced(place, control.items.size(), items.size(), Kind.APPLIED);
    var before = control.items;
    boolean wasPopulated = control.populated;
    putItems(control, List.copyOf(items), true);
    long change = control.itemsChanged;
    var checkedBefore = control.checkedWhenFilled;
    writes.withhold(control);
    writes.inverse(() -> {
      if (control.itemsChanged == change) {
        putItems(control, before, wasPopulated);
        control.checkedWhenFilled = checkedBefore;
      }
    });
    writes.raise(new Occurrence.OnControl(control, ControlEvent.POPULATED, null, null));
  }

  private void putItems(ControlState control, List<ListItem> items, boolean populated) {
    control.items = items;
    control.populated = populated;
    control.itemsChanged = session.nextChange();
  }

  /** Puts rows into a list, in place of those that it has. */
  void setRows(Area area, ListState list, List<Row> rows, ItemState state, Writes writes)
      throws RuleFailure {
    setRows(area, list, new Result(rows, false, Pushed.all(rows.size())), null, state, writes);
  }

  /**
   * Puts what a list was loaded with into it.
   *
   * @param loadedBy gives more of it; null: there is no more
   */
  void setRows(
      Area area,
      ListState list,
      Result result,
      @Nullable MethodCall loadedBy,
      ItemState state,
      Writes writes)
      throws RuleFailure {
    var rows = result.rows();
    if (!mayChangeRows(area, list, rows.size(), writes)) {
      return;
    }
    var made = rows(area, 0, rows, state);
    var before = before(area, list, writes);
    list.replace(made, session.nextChange());
    inverse(area, list, writes, () -> before.ifPresent(each -> each.putBack(made)));
    list.loadedBy = loadedBy;
    list.last = null;
    rowsChanged(area, list, rows, result.more(), writes);
  }

  /** Adds rows to a list. */
  void addRows(Area area, ListState list, List<Row> rows, boolean more, Writes writes)
      throws RuleFailure {
    if (!mayChangeRows(area, list, list.rows.size() + rows.size(), writes)) {
      return;
    }
    var made = rows(area, list.rows.size(), rows, ItemState.UNCHANGED);
    var before = before(area, list, writes);
    inverse(area, list, writes, () -> before.ifPresent(each -> each.takeAway(made)));
    made.forEach(list::add);
    rowsChanged(area, list, rows, more, writes);
  }

  private static boolean mayChangeRows(Area area, ListState list, int after, Writes writes) {
    boolean may = writes.mayChange(list, list.changed);
    writes.traced(
        area.name() + ".rows", list.shown().size(), after, may ? Kind.APPLIED : Kind.DROPPED);
    return may;
  }

  private static Optional<ListBefore> before(Area area, ListState list, Writes writes) {
    writes.withhold(area);
    return writes.isUndecided() ? Optional.of(new ListBefore(area, list)) : Optional.empty();
  }

  /** Takes it back, unless others have loaded the list since. */
  private void inverse(Area area, ListState list, Writes writes, Runnable step) {
    long replaced = list.replaced;
    writes.inverse(() -> {
      if (list.replaced == replaced) {
        step.run();
        touched(area, list);
        writes.changedRows(area);
      }
    });
  }

  private void rowsChanged(Area area, ListState list, List<Row> rows, boolean more, Writes writes) {
    list.more = more;
    list.last = rows.isEmpty() ? list.last : rows.getLast();
    touched(area, list);
    for (var control : area.controls.values()) {
      control.errors.clear();
    }
    writes.changedRows(area);
  }

  void touched(Area area, ListState list) {
    list.changed = session.nextChange();
    area.rowsTouched = true;
  }

  private List<RowState> rows(Area area, int already, List<Row> rows, ItemState state)
      throws RuleFailure {
    if (already + rows.size() > session.limits.rowsMax()) {
      throw new RuleFailure(
          "TOO_MANY_ROWS",
          "%s can't hold %,d rows: %,d at most. Load it by pages, or filter it."
              .formatted(area.name(), already + rows.size(), session.limits.rowsMax()));
    }
    var made = new ArrayList<RowState>();
    for (var row : rows) {
      made.add(row(area, row, state));
    }
    return made;
  }

  private RowState row(Area area, Row row, ItemState state) throws RuleFailure {
    var made = area.newRow(session.nextRow(), state);
    if (area.view != null) {
      for (var field : area.view.fields()) {
        var cell = made.cells.get(field.id());
        if (cell != null) {
          var value = row.get(field.property());
          cell.value = converted(field.type(), value, cell.place());
          session.secrets.remember(cell, cell.value);
        }
      }
    }
    return made;
  }
}
