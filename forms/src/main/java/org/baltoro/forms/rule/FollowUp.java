package org.baltoro.forms.rule;

/**
 * What has to happen because an action changed something: the change rules that it raised. They
 * fail for themselves.
 */
@FunctionalInterface
public interface FollowUp {
  FollowUp NONE = () -> {};

  void run() throws InterruptedException;
}
