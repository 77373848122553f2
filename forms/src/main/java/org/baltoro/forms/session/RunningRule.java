package org.baltoro.forms.session;

import org.baltoro.forms.rule.RuleRun;
import org.baltoro.forms.rule.Threads;

/** A run of a rule that belongs to a window, and the thread that goes through the rule. */
final class RunningRule {
  private final RuleRun run;
  private final Threads.Started thread;
  private boolean over;

  RunningRule(RuleRun run, Threads.Started thread) {
    this.run = run;
    this.thread = thread;
  }

  RuleRun run() {
    return run;
  }

  /** The thread goes on to something else. Called under the lock. */
  void over() {
    over = true;
  }

  /** Nothing of it runs any more. Called under the lock. */
  boolean hasEnded() {
    return over && run.threads() == 0;
  }

  /** What runs on after it. Called under the lock. */
  int lateActions() {
    return over ? run.threads() : 0;
  }

  /** Ends it and what of it runs on. Called under the lock. */
  void cancel() {
    run.cancel();
    if (!over) {
      thread.interrupt();
    }
  }
}
