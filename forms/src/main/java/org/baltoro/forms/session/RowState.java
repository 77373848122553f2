package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.document.ItemState;
import org.jspecify.annotations.Nullable;

/** A row of a list view. */
final class RowState {
  final long id;
  final Map<String, Cell> cells = new LinkedHashMap<>();

  /** ADDED, CHANGED, REMOVED or UNCHANGED. */
  ItemState state;

  /** It is in its list: what is written to it otherwise is dropped. */
  boolean listed;

  /** A new row that was begun and not taken over yet: it is in no state. */
  boolean begun;

  /** What was there before it was opened for typing; null: it is not open. */
  @Nullable Map<String, @Nullable Object> before;

  RowState(long id, ItemState state) {
    this.id = id;
    this.state = state;
  }

  boolean isOpen() {
    return before != null;
  }

  boolean isIn(ItemState wanted, boolean selected) {
    return !begun
        && switch (wanted) {
          case ALL -> state != ItemState.REMOVED;
          case SELECTED -> selected && state != ItemState.REMOVED;
          case ADDED, CHANGED, REMOVED, UNCHANGED -> state == wanted;
          case CHECKED, UNCHECKED, NEWLY_CHECKED, NEWLY_UNCHECKED -> false;
        };
  }
}
