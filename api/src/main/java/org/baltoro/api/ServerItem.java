package org.baltoro.api;

import org.jspecify.annotations.Nullable;

/** An asynchronous server event, opened by its serial number, to be finished from outside. */
public interface ServerItem {
  String serialNumber();

  /** The activity that the event belongs to. */
  String activity();

  String event();

  /**
   * The instance, for reading and writing data fields; its {@code update()} saves without
   * finishing.
   */
  ProcessInstance processInstance();

  /**
   * Finishes the event: this handle's data-field changes and the finish are one commit. Returns
   * once that is durable.
   *
   * @throws BaltoroException {@link Problem#ALREADY_FINISHED} with by whom and when, {@link
   *     Problem#ITEM_EXPIRED}, {@link Problem#NOT_FOUND}, {@link Problem#GONE}, {@link
   *     Problem#INVALID_DATA}, {@link Problem#ACCESS_DENIED}
   */
  default FinishReceipt finish() {
    return finish(false);
  }

  /**
   * Finishes the event.
   *
   * @param sync true: returns at the next wait state of the instance, with the final outcome
   */
  default FinishReceipt finish(boolean sync) {
    return finish(sync, null);
  }

  /**
   * Finishes the event; repeated with the same key it answers with the first receipt again. Without
   * a key, a repetition by the same user with the same data does.
   *
   * @param idempotencyKey 1 to 200 characters
   */
  FinishReceipt finish(boolean sync, @Nullable String idempotencyKey);
}
