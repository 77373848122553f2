package org.baltoro.forms.deploy.check;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ControlSetting;
import org.baltoro.forms.document.ControlType;
import org.baltoro.forms.document.DataSource;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.feel.Expected;
import org.jspecify.annotations.Nullable;

/** Checks the controls of a view or form. */
final class ControlCheck {
  private final Home home;
  private final Findings findings;
  private final SourceCheck sources;

  ControlCheck(Home home, Findings findings) {
    this.home = home;
    this.findings = findings;
    this.sources = new SourceCheck(home, findings, null);
  }

  /**
   * @param path of the mapping that they stand in: {@code "controls"}
   */
  void check(List<Control> controls, String path) {
    for (var control : controls) {
      var at = path + "." + control.id();
      control(control, at);
      check(control.controls(), at + ".controls");
    }
  }

  private void control(Control control, String path) {
    var field = control.field();
    if (field != null) {
      field(control, field, path + ".field");
    }
    type(control, path);
    var expression = control.expression();
    if (expression != null) {
      var type = control.valueType();
      findings.expression(
          path + ".expression",
          expression,
          sources.names(),
          type == null ? Expected.VALUE : Fit.expected(type));
    }
    validation(control, path + ".validation");
    if (control.type() == ControlType.TIMER
        && !control.settings().containsKey(ControlSetting.INTERVAL_SECONDS)) {
      findings.error(path, "a timer without intervalSeconds", "seconds, 1 or more");
    }
    data(control, path);
    BoundCheck.check(control, path, findings);
  }

  private void field(Control control, String id, String path) {
    var field = home.own().field(id);
    if (field == null) {
      findings.unknown(
          path,
          "field",
          id,
          home.own().fields().stream().map(Field::id).toList(),
          home.own().label());
      return;
    }
    var type = control.valueType();
    if (type != null
        && !(Fit.fits(field.type(), type) && Fit.fits(type.plain(), field.type().plain()))) {
      findings.error(
          path,
          "a field of type %s".formatted(Words.of(field.type())),
          "one that a %s of %s can hold".formatted(Words.of(control.type()), Words.of(type)));
    }
  }

  private void type(Control control, String path) {
    var fixed = control.type().valueType();
    var type = control.valueType();
    if (fixed != null && type != null && !Fit.same(fixed, type) && !numbers(fixed, type)) {
      findings.error(
          path + ".valueType",
          Words.of(type),
          "%s, which a %s holds".formatted(Words.of(fixed), Words.of(control.type())));
    }
  }

  private static boolean numbers(PropertyType one, PropertyType other) {
    return number(one) && number(other);
  }

  private static boolean number(PropertyType type) {
    return type.plain() == PropertyType.NUMBER || type.plain() == PropertyType.DECIMAL;
  }

  private void validation(Control control, String path) {
    var pattern = control.validation().pattern();
    if (pattern != null) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException wrong) {
        findings.error(
            path + ".pattern",
            "'%s'".formatted(pattern),
            "a regular expression: " + wrong.getDescription());
      }
    }
    var expression = control.validation().expression();
    if (expression != null) {
      findings.expression(path + ".expression", expression, sources.names(), Expected.BOOLEAN);
    }
  }

  private void data(Control control, String path) {
    switch (control.data()) {
      case null -> noData(control, path);
      case DataSource.Fixed(var items) -> {
        if (items.isEmpty()) {
          noData(control, path);
        }
      }
      case DataSource.FromSmartObject rows -> {
        new SmartObjectUse(home, findings).items(rows, home.own(), sources, path + ".source");
        if (rows.checked() != null && !control.type().choosesMany()) {
          findings.error(
              path + ".source.checked",
              "checked items of a %s, which holds one".formatted(Words.of(control.type())),
              "a check-box-list or a multi-select");
        }
      }
    }
  }

  private void noData(Control control, String path) {
    if (control.type().category() == ControlType.Category.LISTING && !isFilled(control.id())) {
      findings.warning(
          path,
          "a %s without items".formatted(Words.of(control.type())),
          "items, a source, or a rule that fills it");
    }
  }

  private boolean isFilled(String control) {
    return home.own().rules().stream()
        .flatMap(rule -> RuleParts.actions(rule).stream())
        .flatMap(action -> Touch.of(action).targets().stream())
        .anyMatch(target -> fills(target, control));
  }

  private static boolean fills(org.baltoro.forms.document.@Nullable Target target, String control) {
    return target instanceof org.baltoro.forms.document.Target.ControlItems(var scope, var id)
        && id.equals(control);
  }
}
