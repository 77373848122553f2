package org.baltoro.engine.history;

import org.baltoro.kernel.ProcessState;

/** Whether a finished instance that is past its time may go. */
final class Purgeable {
  private Purgeable() {}

  /**
   * The one place to say so. That it was counted is known before: only those are asked about. Where
   * instances start others, what still waits for the word of a parent or a child has to stay.
   */
  static boolean mayGo(ProcessState state) {
    return state.finishedAt() != null && state.pendingEffects().isEmpty();
  }
}
