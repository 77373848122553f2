package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** A list as it was before an atomic packet loaded it, or more of it. Used under the lock. */
final class ListBefore {
  private final ListState list;
  private final List<RowState> rows;
  private final boolean more;
  private final @Nullable Row last;
  private final @Nullable MethodCall loadedBy;
  private final @Nullable RowState selected;
  private final long replaced;
  private final Map<ControlState, Map<@Nullable RowState, String>> errors = new LinkedHashMap<>();

  ListBefore(Area area, ListState list) {
    this.list = list;
    this.rows = List.copyOf(list.rows);
    this.more = list.more;
    this.last = list.last;
    this.loadedBy = list.loadedBy;
    this.selected = list.selected;
    this.replaced = list.replaced;
    for (var control : area.controls.values()) {
      errors.put(control, new HashMap<>(control.errors));
    }
  }

  /** Takes rows away that were put in place of the others; what others have added since stays. */
  void putBack(List<RowState> made) {
    var own = new HashSet<>(made);
    var all = new ArrayList<>(rows);
    list.rows.stream().filter(row -> !own.contains(row)).forEach(all::add);
    list.replace(all, replaced);
    list.loadedBy = loadedBy;
    list.selected = list.selected == null ? selected : list.selected;
    restore();
  }

  /** Takes rows away that were added. */
  void takeAway(List<RowState> made) {
    made.forEach(list::remove);
    restore();
  }

  private void restore() {
    list.more = more;
    list.last = last;
    errors.forEach((control, messages) -> messages.forEach(control.errors::putIfAbsent));
  }
}
