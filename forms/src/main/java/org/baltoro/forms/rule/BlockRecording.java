package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.jspecify.annotations.Nullable;

/** Writes a block down. */
final class BlockRecording implements Recorder.Recording {
  private final RunRecording run;
  private final Block block;
  private final Instant started;
  private final List<ActionRecording> actions = new ArrayList<>();
  private @Nullable Instant released;
  private TraceOutcome outcome = TraceOutcome.RUNNING;
  private volatile BooleanSupplier late = () -> false;

  BlockRecording(RunRecording run, Block block) {
    this.run = run;
    this.block = block;
    this.started = run.now();
    for (var action : block.actions()) {
      actions.add(new ActionRecording(run, action, this));
    }
  }

  /** When results of its actions are late. */
  void lateWhen(BooleanSupplier condition) {
    late = condition;
  }

  boolean late() {
    return late.getAsBoolean();
  }

  ActionRecording turn(Action action) {
    for (var recording : actions) {
      if (recording.action().id().equals(action.id())) {
        return recording;
      }
    }
    throw new IllegalStateException(
        "Block %s has no action %s: a bug of who runs it.".formatted(block.id(), action.id()));
  }

  void released(BlockOutcome how) {
    ended(
        switch (how) {
          case BlockOutcome.Completed(var goOn) -> TraceOutcome.COMPLETED;
          case BlockOutcome.Stopped() -> TraceOutcome.STOPPED;
          case BlockOutcome.Failed(var error) -> TraceOutcome.FAILED;
        });
  }

  void cancelled() {
    ended(TraceOutcome.CANCELLED);
  }

  private void ended(TraceOutcome how) {
    synchronized (run) {
      released = run.now();
      outcome = how;
    }
  }

  @Override
  public StepTrace trace() {
    return new BlockTrace(
        block.id(),
        block.type(),
        block.atomic(),
        started,
        released,
        outcome,
        actions.stream().map(ActionRecording::trace).toList());
  }
}
