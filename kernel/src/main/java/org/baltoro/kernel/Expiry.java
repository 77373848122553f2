package org.baltoro.kernel;

import java.util.Collections;
import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;

/** Ends what did not come to its own end: open items, with their timers, errors and attempts. */
final class Expiry {
  private Expiry() {}

  /** Expires one activity instance and evaluates its lines. */
  static void expireOne(Draft draft, int activityInstance, String by) {
    expireContent(draft, activityInstance, by);
    Flow.leave(draft, activityInstance, true, by);
  }

  /** Expires one event; its activity instance goes on with the next. */
  static void expireItem(Draft draft, int item, String by) {
    var event = draft.state.events().get(item);
    if (event != null) {
      endItem(draft, event, Ending.EXPIRED, by);
      Flow.proceed(draft, event.activityInstance());
    }
  }

  /** Expires what an activity instance holds. The caller ends the instance itself. */
  static void expireContent(Draft draft, int activityInstance, String by) {
    for (var destination : draft.state.destinationsOf(activityInstance)) {
      Destinations.expire(draft, destination.id(), by);
    }
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.activityInstance() == activityInstance
          && draft.state.events().containsKey(event.item())) {
        endItem(draft, event, Ending.EXPIRED, by);
      }
    }
    Timing.cancel(draft, purpose -> purpose.activityInstance() == activityInstance);
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place() instanceof Place.Lines(int owner, boolean expired)
              && owner == activityInstance
          || failure.place().equals(new Place.Start(activityInstance))
          || failure.place().equals(new Place.Destinations(activityInstance))
          || failure.place().equals(new Place.Succeeding(activityInstance))) {
        draft.emit(new Fact.FailureExpired(failure.id(), by, draft.now()));
      }
    }
  }

  /** Expires arrivals that failed, and what joins have counted. */
  static void expireArrivals(Draft draft, String by) {
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place() instanceof Place.Arrival || failure.place() instanceof Place.Join) {
        draft.emit(new Fact.FailureExpired(failure.id(), by, draft.now()));
      }
    }
    for (var activity : List.copyOf(draft.state.joins().keySet())) {
      draft.emit(new Fact.JoinCounted(activity, Collections.emptyMap(), false));
    }
  }

  /** Expires the start of a process that has not begun; false if it has. */
  static boolean expireStart(Draft draft, String by) {
    boolean waits =
        draft.state.pendingTimers().values().stream()
            .anyMatch(timer -> timer.purpose() instanceof Purpose.StartProcess);
    Timing.cancel(draft, purpose -> purpose instanceof Purpose.StartProcess);
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.job() instanceof Job.StartRule) {
        waits = true;
        endItem(draft, event, Ending.EXPIRED, by);
      }
    }
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place().equals(new Place.Start(0))) {
        waits = true;
        draft.emit(new Fact.FailureExpired(failure.id(), by, draft.now()));
      }
    }
    return waits;
  }

  /**
   * Ends a finish rule that is open: it never runs beside an activity, and is asked again later.
   */
  static void endFinishRule(Draft draft, String by) {
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.job() instanceof Job.FinishRule) {
        endItem(draft, event, Ending.EXPIRED, by);
      }
    }
  }

  /** Ends an item with all that hangs on it: attempt, kept finish, error, timers. */
  static void endItem(Draft draft, EventInstance event, Ending ending, String by) {
    if (event.status() instanceof Status.Running(int attempt, long node, var since)
        && event.item() != draft.returned) {
      draft.emit(new Fact.AttemptFenced(event.item(), attempt, node, by, draft.now()));
    } else if (event.status() instanceof Status.Leased leased && event.item() != draft.returned) {
      draft.emit(
          new Fact.AttemptFenced(event.item(), leased.attempt(), Workers.NO_NODE, by, draft.now()));
    }
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place() instanceof Place.Event(int item) && item == event.item()) {
        draft.emit(new Fact.FailureExpired(failure.id(), by, draft.now()));
      }
    }
    switch (event.job()) {
      case Job.Event(int owner, int place) -> {
        release(draft, event.item(), by);
        SubProcesses.giveUp(draft, event);
        if (event.kept() != null) {
          draft.emit(new Fact.FinishDropped(event.item(), event.kept().by(), by, draft.now()));
        }
        draft.emit(
            event.status() instanceof Status.Offered
                ? new Fact.ClientEventFinished(event.item(), ending, "", by, draft.now())
                : new Fact.ServerEventFinished(event.item(), ending, by, null, null, draft.now()));
      }
      case Job.EscalationAction a -> Attempts.endCode(draft, event, ending, by);
      case Job.ExceptionRule a -> Attempts.endCode(draft, event, ending, by);
      case Job.StartRule a -> Attempts.endCode(draft, event, ending, by);
      case Job.FinishRule a -> Attempts.endCode(draft, event, ending, by);
    }
  }

  /** Ends what belongs to an event that ends: its escalations and exception rules. */
  static void release(Draft draft, int item, String by) {
    Timing.cancel(
        draft, purpose -> purpose instanceof Purpose.Escalate escalate && escalate.item() == item);
    for (var other : List.copyOf(draft.state.events().values())) {
      boolean belongs =
          switch (other.job()) {
            case Job.EscalationAction action -> action.item() == item;
            case Job.ExceptionRule rule ->
                rule.place() instanceof Place.Event(int failed) && failed == item;
            default -> false;
          };
      if (belongs) {
        endItem(draft, other, Ending.EXPIRED, by);
      }
    }
  }

  /** Ends the escalations of an activity instance that completes, and their code. */
  static void releaseActivity(Draft draft, int activityInstance, String by) {
    Timing.cancel(draft, purpose -> purpose.activityInstance() == activityInstance);
    for (var other : List.copyOf(draft.state.events().values())) {
      if (other.activityInstance() == activityInstance && !other.isEvent()) {
        endItem(draft, other, Ending.EXPIRED, by);
      }
    }
  }
}
