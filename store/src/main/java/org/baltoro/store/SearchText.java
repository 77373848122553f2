package org.baltoro.store;

import org.baltoro.kernel.Value;

/** The text under which a searchable value is stored and asked for: equal values, equal texts. */
public final class SearchText {
  private SearchText() {}

  /**
   * The value's search text; at most 200 characters.
   *
   * @throws IllegalArgumentException for types that can't be searched: binary, json, large values
   */
  public static String of(Value value) {
    var text =
        switch (value) {
          case Value.BooleanValue(var truth) -> Boolean.toString(truth);
          case Value.IntegerValue(var number) -> Integer.toString(number);
          case Value.LongValue(var number) -> Long.toString(number);
          case Value.DecimalValue(var number) -> number.stripTrailingZeros().toPlainString();
          case Value.DoubleValue(var number) -> Double.toString(number);
          case Value.StringValue(var string) -> string;
          case Value.DateValue(var date) -> date.toString();
          case Value.DateTimeValue(var instant) -> instant.toString();
          case Value.BinaryValue b -> throw notSearchable(value);
          case Value.JsonValue j -> throw notSearchable(value);
          case Value.LargeValue l -> throw notSearchable(value);
          case Value.NoValue n -> throw notSearchable(value);
        };
    return text.length() <= 200 ? text : text.substring(0, 200);
  }

  private static IllegalArgumentException notSearchable(Value value) {
    return new IllegalArgumentException(
        "A %s can't be searched: make the field not searchable."
            .formatted(value.getClass().getSimpleName()));
  }
}
