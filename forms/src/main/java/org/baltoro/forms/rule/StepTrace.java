package org.baltoro.forms.rule;

import java.util.List;

/** A step of a rule that was reached. */
public sealed interface StepTrace permits BlockTrace, HandlerTrace {
  List<BlockTrace> blocks();

  /** As {@link RuleTrace#shape}. */
  StepTrace shape();
}
