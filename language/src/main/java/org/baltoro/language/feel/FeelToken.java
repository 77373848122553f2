package org.baltoro.language.feel;

import java.util.ArrayList;
import java.util.List;

/**
 * A word, number, string or sign of an expression, and where it stands. The parser gives no
 * positions; these do.
 *
 * @param text as it stands, with quotes and back-ticks
 * @param offset of its first character, from 0
 */
public record FeelToken(Kind kind, String text, int offset) {

  public enum Kind {
    NAME,
    NUMBER,
    STRING,
    SIGN,
    /** A string without its closing quote, or a character that FEEL doesn't know. */
    BROKEN
  }

  private static final List<String> LONG_SIGNS =
      List.of("<=", ">=", "!=", "**", "..", "==", "&&", "||", "<>");
  private static final String SIGNS = "<>=+-*/()[]{},.:@?";

  public boolean is(String other) {
    return text.equals(other);
  }

  /** The name that a name token stands for: without back-ticks. */
  public String name() {
    return text.startsWith("`") ? text.substring(1, text.length() - 1) : text;
  }

  /** What a string token stands for, escapes left alone. */
  public String content() {
    return text.substring(1, text.length() - 1);
  }

  public int end() {
    return offset + text.length();
  }

  /** All tokens of {@code text}, in order; white space and comments are none. */
  public static List<FeelToken> of(String text) {
    var tokens = new ArrayList<FeelToken>();
    int at = 0;
    while (at < text.length()) {
      if (isSpace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at)) {
        at = endOf(text, "\n", at);
      } else if (text.startsWith("/*", at)) {
        at = endOf(text, "*/", at);
      } else {
        var token = next(text, at);
        tokens.add(token);
        at = token.end();
      }
    }
    return tokens;
  }

  private static int endOf(String text, String closing, int from) {
    int found = text.indexOf(closing, from + 2);
    return found < 0 ? text.length() : found + closing.length();
  }

  private static FeelToken next(String text, int at) {
    char first = text.charAt(at);
    if (first == '"' || first == '`') {
      return quoted(text, at, first);
    }
    if (Character.isDigit(first)) {
      return number(text, at);
    }
    if (Character.isJavaIdentifierStart(first)) {
      int end = at + 1;
      while (end < text.length()
          && Character.isJavaIdentifierPart(text.charAt(end))
          && !isSpace(text.charAt(end))) {
        end++;
      }
      return new FeelToken(Kind.NAME, text.substring(at, end), at);
    }
    for (var sign : LONG_SIGNS) {
      if (text.startsWith(sign, at)) {
        return new FeelToken(Kind.SIGN, sign, at);
      }
    }
    var kind = SIGNS.indexOf(first) >= 0 ? Kind.SIGN : Kind.BROKEN;
    return new FeelToken(
        kind, text.substring(at, at + Character.charCount(text.codePointAt(at))), at);
  }

  private static FeelToken quoted(String text, int at, char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += quote == '"' && text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length()) {
      return new FeelToken(Kind.BROKEN, text.substring(at), at);
    }
    var kind = quote == '"' ? Kind.STRING : Kind.NAME;
    return new FeelToken(kind, text.substring(at, end + 1), at);
  }

  private static FeelToken number(String text, int at) {
    int end = at;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    if (end + 1 < text.length()
        && text.charAt(end) == '.'
        && Character.isDigit(text.charAt(end + 1))) {
      end++;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
    }
    return new FeelToken(Kind.NUMBER, text.substring(at, end), at);
  }

  private static boolean isSpace(char character) {
    return org.camunda.feel.impl.parser.FeelWhitespace.isWhitespace(character);
  }
}
