package org.baltoro.forms.session;

import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Holds one value: of a field, of a control without a field, or of a parameter. */
final class Cell {
  final Area area;
  final @Nullable RowState row;
  final Kind kind;
  final String id;
  final PropertyType type;
  final boolean secret;
  @Nullable Object value;

  /** The number of the last change in the session; 0: never. */
  long changed;

  Cell(
      Area area,
      @Nullable RowState row,
      Kind kind,
      String id,
      PropertyType type,
      boolean secret,
      @Nullable Object value) {
    this.area = area;
    this.row = row;
    this.kind = kind;
    this.id = id;
    this.type = type;
    this.secret = secret;
    this.value = value;
  }

  /** Whose value it is. */
  enum Kind {
    FIELD,
    CONTROL,
    PARAMETER
  }

  /** For people: {@code "lines[3].amount"}. */
  String place() {
    var name = area.name();
    var at = row == null ? "" : "[%d]".formatted(row.id);
    return name.isEmpty() && at.isEmpty() ? id : name + at + "." + id;
  }
}
