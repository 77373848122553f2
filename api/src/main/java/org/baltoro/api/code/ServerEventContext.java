package org.baltoro.api.code;

/** What the code of a server event sees of its event and instance. */
public interface ServerEventContext extends CodeContext {
  /** True, the default: the event is complete when the code returns. */
  boolean synchronous();

  /** False: the code runs to its end, then the event waits for {@code finish} from outside. */
  void setSynchronous(boolean synchronous);

  /**
   * Names this event for the outside: {@code <instance>_<item>}. Durable before the code starts, so
   * a callback may come before the code has returned. All attempts share it.
   */
  String serialNumber();

  /**
   * An address that finishes just this event, without a login, by a POST of its data fields: for
   * systems that can't log in. Whoever has it may do that once.
   *
   * @throws IllegalStateException if the engine does not know where its server is reached
   */
  String callbackUrl();

  /** The activity instance: its name and its own data fields. */
  ActivityInstance activityInstance();

  /** For whom, or for which slot, the code runs where an activity's events run for each. */
  ActivityInstanceDestination activityInstanceDestination();

  String eventName();

  /**
   * Sends the instance to another activity when the code returns; the rest of the code still runs.
   * The active instances of this event's activity expire, and so the event does, whether or not it
   * was to wait for a finish; the lines out of the activity are followed as designed, besides:
   * guard them with rules where that is not wanted. Then one instance of {@code name} is created, a
   * second one if one is active.
   *
   * @param name the activity to go to; its preceding rule is not asked
   * @param expireAll true: all active activity instances of the process instance expire; false:
   *     concurrent activities stay as they are
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity, with the names that it has
   */
  void gotoActivity(String name, boolean expireAll);

  /**
   * Expires the active instances of an activity when the code returns; their lines are evaluated
   * then. Nothing happens if there are none.
   *
   * @throws org.baltoro.api.BaltoroException {@code INVALID_REQUEST} if the process has no such
   *     activity
   */
  void expireActivity(String name);
}
