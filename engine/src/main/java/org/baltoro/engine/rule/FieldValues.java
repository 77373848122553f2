package org.baltoro.engine.rule;

import java.math.BigDecimal;
import java.time.ZoneId;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.language.feel.FeelText;
import org.baltoro.language.feel.UnusableValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns the values of fields into what expressions take, and into text for people. */
final class FieldValues {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private FieldValues() {}

  /**
   * The value as an expression takes it.
   *
   * @param content gives the content of a large value
   */
  static @Nullable Object of(
      Value value, java.util.function.Function<String, @Nullable String> content)
      throws UnusableValue {
    return switch (value) {
      case Value.NoValue ignored -> null;
      case Value.BooleanValue(var flag) -> flag;
      case Value.IntegerValue(var number) -> BigDecimal.valueOf(number);
      case Value.LongValue(var number) -> BigDecimal.valueOf(number);
      case Value.DecimalValue(var number) -> number;
      case Value.DoubleValue(var number) -> number;
      case Value.StringValue(var text) -> text;
      case Value.DateValue(var date) -> date;
      case Value.DateTimeValue(var instant) -> instant;
      case Value.BinaryValue(var base64) -> base64;
      case Value.JsonValue(var text) -> json(text);
      case Value.LargeValue large -> large(large, content);
    };
  }

  private static @Nullable Object large(
      Value.LargeValue large, java.util.function.Function<String, @Nullable String> content)
      throws UnusableValue {
    @Nullable String text;
    try {
      text = content.apply(large.sha256());
    } catch (RuntimeException failure) {
      throw new UnusableValue("can't be had from the store: " + failure.getMessage());
    }
    if (text == null) {
      throw new UnusableValue(
          "is not in the store, which has no content with hash " + large.sha256());
    }
    return large.type() == DataType.JSON ? json(text) : text;
  }

  private static @Nullable Object json(String text) throws UnusableValue {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JacksonException broken) {
      throw new UnusableValue("holds no valid JSON: " + broken.getOriginalMessage());
    }
  }

  /** As people read it: strings in quotes, long ones cut. */
  static String text(@Nullable Value value, ZoneId zone) {
    return FeelText.cut(
        switch (value) {
          case null -> "null";
          case Value.NoValue ignored -> "null";
          case Value.BooleanValue(var flag) -> String.valueOf(flag);
          case Value.IntegerValue(var number) -> String.valueOf(number);
          case Value.LongValue(var number) -> String.valueOf(number);
          case Value.DecimalValue(var number) -> number.toString();
          case Value.DoubleValue(var number) -> String.valueOf(number);
          case Value.StringValue(var text) -> '"' + text + '"';
          case Value.DateValue(var date) -> date.toString();
          case Value.DateTimeValue(var instant) -> instant.atZone(zone).toString();
          case Value.BinaryValue(var base64) -> "binary, %,d characters".formatted(base64.length());
          case Value.JsonValue(var json) -> json;
          case Value.LargeValue(var type, var ignored, var length) ->
              "%s, %,d characters".formatted(type.label(), length);
        });
  }
}
