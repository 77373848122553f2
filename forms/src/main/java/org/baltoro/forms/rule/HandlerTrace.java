package org.baltoro.forms.rule;

import java.util.List;

/**
 * A handler that was reached; of a {@code for each} one for each item.
 *
 * @param type as people write it: {@code "if"}
 * @param item of a {@code for each}: which; "" otherwise
 */
public record HandlerTrace(
    String handler,
    String type,
    String item,
    List<ConditionTrace> conditions,
    TraceOutcome outcome,
    List<StepTrace> steps)
    implements StepTrace {
  public HandlerTrace {
    conditions = List.copyOf(conditions);
    steps = List.copyOf(steps);
  }

  @Override
  public List<BlockTrace> blocks() {
    return steps.stream().flatMap(step -> step.blocks().stream()).toList();
  }

  @Override
  public StepTrace shape() {
    var shapes = steps.stream().map(StepTrace::shape).toList();
    return new HandlerTrace(handler, type, item, List.of(), outcome, shapes);
  }

  /** A condition that was evaluated. */
  public record ConditionTrace(String condition, boolean held) {}
}
