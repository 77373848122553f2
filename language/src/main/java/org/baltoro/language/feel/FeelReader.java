package org.baltoro.language.feel;

import fastparse.Parsed;
import org.camunda.feel.impl.parser.FeelParser;
import org.camunda.feel.syntaxtree.ConstNull$;
import org.camunda.feel.syntaxtree.Exp;

/**
 * Turns text into a syntax tree, or says where it stops to make sense. The parser tries again and
 * again when it fails inside of brackets, so their depth is limited.
 */
final class FeelReader {
  static final int CHARACTERS_MAX = 4_000;
  static final int BRACKETS_MAX = 12;

  private FeelReader() {}

  /**
   * The tree of {@code text}.
   *
   * @throws RefusedExpression if it is too long, nested too deep, or no FEEL
   */
  static Exp read(String text) throws RefusedExpression {
    Feel.load();
    if (text.isBlank()) {
      throw refused(text, 0, "nothing", "an expression");
    }
    if (text.length() > CHARACTERS_MAX) {
      throw refused(
          text,
          CHARACTERS_MAX,
          "%,d characters".formatted(text.length()),
          "%,d at most: move the logic into code".formatted(CHARACTERS_MAX));
    }
    var tokens = FeelToken.of(text);
    refuseDeepNesting(text, tokens);
    if (FeelParser.parseExpression(text) instanceof Parsed.Success<?> success) {
      refuseImpossibleDates(text, tokens);
      return (Exp) success.value();
    }
    throw new RefusedExpression(SyntaxDiagnosis.of(text, tokens));
  }

  private static void refuseDeepNesting(String text, java.util.List<FeelToken> tokens)
      throws RefusedExpression {
    int depth = 0;
    for (var token : tokens) {
      if (token.is("(") || token.is("[") || token.is("{")) {
        depth++;
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        depth--;
      }
      if (depth > BRACKETS_MAX) {
        throw refused(
            text,
            token.offset(),
            "brackets nested deeper than " + BRACKETS_MAX,
            "a flatter expression");
      }
    }
  }

  /** The parser reads {@code date("2026-02-30")} as null. Nobody who writes a date means null. */
  private static void refuseImpossibleDates(String text, java.util.List<FeelToken> tokens)
      throws RefusedExpression {
    for (int at = 0; at < tokens.size(); at++) {
      int last = TemporalLiteral.endsAt(tokens, at);
      if (last > at) {
        int from = tokens.get(at).offset();
        var literal = text.substring(from, tokens.get(last).end());
        if (FeelParser.parseExpression(literal) instanceof Parsed.Success<?> success
            && success.value().equals(ConstNull$.MODULE$)) {
          throw refused(text, from, "'" + literal + "'", TemporalLiteral.shape(literal));
        }
        at = last;
      }
    }
  }

  static RefusedExpression refused(String text, int offset, String found, String expected) {
    return new RefusedExpression(ExpressionProblem.at(text, offset, found, expected));
  }
}
