package org.baltoro.forms.document;

/** What happens to the rows of a list view. */
public enum ListEvent {
  CLICKED,
  DOUBLE_CLICKED,
  SELECTED,
  /** A new row was begun. */
  ADDED,
  /** A row was opened for typing. */
  EDITED,
  /** What was typed was taken over into the list. */
  ACCEPTED,
  /** What was typed was given up. */
  CANCELLED,
  REMOVED
}
