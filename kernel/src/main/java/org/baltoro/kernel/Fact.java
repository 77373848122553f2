package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
      @Nullable ParentLink parent,
      Instant at)
      implements Fact {
    public ProcessStarted {
      dataFields = sorted(dataFields);
    }

    /** Started by no other instance. */
    public ProcessStarted(
        long instance,
        String process,
        int version,
        String originator,
        String folio,
        int priority,
        Map<String, Value> dataFields,
        @Nullable String idempotencyKey,
        Instant at) {
      this(
          instance,
          process,
          version,
          originator,
          folio,
          priority,
          dataFields,
          idempotencyKey,
          null,
          at);
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

  /**
   * @param by the user as whom the worker that says so is logged in; null: code has failed
   */
  record AttemptFailed(
      int item,
      int attempt,
      String code,
      String message,
      @Nullable String stackTrace,
      @Nullable String by,
      Instant at)
      implements Fact {
    /** Of code. */
    public AttemptFailed(
        int item,
        int attempt,
        String code,
        String message,
        @Nullable String stackTrace,
        Instant at) {
      this(item, attempt, code, message, stackTrace, null, at);
    }
  }

  record AttemptLost(int item, int attempt, long node, Instant at) implements Fact {}

  record RetryScheduled(int item, int attempt, Instant dueAt) implements Fact {}

  /**
   * The result of a fenced attempt: recorded, and without effect.
   *
   * @param by the user as whom the worker that says so is logged in; null: it came from code
   */
  record AttemptResultIgnored(int item, int attempt, String why, @Nullable String by, Instant at)
      implements Fact {
    /** Of code. */
    public AttemptResultIgnored(int item, int attempt, String why, Instant at) {
      this(item, attempt, why, null, at);
    }
  }

  /**
   * The code may not start now: the instance is stopped or will be, an error halts it, or a
   * management operation waits.
   */
  record ServerEventHeld(int item, int attempt) implements Fact {}

  /** It waits for an external worker that asks for jobs of this topic. */
  record JobQueued(int item, int attempt, String topic, Instant at) implements Fact {}

  /**
   * @param worker what it calls itself
   * @param by the user as whom it is logged in
   */
  record JobLeased(int item, int attempt, String worker, String by, Instant until, Instant at)
      implements Fact {}

  /**
   * @param by the user as whom the worker is logged in; null in journals that did not tell
   */
  record LeaseExtended(int item, int attempt, Instant until, @Nullable String by, Instant at)
      implements Fact {}

  /** The worker gave no sign of life in time. */
  record LeaseLost(int item, int attempt, String worker, Instant at) implements Fact {}

  /**
   * The worker has done it. Whether the event has ended or waits is said by what follows.
   *
   * @param by the user as whom the worker is logged in
   * @param dataHash tells a repetition from other data; null in journals that did not tell
   */
  record JobCompleted(
      int item, int attempt, String worker, String by, @Nullable String dataHash, Instant at)
      implements Fact {}

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

  /** A finish that was kept is not applied. Its event has ended otherwise, or waits for another. */
  record FinishDropped(int item, String by, String droppedBy, Instant at) implements Fact {}

  /**
   * @param by who finished or skipped it; the event when its code returned, the user when a worker
   *     has done it
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
    DELETED,
    /** With its activity instance, or by its own escalation. */
    EXPIRED,
    /** Its code failed, and an exception rule handled that. */
    HANDLED,
    /** It is an exception rule that failed itself. */
    FAILED
  }

  /** Code that belongs to no event begins: of an escalation, or a rule. */
  record CodeScheduled(int item, Job job, Instant at) implements Fact {}

  /**
   * @param by the rule's own name when its code returned
   */
  record CodeEnded(int item, Ending ending, String by, Instant at) implements Fact {}

  /**
   * An attempt was given up while its code ran: its result will be ignored. Outside effects may
   * have happened.
   */
  record AttemptFenced(int item, int attempt, long node, String by, Instant at) implements Fact {}

  /**
   * The destination rule has been evaluated.
   *
   * @param destinations whom it gives; empty for a plan per slot
   * @param slots how many answer in all
   */
  record DestinationsPlanned(int activityInstance, List<String> destinations, int slots, Instant at)
      implements Fact {
    public DestinationsPlanned {
      destinations = List.copyOf(destinations);
    }
  }

  /**
   * The events of an activity begin for one of its destinations.
   *
   * @param destinationInstance its own number, as an activity instance
   * @param dataFields the activity's fields that are not shared
   */
  record DestinationBegun(
      int destinationInstance, DestinationPlace place, Map<String, Value> dataFields, Instant at)
      implements Fact {
    public DestinationBegun {
      dataFields = sorted(dataFields);
    }
  }

  /** The lines are followed while some of the destination instances go on. */
  record DestinationsLeft(int activityInstance, Instant at) implements Fact {}

  /** What the lines see is not what was chosen last: the succeeding rule has said so. */
  record OutcomeDecided(int activityInstance, String outcome, Instant at) implements Fact {}

  /**
   * @param destinations users, {@code group:<name>} or {@code role:<name>}
   * @param slots how many may answer
   */
  record ClientEventOffered(
      int item, int activityInstance, int event, List<String> destinations, int slots, Instant at)
      implements Fact {
    public ClientEventOffered {
      destinations = List.copyOf(destinations);
    }
  }

  /** Somebody has taken a slot. */
  record WorklistItemOpened(int item, String by, Instant at) implements Fact {}

  /**
   * A slot is free again.
   *
   * @param user who held it
   */
  record WorklistItemReleased(int item, String user, String by, Instant at) implements Fact {}

  /**
   * @param from the destinations that lose it; none of them: a user who gives a share away
   * @param to those that have it, or the share, instead
   */
  record WorklistItemRedirected(int item, List<String> from, List<String> to, String by, Instant at)
      implements Fact {
    public WorklistItemRedirected {
      from = List.copyOf(from);
      to = List.copyOf(to);
    }
  }

  /** Another has it, too. */
  record WorklistItemDelegated(int item, EventInstance.Share share, String by, Instant at)
      implements Fact {}

  /**
   * @param until null: until it is woken
   */
  record WorklistItemSlept(int item, String user, @Nullable Instant until, Instant at)
      implements Fact {}

  record WorklistItemWoken(int item, String user, Instant at) implements Fact {}

  /** One of several has answered. */
  record ClientEventResponded(int item, Response response) implements Fact {}

  /**
   * @param action what was chosen last; "" when it ended otherwise
   * @param onBehalfOf who had the item, when that is another; null otherwise
   * @param dataHash tells a repetition of the only answer from another answer; null otherwise
   */
  record ClientEventFinished(
      int item,
      Ending ending,
      String action,
      String by,
      @Nullable String onBehalfOf,
      @Nullable String dataHash,
      Instant at)
      implements Fact {
    public ClientEventFinished(
        int item,
        Ending ending,
        String action,
        String by,
        @Nullable String onBehalfOf,
        Instant at) {
      this(item, ending, action, by, onBehalfOf, null, at);
    }

    public ClientEventFinished(int item, Ending ending, String action, String by, Instant at) {
      this(item, ending, action, by, null, at);
    }
  }

  /**
   * Somebody has said something.
   *
   * @param item about this worklist item; 0: about the instance
   */
  record CommentAdded(int item, String text, String by, Instant at) implements Fact {}

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

  /**
   * Its events had ended or expired before.
   *
   * @param linesAsked its lines were evaluated, as if it had completed
   */
  record ActivityExpired(int activityInstance, boolean linesAsked, String by, Instant at)
      implements Fact {}

  /** From here on an instance of {@code activity} is created, as if a line had led there. */
  record WentToActivity(String activity, Origin origin, String by, Instant at) implements Fact {}

  /** Where a goto came from. */
  enum Origin {
    SERVER_EVENT,
    ESCALATION,
    FINISH_RULE,
    EXCEPTION_RULE,
    WORKLIST_ITEM,
    MANAGEMENT
  }

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

  /** Nothing is left that could be tried again: its branch has expired. */
  record FailureExpired(int failure, String by, Instant at) implements Fact {}

  /** An error halts every branch, as the definition wants it. */
  record BranchesHalted(Instant at) implements Fact {}

  /** The last error is gone. */
  record BranchesReleased(Instant at) implements Fact {}

  /**
   * @param at what it counts from: earlier than now for one that comes with a migration
   */
  record TimerSet(int timer, PendingTimer.Purpose purpose, Instant dueAt, Instant at)
      implements Fact {}

  /**
   * @param nextDueAt of the next round; null: that was the last
   */
  record TimerFired(int timer, @Nullable Instant nextDueAt, int nextRound, Instant at)
      implements Fact {}

  /**
   * An escalation has no due time: it will not fire.
   *
   * @param activityInstance 0 for an escalation of the process
   * @param item of the event that it belongs to; 0 for one of the activity or process
   */
  record EscalationNotSet(int activityInstance, int item, String escalation, String why)
      implements Fact {}

  record TimerMoved(int timer, Instant dueAt, String by, Instant at) implements Fact {}

  record TimerPaused(int timer, String by, Instant at) implements Fact {}

  record TimerResumed(int timer, Instant dueAt, String by, Instant at) implements Fact {}

  /** What it belonged to has ended. */
  record TimerCancelled(int timer, Instant at) implements Fact {}

  /** A management operation waits for running code to return. */
  record OperationAwaited(Command.Managed operation, Instant at) implements Fact {}

  /** The operation that waited longest is carried out by what follows. */
  record OperationTaken(Instant at) implements Fact {}

  /** The operation that waited longest had become impossible. */
  record OperationDropped(String why, Instant at) implements Fact {}

  /**
   * The instance goes on with another version of its definition.
   *
   * @param activities the active activity instances, under the names of the new version
   * @param events the place of open events in the new version, by item
   * @param joins as they stand in the new version
   * @param places where failures stand in the new version, by failure
   */
  record ProcessMigrated(
      int version,
      Map<Integer, ActivityPlace> activities,
      Map<Integer, Integer> events,
      Map<String, JoinState> joins,
      Map<Integer, Failure.Place> places,
      String by,
      Instant at)
      implements Fact {
    public ProcessMigrated {
      activities = sorted(activities);
      events = sorted(events);
      joins = sorted(joins);
      places = sorted(places);
    }
  }

  /** Where an activity instance stands in its definition. */
  record ActivityPlace(String activity, int nextEvent) {}

  // ---- between instances

  /**
   * @param event the event's place in the activity, from 0
   */
  record SubProcessScheduled(int item, int activityInstance, int event, Instant at)
      implements Fact {}

  /**
   * Something is to be said to another instance; it stays in the state until it was delivered.
   *
   * @param node the epoch of the node that delivers it
   */
  record MessageSent(int id, Message message, long node, Instant at) implements Fact {}

  /** Another node delivers it: the first has died. */
  record MessageTakenOver(int id, long node, Instant at) implements Fact {}

  /**
   * @param refused why the child that it was to start was not started; null otherwise
   */
  record MessageDelivered(int id, @Nullable String refused, Instant at) implements Fact {}

  /**
   * An event has heard of the child that it waits for.
   *
   * @param detail see {@link Message.TellParent}
   * @param data what the child has left behind, when it can't be received at once
   */
  record ChildReported(
      int item,
      long child,
      Message.ChildNews news,
      String detail,
      Command.@Nullable ChildData data,
      Instant at)
      implements Fact {}

  record StopRequested(String by, Instant at) implements Fact {}

  record ProcessStopped(String by, Instant at) implements Fact {}

  record ProcessResumed(String by, Instant at) implements Fact {}

  record ProcessCompleted(Instant at) implements Fact {}

  record ProcessDeleted(String by, Instant at) implements Fact {}

  private static <K extends Comparable<K>, V> Map<K, V> sorted(Map<K, V> map) {
    return Collections.unmodifiableMap(new TreeMap<>(map));
  }
}
