package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to an instance. Facts make the state ({@link ProcessState#apply}) and are the
 * journal. They carry results, never something to be evaluated again; a released fact keeps its
 * meaning for ever.
 */
public sealed interface Fact {

  record ProcessStarted(
      long instance,
      String process,
      int version,
      String originator,
      String folio,
      int priority,
      Map<String, Value> dataFields,
      @Nullable String idempotencyKey,
      Instant at)
      implements Fact {
    public ProcessStarted {
      dataFields = sorted(dataFields);
    }
  }

  record ActivityEntered(
      int activityInstance, String activity, Map<String, Value> dataFields, Instant at)
      implements Fact {
    public ActivityEntered {
      dataFields = sorted(dataFields);
    }
  }

  /**
   * @param event the event's place in the activity, from 0
   */
  record ServerEventScheduled(int item, int activityInstance, int event, Instant at)
      implements Fact {}

  /**
   * @param node the epoch of the node that runs it
   */
  record AttemptStarted(int item, int attempt, long node, Instant at) implements Fact {}

  record AttemptFailed(
      int item, int attempt, String code, String message, @Nullable String stackTrace, Instant at)
      implements Fact {}

  record AttemptLost(int item, int attempt, long node, Instant at) implements Fact {}

  record RetryScheduled(int item, int attempt, Instant dueAt) implements Fact {}

  /** The result of a fenced attempt: recorded, and without effect. */
  record AttemptResultIgnored(int item, int attempt, String why, Instant at) implements Fact {}

  /** The code may not start now, because the instance is stopped or will be. */
  record ServerEventHeld(int item, int attempt) implements Fact {}

  record ServerEventWaiting(int item, Instant at) implements Fact {}

  /** A finish that came before it could be applied. */
  record FinishKept(
      int item,
      String by,
      @Nullable String idempotencyKey,
      String dataHash,
      Command.Changes changes,
      Instant at)
      implements Fact {}

  record FinishDropped(int item, String by, String droppedBy, Instant at) implements Fact {}

  /**
   * @param by who finished or skipped it; the node's epoch as text when its code returned
   */
  record ServerEventFinished(
      int item,
      Ending ending,
      String by,
      @Nullable String idempotencyKey,
      @Nullable String dataHash,
      Instant at)
      implements Fact {}

  /** How an event ended. */
  enum Ending {
    /** Its code returned, synchronously. */
    RETURNED,
    /** From outside. */
    FINISHED,
    /** By hand, after a failure. */
    SKIPPED,
    /** With its instance. */
    DELETED
  }

  /** A callback for an item that had ended otherwise: refused, and kept for whoever asks. */
  record LateCallback(int item, String by, Instant at) implements Fact {}

  /**
   * @param activityInstance 0 for the process's own fields
   */
  record DataFieldsChanged(int activityInstance, Map<String, Value> values, String by)
      implements Fact {
    public DataFieldsChanged {
      values = sorted(values);
    }
  }

  record FolioChanged(String folio, String by) implements Fact {}

  record PriorityChanged(int priority, String by) implements Fact {}

  record ActivityCompleted(int activityInstance, Instant at) implements Fact {}

  record LineFollowed(int activityInstance, String from, int line, String to) implements Fact {}

  /** The preceding rule was false. */
  record ArrivalDropped(String from, int line, String to) implements Fact {}

  /**
   * An arrival was counted, swallowed, or has let the join pass.
   *
   * @param arrived arrivals by incoming line, after this one
   * @param fired the join has passed and swallows what else arrives
   */
  record JoinCounted(String activity, Map<Integer, Integer> arrived, boolean fired)
      implements Fact {
    public JoinCounted {
      arrived = Collections.unmodifiableMap(new TreeMap<>(arrived));
    }
  }

  /**
   * @param code see {@link Failure}
   */
  record BranchFailed(
      int failure,
      Failure.Place place,
      String code,
      String message,
      @Nullable String detail,
      Instant at)
      implements Fact {}

  /**
   * @param skipped false: tried again
   */
  record FailureResolved(int failure, boolean skipped, String by, Instant at) implements Fact {}

  record StopRequested(String by, Instant at) implements Fact {}

  record ProcessStopped(String by, Instant at) implements Fact {}

  record ProcessResumed(String by, Instant at) implements Fact {}

  record ProcessCompleted(Instant at) implements Fact {}

  record ProcessDeleted(String by, Instant at) implements Fact {}

  private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
