package org.baltoro.forms.session;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Control;
import org.baltoro.forms.document.ElementProperty;
import org.baltoro.forms.document.Field;
import org.baltoro.forms.document.ItemState;
import org.baltoro.forms.document.Parameter;
import org.baltoro.forms.document.View;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** A view on a window, a subview, or what a form has besides its views. */
final class Area {
  final Window window;
  final String id;

  /** Null: it is the form itself. */
  final @Nullable View view;

  final @Nullable TabState tab;
  final Properties properties;
  final Map<String, ControlState> controls = new LinkedHashMap<>();
  final Map<String, Cell> parameters = new LinkedHashMap<>();

  /** Of fields, and of controls without one; in a list view the rows have them. */
  final Map<String, Cell> cells = new LinkedHashMap<>();

  final @Nullable ListState list;

  /** Its rows, or what is shown of them, may differ from what the page was told. */
  boolean rowsTouched = true;

  Area(
      Window window,
      String id,
      @Nullable View view,
      @Nullable TabState tab,
      Properties properties,
      List<Control> controls,
      List<Parameter> parameters) {
    this.window = window;
    this.id = id;
    this.view = view;
    this.tab = tab;
    this.properties = properties;
    this.list = view != null && view.kind().isList() ? new ListState() : null;
    addControls(controls, null);
    for (var parameter : parameters) {
      this.parameters.put(parameter.id(), cell(parameter));
    }
    if (list == null) {
      addCells(cells, null);
    }
  }

  private void addControls(List<Control> definitions, @Nullable ControlState table) {
    for (var definition : definitions) {
      var state = new ControlState(this, definition, table);
      controls.put(definition.id(), state);
      addControls(definition.controls(), state);
    }
  }

  private Cell cell(Parameter parameter) {
    var value =
        parameter.defaultValue() == null && parameter.type() == PropertyType.YES_NO
            ? (Object) false
            : parameter.defaultValue();
    return new Cell(
        this,
        null,
        Cell.Kind.PARAMETER,
        parameter.id(),
        parameter.type(),
        parameter.secret(),
        value);
  }

  private void addCells(Map<String, Cell> into, @Nullable RowState row) {
    if (view != null) {
      for (var field : view.fields()) {
        into.put(field.id(), cell(field, row));
      }
    }
    for (var control : controls.values()) {
      var definition = control.definition;
      var type = definition.valueType();
      if (definition.field() == null && type != null) {
        into.put(
            definition.id(),
            new Cell(
                this,
                row,
                Cell.Kind.CONTROL,
                definition.id(),
                type,
                definition.isSecret(),
                definition.defaultValue()));
      }
    }
  }

  private Cell cell(Field field, @Nullable RowState row) {
    boolean secret =
        field.secret()
            || controls.values().stream()
                .anyMatch(control ->
                    field.id().equals(control.definition.field()) && control.definition.isSecret());
    return new Cell(this, row, Cell.Kind.FIELD, field.id(), field.type(), secret, null);
  }

  /** A row of this list with empty fields. */
  RowState newRow(long rowId, ItemState state) {
    var row = new RowState(rowId, state);
    addCells(row.cells, row);
    return row;
  }

  /** For people: the view's id on its form; "" for the form itself. */
  String name() {
    return window.prefix() + id;
  }

  boolean isShown() {
    return properties.is(ElementProperty.VISIBLE)
        && !properties.is(ElementProperty.COLLAPSED)
        && (tab == null || tab.isShown())
        && formIs(ElementProperty.VISIBLE);
  }

  boolean isEnabled() {
    return properties.is(ElementProperty.ENABLED) && formIs(ElementProperty.ENABLED);
  }

  boolean isReadOnly() {
    return properties.is(ElementProperty.READ_ONLY)
        || window.main().properties.is(ElementProperty.READ_ONLY);
  }

  private boolean formIs(ElementProperty property) {
    return window.main().properties.is(property);
  }

  /** Where the value of a control is. Null: it has none, or there is no row. */
  @Nullable Cell cellOf(ControlState control, @Nullable RowState row) {
    var field = control.definition.field();
    var all = list == null ? cells : row == null ? Map.<String, Cell>of() : row.cells;
    return all.get(field == null ? control.id() : field);
  }

  /** The controls that show a cell. */
  List<ControlState> showing(Cell cell) {
    if (cell.kind == Cell.Kind.PARAMETER) {
      return List.of();
    }
    return controls.values().stream()
        .filter(control -> {
          var field = control.definition.field();
          return cell.kind == Cell.Kind.FIELD
              ? cell.id.equals(field)
              : field == null && cell.id.equals(control.id());
        })
        .toList();
  }
}
