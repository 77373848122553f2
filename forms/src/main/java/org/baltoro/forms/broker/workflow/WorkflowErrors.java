package org.baltoro.forms.broker.workflow;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** Tells the workflow's refusals as failures of a call, with the fields that they name. */
final class WorkflowErrors {
  private WorkflowErrors() {}

  static SmartObjectException of(BaltoroException failure) {
    var message = String.valueOf(failure.getMessage());
    var errors =
        failure.problem() == Problem.INVALID_DATA
            ? fields(failure).stream()
                .map(field -> new FieldError(field, FieldError.Code.REFUSED, message))
                .toList()
            : List.<FieldError>of();
    return new SmartObjectException(problem(failure.problem()), message, errors, failure);
  }

  private static List<String> fields(BaltoroException failure) {
    var names = new ArrayList<String>();
    if (failure.details().get("field") instanceof String field) {
      names.add(
          switch (field) {
            case "folio" -> Names.FOLIO;
            case "priority" -> Names.PRIORITY;
            default -> field;
          });
    }
    if (failure.details().get("fields") instanceof List<?> several) {
      several.forEach(field -> names.add(String.valueOf(field)));
    }
    return names;
  }

  private static SmartObjectProblem problem(Problem problem) {
    return switch (problem) {
      case NOT_AUTHENTICATED, ACCESS_DENIED -> SmartObjectProblem.ACCESS_DENIED;
      case NOT_FOUND, UNKNOWN_PROCESS, GONE -> SmartObjectProblem.NOT_FOUND;
      case ALREADY_FINISHED, ITEM_EXPIRED, LEASE_LOST, ITEM_HELD -> SmartObjectProblem.CONFLICT;
      case NOT_ALLOWED_NOW, CHANGED_MEANWHILE, CONFLICT -> SmartObjectProblem.CONFLICT;
      case INVALID_REQUEST, INVALID_DATA, TOO_LARGE -> SmartObjectProblem.INVALID_DATA;
      case INVALID_DEFINITION -> SmartObjectProblem.INVALID_DEFINITION;
      case BUSY, STORE_UNAVAILABLE, SERVER_UNREACHABLE, SOURCE_UNAVAILABLE ->
          SmartObjectProblem.UNAVAILABLE;
      case SOURCE_TIMED_OUT -> SmartObjectProblem.TIMED_OUT;
      case SOURCE_FAILED, INTERNAL -> SmartObjectProblem.SOURCE_FAILED;
    };
  }
}
