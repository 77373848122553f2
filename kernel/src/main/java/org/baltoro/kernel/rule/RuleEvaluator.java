package org.baltoro.kernel.rule;

import org.baltoro.kernel.definition.Expression;

/** Evaluates expressions: the same scope gives the same outcome, always. Safe for many threads. */
public interface RuleEvaluator {
  RuleOutcome<Boolean> test(Expression rule, RuleScope scope);

  RuleOutcome<String> text(Expression expression, RuleScope scope);
}
