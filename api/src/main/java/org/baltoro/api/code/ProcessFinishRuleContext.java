package org.baltoro.api.code;

/** What the code of a process's finish rule sees: it runs when nothing is active any more. */
public interface ProcessFinishRuleContext extends CodeContext {
  /**
   * Creates one instance of an activity in place of completing. The finish rule runs again when
   * that is done, so an instance can go round for ever: make sure that it comes to an end.
   *
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void gotoActivity(String name);
}
