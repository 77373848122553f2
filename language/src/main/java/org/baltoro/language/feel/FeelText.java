package org.baltoro.language.feel;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.camunda.feel.syntaxtree.ValString;
import org.jspecify.annotations.Nullable;

/** Values and expressions as people read them, long ones cut. */
public final class FeelText {
  private static final int CHARACTERS_MAX = 200;

  private FeelText() {}

  /** {@code The rule 'Amount > 5' failed: ...}. */
  public static String sentence(String what, String expression, String rest) {
    return "The %s '%s' %s".formatted(what, cut(expression.strip()), rest);
  }

  public static String cut(String text) {
    return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "...";
  }

  /** A result, with its kind. */
  public static String shown(@Nullable Object result) {
    return switch (result) {
      case null -> "null";
      case String text -> "the string " + cut(new ValString(text).toString());
      case BigDecimal number -> "the number " + cut(number.toString());
      case List<?> list -> "a list";
      case Map<?, ?> context -> "a context";
      default -> cut(result.toString());
    };
  }

  /** A value that an expression uses: strings in quotes. */
  static String seen(@Nullable Object value, ZoneId zone) {
    return switch (value) {
      case null -> "null";
      case String text -> cut('"' + text + '"');
      case Instant instant -> instant.atZone(zone).toString();
      case List<?> list -> "a list of %,d".formatted(list.size());
      case Map<?, ?> context -> cut("a context of " + String.join(", ", keys(context)));
      case byte[] bytes -> "%,d bytes".formatted(bytes.length);
      default -> cut(value.toString());
    };
  }

  private static List<String> keys(Map<?, ?> context) {
    return context.keySet().stream().map(String::valueOf).toList();
  }
}
