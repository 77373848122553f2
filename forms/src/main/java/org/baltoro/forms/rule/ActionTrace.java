package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action of a block that was reached.
 *
 * @param text what it does, for people
 * @param started null: its turn did not come
 * @param ended null: it runs, or its turn did not come
 * @param late it ended after its block had released the next one
 * @param calls numbers of the calls and packets to the SmartObject layer, counted in the session:
 *     actions of one packet have the same
 * @param rows that it was given
 */
public record ActionTrace(
    String action,
    String text,
    TraceOutcome outcome,
    @Nullable Instant started,
    @Nullable Instant ended,
    boolean late,
    List<Integer> calls,
    int rows,
    @Nullable RuleError error,
    List<ValueChange> changes,
    List<String> notes) {
  public ActionTrace {
    calls = List.copyOf(calls);
    changes = List.copyOf(changes);
    notes = List.copyOf(notes);
  }

  /** As {@link RuleTrace#shape}. */
  ActionTrace shape() {
    return new ActionTrace(
        action,
        text,
        outcome,
        started,
        ended,
        late,
        calls,
        0,
        error == null ? null : error.shape(),
        List.of(),
        List.of());
  }
}
