package org.baltoro.forms.document;

/** What the session knows besides the values of its form. */
public enum SystemVariable {
  /** The user's name. */
  USER,
  /** This moment, as an instant. */
  NOW,
  /** This day, in the session's time zone. */
  TODAY,
  /** The form's name. */
  FORM_NAME,
  /** The id of the form's state. */
  FORM_STATE,
  /** The serial number of the worklist item that the form was opened for. */
  SERIAL_NUMBER,
  /** The number of the process instance that the form was opened for. */
  PROCESS_INSTANCE,
  /** The activity of the worklist item that the form was opened for. */
  ACTIVITY_NAME,
  /** The action that the user chose, in a rule for {@link Event.WorkflowSubmit}. */
  WORKFLOW_ACTION,
  /** Why a subform closes, in rules for its closing: the name of a {@link CloseReason}. */
  CLOSE_REASON,
  /** In an error handler or a rule for {@link Event.ErrorRaised}: what went wrong. */
  ERROR_MESSAGE,
  /** More about it. */
  ERROR_DETAIL,
  /** Its kind: an error's problem name, or the type that the rule raised it with. */
  ERROR_TYPE
}
