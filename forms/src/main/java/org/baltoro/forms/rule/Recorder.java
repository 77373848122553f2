package org.baltoro.forms.rule;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Handler;

/** Writes down the steps of a list: of a rule, or of a handler in it. */
final class Recorder {
  private final RunRecording run;
  private final List<Recording> steps = new ArrayList<>();

  Recorder(RunRecording run) {
    this.run = run;
  }

  /** A step that has been reached. */
  interface Recording {
    StepTrace trace();
  }

  HandlerRecording handler(Handler handler, String item) {
    var recording = new HandlerRecording(run, handler, item);
    add(recording, (1 + handler.conditions().size()) * RunRecording.ENTRY);
    return recording;
  }

  BlockRecording block(Block block) {
    var recording = new BlockRecording(run, block);
    add(recording, (1 + block.actions().size()) * RunRecording.ENTRY);
    return recording;
  }

  private void add(Recording recording, int size) {
    synchronized (run) {
      if (run.mayRecordStep(size)) {
        steps.add(recording);
      }
    }
  }

  List<StepTrace> trace() {
    synchronized (run) {
      return steps.stream().map(Recording::trace).toList();
    }
  }
}
