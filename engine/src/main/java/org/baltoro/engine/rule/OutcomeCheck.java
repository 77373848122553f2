package org.baltoro.engine.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.Nearest;
import org.baltoro.language.feel.ExpressionProblem;
import org.baltoro.language.feel.FeelToken;
import org.baltoro.language.feel.FeelToken.Kind;

/**
 * Finds texts that {@code Outcome} is compared with and can never be: a line with such a rule is
 * never followed, or always. Looks at the tokens of a rule that has passed all other checks.
 */
final class OutcomeCheck {
  private static final Set<String> EQUALITY = Set.of("=", "!=");

  /** Before or behind an operand these make it a part of something else. */
  private static final Set<String> BINDING = Set.of("+", ".");

  private final String text;
  private final Collection<String> actions;
  private final List<FeelToken> tokens;
  private final List<ExpressionProblem> problems = new ArrayList<>();

  private OutcomeCheck(String text, Collection<String> actions) {
    this.text = text;
    this.actions = actions;
    this.tokens = FeelToken.of(text);
  }

  /**
   * Warnings, in the order of the text.
   *
   * @param actions what may be chosen in the activity; none if it has no work for people
   */
  static List<ExpressionProblem> problems(String text, Collection<String> actions) {
    var check = new OutcomeCheck(text, actions);
    for (int at = 0; at < check.tokens.size(); at++) {
      if (check.isOutcome(at)) {
        check.comparisons(at);
      }
    }
    return List.copyOf(check.problems);
  }

  private boolean isOutcome(int at) {
    var token = tokens.get(at);
    return token.kind() == Kind.NAME
        && token.name().equals(RuleCheck.OUTCOME)
        && !BINDING.contains(sign(at - 1))
        && !BINDING.contains(sign(at + 1));
  }

  private void comparisons(int at) {
    if (EQUALITY.contains(sign(at - 1)) && !BINDING.contains(sign(at - 3))) {
      literal(at - 2);
    }
    if (EQUALITY.contains(sign(at + 1)) && !BINDING.contains(sign(at + 3))) {
      literal(at + 2);
    }
    if (sign(at + 1).equals("in") && (sign(at + 2).equals("(") || sign(at + 2).equals("["))) {
      int item = at + 3;
      literal(item);
      while (sign(item + 1).equals(",")) {
        item += 2;
        literal(item);
      }
    }
  }

  /** The token's text; "" where there is none. */
  private String sign(int at) {
    return at >= 0 && at < tokens.size() ? tokens.get(at).text() : "";
  }

  private void literal(int at) {
    if (at < 0 || at >= tokens.size() || tokens.get(at).kind() != Kind.STRING) {
      return;
    }
    var token = tokens.get(at);
    var given = token.content();
    if (given.isEmpty() || given.contains("\\") || actions.contains(given)) {
      return;
    }
    problems.add(
        ExpressionProblem.at(
                text,
                token.offset(),
                actions.isEmpty()
                    ? "the outcome '%s', but the activity has no client event".formatted(given)
                    : "the outcome '%s', which nobody can choose".formatted(given),
                actions.isEmpty()
                    ? "\"\", which Outcome always is here"
                    : "an action of the activity's client events: " + String.join(", ", actions),
                Nearest.to(given, actions))
            .asWarning());
  }
}
