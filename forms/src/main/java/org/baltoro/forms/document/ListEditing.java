package org.baltoro.forms.document;

/**
 * What the user may do with the rows of an editable list.
 *
 * @param editAllRows true: every row is open for typing; false: one at a time
 */
public record ListEditing(boolean add, boolean edit, boolean remove, boolean editAllRows) {
  public static final ListEditing NONE = new ListEditing(false, false, false, false);
}
