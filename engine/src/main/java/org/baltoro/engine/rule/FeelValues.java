package org.baltoro.engine.rule;

import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.DataType;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValNull$;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns the values of fields into the engine's, and into text for people. */
final class FeelValues {
  private static final int TEXT_MAX = 200;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private FeelValues() {}

  static final Val NULL = ValNull$.MODULE$;

  /** A value that no rule can use: why, as the rest of a sentence that begins with its name. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1;

    Unusable(String why) {
      super(why);
    }
  }

  /**
   * The engine's value.
   *
   * @param zone in which dates with times are seen
   * @param content gives the content of a large value
   */
  static Val of(
      Value value, ZoneId zone, java.util.function.Function<String, @Nullable String> content)
      throws Unusable {
    return switch (value) {
      case Value.NoValue ignored -> NULL;
      case Value.BooleanValue(var flag) -> known(flag);
      case Value.IntegerValue(var number) -> known(BigDecimal.valueOf(number));
      case Value.LongValue(var number) -> known(BigDecimal.valueOf(number));
      case Value.DecimalValue(var number) -> known(checked(number));
      case Value.DoubleValue(var number) -> known(finite(number));
      case Value.StringValue(var text) -> known(text);
      case Value.DateValue(var date) -> known(date);
      case Value.DateTimeValue(var instant) -> known(instant.atZone(zone));
      case Value.BinaryValue(var base64) -> known(base64);
      case Value.JsonValue(var text) -> json(text);
      case Value.LargeValue large -> large(large, content);
    };
  }

  static Val known(Object value) {
    return FeelEngine.defaultValueMapper().toVal(value);
  }

  private static BigDecimal finite(double number) throws Unusable {
    if (!Double.isFinite(number)) {
      throw new Unusable("is " + number + ", which is no number");
    }
    return BigDecimal.valueOf(number);
  }

  private static BigDecimal checked(BigDecimal number) throws Unusable {
    if (GuardedFunctions.isTooLarge(number)) {
      throw new Unusable(
          "has more than %,d digits or places".formatted(GuardedFunctions.DIGITS_MAX));
    }
    return number;
  }

  private static Val large(
      Value.LargeValue large, java.util.function.Function<String, @Nullable String> content)
      throws Unusable {
    @Nullable String text;
    try {
      text = content.apply(large.sha256());
    } catch (RuntimeException failure) {
      throw new Unusable("can't be had from the store: " + failure.getMessage());
    }
    if (text == null) {
      throw new Unusable("is not in the store, which has no content with hash " + large.sha256());
    }
    return large.type() == DataType.JSON ? json(text) : known(text);
  }

  private static Val json(String text) throws Unusable {
    Object tree;
    try {
      tree = JSON.readValue(text, Object.class);
    } catch (JacksonException broken) {
      throw new Unusable("holds no valid JSON: " + broken.getOriginalMessage());
    }
    checkNumbers(tree);
    return tree == null ? NULL : known(tree);
  }

  private static void checkNumbers(@Nullable Object tree) throws Unusable {
    switch (tree) {
      case BigDecimal number -> checked(number);
      case java.math.BigInteger number -> checked(new BigDecimal(number));
      case Map<?, ?> entries -> {
        for (var entry : entries.values()) {
          checkNumbers(entry);
        }
      }
      case List<?> elements -> {
        for (var element : elements) {
          checkNumbers(element);
        }
      }
      case null, default -> {}
    }
  }

  /** As people read it: strings in quotes, long ones cut. */
  static String text(@Nullable Value value, ZoneId zone) {
    return cut(
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

  static String cut(String text) {
    return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "...";
  }
}
