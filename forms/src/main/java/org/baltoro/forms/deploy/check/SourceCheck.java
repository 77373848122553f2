package org.baltoro.forms.deploy.check;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.UUID;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.ValueRefused;
import org.baltoro.language.feel.Expected;
import org.baltoro.language.feel.Names;
import org.jspecify.annotations.Nullable;

/** Checks where values come from: that it exists, and that it can go where it is meant to go. */
final class SourceCheck {
  private final Home home;
  private final Findings findings;
  private final Names names;

  /** What the actions of the rule return; null outside of rules. */
  private final @Nullable Results results;

  SourceCheck(Home home, Findings findings, @Nullable Results results) {
    this.home = home;
    this.findings = findings;
    this.names = FeelNames.of(home);
    this.results = results;
  }

  Names names() {
    return names;
  }

  /**
   * Checks a source that goes into a single value.
   *
   * @param to the value's type; null: any, or nobody can say
   */
  void into(Source source, @Nullable PropertyType to, String path) {
    switch (source) {
      case Source.Literal(var value) -> literal(value, to, path);
      case Source.Expression(var text) ->
          findings.expression(path, text, names, to == null ? Expected.VALUE : Fit.expected(to));
      case Source.ResultRows ignored -> notOne(source, to, path);
      case Source.ViewRows ignored -> notOne(source, to, path);
      default -> {
        var type = type(source, path);
        if (type != null && to != null && !Fit.fits(type, to)) {
          findings.error(path, Findings.a(type), "what can be made " + Findings.a(to));
        }
      }
    }
  }

  /** Rows: into an expression of nothing said, and into lists of values. */
  private void notOne(Source source, @Nullable PropertyType to, String path) {
    type(source, path);
    if (to != null && to != PropertyType.MULTIVALUE) {
      findings.error(path, "rows", "a single value: " + Findings.a(to));
    }
  }

  private void literal(@Nullable Object value, @Nullable PropertyType to, String path) {
    if (value == null || to == null) {
      return;
    }
    try {
      to.convert(value);
    } catch (ValueRefused refused) {
      var type = typeOf(value);
      findings.error(
          path,
          "'%s'%s".formatted(value, type == null ? "" : ", " + Findings.a(type)),
          Findings.a(to));
    }
  }

  private static @Nullable PropertyType typeOf(Object value) {
    return switch (value) {
      case String ignored -> PropertyType.TEXT;
      case Boolean ignored -> PropertyType.YES_NO;
      case Long ignored -> PropertyType.NUMBER;
      case BigDecimal ignored -> PropertyType.DECIMAL;
      case LocalDate ignored -> PropertyType.DATE;
      case LocalTime ignored -> PropertyType.TIME;
      case Instant ignored -> PropertyType.DATE_TIME;
      case UUID ignored -> PropertyType.GUID;
      case List<?> ignored -> PropertyType.MULTIVALUE;
      default -> null;
    };
  }

  /** Checks a source of rows: for a list view or a list control. */
  void rows(Source source, String path) {
    switch (source) {
      case Source.ResultRows ignored -> type(source, path);
      case Source.ViewRows ignored -> type(source, path);
      case Source.Expression(var text) -> findings.expression(path, text, names, Expected.LIST);
      default -> {
        type(source, path);
        findings.error(path, "a single value", "rows: { resultRows: ... } or { rows: ... }");
      }
    }
  }

  /** The type of what comes; null: many, or nobody can say. Notes what is missing. */
  @Nullable PropertyType type(Source source, String path) {
    return switch (source) {
      case Source.Literal(var value) -> value == null ? null : typeOf(value);
      case Source.Text(var parts) -> {
        parts.forEach(part -> into(part, null, path));
        yield PropertyType.TEXT;
      }
      case Source.ControlValue(var scope, var id) -> {
        var control = control(scope, id, path);
        yield control == null ? null : valueType(control, path);
      }
      case Source.ControlProperty(var scope, var id, var property) -> {
        control(scope, id, path);
        yield property.type();
      }
      case Source.FieldValue(var scope, var id) -> {
        var field = field(scope, id, path);
        yield field == null ? null : field.type();
      }
      case Source.ParameterValue(var scope, var id) -> {
        var parameter = parameter(scope, id, path);
        yield parameter == null ? null : parameter.type();
      }
      case Source.ResultValue(var action, var property) -> result(action, property, path);
      case Source.ResultRows(var action) -> {
        var result = result(action, path);
        if (result != null && !result.rows()) {
          findings.error(path, "rows of '%s', which returns none".formatted(action), "a list");
        }
        yield null;
      }
      case Source.ViewRows(var scope, var state) -> {
        var area = home.area(scope, path, findings);
        listView(area, path);
        yield null;
      }
      case Source.SystemValue(var variable) -> type(variable);
      case Source.CurrentItemState ignored -> PropertyType.TEXT;
      case Source.CurrentItem ignored -> null;
      case Source.Expression(var text) -> {
        findings.expression(path, text, names, Expected.VALUE);
        yield null;
      }
    };
  }

  static PropertyType type(SystemVariable variable) {
    return switch (variable) {
      case NOW -> PropertyType.DATE_TIME;
      case TODAY -> PropertyType.DATE;
      case PROCESS_INSTANCE -> PropertyType.NUMBER;
      case USER, FORM_NAME, FORM_STATE, SERIAL_NUMBER, ACTIVITY_NAME -> PropertyType.TEXT;
      case WORKFLOW_ACTION, CLOSE_REASON -> PropertyType.TEXT;
      case ERROR_MESSAGE, ERROR_DETAIL, ERROR_TYPE -> PropertyType.TEXT;
    };
  }

  // ---- references

  /** Null where it is missing, which is noted, or can't be known from here. */
  @Nullable Control control(Scope scope, String id, String path) {
    var area = home.area(scope, path, findings);
    var control = area.control(id);
    if (control == null && area.isKnown()) {
      findings.unknown(path, "control", id, ids(area.controls(), Control::id), area.label());
    }
    return control;
  }

  private @Nullable PropertyType valueType(Control control, String path) {
    if (control.valueType() == null) {
      findings.error(
          path,
          "the value of '%s', a control without one".formatted(control.id()),
          "a control that holds a value, or one of its properties");
    }
    return control.valueType();
  }

  @Nullable Field field(Scope scope, String id, String path) {
    var area = home.area(scope, path, findings);
    var field = area.field(id);
    if (field == null && area.isKnown()) {
      findings.unknown(path, "field", id, ids(area.fields(), Field::id), area.label());
    }
    return field;
  }

  @Nullable Parameter parameter(Scope scope, String id, String path) {
    var area = home.area(scope, path, findings);
    var parameter = area.parameter(id);
    if (parameter == null && area.isKnown()) {
      findings.unknown(path, "parameter", id, ids(area.parameters(), Parameter::id), area.label());
    }
    return parameter;
  }

  /** Notes an area that has no rows. */
  void listView(Area area, String path) {
    var view = area.asView();
    if (area.isKnown() && (view == null || !view.kind().isList())) {
      findings.error(path, area.label() + ", which has no rows", "a list view");
    }
  }

  private static <T> List<String> ids(List<T> parts, java.util.function.Function<T, String> idOf) {
    return parts.stream().map(idOf).toList();
  }

  private @Nullable PropertyType result(String action, String property, String path) {
    var result = result(action, path);
    var properties = result == null ? null : result.properties();
    if (properties == null) {
      return null;
    }
    if (!properties.containsKey(property)) {
      findings.unknown(
          path,
          "property",
          property,
          properties.keySet(),
          "what action '%s' returns".formatted(action));
    }
    return properties.get(property);
  }

  private Results.@Nullable Result result(String action, String path) {
    var result = results == null ? null : results.of(action);
    if (result == null) {
      var ids = new java.util.ArrayList<String>();
      if (results != null) {
        results.actions().forEach(ids::add);
      }
      findings.unknown(path, "action", action, ids, "this rule");
    }
    return result;
  }
}
