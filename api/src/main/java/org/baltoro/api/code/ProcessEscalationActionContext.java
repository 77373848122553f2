package org.baltoro.api.code;

/** What the code of an escalation of the process sees. */
public interface ProcessEscalationActionContext extends CodeContext {
  String escalationName();

  /** 1 at the first due time, then one more with each repetition. */
  int round();

  /**
   * Sends the instance to an activity when the code returns: all active activity instances expire,
   * concurrent ones too, then one instance of {@code name} is created.
   *
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void gotoActivity(String name);

  /**
   * Sends the instance to an activity when the code returns: only the active instances of {@code
   * expireActivity} expire, then one instance of {@code name} is created. Concurrent activities
   * stay as they are.
   *
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void gotoActivity(String name, String expireActivity);

  /** Expires the active instances of an activity; their lines are evaluated then. */
  void expireActivity(String name);
}
