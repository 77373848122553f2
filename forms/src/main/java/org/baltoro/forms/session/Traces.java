package org.baltoro.forms.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.rule.RunRecording;

/** The traces of the newest runs. */
final class Traces {
  private final int max;
  private final Deque<RunRecording> newest = new ArrayDeque<>();

  Traces(int max) {
    this.max = max;
  }

  synchronized void add(RunRecording recording) {
    newest.addLast(recording);
    while (newest.size() > max) {
      newest.removeFirst();
    }
  }

  /** From the oldest to the newest. */
  synchronized List<RuleTrace> all() {
    return newest.stream().map(RunRecording::trace).toList();
  }

  synchronized Optional<RuleTrace> of(long run) {
    return newest.stream().map(RunRecording::trace).filter(trace -> trace.run() == run).findFirst();
  }
}
