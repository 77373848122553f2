package org.baltoro.forms.broker.sql;

import java.math.BigDecimal;
import java.util.List;
import org.baltoro.forms.smartobject.FieldError;
import org.jspecify.annotations.Nullable;

/** Checks whether a value fits its column. */
final class ColumnCheck {
  private ColumnCheck() {}

  static void check(SqlColumn column, @Nullable Object value, List<FieldError> errors) {
    switch (value) {
      case null -> {}
      case String text -> checkLength(column, text, errors);
      case Long number -> checkRange(column, number, errors);
      case BigDecimal decimal -> checkDigits(column, decimal, errors);
      default -> {}
    }
  }

  private static void checkLength(SqlColumn column, String text, List<FieldError> errors) {
    int length = text.codePointCount(0, text.length());
    if (column.lengthMax() != null && length > column.lengthMax()) {
      errors.add(
          new FieldError(
              column.property(),
              FieldError.Code.TOO_LONG,
              "has %,d characters; its column has room for %,d."
                  .formatted(length, column.lengthMax())));
    }
  }

  private static void checkRange(SqlColumn column, long number, List<FieldError> errors) {
    boolean low = column.min() != null && number < column.min();
    boolean high = column.max() != null && number > column.max();
    if (low || high) {
      errors.add(
          new FieldError(
              column.property(),
              FieldError.Code.OUT_OF_RANGE,
              "is out of range; its column takes %d to %d.".formatted(column.min(), column.max())));
    }
  }

  /** Digits after the point beyond the scale are rounded by databases; here they are refused. */
  private static void checkDigits(SqlColumn column, BigDecimal given, List<FieldError> errors) {
    var decimal = given.stripTrailingZeros();
    var scale = column.scale();
    if (scale != null && decimal.scale() > scale) {
      errors.add(
          new FieldError(
              column.property(),
              FieldError.Code.OUT_OF_RANGE,
              "has %d digits after the point; its column keeps %d."
                  .formatted(decimal.scale(), scale)));
      return;
    }
    if (column.digits() == null) {
      return;
    }
    int whole = decimal.precision() - decimal.scale();
    boolean fits =
        scale == null ? decimal.precision() <= column.digits() : whole <= column.digits() - scale;
    if (!fits) {
      errors.add(
          new FieldError(
              column.property(),
              FieldError.Code.OUT_OF_RANGE,
              "has too many digits; its column keeps %d.".formatted(column.digits())));
    }
  }
}
