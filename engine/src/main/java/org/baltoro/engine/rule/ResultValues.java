package org.baltoro.engine.rule;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns what an expression gave into the value of a data field. */
final class ResultValues {
  /** What is longer lies beside the state, and gets there only as it is, from a field. */
  private static final int CHARACTERS_MAX = 16_384;

  private static final JsonMapper JSON =
      JsonMapper.builder().disable(SerializationFeature.INDENT_OUTPUT).build();

  private ResultValues() {}

  /**
   * Null if no data field can hold it.
   *
   * @param zone of dates with times that have none
   */
  static @Nullable Value of(@Nullable Object result, ZoneId zone) throws FeelValues.Unusable {
    return switch (result) {
      case null -> new Value.NoValue();
      case Boolean flag -> new Value.BooleanValue(flag);
      case String text -> new Value.StringValue(checked(text));
      case scala.math.BigDecimal number -> new Value.DecimalValue(number.bigDecimal());
      case LocalDate date -> new Value.DateValue(date);
      case Temporal moment -> {
        var instant = FeelRules.instant(moment, zone);
        yield instant == null ? null : new Value.DateTimeValue(instant);
      }
      case scala.collection.Seq<?> list -> json(list);
      case scala.collection.Map<?, ?> context -> json(context);
      default -> null;
    };
  }

  private static Value json(Object tree) throws FeelValues.Unusable {
    return new Value.JsonValue(checked(JSON.writeValueAsString(plain(tree))));
  }

  private static @Nullable Object plain(@Nullable Object part) {
    return switch (part) {
      case null -> null;
      case scala.math.BigDecimal number -> number.bigDecimal();
      case scala.collection.Seq<?> list -> {
        List<@Nullable Object> plain = new ArrayList<>();
        var items = list.iterator();
        while (items.hasNext()) {
          plain.add(plain(items.next()));
        }
        yield plain;
      }
      case scala.collection.Map<?, ?> context -> {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        var keys = context.keysIterator();
        var values = context.valuesIterator();
        while (keys.hasNext()) {
          plain.put(String.valueOf(keys.next()), plain(values.next()));
        }
        yield plain;
      }
      case Boolean flag -> flag;
      default -> part.toString();
    };
  }

  private static String checked(String text) throws FeelValues.Unusable {
    if (text.length() > CHARACTERS_MAX) {
      throw new FeelValues.Unusable(
          "it gives %,d characters, and at most %,d can be computed: name the data field itself"
              .formatted(text.length(), CHARACTERS_MAX));
    }
    return text;
  }
}
