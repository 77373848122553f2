package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;

/**
 * Rules small enough to be seen through: {@code true}, {@code false}, {@code fail}, {@code Field <
 * 3}.
 */
final class TestRules implements RuleEvaluator {
  @Override
  public RuleOutcome<Boolean> test(Expression rule, RuleScope scope) {
    var words = rule.text().split(" ");
    if (rule.text().equals("Expired")) {
      return new RuleOutcome.Answer<>(scope.activity().expired(), Map.of());
    }
    if (words[0].equals("Responses")) {
      int answers = scope.activity().responses().size();
      return new RuleOutcome.Answer<>(answers >= Integer.parseInt(words[2]), Map.of());
    }
    if (words[0].equals("Outcome")) {
      return new RuleOutcome.Answer<>(scope.activity().outcome().equals(words[2]), Map.of());
    }
    if (words.length == 1) {
      return rule.text().equals("fail")
          ? new RuleOutcome.Failed<>("it always fails", Map.of())
          : new RuleOutcome.Answer<>(Boolean.valueOf(rule.text()), Map.of());
    }
    int field = scope.data().get(words[0]) instanceof Value.IntegerValue(int number) ? number : 0;
    int bound = Integer.parseInt(words[2]);
    return new RuleOutcome.Answer<>(
        words[1].equals("<") ? field < bound : field >= bound,
        Map.of(words[0], Integer.toString(field)));
  }

  @Override
  public RuleOutcome<String> text(Expression expression, RuleScope scope) {
    return expression.text().equals("fail")
        ? new RuleOutcome.Failed<>("it always fails", Map.of())
        : new RuleOutcome.Answer<>(expression.text(), Map.of());
  }

  /** {@code fail}; a whole number; or words, each an element. */
  @Override
  public RuleOutcome<List<Value>> list(Expression expression, RuleScope scope) {
    if (expression.text().equals("fail")) {
      return new RuleOutcome.Failed<>("it always fails", Map.of());
    }
    var elements = new ArrayList<Value>();
    for (var word : expression.text().split(" ")) {
      if (word.chars().allMatch(Character::isDigit)) {
        elements.add(new Value.IntegerValue(Integer.parseInt(word)));
      } else if (word.equals("nobody")) {
        continue;
      } else {
        elements.add(new Value.StringValue(word));
      }
    }
    return new RuleOutcome.Answer<>(elements, Map.of());
  }

  /** {@code fail}, or an ISO moment. */
  @Override
  public RuleOutcome<Instant> moment(Expression expression, RuleScope scope) {
    return expression.text().equals("fail")
        ? new RuleOutcome.Failed<>("it always fails", Map.of())
        : new RuleOutcome.Answer<>(Instant.parse(expression.text()), Map.of());
  }

  /** {@code fail}, a field's name, or a text. */
  @Override
  public RuleOutcome<Value> fieldValue(Expression expression, RuleScope scope) {
    var field = scope.data().get(expression.text());
    return expression.text().equals("fail")
        ? new RuleOutcome.Failed<>("it always fails", Map.of())
        : new RuleOutcome.Answer<>(
            field == null ? new Value.StringValue(expression.text()) : field, Map.of());
  }
}
