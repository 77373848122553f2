package org.baltoro.forms.rule;

/** How an action that did not fail ended. */
public record ActionOutcome(Signal signal, FollowUp followUp) {
  public static final ActionOutcome DONE = new ActionOutcome(Signal.NONE, FollowUp.NONE);

  /** What an action says to its rule. */
  public enum Signal {
    NONE,
    /** The rule ends, without an error. */
    STOP,
    /** The rule goes on after its error handler. */
    CONTINUE
  }
}
