package org.baltoro.api;

import java.time.Instant;
import java.util.List;

/** Work for people: a client event, opened by its serial number. Reading it allocates nothing. */
public interface WorklistItem {
  String serialNumber();

  String activityName();

  String eventName();

  /** What can be chosen. */
  List<String> actions();

  /** Who has it: users, or {@code group:<name>}. */
  List<String> destinations();

  Instant startDate();

  /** The instance, for reading and writing data fields, which {@link #finish} saves. */
  ProcessInstance processInstance();

  /** Chooses an action, with this handle's data-field changes in the same commit. */
  default void finish(String action) {
    finish(action, false);
  }

  /**
   * Chooses an action.
   *
   * @param sync true: returns at the next wait state of the instance
   * @throws BaltoroException {@link Problem#ALREADY_FINISHED} with by whom and when, {@link
   *     Problem#ITEM_EXPIRED}, {@link Problem#INVALID_REQUEST} for an action that it does not have,
   *     {@link Problem#INVALID_DATA}, {@link Problem#NOT_ALLOWED_NOW}
   */
  void finish(String action, boolean sync);

  /** Sends the instance to an activity; only instances of this item's activity expire. */
  default void gotoActivity(String name) {
    gotoActivity(name, false, false);
  }

  /**
   * Sends the instance to an activity: expires, then creates one instance of {@code name}. No lines
   * are followed.
   *
   * @param sync true: returns at the next wait state of the instance
   * @param expireAll all active activity instances expire; false: those of this item's activity
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if the process has no such activity
   */
  void gotoActivity(String name, boolean sync, boolean expireAll);

  /**
   * Gives the item to another user, in place of the caller, or of the group by which the caller has
   * it; who manages the process gives it in place of all.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND} if there is no such user
   */
  void redirect(String user);
}
