package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Target;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.Row;
import org.jspecify.annotations.Nullable;

/** Writes to targets, for one action of a rule that runs. Called under the lock. */
final class Writer {
  private final Session session;
  private final Reader reader;
  private final Changing changing;
  private final Writes writes;

  Writer(Session session, Reader reader, Writes writes) {
    this.session = session;
    this.reader = reader;
    this.changing = new Changing(session);
    this.writes = writes;
  }

  /** One mapping, ready to be written: what can fail has been done. */
  @FunctionalInterface
  interface Prepared {
    void write() throws RuleFailure;
  }

  /**
   * Reads all sources and finds all targets, then writes all; a failure before leaves all as is.
   */
  void transfer(List<Mapping> mappings) throws RuleFailure {
    var prepared = new ArrayList<Prepared>();
    for (var mapping : mappings) {
      try {
        prepared.add(prepare(mapping));
      } catch (RuleFailure failure) {
        if (!writes.isLate() || !failure.error().type().equals(RunContext.CLOSED)) {
          throw failure;
        }
        writes.note("dropped, as it is late: " + failure.error().message());
      }
    }
    for (var each : prepared) {
      each.write();
    }
    follow();
  }

  /** Lets calculated controls follow. */
  void follow() {
    follow(session, writes);
  }

  static void follow(Session session, Writes writes) {
    var changed = writes.takeChanged();
    for (var window : session.openWindows()) {
      var here = in(window, changed);
      if (!here.isEmpty()) {
        window.calculations.follow(session, here, new Changing(session), writes);
      }
    }
  }

  private static Writes.Changed in(Window window, Writes.Changed changed) {
    return new Writes.Changed(
        changed.cells().stream().filter(cell -> cell.area.window == window).toList(),
        changed.lists().stream().filter(area -> area.window == window).toList());
  }

  private Prepared prepare(Mapping mapping) throws RuleFailure {
    var value = reader.value(mapping.source());
    return switch (mapping.target()) {
      case Target.ControlValue(var scope, var control) ->
          prepare(reader.control(scope, control), value);
      case Target.FieldValue(var scope, var field) -> {
        var area = reader.area(scope);
        yield prepare(reader.field(area, field, reader.row(area)), value);
      }
      case Target.ParameterValue(var scope, var parameter) ->
          prepare(reader.parameter(scope, parameter), value);
      case Target.ControlProperty(var scope, var control, var property) -> {
        var state = reader.control(scope, control);
        yield prepare(state.properties, property, value, state.name());
      }
      case Target.ViewRows(var scope) -> rows(reader.area(scope), value, mapping.source());
      case Target.ControlItems(var scope, var control) ->
          items(reader.control(scope, control), value);
      case Target.InputProperty target -> throw notHere(target);
      case Target.MethodParameter target -> throw notHere(target);
      case Target.DocumentParameter target -> throw notHere(target);
      case Target.DataField target -> throw notHere(target);
    };
  }

  private static RuleFailure notHere(Target target) {
    return new RuleFailure(
        RuleError.INVALID_DOCUMENT,
        "%s is no target of a transfer or an output.".formatted(target));
  }

  private Prepared prepare(ControlState control, @Nullable Object value) throws RuleFailure {
    var cell = control.area.cellOf(control, reader.row(control.area));
    if (cell == null) {
      throw new RuleFailure(
          "NO_ROW",
          "%s holds no value, or no row of its list is selected.".formatted(control.name()));
    }
    return prepare(cell, value);
  }

  Prepared prepare(Cell cell, @Nullable Object value) throws RuleFailure {
    var converted = Changing.converted(cell.type, value, cell.place());
    return () -> changing.set(cell, converted, writes);
  }

  Prepared prepare(
      Properties properties, ElementProperty property, @Nullable Object value, String name)
      throws RuleFailure {
    if (!properties.has(property)) {
      throw new RuleFailure(
          RuleError.INVALID_DOCUMENT, "%s has no property %s.".formatted(name, property));
    }
    var place = "%s.%s".formatted(name, property.name().toLowerCase(java.util.Locale.ROOT));
    var given = value == null && property.type().isText() ? "" : value;
    var converted = Changing.converted(property.type(), given, place);
    if (converted == null) {
      throw new RuleFailure(
          RuleError.WRONG_TYPE,
          "%s was not changed: it is true or false, not empty.".formatted(place));
    }
    return () -> changing.set(properties, property, converted, place, writes);
  }

  private Prepared rows(Area area, @Nullable Object value, Source source) throws RuleFailure {
    var list = area.list;
    if (list == null) {
      throw new RuleFailure(RuleError.INVALID_DOCUMENT, "%s is no list.".formatted(area.name()));
    }
    var rows = asRows(value);
    var state = source instanceof Source.ResultRows ? ItemState.UNCHANGED : ItemState.ADDED;
    return () -> changing.setRows(area, list, rows, state, writes);
  }

  private Prepared items(ControlState control, @Nullable Object value) throws RuleFailure {
    var rows = asRows(value);
    return () -> changing.setItems(control, ListItems.of(control.definition, rows), writes);
  }

  private static List<Row> asRows(@Nullable Object value) throws RuleFailure {
    var rows = new ArrayList<Row>();
    if (value instanceof List<?> list) {
      for (var element : list) {
        if (!(element instanceof Row row)) {
          throw new RuleFailure(RuleError.WRONG_TYPE, "Only rows can be put into a list.");
        }
        rows.add(row);
      }
      return rows;
    }
    throw new RuleFailure(RuleError.WRONG_TYPE, "Only rows can be put into a list.");
  }
}
