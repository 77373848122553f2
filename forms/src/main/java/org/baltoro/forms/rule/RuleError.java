package org.baltoro.forms.rule;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.smartobject.FieldError;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in a rule.
 *
 * @param type for programs and error handlers: a problem's name, or what the rule raised
 * @param message for people
 * @param detail more of it; "": nothing
 * @param action the action that failed; null: a condition
 * @param fields what is wrong by field
 * @param others what failed beside it, in list order
 */
public record RuleError(
    String type,
    String message,
    String detail,
    @Nullable String action,
    List<FieldError> fields,
    List<RuleError> others) {
  /** An expression can't be evaluated with the values of the moment. */
  public static final String EXPRESSION_FAILED = "EXPRESSION_FAILED";

  /** A value is not of the type of where it should go. */
  public static final String WRONG_TYPE = "WRONG_TYPE";

  /** A document is wrong, and the check at its deployment let it by. */
  public static final String INVALID_DOCUMENT = "INVALID_DOCUMENT";

  /** Nobody expected it. */
  public static final String INTERNAL = "INTERNAL";

  public RuleError {
    fields = List.copyOf(fields);
    others = List.copyOf(others);
  }

  public static RuleError of(String type, String message) {
    return new RuleError(type, message, "", null, List.of(), List.of());
  }

  /** What it is and where, without words: they may tell values. */
  RuleError shape() {
    return new RuleError(type, "", "", action, List.of(), List.of());
  }

  public RuleError in(String failedAction) {
    return action == null
        ? new RuleError(type, message, detail, failedAction, fields, others)
        : this;
  }

  public RuleError with(List<RuleError> more) {
    var all = new ArrayList<>(others);
    all.addAll(more);
    return new RuleError(type, message, detail, action, fields, all);
  }
}
