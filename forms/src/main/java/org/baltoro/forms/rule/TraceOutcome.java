package org.baltoro.forms.rule;

/** How something that was traced ended. */
public enum TraceOutcome {
  /** It has not ended. */
  RUNNING,
  COMPLETED,
  FAILED,
  /** An action said that the rule stops. */
  STOPPED,
  /** It failed, and an error handler of the rule took the error and ended the rule. */
  HANDLED,
  /** Its form was closed. */
  CANCELLED,
  /** Its conditions did not hold, or nothing failed that it could handle. */
  SKIPPED,
  DISABLED,
  /** Its turn did not come. */
  NOT_REACHED
}
