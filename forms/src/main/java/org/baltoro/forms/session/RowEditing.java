package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListEvent;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation.ListMethod;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Begins, opens, takes over, gives up and removes rows of editable lists. Under the lock. */
final class RowEditing {
  private final Session session;
  private final Writes writes;
  private final Changing changing;

  RowEditing(Session session, Writes writes) {
    this.session = session;
    this.writes = writes;
    this.changing = new Changing(session);
  }

  /** For an action. */
  void run(Reader reader, Scope view, ListMethod method, List<Mapping> values, ActionWork work)
      throws RuleFailure {
    var area = reader.area(view);
    var list = list(area);
    RowState row =
        switch (method) {
          case ADD, ADD_AND_ACCEPT -> add(area, list);
          case EDIT, ACCEPT, CANCEL, REMOVE -> {
            var meant = reader.row(area);
            if (meant == null) {
              throw new RuleFailure(
                  "NO_ROW", "No row of %s is selected or open.".formatted(area.name()));
            }
            yield meant;
          }
        };
    if (method == ListMethod.EDIT) {
      open(area, list, row);
    }
    if (!values.isEmpty()) {
      var atRow = reader.at(work.context.at(area, row));
      new Writer(session, atRow, writes).transfer(values);
    }
    finish(area, list, row, method);
    work.writer.follow();
  }

  private void finish(Area area, ListState list, RowState row, ListMethod method) {
    switch (method) {
      case ADD, EDIT -> {}
      case ADD_AND_ACCEPT, ACCEPT -> accept(area, list, row);
      case CANCEL -> cancel(area, list, row);
      case REMOVE -> remove(area, list, row);
    }
  }

  static ListState list(Area area) throws RuleFailure {
    if (area.list == null) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "%s is no list.".formatted(area.name()));
    }
    return area.list;
  }

  /** A new row, open for typing. */
  RowState add(Area area, ListState list) throws RuleFailure {
    if (list.rows.size() >= session.limits.rowsMax()) {
      throw new RuleFailure(
          "TOO_MANY_ROWS",
          "%s has %,d rows; more are not possible.".formatted(area.name(), list.rows.size()));
    }
    var row = area.newRow(session.nextRow(), ItemState.ADDED);
    row.begun = true;
    row.before = new LinkedHashMap<>();
    writes.beforeEdit(area, list, row);
    list.add(row);
    touched(area, list);
    writes.raise(new Occurrence.OnList(area, ListEvent.ADDED, row));
    return row;
  }

  /** Opens a row for typing, unless it is. */
  void open(Area area, ListState list, RowState row) {
    if (row.isOpen()) {
      return;
    }
    var before = new LinkedHashMap<String, @Nullable Object>();
    row.cells.values().forEach(cell -> before.put(cell.id, cell.value));
    writes.beforeEdit(area, list, row);
    row.before = before;
    touched(area, list);
    writes.raise(new Occurrence.OnList(area, ListEvent.EDITED, row));
  }

  /** Takes over what was typed. */
  void accept(Area area, ListState list, RowState row) {
    var before = row.before;
    if (before == null) {
      return;
    }
    writes.beforeEdit(area, list, row);
    boolean differs =
        row.cells.values().stream()
            .filter(cell -> cell.kind == Cell.Kind.FIELD)
            .anyMatch(cell -> !PropertyType.same(cell.value, before.get(cell.id)));
    row.before = null;
    row.begun = false;
    if (row.state == ItemState.UNCHANGED && differs) {
      row.state = ItemState.CHANGED;
    }
    touched(area, list);
    writes.raise(new Occurrence.OnList(area, ListEvent.ACCEPTED, row));
  }

  /** Gives up what was typed; a row that was only begun is gone. */
  void cancel(Area area, ListState list, RowState row) {
    var before = row.before;
    if (before == null) {
      return;
    }
    writes.beforeEdit(area, list, row);
    if (row.begun) {
      list.remove(row);
    } else {
      row.cells.values().forEach(cell -> changing.set(cell, before.get(cell.id), writes));
      row.before = null;
    }
    touched(area, list);
    writes.raise(new Occurrence.OnList(area, ListEvent.CANCELLED, row));
  }

  /** One that was added here is gone; one that was loaded is kept until it is deleted. */
  void remove(Area area, ListState list, RowState row) {
    writes.beforeEdit(area, list, row);
    if (row.state == ItemState.ADDED) {
      list.remove(row);
    }
    row.before = null;
    row.state = ItemState.REMOVED;
    list.selected = list.selected == row ? null : list.selected;
    for (var control : area.controls.values()) {
      control.errors.remove(row);
    }
    touched(area, list);
    writes.raise(new Occurrence.OnList(area, ListEvent.REMOVED, row));
  }

  private void touched(Area area, ListState list) {
    changing.touched(area, list);
    writes.changedRows(area);
  }
}
