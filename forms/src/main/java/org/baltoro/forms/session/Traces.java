package org.baltoro.forms.session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.rule.RuleTrace;
import org.baltoro.forms.rule.RunRecording;

/** The traces of the newest runs: so many, and of so many characters together. */
final class Traces {
  static final long CHARACTERS_MAX = 2 * 1024 * 1024;

  private final int max;
  private final Deque<RunRecording> newest = new ArrayDeque<>();

  Traces(int max) {
    this.max = max;
  }

  synchronized void add(RunRecording recording) {
    newest.addLast(recording);
    long characters = 0;
    for (var kept : newest) {
      characters += kept.size();
    }
    while (newest.size() > max || (characters > CHARACTERS_MAX && newest.size() > 1)) {
      characters -= newest.removeFirst().size();
    }
  }

  private synchronized List<RunRecording> kept() {
    return List.copyOf(newest);
  }

  /** From the oldest to the newest. */
  List<RuleTrace> all() {
    return kept().stream().map(RunRecording::trace).toList();
  }

  Optional<RuleTrace> of(long run) {
    return kept().stream().map(RunRecording::trace).filter(trace -> trace.run() == run).findFirst();
  }
}
