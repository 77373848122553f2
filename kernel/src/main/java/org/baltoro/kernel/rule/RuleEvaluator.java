package org.baltoro.kernel.rule;

import java.time.Instant;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.Expression;

/** Evaluates expressions: the same scope gives the same outcome, always. Safe for many threads. */
public interface RuleEvaluator {
  RuleOutcome<Boolean> test(Expression rule, RuleScope scope);

  RuleOutcome<String> text(Expression expression, RuleScope scope);

  /** A date counts from its first moment in the scope's zone; a time of day must come with one. */
  RuleOutcome<Instant> moment(Expression expression, RuleScope scope);

  /**
   * Any value that a data field can hold: a field's own value as it is, a number as a decimal, a
   * list or a context as JSON.
   */
  RuleOutcome<Value> value(Expression expression, RuleScope scope);
}
