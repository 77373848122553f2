package org.baltoro.kernel.rule;

import java.time.Instant;
import java.util.List;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.Expression;

/** Evaluates expressions: the same scope gives the same outcome, always. Safe for many threads. */
public interface RuleEvaluator {
  RuleOutcome<Boolean> test(Expression rule, RuleScope scope);

  RuleOutcome<String> text(Expression expression, RuleScope scope);

  /** A date counts from its first moment in the scope's zone; a time of day must come with one. */
  RuleOutcome<Instant> moment(Expression expression, RuleScope scope);

  /** The elements of a list; null is an empty list, and any other value a list of one. */
  RuleOutcome<List<Value>> list(Expression expression, RuleScope scope);

  /**
   * Any value that a data field can hold: a field's own value as it is, a number as a decimal, a
   * list or a context as JSON.
   */
  RuleOutcome<Value> fieldValue(Expression expression, RuleScope scope);
}
