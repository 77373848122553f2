package org.baltoro.kernel;

import java.math.BigDecimal;
import org.baltoro.kernel.definition.DataType;
import org.jspecify.annotations.Nullable;

/**
 * What an expression gave, as a value of a field's type: expressions know one kind of number, and
 * fields four. Nothing is rounded or cut.
 */
final class Coercion {
  private Coercion() {}

  /** Null if {@code value} is none of that type and can't be one without a loss. */
  static @Nullable Value to(DataType type, Value value) {
    if (value.is(type)) {
      return value;
    }
    var number = number(value);
    return number == null ? null : ofNumber(type, number);
  }

  private static @Nullable BigDecimal number(Value value) {
    return switch (value) {
      case Value.IntegerValue(var whole) -> BigDecimal.valueOf(whole);
      case Value.LongValue(var whole) -> BigDecimal.valueOf(whole);
      case Value.DecimalValue(var exact) -> exact;
      case Value.DoubleValue(var floating) ->
          Double.isFinite(floating) ? BigDecimal.valueOf(floating) : null;
      default -> null;
    };
  }

  private static @Nullable Value ofNumber(DataType type, BigDecimal number) {
    try {
      return switch (type) {
        case INTEGER -> new Value.IntegerValue(number.intValueExact());
        case LONG -> new Value.LongValue(number.longValueExact());
        case DECIMAL -> new Value.DecimalValue(number);
        case DOUBLE -> finite(number.doubleValue());
        case BOOLEAN, STRING, DATE, DATETIME, BINARY, JSON -> null;
      };
    } catch (ArithmeticException inexact) {
      return null;
    }
  }

  private static @Nullable Value finite(double number) {
    return Double.isFinite(number) ? new Value.DoubleValue(number) : null;
  }
}
