package org.baltoro.forms.smartobject;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call failed. {@link #problem} is for programs, the message for people: what, why and the mend.
 */
public final class SmartObjectException extends RuntimeException {
  private static final int FIELDS_SHOWN = 10;

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

  /** A failure that is told by field: the message names each. */
  public static SmartObjectException ofFields(
      SmartObjectProblem problem, String what, List<FieldError> errors, @Nullable Throwable cause) {
    var fields =
        errors.stream()
            .limit(FIELDS_SHOWN)
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining(" "));
    int hidden = errors.size() - FIELDS_SHOWN;
    var rest = hidden > 0 ? " And %d more.".formatted(hidden) : "";
    return new SmartObjectException(problem, what + ": " + fields + rest, errors, cause);
  }

  public SmartObjectProblem problem() {
    return problem;
  }

  /** What is wrong by field, as far as it is known. */
  public List<FieldError> fieldErrors() {
    return fieldErrors;
  }
}
