package org.baltoro.forms.smartobject;

/** What becomes of a composite method when one of its service methods fails. */
public enum OnFailure {
  /** The others are run, what was done stays, and the result says what failed. */
  CONTINUE,
  /** All of it is undone and the call fails: only where one transaction can hold all of it. */
  ROLLBACK
}
