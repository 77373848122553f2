package org.baltoro.forms.rule;

/** Why a block let its rule go on, or not. */
sealed interface BlockOutcome {
  /**
   * The next block may start.
   *
   * @param goOn an action said that the rule goes on after its error handler
   */
  record Completed(boolean goOn) implements BlockOutcome {}

  /** An action said that the rule stops. */
  record Stopped() implements BlockOutcome {}

  record Failed(RuleError error) implements BlockOutcome {}
}
