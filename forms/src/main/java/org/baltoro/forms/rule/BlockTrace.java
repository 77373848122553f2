package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.List;
import org.baltoro.forms.document.BlockType;
import org.jspecify.annotations.Nullable;

/**
 * A block that was reached.
 *
 * @param released when the next block could start, or the rule ended; null: not yet
 */
public record BlockTrace(
    String block,
    BlockType type,
    boolean atomic,
    Instant started,
    @Nullable Instant released,
    TraceOutcome outcome,
    List<ActionTrace> actions)
    implements StepTrace {
  public BlockTrace {
    actions = List.copyOf(actions);
  }

  @Override
  public StepTrace shape() {
    var shapes = actions.stream().map(ActionTrace::shape).toList();
    return new BlockTrace(block, type, atomic, started, released, outcome, shapes);
  }

  @Override
  public List<BlockTrace> blocks() {
    return List.of(this);
  }
}
