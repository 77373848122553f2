package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a rule: what ran when. Actions may end after it: a trace that is read later says more.
 *
 * @param run names this run in its session: 1, 2, 3...
 * @param cause the run whose action raised or executed this one; 0: none
 * @param rule the rule's id
 * @param place the view or form that it belongs to, for people
 * @param ended when the last block released; null: it runs
 * @param error what it failed with
 * @param truncated so many steps were not recorded
 */
public record RuleTrace(
    long run,
    long cause,
    String rule,
    String name,
    String place,
    Instant started,
    @Nullable Instant ended,
    TraceOutcome outcome,
    @Nullable RuleError error,
    List<StepTrace> steps,
    int truncated) {
  public RuleTrace {
    steps = List.copyOf(steps);
  }

  /**
   * What ran when and how it ended, without what it was about: no values, no conditions, no counts
   * of rows, no words of failures.
   */
  public RuleTrace shape() {
    return new RuleTrace(
        run,
        cause,
        rule,
        name,
        place,
        started,
        ended,
        outcome,
        error == null ? null : error.shape(),
        steps.stream().map(StepTrace::shape).toList(),
        truncated);
  }

  /** All blocks, nested ones too, in the order in which they were reached. */
  public List<BlockTrace> blocks() {
    return steps.stream().flatMap(step -> step.blocks().stream()).toList();
  }

  /** All actions, in the order of their blocks and lists. */
  public List<ActionTrace> actions() {
    return blocks().stream().flatMap(block -> block.actions().stream()).toList();
  }
}
