package org.baltoro.forms.document;

/** Which items of a list an action or a {@code for each} is for. */
public enum ItemState {
  /** All but the removed ones. */
  ALL,
  /** Rows that were added here and not saved yet. */
  ADDED,
  /** Rows that were loaded and then edited. */
  CHANGED,
  /** Rows that were loaded and then removed. */
  REMOVED,
  /** Rows as they were loaded. */
  UNCHANGED,
  /** Rows that the user selected. */
  SELECTED,
  /** Items of a list control that are checked. */
  CHECKED,
  /** Items of a list control that are not checked. */
  UNCHECKED,
  /** Items that were checked and were not when the control was filled. */
  NEWLY_CHECKED,
  /** Items that were checked when the control was filled and are not any more. */
  NEWLY_UNCHECKED
}
