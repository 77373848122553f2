package org.baltoro.forms.smartobject;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. {@link #problem} is for programs, the message for people: what, why and the mend.
 */
public final class SmartObjectException extends RuntimeException {
  private final SmartObjectProblem problem;
  private final transient List<FieldError> fieldErrors;

  public SmartObjectException(SmartObjectProblem problem, String message) {
    this(problem, message, List.of());
  }

  public SmartObjectException(
      SmartObjectProblem problem, String message, List<FieldError> fieldErrors) {
    this(problem, message, fieldErrors, null);
  }

  public SmartObjectException(
      SmartObjectProblem problem,
      String message,
      List<FieldError> fieldErrors,
      @Nullable Throwable cause) {
    super(message, cause);
    this.problem = problem;
    this.fieldErrors = List.copyOf(fieldErrors);
  }

  public SmartObjectProblem problem() {
    return problem;
  }

  /** What is wrong by field, as far as it is known. */
  public List<FieldError> fieldErrors() {
    return fieldErrors;
  }
}
