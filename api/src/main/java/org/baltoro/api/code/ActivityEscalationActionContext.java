package org.baltoro.api.code;

/** What the code of an escalation of an activity, or of one of its events, sees. */
public interface ActivityEscalationActionContext extends CodeContext {
  ActivityInstance activityInstance();

  String escalationName();

  /** 1 at the first due time, then one more with each repetition. */
  int round();

  /**
   * Sends the instance to another activity when the code returns. The active instances of the
   * escalating activity expire, and no lines are followed; then one instance of {@code name} is
   * created.
   *
   * @param expireAll true: all active activity instances expire; false: concurrent activities stay
   *     as they are
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void gotoActivity(String name, boolean expireAll);

  /** Expires the active instances of an activity; their lines are evaluated then. */
  void expireActivity(String name);
}
