package org.baltoro.language.feel;

import fastparse.Parsed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.baltoro.language.feel.FeelToken.Kind;
import org.camunda.feel.impl.parser.FeelParser;
import org.jspecify.annotations.Nullable;

/**
 * Says why the parser failed. It goes through the tokens as a reader would, in turn expecting a
 * value and something between values; the parser itself only knows where the longest sensible
 * beginning ends, and not even that inside of brackets.
 */
final class SyntaxDiagnosis {
  private static final String A_VALUE =
      "a value: a name, a number, a string, a function or a bracket";
  private static final String BETWEEN =
      "an operator (=, !=, <, <=, >, >=, +, -, *, /, and, or, in, between) or the end";

  /** Words and signs after which a value comes, and before which one stands. */
  private static final Set<String> BETWEEN_VALUES =
      Set.of(
          "=",
          "!=",
          "<",
          "<=",
          ">",
          ">=",
          "+",
          "*",
          "/",
          "**",
          "..",
          ",",
          "and",
          "or",
          "in",
          "then",
          "else",
          "return",
          "satisfies",
          "between",
          ":");

  /** Those of them that may also stand where a value is expected. */
  private static final Set<String> ALSO_BEFORE_A_VALUE = Set.of("<", "<=", ">", ">=", "-");

  private static final Set<String> BEFORE_A_VALUE = Set.of("if", "for", "some", "every", "@");

  /** Whole expressions: as a part of another they need brackets. */
  private static final Set<String> NEEDS_BRACKETS = Set.of("if", "for", "some", "every");

  private static final Set<String> BEFORE_AN_EXPRESSION =
      Set.of("(", "[", "{", ",", ":", "if", "then", "else", "return", "satisfies");

  private final String text;
  private final List<FeelToken> tokens;
  private final ArrayDeque<FeelToken> open = new ArrayDeque<>();
  private boolean wantsValue = true;

  private SyntaxDiagnosis(String text, List<FeelToken> tokens) {
    this.text = text;
    this.tokens = tokens;
  }

  static ExpressionProblem of(String text, List<FeelToken> tokens) {
    return new SyntaxDiagnosis(text, tokens).diagnose();
  }

  private ExpressionProblem diagnose() {
    for (int at = 0; at < tokens.size(); at++) {
      var problem = problemOf(tokens.get(at));
      if (problem == null) {
        problem = step(at);
      }
      if (problem != null) {
        return problem;
      }
    }
    if (!open.isEmpty()) {
      var bracket = open.getLast();
      return at(bracket, "'" + bracket.text() + "' without its end", "'" + closing(bracket) + "'");
    }
    if (wantsValue) {
      return ExpressionProblem.at(text, text.stripTrailing().length(), "the end", A_VALUE);
    }
    return conditionalProblem();
  }

  /** What other languages write, and broken tokens. */
  private static String mend(FeelToken token) {
    return switch (token.text()) {
      case "==" -> "'='";
      case "&&", "&" -> "'and'";
      case "||", "|" -> "'or'";
      case "<>" -> "'!='";
      case "!" -> "'not(...)'";
      case "'" -> "a string in double quotes";
      case "%" -> "'modulo(a, b)'";
      case "^" -> "'**'";
      case ";" -> "one expression";
      default ->
          token.text().startsWith("\"")
              ? "a closing double quote"
              : token.text().startsWith("`") ? "a closing back-tick" : A_VALUE;
    };
  }

  private @Nullable ExpressionProblem problemOf(FeelToken token) {
    boolean foreign = Set.of("==", "&&", "||", "<>").contains(token.text());
    if (token.kind() != Kind.BROKEN && !foreign) {
      return null;
    }
    var found = token.text().length() > 20 ? token.text().substring(0, 20) + "..." : token.text();
    return at(token, "'" + found + "'", mend(token));
  }

  private @Nullable ExpressionProblem step(int index) {
    var token = tokens.get(index);
    if (wantsValue && index > 0 && NEEDS_BRACKETS.contains(token.text())) {
      if (!BEFORE_AN_EXPRESSION.contains(tokens.get(index - 1).text())) {
        return at(token, "'" + token.text() + "' as a part", "brackets around it");
      }
    }
    return switch (token.text()) {
      case "(", "[", "{" -> opened(token);
      case ")", "]", "}" -> closed(token, index);
      default ->
          token.kind() == Kind.NAME && isWordOfFunction(index)
              ? null
              : BETWEEN_VALUES.contains(token.text()) || token.is("-")
                  ? between(token)
                  : BEFORE_A_VALUE.contains(token.text()) && wantsValue
                      ? null
                      : token.is(".") ? dot(token) : value(token, index);
    };
  }

  private @Nullable ExpressionProblem opened(FeelToken token) {
    open.addLast(token);
    wantsValue = true;
    return null;
  }

  private @Nullable ExpressionProblem closed(FeelToken token, int index) {
    if (open.isEmpty() || !fits(open.getLast(), token)) {
      return at(
          token,
          "'" + token.text() + "'",
          open.isEmpty()
              ? "its opening bracket before it"
              : "'" + closing(open.getLast()) + "' first");
    }
    boolean empty = index > 0 && tokens.get(index - 1).equals(open.getLast());
    if (wantsValue && !empty) {
      return at(token, "'" + token.text() + "'", A_VALUE);
    }
    open.removeLast();
    wantsValue = false;
    return null;
  }

  private @Nullable ExpressionProblem between(FeelToken token) {
    if (wantsValue && !ALSO_BEFORE_A_VALUE.contains(token.text())) {
      return at(token, "'" + token.text() + "'", A_VALUE);
    }
    wantsValue = true;
    return null;
  }

  private @Nullable ExpressionProblem dot(FeelToken token) {
    if (wantsValue) {
      return at(token, "'.'", A_VALUE);
    }
    wantsValue = true;
    return null;
  }

  private @Nullable ExpressionProblem value(FeelToken token, int index) {
    boolean continuesWords =
        index > 0
            && Set.of("instance", "of", "days", "years", "months", "date", "time")
                .contains(tokens.get(index - 1).text());
    if (!wantsValue && !continuesWords && !token.is("instance")) {
      return at(token, "'" + token.text() + "'", BETWEEN);
    }
    wantsValue = false;
    return null;
  }

  /** Function names may have several words: all but the last are passed over here. */
  private boolean isWordOfFunction(int index) {
    int end = index;
    var words = new ArrayList<String>();
    while (end < tokens.size() && tokens.get(end).kind() == Kind.NAME) {
      words.add(tokens.get(end++).text());
      if (end < tokens.size()
          && tokens.get(end).is("(")
          && FeelFunction.named(String.join(" ", words)) != null) {
        return true;
      }
    }
    for (int from = index - 1; from >= 0 && tokens.get(from).kind() == Kind.NAME; from--) {
      if (isKnownFunctionFrom(from, index)) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnownFunctionFrom(int from, int through) {
    var words = new ArrayList<String>();
    for (int at = from; at < tokens.size() && tokens.get(at).kind() == Kind.NAME; at++) {
      words.add(tokens.get(at).text());
      if (at >= through
          && at + 1 < tokens.size()
          && tokens.get(at + 1).is("(")
          && FeelFunction.named(String.join(" ", words)) != null) {
        return true;
      }
    }
    return false;
  }

  private ExpressionProblem conditionalProblem() {
    for (var token : tokens) {
      if (token.is("if")
          && tokens.stream()
              .noneMatch(other -> other.is("else") && other.offset() > token.offset())) {
        return at(token, "'if' without 'else'", "if ... then ... else ...");
      }
      if (token.is("for") && tokens.stream().noneMatch(other -> other.is("return"))) {
        return at(token, "'for' without 'return'", "for ... in ... return ...");
      }
      if ((token.is("some") || token.is("every"))
          && tokens.stream().noneMatch(other -> other.is("satisfies"))) {
        return at(
            token,
            "'" + token.text() + "' without 'satisfies'",
            token.text() + " ... in ... satisfies ...");
      }
      if (token.is("between") && tokens.stream().noneMatch(other -> other.is("and"))) {
        return at(token, "'between' without 'and'", "between ... and ...");
      }
    }
    Object parsed = FeelParser.parseExpression(text);
    int offset = parsed instanceof Parsed.Failure failure ? failure.index() : 0;
    var rest = text.substring(Math.min(offset, text.length())).strip();
    var found = rest.isEmpty() ? "the end" : "'" + firstWord(rest) + "'";
    return ExpressionProblem.at(
        text, offset, found, offset == 0 ? "an expression in FEEL" : BETWEEN);
  }

  private static String firstWord(String rest) {
    return FeelToken.of(rest).stream().findFirst().map(FeelToken::text).orElse(rest);
  }

  private static boolean fits(FeelToken opening, FeelToken closing) {
    // Ranges may be open on either side: ]1..5[, (1..5].
    return opening.is("{") == closing.is("}");
  }

  private static String closing(FeelToken opening) {
    return opening.is("(") ? ")" : opening.is("[") ? "]" : "}";
  }

  private ExpressionProblem at(FeelToken token, String found, String expected) {
    return ExpressionProblem.at(text, token.offset(), found, expected);
  }
}
