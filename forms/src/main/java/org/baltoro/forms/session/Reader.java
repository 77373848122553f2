package org.baltoro.forms.session;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.ListFilter;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.SystemVariable;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.language.feel.Evaluation;
import org.jspecify.annotations.Nullable;

/** Reads sources, for one part of a rule that runs. Called under the lock. */
final class Reader {
  private static final int SHOWN_MAX = 200;

  private final Session session;
  private final RunContext context;
  private final Home home;

  /**
   * @param home from where the sources are seen: {@link RunContext#home} of an action or condition,
   *     or the view whose own sources they are
   */
  Reader(Session session, RunContext context, Home home) {
    this.session = session;
    this.context = context;
    this.home = home;
  }

  RunContext context() {
    return context;
  }

  /** The same, seen from an area: for what its view says of itself. */
  Reader from(Area area) {
    return new Reader(session, context, new Home(area.window, area.id));
  }

  /** The same, at a row or item. */
  Reader at(RunContext other) {
    return new Reader(session, other, home);
  }

  @Nullable Object value(Source source) throws RuleFailure {
    return switch (source) {
      case Source.Literal(var value) -> value;
      case Source.Text(var parts) -> text(parts);
      case Source.ControlValue(var scope, var control) -> controlValue(scope, control);
      case Source.ControlProperty(var scope, var control, var property) ->
          control(scope, control).properties.get(property);
      case Source.FieldValue(var scope, var field) -> fieldValue(scope, field);
      case Source.ParameterValue(var scope, var parameter) -> parameter(scope, parameter).value;
      case Source.ResultValue(var action, var property) -> result(action, property);
      case Source.ResultRows(var action) -> rowsOf(action);
      case Source.ViewRows(var scope, var state) -> viewRows(area(scope), state);
      case Source.SystemValue(var variable) -> system(variable);
      case Source.CurrentItemState state -> currentState();
      case Source.CurrentItem(var property) -> currentItem(property);
      case Source.Expression(var text) -> expression(text);
    };
  }

  /** As text; the empty value as none. */
  String text(Source source) throws RuleFailure {
    return Values.text(value(source));
  }

  private String text(List<Source> parts) throws RuleFailure {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(Values.text(value(part)));
    }
    return text.toString();
  }

  Area area(Scope scope) throws RuleFailure {
    return context.area(scope, home);
  }

  ControlState control(Scope scope, String id) throws RuleFailure {
    var area = area(scope);
    var control = area.controls.get(id);
    if (control == null) {
      throw missing(area, "control", id);
    }
    return control;
  }

  Cell parameter(Scope scope, String id) throws RuleFailure {
    var area = area(scope);
    var parameter = area.parameters.get(id);
    if (parameter == null) {
      throw missing(area, "parameter", id);
    }
    return parameter;
  }

  private static RuleFailure missing(Area area, String what, String id) {
    return new RuleFailure(
        RuleError.INVALID_DOCUMENT,
        "%s has no %s '%s'. The check at deployment let it by."
            .formatted(area.name().isEmpty() ? "The form" : area.name(), what, id));
  }

  private @Nullable Object controlValue(Scope scope, String id) throws RuleFailure {
    var control = control(scope, id);
    var cell = control.area.cellOf(control, context.row(control.area));
    return cell == null ? null : cell.value;
  }

  private @Nullable Object fieldValue(Scope scope, String field) throws RuleFailure {
    var area = area(scope);
    var row = context.row(area);
    if (area.list != null && row == null && area.view != null && area.view.field(field) != null) {
      return null;
    }
    return field(area, field, row).value;
  }

  /** The cell of a field. */
  Cell field(Area area, String field, @Nullable RowState row) throws RuleFailure {
    if (area.list != null && row == null) {
      throw new RuleFailure(
          "NO_ROW",
          "No row of %s is selected, so its '%s' can't be used.".formatted(area.name(), field));
    }
    var cell = row == null ? area.cells.get(field) : row.cells.get(field);
    if (cell == null) {
      throw missing(area, "field", field);
    }
    return cell;
  }

  @Nullable RowState row(Area area) {
    return context.row(area);
  }

  private @Nullable Object result(String action, String property) {
    var rows = context.results().get(action);
    return rows == null || rows.isEmpty() ? null : rows.getFirst().get(property);
  }

  private List<Row> rowsOf(String action) {
    return context.results().getOrDefault(action, List.of());
  }

  /** Rows with the properties of the list's SmartObject. */
  private static List<Row> viewRows(Area area, ItemState state) throws RuleFailure {
    if (area.list == null || area.view == null) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "%s is no list.".formatted(area.name()));
    }
    var rows = new ArrayList<Row>();
    for (var row : area.list.in(state)) {
      rows.add(asRow(area, row));
    }
    return rows;
  }

  static Row asRow(Area area, @Nullable RowState row) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    if (area.view != null) {
      for (var field : area.view.fields()) {
        var cell = row == null ? area.cells.get(field.id()) : row.cells.get(field.id());
        values.put(field.property(), cell == null ? null : cell.value);
      }
    }
    return new Row(values);
  }

  private @Nullable Object system(SystemVariable variable) {
    var item = session.workItem;
    var error = context.error();
    return switch (variable) {
      case USER -> session.caller.user();
      case NOW -> session.now();
      case TODAY -> LocalDate.ofInstant(session.now(), session.zone());
      case FORM_NAME -> context.window().document();
      case FORM_STATE -> context.window().state;
      case SERIAL_NUMBER -> item == null ? null : item.serialNumber();
      case PROCESS_INSTANCE -> item == null ? null : item.instance();
      case ACTIVITY_NAME -> item == null ? null : item.activity();
      case WORKFLOW_ACTION ->
          context.occurrence() instanceof Occurrence.WorkflowSubmit(var window, var action)
              ? action
              : null;
      case CLOSE_REASON ->
          switch (context.occurrence()) {
            case Occurrence.SubformClosing(var window, var reason) -> reason.name();
            case Occurrence.SubformClosed(var window, var reason) -> reason.name();
            default -> null;
          };
      case ERROR_MESSAGE -> error == null ? null : error.message();
      case ERROR_DETAIL -> error == null ? null : error.detail();
      case ERROR_TYPE -> error == null ? null : error.type();
    };
  }

  private @Nullable Object currentState() {
    var rows = context.rows();
    return rows.isEmpty() ? null : rows.getFirst().row().state.name();
  }

  private @Nullable Object currentItem(@Nullable String property) {
    var item = context.item();
    if (item == null) {
      return null;
    }
    return property == null ? item.value() : item.row().get(property);
  }

  @Nullable Object expression(String text) throws RuleFailure {
    var area = area(Scope.OWN);
    var names = new Names(area, context.row(area), session.now(), session.zone());
    return switch (session.services.expressions().evaluate(text, names)) {
      case Evaluation.Answer<?> answer -> answer.value();
      case Evaluation.Failed<?> failed ->
          throw new RuleFailure(
              RuleError.EXPRESSION_FAILED,
              "The expression '%s' %s".formatted(shown(text), failed.why()));
    };
  }

  private static String shown(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "...";
  }

  /** The filter with the values of this moment. */
  @Nullable Filter filter(@Nullable ListFilter filter) throws RuleFailure {
    return switch (filter) {
      case null -> null;
      case ListFilter.And(var parts) -> new Filter.And(filters(parts));
      case ListFilter.Or(var parts) -> new Filter.Or(filters(parts));
      case ListFilter.Not(var negated) -> new Filter.Not(some(negated));
      case ListFilter.Compare(var property, var operator, var value) ->
          compare(property, operator, value(value));
      case ListFilter.Empty(var property) -> new Filter.Empty(property);
      case ListFilter.In(var property, var values) -> in(property, value(values));
    };
  }

  private List<Filter> filters(List<ListFilter> parts) throws RuleFailure {
    var filters = new ArrayList<Filter>();
    for (var each : parts) {
      filters.add(some(each));
    }
    return filters;
  }

  private Filter some(ListFilter filter) throws RuleFailure {
    var made = filter(filter);
    if (made == null) {
      throw new IllegalStateException("A filter that is there gives one.");
    }
    return made;
  }

  /** With nothing to compare with, no row is found but those that are empty, if that is asked. */
  private static Filter compare(String property, Filter.Operator operator, @Nullable Object value) {
    if (!Values.isEmpty(value) && value != null) {
      return new Filter.Compare(property, operator, value);
    }
    return switch (operator) {
      case EQUALS -> new Filter.Empty(property);
      case NOT_EQUALS -> new Filter.Not(new Filter.Empty(property));
      case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, CONTAINS, STARTS_WITH, ENDS_WITH ->
          new Filter.Or(List.of());
    };
  }

  private static Filter in(String property, @Nullable Object values) {
    if (!(values instanceof List<?> list)) {
      return values == null ? new Filter.Or(List.of()) : new Filter.In(property, List.of(values));
    }
    var given = new ArrayList<Object>();
    for (var value : list) {
      if (value != null) {
        given.add(value);
      }
    }
    return new Filter.In(property, given);
  }
}
