package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** The rows of a list view. */
final class ListState {
  final List<RowState> rows = new ArrayList<>();
  boolean more;

  /** The last row that was loaded by pages, as the source gave it. */
  @Nullable Row last;

  /** What it was loaded with last: more of it can be asked for. */
  @Nullable MethodCall loadedBy;

  @Nullable RowState selected;

  /** The number of the last change of the rows as a whole. */
  long changed;

  /** The number of the change by which the rows became others altogether; 0: never. */
  long replaced;

  void add(RowState row) {
    insert(rows.size(), row);
  }

  void insert(int place, RowState row) {
    rows.add(Math.clamp(place, 0, rows.size()), row);
    row.listed = true;
  }

  void remove(RowState row) {
    rows.remove(row);
    row.listed = false;
    selected = selected == row ? null : selected;
  }

  void replace(List<RowState> others, long change) {
    rows.forEach(row -> row.listed = false);
    rows.clear();
    others.forEach(this::add);
    replaced = change;
    selected = selected != null && selected.listed ? selected : null;
  }

  @Nullable RowState row(long id) {
    for (var row : rows) {
      if (row.id == id && row.state != ItemState.REMOVED) {
        return row;
      }
    }
    return null;
  }

  List<RowState> in(ItemState state) {
    return rows.stream().filter(row -> row.isIn(state, row == selected)).toList();
  }

  /** What is shown: removed ones are not, begun ones are. */
  List<RowState> shown() {
    return rows.stream().filter(row -> row.state != ItemState.REMOVED).toList();
  }

  @Nullable RowState open() {
    for (var row : rows) {
      if (row.isOpen()) {
        return row;
      }
    }
    return null;
  }
}
