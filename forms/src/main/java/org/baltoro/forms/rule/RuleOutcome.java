package org.baltoro.forms.rule;

/** How a rule ended. */
public sealed interface RuleOutcome {
  /** All of its handlers had their turn. */
  record Completed() implements RuleOutcome {}

  /** An action said so. */
  record Stopped() implements RuleOutcome {}

  /** A step failed, and an error handler took the error and ended the rule. */
  record Handled(RuleError error) implements RuleOutcome {}

  /** A step failed, and no error handler took the error. */
  record Failed(RuleError error) implements RuleOutcome {}
}
