package org.baltoro.forms.document;

/**
 * What a form adds to an inherited rule. An addition to a part that is gone is without effect. Ids
 * of what is added differ from those in the view's rule, too.
 */
public sealed interface RuleAddition {

  /** A handler, after those of the rule. */
  record AddHandler(Handler handler) implements RuleAddition {}

  /** A condition, after those of a handler. */
  record AddCondition(String handler, Condition condition) implements RuleAddition {}

  /** A block or a nested handler, after the steps of a handler. */
  record AddStep(String handler, Step step) implements RuleAddition {}

  /** An action, at the bottom of a block. */
  record AddAction(String block, Action action) implements RuleAddition {}
}
