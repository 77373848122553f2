package org.baltoro.forms.document;

/** What rules may have a control do. */
public enum ControlMethod {
  /** Loads its items from its data source. */
  POPULATE,
  /** Removes its items and its value. */
  CLEAR,
  /** Takes the user to it. */
  FOCUS,
  /** Starts a timer again from zero. */
  START,
  /** Halts a timer. */
  STOP
}
