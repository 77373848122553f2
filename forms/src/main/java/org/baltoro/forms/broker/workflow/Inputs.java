package org.baltoro.forms.broker.workflow;

import java.util.List;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** Typed reads of a call's inputs. */
record Inputs(Row row) {
  static Inputs of(ServiceCall call) {
    return new Inputs(call.inputs());
  }

  @Nullable String text(String name) {
    return row.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  /** One that the description requires, so that the layer has seen to it. */
  String required(String name) {
    var text = text(name);
    if (text == null) {
      throw refused(name, FieldError.Code.REQUIRED, "is required.");
    }
    return text;
  }

  long number(String name) {
    if (row.get(name) instanceof Long number) {
      return number;
    }
    throw refused(name, FieldError.Code.REQUIRED, "is required.");
  }

  boolean truth(String name, boolean otherwise) {
    return row.get(name) instanceof Boolean yes ? yes : otherwise;
  }

  /** A small number, or null if none was given. */
  @Nullable Integer small(String name) {
    if (!(row.get(name) instanceof Long number)) {
      return null;
    }
    if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
      throw refused(name, FieldError.Code.OUT_OF_RANGE, "is out of range.");
    }
    return number.intValue();
  }

  static SmartObjectException refused(String field, FieldError.Code code, String message) {
    return SmartObjectException.ofFields(
        SmartObjectProblem.INVALID_DATA,
        "the workflow was not called",
        List.of(new FieldError(field, code, message)),
        null);
  }
}
