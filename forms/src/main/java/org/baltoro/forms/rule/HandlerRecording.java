package org.baltoro.forms.rule;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;

/** Writes a handler down. */
final class HandlerRecording implements Recorder.Recording {
  private final RunRecording run;
  private final Handler handler;
  private final String item;
  private final Recorder steps;
  private final List<HandlerTrace.ConditionTrace> conditions = new ArrayList<>();
  private TraceOutcome outcome = TraceOutcome.RUNNING;

  HandlerRecording(RunRecording run, Handler handler, String item) {
    this.run = run;
    this.handler = handler;
    this.item = item;
    this.steps = new Recorder(run);
  }

  Recorder steps() {
    return steps;
  }

  void condition(Condition condition, boolean held) {
    synchronized (run) {
      conditions.add(new HandlerTrace.ConditionTrace(condition.id(), held));
    }
  }

  void ended(TraceOutcome how) {
    synchronized (run) {
      outcome = how;
    }
  }

  @Override
  public StepTrace trace() {
    return new HandlerTrace(
        handler.id(), typeText(handler.type()), item, conditions, outcome, steps.trace());
  }

  private static String typeText(HandlerType type) {
    return switch (type) {
      case HandlerType.If() -> "if";
      case HandlerType.Always() -> "always";
      case HandlerType.ForEach(var items) -> "for each";
      case HandlerType.Error() -> "error";
    };
  }
}
