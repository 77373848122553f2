package org.baltoro.forms.document;

/** What happens to a control. */
public enum ControlEvent {
  CLICKED,
  /** Its value differs from before, whoever changed it. */
  CHANGED,
  /** The user entered it. */
  FOCUSED,
  /** The user left it. */
  LEFT,
  /** A timer's interval is over. */
  TICK,
  /** Its items were loaded. */
  POPULATED
}
