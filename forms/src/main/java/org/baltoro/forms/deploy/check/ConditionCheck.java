package org.baltoro.forms.deploy.check;

import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.feel.Expected;

/** Checks what must hold. */
final class ConditionCheck {
  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;

  ConditionCheck(Home home, Findings findings, SourceCheck sources) {
    this.home = home;
    this.findings = findings;
    this.sources = sources;
  }

  /**
   * @param errorBefore an error handler stands before it that lets the rule go on
   */
  void check(Condition condition, boolean errorBefore) {
    var path = findings.at(condition.id());
    switch (condition.criterion()) {
      case Criterion.Holds(var expression) -> {
        findings.expression(path, expression, sources.names(), Expected.BOOLEAN);
        if (expression.strip().equals("false") && condition.enabled()) {
          findings.warning(path, "a condition that never holds", "FEEL, or a disabled part");
        }
      }
      case Criterion.Validation validation -> {
        home.area(validation.scope(), path, findings);
        for (var control : validation.controls()) {
          holdsValue(sources.control(control.scope(), control.control(), path), path);
        }
      }
      case Criterion.Confirmation(var title, var body) -> {
        sources.into(title, PropertyType.TEXT, path + ".title");
        sources.into(body, PropertyType.TEXT, path + ".confirmed");
      }
      case Criterion.ErrorOccurred ignored -> {
        if (!errorBefore) {
          findings.warning(
              path,
              "errorOccurred, and no error handler before it lets the rule go on",
              "a handler with onError and continue before it: without one an error ends the rule");
        }
      }
    }
  }

  private void holdsValue(@org.jspecify.annotations.Nullable Control control, String path) {
    if (control != null && control.valueType() == null) {
      findings.error(
          path,
          "the validation of '%s', a control without a value".formatted(control.id()),
          "controls that hold values");
    }
  }
}
