package org.baltoro.forms.smartobject;

/** Why a call failed, as a stable code. */
public enum SmartObjectProblem {
  UNKNOWN_SMARTOBJECT,
  UNKNOWN_METHOD,
  /** A definition or a service is not what the call needs: a designer's mend, not a user's. */
  INVALID_DEFINITION,
  /** The call is malformed: a filter on a method that is no list, a page out of bounds. */
  INVALID_CALL,
  /** Inputs are wrong: the field errors say which. */
  INVALID_DATA,
  ACCESS_DENIED,
  /** There is no row with that key. */
  NOT_FOUND,
  /** The source has other data that forbid it: not unique, referenced. */
  CONFLICT,
  /** All or nothing was asked for and can't be had. */
  NOT_TRANSACTIONAL,
  /** A list is too long for filtering or sorting here, or an answer has too many bytes. */
  TOO_MANY_ROWS,
  TIMED_OUT,
  /** The source is not reached; the call may be made again. */
  UNAVAILABLE,
  /** The source refused or failed. */
  SOURCE_FAILED,
  /** A change of a table that would lose data. */
  WOULD_LOSE_DATA
}
