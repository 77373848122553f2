package org.baltoro.forms.session;

import java.util.List;
import org.baltoro.api.BaltoroException;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** Failures of others, as those of a rule. */
final class Failures {
  private Failures() {}

  static RuleError of(SmartObjectException failure) {
    return new RuleError(
        failure.problem().name(),
        String.valueOf(failure.getMessage()),
        "",
        null,
        failure.fieldErrors(),
        List.of());
  }

  static RuleFailure failure(SmartObjectException failure) {
    return new RuleFailure(of(failure), failure);
  }

  static RuleFailure failure(BaltoroException refused) {
    return new RuleFailure(
        RuleError.of(refused.problem().name(), String.valueOf(refused.getMessage())), refused);
  }

  /** A failure of the rule, on its way through the SmartObject layer. */
  static SmartObjectException carried(RuleFailure failure) {
    return new SmartObjectException(
        SmartObjectProblem.INVALID_CALL,
        failure.error().message(),
        failure.error().fields(),
        failure);
  }
}
