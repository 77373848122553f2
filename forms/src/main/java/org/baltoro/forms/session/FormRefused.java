package org.baltoro.forms.session;

/** A form is not opened. {@link #problem} is for programs, the message for people. */
public final class FormRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Problem problem;

  FormRefused(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** Why. */
  public enum Problem {
    UNKNOWN_FORM,
    ACCESS_DENIED,
    /** A parameter or state that the form does not have, or a value of the wrong type. */
    INVALID_PARAMETERS,
    /** A view is missing, or an expression can't be used: the check at deployment let it by. */
    INVALID_DOCUMENT,
    /** The worklist item is not there, not the user's, or names no form. */
    NO_WORKLIST_ITEM
  }

  public Problem problem() {
    return problem;
  }
}
