package org.baltoro.language.yaml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes single values as YAML that reads back the same: bare where that is safe, else quoted. */
public final class YamlText {
  /** Bare text that can't be taken for anything else, neither in a block nor in {@code [ ]}. */
  private static final Pattern BARE =
      Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_./()+*-]*( [\\p{L}\\p{Nd}_./()+*<>=-]+)*");

  /** What a rule has besides, bare in a block. */
  private static final Pattern BARE_RULE =
      Pattern.compile("\\p{L}[\\p{L}\\p{Nd}_./()+*\"',-]*( [\\p{L}\\p{Nd}_./()+*<>!=\"',-]+)*");

  private static final Set<String> NO_TEXT = Set.of("true", "false", "null");
  private static final int BARE_CHARACTERS_MAX = 100;

  private YamlText() {}

  /** A text on one line. */
  public static String quoted(String text) {
    return isBare(text, BARE) ? text : inQuotes(text);
  }

  /**
   * A text as the value of a key: over several lines where it has them.
   *
   * @param indentation of the key, in blanks
   */
  public static String block(String text, int indentation) {
    if (isBare(text, BARE_RULE)) {
      return text;
    }
    return text.contains("\n") && isPlain(text) ? literal(text, indentation) : inQuotes(text);
  }

  private static boolean isBare(String text, Pattern pattern) {
    return text.length() <= BARE_CHARACTERS_MAX
        && pattern.matcher(text).matches()
        && !NO_TEXT.contains(text.toLowerCase(java.util.Locale.ROOT));
  }

  /**
   * Whether a block can hold the text as it is: characters that show, line feeds, no blank ends.
   */
  private static boolean isPlain(String text) {
    return !text.isBlank()
        && !text.startsWith("\n")
        && text.codePoints().allMatch(YamlText::isShown)
        && text.lines().noneMatch(line -> !line.isEmpty() && line.isBlank());
  }

  private static boolean isShown(int character) {
    return character == '\n'
        || character == '\t'
        || (character >= ' ' && character <= '~')
        || Character.isLetterOrDigit(character);
  }

  private static String literal(String text, int indentation) {
    var header = new StringBuilder("|");
    if (Character.isWhitespace(text.charAt(0))) {
      header.append('2');
    }
    if (!text.endsWith("\n")) {
      header.append('-');
    } else if (text.endsWith("\n\n")) {
      header.append('+');
    }
    var blanks = " ".repeat(indentation + 2);
    return header
        + text.lines()
            .map(line -> "\n" + (line.isEmpty() ? "" : blanks + line))
            .collect(Collectors.joining());
  }

  private static String inQuotes(String text) {
    boolean oneLine =
        text.codePoints().allMatch(YamlText::isShown) && !text.matches("(?s).*[\n\t].*");
    if (oneLine && (text.contains("\"") || text.contains("\\"))) {
      return "'" + text.replace("'", "''") + "'";
    }
    var quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(character -> {
          switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            case '\r' -> quoted.append("\\r");
            default -> {
              if (isShown(character)) {
                quoted.appendCodePoint(character);
              } else {
                quoted.append(
                    character > 0xFFFF
                        ? "\\U%08X".formatted(character)
                        : "\\u%04X".formatted(character));
              }
            }
          }
        });
    return quoted.append('"').toString();
  }

  /** A value without a declared type, on one line. */
  public static String flow(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> quoted(text);
      case List<?> list ->
          list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
              .collect(
                  Collectors.joining(", ", map.isEmpty() ? "{" : "{ ", map.isEmpty() ? "}" : " }"));
      default -> value.toString();
    };
  }
}
