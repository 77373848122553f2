package org.baltoro.language.feel;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong in an expression.
 *
 * @param line within the expression's text, from 1
 * @param column within the line, from 1
 * @param found what stands there
 * @param expected what should
 * @param nearest the nearest valid name, if one is near
 * @param warning true: the expression can be evaluated all the same
 */
public record ExpressionProblem(
    int line,
    int column,
    String found,
    String expected,
    @Nullable String nearest,
    boolean warning) {

  public static ExpressionProblem at(String text, int offset, String found, String expected) {
    return at(text, offset, found, expected, null);
  }

  /**
   * A problem at a place in {@code text}.
   *
   * @param offset from 0
   */
  public static ExpressionProblem at(
      String text, int offset, String found, String expected, @Nullable String nearest) {
    var before = text.substring(0, Math.clamp(offset, 0, text.length()));
    int line = 1 + (int) before.chars().filter(character -> character == '\n').count();
    int column = before.length() - (before.lastIndexOf('\n') + 1) + 1;
    return new ExpressionProblem(line, column, found, expected, nearest, false);
  }

  public ExpressionProblem asWarning() {
    return new ExpressionProblem(line, column, found, expected, nearest, true);
  }

  /** {@code line:column: found ...; expected ...}. */
  @Override
  public String toString() {
    return "%d:%d: found %s; expected %s%s"
        .formatted(
            line,
            column,
            found,
            expected,
            nearest == null ? "." : ". Did you mean '" + nearest + "'?");
  }
}
