package org.baltoro.api.code;

import org.jspecify.annotations.Nullable;

/**
 * What an exception rule sees. When it returns and has said nothing else, the failure is handled:
 * the failed event is done with and the next one begins, or the failed line rule's branch ends.
 */
public interface ExceptionRuleContext extends CodeContext {
  /** The activity in which it failed. */
  ActivityInstance activityInstance();

  /** The event whose code failed; null when a rule of a line did. */
  @Nullable String eventName();

  /** {@code code-failed}, {@code time-limit}, {@code handler-missing}, {@code rule-failed}. */
  String errorCode();

  String errorMessage();

  /** A stack trace, or the rule and the values that it saw. */
  @Nullable String errorDetail();

  /** What failed is tried again at once. */
  void retry();

  /** The next level's exception rule is asked; after the process's the branch is in error. */
  void unhandled();

  /**
   * Sends the instance to another activity: expires the failed activity's instances, or all, and
   * creates one instance of {@code name}.
   *
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void gotoActivity(String name, boolean expireAll);
}
