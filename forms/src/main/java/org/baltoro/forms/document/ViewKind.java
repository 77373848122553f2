package org.baltoro.forms.document;

/** What a view shows. */
public enum ViewKind {
  /** One record. */
  ITEM,
  /** Many records, to read and to choose from. */
  LIST,
  /** Many records, edited in place: rows are added, changed and removed, and saved together. */
  EDITABLE_LIST,
  /** Text, pictures and pages, without a record. */
  CONTENT;

  public boolean isList() {
    return this == LIST || this == EDITABLE_LIST;
  }
}
