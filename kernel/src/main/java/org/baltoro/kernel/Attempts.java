package org.baltoro.kernel;

import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.jspecify.annotations.Nullable;

/** Attempts of server events: started, returned, failed, lost with their node, tried again. */
final class Attempts {
  private Attempts() {}

  /** Starts an attempt, or holds it while the instance is stopped or is to be. */
  static void start(Draft draft, int item, int attempt) {
    if (draft.state.phase() == ProcessState.Phase.STOPPED || draft.state.stopRequested()) {
      draft.emit(new Fact.ServerEventHeld(item, attempt));
    } else {
      draft.emit(new Fact.AttemptStarted(item, attempt, draft.node(), draft.now()));
    }
  }

  static Verdict returned(Draft draft, Command.ReturnAttempt returned) {
    var event = running(draft, returned.item(), returned.attempt());
    if (event == null) {
      return ignored(draft, returned.item(), returned.attempt());
    }
    var invalid = DataCheck.ofChanges(draft, event, returned.changes());
    if (invalid != null) {
      fail(draft, event, returned.attempt(), "code-failed", invalid.message(), null);
      Flow.settle(draft);
      return draft.done();
    }
    Changing.carry(draft, event.activityInstance(), returned.changes(), named(draft, event));
    if (returned.synchronous()) {
      end(
          draft,
          event,
          new Fact.ServerEventFinished(
              event.item(), Fact.Ending.RETURNED, named(draft, event), null, null, draft.now()));
    } else if (event.kept() != null && !draft.state.stopRequested()) {
      Finishing.apply(draft, event, event.kept());
    } else {
      draft.emit(new Fact.ServerEventWaiting(event.item(), draft.now()));
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict failed(Draft draft, Command.FailAttempt failed) {
    var event = running(draft, failed.item(), failed.attempt());
    if (event == null) {
      return ignored(draft, failed.item(), failed.attempt());
    }
    fail(draft, event, failed.attempt(), failed.code(), failed.message(), failed.stackTrace());
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict takeOver(Draft draft, Command.TakeOver takeOver) {
    for (var event : draft.state.events().values()) {
      if (event.status() instanceof Status.Running running
          && running.node() == takeOver.deadNode()) {
        lose(draft, event, running);
      }
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict fireTimer(Draft draft, Command.FireTimer timer) {
    var event = draft.state.events().get(timer.item());
    if (draft.state.timers().containsKey(timer.item())
        && event != null
        && event.status() instanceof Status.BackOff backOff
        && !backOff.dueAt().isAfter(draft.now())) {
      start(draft, timer.item(), backOff.attempt());
    }
    return draft.done();
  }

  /** Ends an event and goes on; a finish that was kept for it is dropped. */
  static void end(Draft draft, EventInstance event, Fact.ServerEventFinished finished) {
    if (event.kept() != null && finished.ending() != Fact.Ending.FINISHED) {
      draft.emit(
          new Fact.FinishDropped(event.item(), event.kept().by(), dropping(finished), draft.now()));
    }
    draft.emit(finished);
    if (finished.ending() != Fact.Ending.DELETED) {
      Flow.proceed(draft, event.activityInstance());
    }
  }

  private static String dropping(Fact.ServerEventFinished finished) {
    return switch (finished.ending()) {
      case RETURNED -> "the code, which returned synchronously";
      case FINISHED -> "a finish";
      case SKIPPED -> finished.by() + ", who skipped the event";
      case DELETED -> finished.by() + ", who deleted the instance";
    };
  }

  private static void fail(
      Draft draft,
      EventInstance event,
      int attempt,
      String code,
      String message,
      @Nullable String stackTrace) {
    var policy = definition(draft, event).retry();
    boolean again = event.failures() + 1 < policy.attempts();
    draft.emit(
        new Fact.AttemptFailed(
            event.item(), attempt, code, message, again ? stackTrace : null, draft.now()));
    if (again) {
      var wait = policy.backOffAfter(event.failures() + 1);
      draft.emit(new Fact.RetryScheduled(event.item(), attempt + 1, draft.now().plus(wait)));
    } else {
      draft.fail(new Place.Event(event.item()), code, message, stackTrace);
    }
  }

  private static void lose(Draft draft, EventInstance event, Status.Running running) {
    draft.emit(new Fact.AttemptLost(event.item(), running.attempt(), running.node(), draft.now()));
    int limit = definition(draft, event).retry().lostAttempts();
    if (event.lost() < limit) {
      start(draft, event.item(), running.attempt() + 1);
    } else {
      draft.fail(
          new Place.Event(event.item()),
          "attempt-lost",
          "The node died while it ran attempt %d of '%s', and so did %d before it. Make sure that the code is not what kills the node, then retry."
              .formatted(running.attempt(), named(draft, event), event.lost()),
          null);
    }
  }

  private static @Nullable EventInstance running(Draft draft, int item, int attempt) {
    var event = draft.state.events().get(item);
    return event != null
            && event.status() instanceof Status.Running running
            && running.attempt() == attempt
        ? event
        : null;
  }

  private static Verdict ignored(Draft draft, int item, int attempt) {
    var event = draft.state.events().get(item);
    var why =
        event == null
            ? "the event has ended"
            : "attempt %d has taken its place".formatted(event.status().attempt());
    draft.emit(new Fact.AttemptResultIgnored(item, attempt, why, draft.now()));
    return draft.done();
  }

  static ServerEvent definition(Draft draft, EventInstance event) {
    var activity = draft.state.activity(event.activityInstance()).activity();
    return switch (draft.definition.activity(activity).events().get(event.event())) {
      case ServerEvent server -> server;
    };
  }

  /** The event as people know it: {@code Approve/Post to finance}. */
  static String named(Draft draft, EventInstance event) {
    return draft.state.activity(event.activityInstance()).activity()
        + "/"
        + definition(draft, event).name();
  }
}
