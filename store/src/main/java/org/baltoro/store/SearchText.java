package org.baltoro.store;

import java.math.BigDecimal;
import org.baltoro.kernel.Value;
import org.baltoro.store.codec.PlainText;
import org.jspecify.annotations.Nullable;

/** The text under which a searchable value is stored and asked for: equal values, equal texts. */
public final class SearchText {
  /**
   * In place of a field: who has acted on a worklist item of the instance. No field has such a
   * name.
   */
  public static final String PARTICIPANT = "@participant";

  private static final int PLACES_MAX = 1_000;

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
          case Value.DecimalValue(var number) -> ofDecimal(number.stripTrailingZeros());
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

  /** A short number with a great exponent must not become a text that no memory holds. */
  private static String ofDecimal(BigDecimal number) {
    return Math.abs((long) number.scale()) > PLACES_MAX
        ? number.toString()
        : number.toPlainString();
  }

  /**
   * The text of its row in the store; null for no value, and for values that lie beside the state:
   * those can't be searched.
   */
  public static @Nullable String ifSearchable(@Nullable Value value) {
    return switch (value) {
      case null -> null;
      case Value.NoValue none -> null;
      case Value.LargeValue large -> null;
      case Value present -> PlainText.storable(of(present));
    };
  }

  private static IllegalArgumentException notSearchable(Value value) {
    return new IllegalArgumentException(
        "A %s can't be searched: make the field not searchable."
            .formatted(value.getClass().getSimpleName()));
  }
}
