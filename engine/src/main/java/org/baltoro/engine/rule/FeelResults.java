package org.baltoro.engine.rule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Value;
import org.baltoro.language.feel.UnusableValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Turns what an expression gave into values of fields. */
final class FeelResults {
  /** What is longer lies beside the state, and gets there only as it is, from a field. */
  private static final int CHARACTERS_MAX = 16_384;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private FeelResults() {}

  /** The elements of a list; none for null; any other value alone. */
  static List<Value> list(@Nullable Object result, ZoneId zone) {
    if (result == null) {
      return List.of();
    }
    if (!(result instanceof List<?> elements)) {
      return List.of(value(result, zone));
    }
    var values = new ArrayList<Value>();
    elements.forEach(element -> values.add(value(element, zone)));
    return values;
  }

  /** Whole numbers that fit are integers; lists and contexts are JSON; durations are text. */
  static Value value(@Nullable Object result, ZoneId zone) {
    return switch (result) {
      case null -> new Value.NoValue();
      case Boolean truth -> new Value.BooleanValue(truth);
      case String text -> new Value.StringValue(text);
      case BigDecimal number -> number(number);
      case LocalDate date -> new Value.DateValue(date);
      case ZonedDateTime moment -> new Value.DateTimeValue(moment.toInstant());
      case OffsetDateTime moment -> new Value.DateTimeValue(moment.toInstant());
      case LocalDateTime moment -> new Value.DateTimeValue(moment.atZone(zone).toInstant());
      case List<?> list -> json(list);
      case Map<?, ?> context -> json(context);
      default -> new Value.StringValue(result.toString());
    };
  }

  /** What a data field can hold; null for times of day and durations. */
  static @Nullable Value ofField(@Nullable Object result, ZoneId zone) throws UnusableValue {
    boolean none =
        result instanceof LocalTime
            || result instanceof OffsetTime
            || result instanceof TemporalAmount;
    var value = none ? null : value(result, zone);
    int length =
        switch (value) {
          case Value.StringValue(var text) -> text.length();
          case Value.JsonValue(var text) -> text.length();
          case null, default -> 0;
        };
    if (length > CHARACTERS_MAX) {
      throw new UnusableValue(
          "it gives %,d characters, and at most %,d can be computed: name the data field itself"
              .formatted(length, CHARACTERS_MAX));
    }
    return value;
  }

  private static Value number(BigDecimal number) {
    try {
      long whole = number.longValueExact();
      return whole == (int) whole
          ? new Value.IntegerValue((int) whole)
          : new Value.LongValue(whole);
    } catch (ArithmeticException fractionOrTooLarge) {
      return new Value.DecimalValue(number);
    }
  }

  private static Value json(Object tree) {
    return new Value.JsonValue(JSON.writeValueAsString(Plain.of(tree).value()));
  }
}
