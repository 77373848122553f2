package org.baltoro.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** What a call of a SmartObject has failed with, as a refusal; by field in its details. */
final class SmartObjectFailures {
  private SmartObjectFailures() {}

  /** A failure in an answer. */
  record FailureJson(String problem, String message, List<FieldError> fieldErrors) {
    static FailureJson of(SmartObjectException failure) {
      return new FailureJson(
          JsonShapes.text(failure.problem()),
          String.valueOf(failure.getMessage()),
          failure.fieldErrors());
    }
  }

  static BaltoroException refusal(SmartObjectException failure) {
    return refusal(failure, Map.of());
  }

  /**
   * The refusal.
   *
   * @param more details besides those of the failure
   */
  static BaltoroException refusal(SmartObjectException failure, Map<String, Object> more) {
    var details = new LinkedHashMap<String, Object>();
    details.put("smartObjectProblem", JsonShapes.text(failure.problem()));
    details.put("fieldErrors", failure.fieldErrors());
    details.putAll(more);
    return new BaltoroException(
        problem(failure.problem()), String.valueOf(failure.getMessage()), details);
  }

  private static Problem problem(SmartObjectProblem problem) {
    return switch (problem) {
      case UNKNOWN_SMARTOBJECT, UNKNOWN_METHOD, NOT_FOUND -> Problem.NOT_FOUND;
      case INVALID_CALL, NOT_TRANSACTIONAL, TOO_MANY_ROWS -> Problem.INVALID_REQUEST;
      case INVALID_DATA -> Problem.INVALID_DATA;
      case ACCESS_DENIED -> Problem.ACCESS_DENIED;
      case CONFLICT -> Problem.CONFLICT;
      case INVALID_DEFINITION, WOULD_LOSE_DATA -> Problem.INVALID_DEFINITION;
      case TIMED_OUT -> Problem.SOURCE_TIMED_OUT;
      case UNAVAILABLE -> Problem.SOURCE_UNAVAILABLE;
      case SOURCE_FAILED -> Problem.SOURCE_FAILED;
    };
  }
}
