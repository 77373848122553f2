package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** A row as it was before an atomic packet changed it. Used under the lock. */
final class RowBefore {
  private final Area area;
  private final ListState list;
  private final RowState row;
  private final ItemState state;
  private final boolean begun;
  private final @Nullable Map<String, @Nullable Object> typedOver;
  private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
  private final long replaced;
  private final int place;
  private final boolean wasSelected;
  private boolean edited;

  RowBefore(Area area, ListState list, RowState row) {
    this.area = area;
    this.list = list;
    this.row = row;
    this.state = row.state;
    this.begun = row.begun;
    this.typedOver = row.before == null ? null : new LinkedHashMap<>(row.before);
    this.replaced = list.replaced;
    this.place = row.listed ? list.rows.indexOf(row) : -1;
    this.wasSelected = list.selected == row;
    for (var cell : row.cells.values()) {
      if (cell.kind == Cell.Kind.FIELD) {
        values.put(cell.id, cell.value);
      }
    }
  }

  Area area() {
    return area;
  }

  /** The packet itself opens it, takes it over, gives it up or removes it. */
  void edited() {
    edited = true;
  }

  /** Makes it what it was, but for what others did with it; its values have been taken back. */
  void restore() {
    boolean removedByOthers =
        row.state == ItemState.REMOVED && state != ItemState.REMOVED && !edited;
    if (place < 0 || (removedByOthers && state == ItemState.ADDED)) {
      list.remove(row);
      return;
    }
    if (!row.listed && list.replaced != replaced) {
      return;
    }
    if (!row.listed) {
      list.insert(place, row);
    }
    if (removedByOthers) {
      return;
    }
    row.state = state == ItemState.UNCHANGED && wasChangedByOthers() ? ItemState.CHANGED : state;
    if (edited || (row.before != null && typedOver != null)) {
      row.begun = begun;
      row.before = typedOver;
    }
    if (wasSelected && list.selected == null) {
      list.selected = row;
    }
  }

  private boolean wasChangedByOthers() {
    return !row.isOpen()
        && row.cells.values().stream()
            .filter(cell -> cell.kind == Cell.Kind.FIELD)
            .anyMatch(cell -> !PropertyType.same(cell.value, values.get(cell.id)));
  }
}
