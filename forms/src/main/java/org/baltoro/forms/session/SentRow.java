package org.baltoro.forms.session;

import org.baltoro.forms.document.ItemState;

/**
 * A row whose values went to its SmartObject, as it was then. What is changed on it later is newer
 * than what returns.
 *
 * @param state for which it was chosen
 * @param change the last of the session when its values were read
 * @param replaced of its list at that time
 */
record SentRow(RowState row, ItemState state, long change, long replaced) {

  /** Called under the lock, together with the reading of the values. */
  static SentRow of(Session session, ListState list, RowState row) {
    return new SentRow(row, row.state, session.changes(), list.replaced);
  }

  /** Its values are read now; it was chosen for its state before. */
  SentRow read(Session session) {
    return new SentRow(row, state, session.changes(), replaced);
  }

  /** Whether the list has other rows by now. */
  boolean isGone(ListState list) {
    return list.replaced != replaced;
  }

  boolean isNewer(Cell cell) {
    return cell.changed > change;
  }

  /** Whether there is something that is still to be saved. */
  boolean wasEdited() {
    return row.cells.values().stream()
        .anyMatch(cell -> cell.kind == Cell.Kind.FIELD && isNewer(cell));
  }

  boolean wasRemoved() {
    return row.state == ItemState.REMOVED && state != ItemState.REMOVED;
  }
}
