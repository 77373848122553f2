package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.jspecify.annotations.Nullable;

/** Writes an action down, and is its turn. */
final class ActionRecording implements ActionTurn {
  private final RunRecording run;
  private final Action action;
  private final BlockRecording block;
  private final List<Integer> calls = new ArrayList<>();
  private final List<ValueChange> changes = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int unrecorded;
  private int rows;
  private boolean late;
  private @Nullable Instant started;
  private @Nullable Instant ended;
  private @Nullable RuleError error;
  private TraceOutcome outcome;

  ActionRecording(RunRecording run, Action action, BlockRecording block) {
    this.run = run;
    this.action = action;
    this.block = block;
    this.outcome = action.enabled() ? TraceOutcome.NOT_REACHED : TraceOutcome.DISABLED;
  }

  Action action() {
    return action;
  }

  @Override
  public Instant started() {
    synchronized (run) {
      if (started == null) {
        throw new IllegalStateException(
            "Action %s has not started: a bug of who runs it.".formatted(action.id()));
      }
      return started;
    }
  }

  @Override
  public boolean late() {
    return block.late();
  }

  @Override
  public void start() {
    synchronized (run) {
      started = run.now();
      outcome = TraceOutcome.RUNNING;
    }
  }

  @Override
  public void end(@Nullable RuleError failure) {
    end(failure == null ? TraceOutcome.COMPLETED : TraceOutcome.FAILED, failure);
  }

  void cancelled() {
    end(TraceOutcome.CANCELLED, null);
  }

  private void end(TraceOutcome how, @Nullable RuleError failure) {
    boolean isLate = block.late();
    synchronized (run) {
      ended = run.now();
      outcome = how;
      error = failure;
      late = isLate;
    }
  }

  @Override
  public void called(int number) {
    synchronized (run) {
      if (!calls.contains(number) && calls.size() < RunRecording.CHANGES_MAX) {
        calls.add(number);
      }
    }
  }

  @Override
  public void rows(int count) {
    synchronized (run) {
      rows += count;
    }
  }

  @Override
  public void changed(ValueChange change) {
    synchronized (run) {
      if (changes.size() < RunRecording.CHANGES_MAX && run.fits(size(change))) {
        changes.add(change);
      } else {
        unrecorded++;
      }
    }
  }

  private static int size(ValueChange change) {
    return RunRecording.ENTRY
        + change.place().length()
        + length(change.before())
        + length(change.after());
  }

  private static int length(@Nullable Object value) {
    return value instanceof String text ? text.length() : 0;
  }

  @Override
  public void note(String text) {
    synchronized (run) {
      if (notes.size() < RunRecording.CHANGES_MAX && run.fits(RunRecording.ENTRY + text.length())) {
        notes.add(text);
      } else {
        unrecorded++;
      }
    }
  }

  ActionTrace trace() {
    var told = new ArrayList<>(notes);
    if (unrecorded > 0) {
      told.add("%d more changes and notes are not recorded".formatted(unrecorded));
    }
    return new ActionTrace(
        action.id(),
        run.text(action),
        outcome,
        started,
        ended,
        late,
        calls,
        rows,
        error,
        changes,
        told);
  }
}
