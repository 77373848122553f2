package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work for people: a client event, opened by its serial number, as it was then. What is done with
 * it is refused with a reason when it is not so any more: {@link Problem#ALREADY_FINISHED} with by
 * whom and when, {@link Problem#ITEM_HELD} by whom and since when, {@link Problem#ITEM_EXPIRED},
 * {@link Problem#ACCESS_DENIED} if it is another's.
 */
public interface WorklistItem {
  String serialNumber();

  String activity();

  String event();

  /** The names of what this user may choose. */
  List<String> actions();

  /** What this user may choose. */
  List<WorklistAction> allowedActions();

  /** Who has it: users, {@code group:<name>} or {@code role:<name>}. */
  List<String> destinations();

  /** What it is to this user. */
  WorklistStatus status();

  /** Who has it open. */
  List<String> allocatedTo();

  /** Whose item it is, where this user has it in another's place; null otherwise. */
  @Nullable String onBehalfOf();

  /** When it was offered. */
  Instant startDate();

  /** By when it is usually done; null: not known. */
  @Nullable Instant expectedBy();

  /** Until when it sleeps for this user; null: it does not, or until it is woken. */
  @Nullable Instant sleepsUntil();

  /** What is to be done; "" for nothing. */
  String instruction();

  /** Where it is done: a page's address; null: nowhere special. */
  @Nullable String formUrl();

  /**
   * The instance, for reading and writing data fields, which {@link #finish} and {@link #update}
   * save.
   */
  ProcessInstance processInstance();

  /** The activity's own data fields, which {@link #finish} and {@link #update} save. */
  DataFields activityDataFields();

  /** Chooses an action, with this handle's data-field changes in the same commit. */
  default void finish(String action) {
    finish(action, false);
  }

  /**
   * Chooses an action. One that updates saves the data, and the item stays this user's. An answer
   * that the same user repeats with the same data is taken for the first.
   *
   * @param sync true: returns at the next wait state of the instance
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} for an action that it does not have,
   *     {@link Problem#INVALID_DATA}, {@link Problem#NOT_ALLOWED_NOW}
   */
  void finish(String action, boolean sync);

  /**
   * Saves what was set on this handle, fields of the process and of the activity, without choosing
   * an action. Takes no slot.
   *
   * @throws BaltoroException {@link Problem#INVALID_DATA}, {@link Problem#NOT_ALLOWED_NOW}, {@link
   *     Problem#CHANGED_MEANWHILE}
   */
  void update();

  /**
   * Gives the slot back: this user's own, else that of whom this user acts for. Who manages the
   * process, and has no part in it, gives back everybody's. Without effect if nobody holds any.
   */
  void release();

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

  /**
   * Lets another have the item, too: who acts first, acts.
   *
   * @param actions what the other may choose, of what this user may; none: all of that
   * @throws BaltoroException {@link Problem#NOT_FOUND} if there is no such user
   */
  void delegate(String user, String... actions);

  /**
   * Hides it from this user's worklist, and gives the slot back. Escalations go on.
   *
   * @param until null: until it is woken
   */
  void sleep(@Nullable Instant until);

  /** Hides it for so long, by the server's clock. */
  void sleep(Duration duration);

  /** Shows it again. */
  void wake();

  /** Says something about it. @param text 1 to 4,000 characters */
  void addComment(String text);

  /** What was said about the instance and its items, oldest first. */
  List<Comment> comments();
}
