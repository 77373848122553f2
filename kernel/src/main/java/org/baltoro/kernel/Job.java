package org.baltoro.kernel;

import org.jspecify.annotations.Nullable;

/** What an open item is: an event of an activity, or code that belongs to none. */
public sealed interface Job {

  /** The activity instance that it belongs to; 0 for the process. */
  int activityInstance();

  /**
   * @param event the event's place in the activity, from 0
   */
  record Event(int activityInstance, int event) implements Job {}

  /**
   * What an escalation does outside: code or a mail.
   *
   * @param activityInstance 0 for an escalation of the process
   * @param item of the event that the escalation belongs to; 0 for one of the activity or process
   * @param round 1 at the first due time
   */
  record EscalationAction(int activityInstance, int item, String escalation, int round)
      implements Job {}

  /** The process's start rule. */
  record StartRule() implements Job {
    @Override
    public int activityInstance() {
      return 0;
    }
  }

  /** The process's finish rule. */
  record FinishRule() implements Job {
    @Override
    public int activityInstance() {
      return 0;
    }
  }

  /**
   * An exception rule, with what it was raised for.
   *
   * @param level whose rule
   * @param place what a retry does again
   */
  record ExceptionRule(
      Level level,
      int activityInstance,
      Failure.Place place,
      String code,
      String message,
      @Nullable String detail)
      implements Job {}

  /** Whose escalation or exception rule. */
  enum Level {
    EVENT,
    ACTIVITY,
    PROCESS
  }
}
