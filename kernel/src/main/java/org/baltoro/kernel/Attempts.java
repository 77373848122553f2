package org.baltoro.kernel;

import java.time.Duration;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job.Level;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.jspecify.annotations.Nullable;

/** Attempts of code: started, returned, failed, lost with their node, given up, tried again. */
final class Attempts {
  /** A mail server that is away for an hour loses no mail. */
  private static final RetryPolicy MAIL =
      new RetryPolicy(6, Duration.ofSeconds(30), 3, Duration.ofHours(1), 3);

  private Attempts() {}

  /**
   * Starts an attempt, or queues it for a worker; or holds it while the instance is stopped,
   * halted, or about to change.
   */
  static void start(Draft draft, int item, int attempt) {
    if (draft.state.holdsCode()) {
      draft.emit(new Fact.ServerEventHeld(item, attempt));
    } else if (SubProcesses.definition(draft, item) instanceof SubProcess child) {
      SubProcesses.start(draft, item, child, attempt);
    } else if (attempt > 1 && Finishing.applyProven(draft, item)) {
      return;
    } else if (Workers.topic(draft, item) instanceof String topic) {
      draft.emit(new Fact.JobQueued(item, attempt, topic, draft.now()));
    } else {
      draft.emit(new Fact.AttemptStarted(item, attempt, draft.node(), draft.now()));
    }
  }

  static Verdict returned(Draft draft, Command.ReturnAttempt returned) {
    var event = running(draft, returned.item(), returned.attempt());
    if (event == null) {
      return ignored(draft, returned.item(), returned.attempt());
    }
    draft.returned = event.item();
    var invalid = DataCheck.ofChanges(draft, event, returned.changes());
    if (invalid == null) {
      invalid = Goto.unknown(draft, returned.jumps());
    }
    if (invalid != null) {
      fail(draft, event, returned.attempt(), "code-failed", invalid.message(), null);
      Flow.settle(draft);
      return draft.done();
    }
    Changing.carry(draft, event.activityInstance(), returned.changes(), named(draft, event));
    switch (event.job()) {
      case Job.Event e -> eventReturned(draft, event, returned);
      case Job.EscalationAction action -> escalationReturned(draft, event, returned);
      case Job.StartRule rule -> {
        endCode(draft, event, Ending.RETURNED, named(draft, event));
        Flow.startFirst(draft);
      }
      case Job.FinishRule rule -> {
        endCode(draft, event, Ending.RETURNED, named(draft, event));
        draft.finishAgreed = returned.jumps().isEmpty();
        Goto.carryOut(draft, returned.jumps(), "", 0, Fact.Origin.FINISH_RULE, named(draft, event));
      }
      case Job.ExceptionRule rule -> Exceptions.returned(draft, event, rule, returned);
    }
    Flow.settle(draft);
    return draft.done();
  }

  private static void eventReturned(
      Draft draft, EventInstance event, Command.ReturnAttempt returned) {
    var jumps = returned.jumps();
    if (!jumps.isEmpty()) {
      int own = event.activityInstance();
      boolean gone = Goto.expires(draft, jumps, own);
      Goto.carryOut(
          draft,
          jumps,
          draft.state.activity(own).activity(),
          draft.state.activity(own).owner(),
          Fact.Origin.SERVER_EVENT,
          named(draft, event));
      if (gone) {
        return;
      }
    }
    if (returned.synchronous()) {
      end(
          draft,
          event,
          new Fact.ServerEventFinished(
              event.item(), Ending.RETURNED, named(draft, event), null, null, draft.now()));
    } else {
      awaitFinish(draft, event);
    }
  }

  /** Applies a finish that came early, or waits for one. */
  static void awaitFinish(Draft draft, EventInstance event) {
    if (event.kept() != null && !draft.state.holdsCode()) {
      Finishing.applyKept(draft, event, event.kept());
    } else {
      draft.emit(new Fact.ServerEventWaiting(event.item(), draft.now()));
    }
  }

  private static void escalationReturned(
      Draft draft, EventInstance event, Command.ReturnAttempt returned) {
    var by = named(draft, event);
    int own = event.activityInstance();
    endCode(draft, event, Ending.RETURNED, by);
    Goto.carryOut(
        draft, returned.jumps(), Escalating.owner(draft, own), 0, Fact.Origin.ESCALATION, by);
  }

  static Verdict failed(Draft draft, Command.FailAttempt failed) {
    var event = running(draft, failed.item(), failed.attempt());
    if (event == null) {
      return ignored(draft, failed.item(), failed.attempt());
    }
    draft.returned = event.item();
    fail(draft, event, failed.attempt(), failed.code(), failed.message(), failed.stackTrace());
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict takeOver(Draft draft, Command.TakeOver takeOver) {
    for (var event : draft.state.events().values()) {
      if (event.status() instanceof Status.Running running
          && running.node() == takeOver.deadNode()
          && draft.state.events().containsKey(event.item())) {
        lose(draft, event, running);
      }
    }
    Messages.takeOver(draft, takeOver.deadNode());
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict interrupt(Draft draft, Command.InterruptProcess interrupt) {
    var over = Managing.over(draft, "An interrupt");
    if (over != null) {
      return over;
    }
    for (var event : draft.state.events().values()) {
      if (event.status() instanceof Status.Running running) {
        giveUp(draft, event, running.node(), interrupt.by());
      } else if (event.status() instanceof Status.Leased) {
        giveUp(draft, event, Workers.NO_NODE, interrupt.by());
      }
    }
    Flow.settle(draft);
    return draft.done();
  }

  private static void giveUp(Draft draft, EventInstance event, long node, String by) {
    int attempt = event.status().attempt();
    draft.emit(new Fact.AttemptFenced(event.item(), attempt, node, by, draft.now()));
    draft.fail(
        new Place.Event(event.item()),
        "interrupted",
        "%s gave up attempt %d of %s while it ran. Its effects outside may have happened: look, then retry or skip."
            .formatted(by, attempt, named(draft, event)),
        null);
  }

  /** Ends an event and goes on; a finish that was kept for it is dropped. */
  static void end(Draft draft, EventInstance event, Fact.ServerEventFinished finished) {
    if (event.kept() != null && finished.ending() != Ending.FINISHED) {
      draft.emit(
          new Fact.FinishDropped(event.item(), event.kept().by(), dropping(finished), draft.now()));
    }
    Expiry.release(draft, event.item(), finished.by());
    draft.emit(finished);
    Flow.proceed(draft, event.activityInstance());
  }

  /** Ends code that is no event. */
  static void endCode(Draft draft, EventInstance event, Ending ending, String by) {
    draft.emit(new Fact.CodeEnded(event.item(), ending, by, draft.now()));
  }

  private static String dropping(Fact.ServerEventFinished finished) {
    return switch (finished.ending()) {
      case RETURNED -> "the code, which returned synchronously";
      case FINISHED -> "a finish";
      case SKIPPED -> finished.by() + ", who skipped the event";
      case DELETED -> finished.by() + ", who deleted the instance";
      case EXPIRED -> finished.by() + ", which expired the event";
      case HANDLED -> finished.by() + ", which handled the error of the event";
      case FAILED -> finished.by() + ", which failed";
    };
  }

  private static void fail(
      Draft draft,
      EventInstance event,
      int attempt,
      String code,
      String message,
      @Nullable String stackTrace) {
    fail(draft, event, attempt, code, message, stackTrace, null, Again.BY_POLICY);
  }

  /**
   * Whether a failed attempt is followed by another.
   *
   * @param allowed as far as the policy allows it; false: never
   * @param after how long to wait; null: as the policy says
   */
  record Again(boolean allowed, @Nullable Duration after) {
    static final Again BY_POLICY = new Again(true, null);
  }

  /**
   * @param by the user as whom a worker that says so is logged in; null: code has failed
   */
  static void fail(
      Draft draft,
      EventInstance event,
      int attempt,
      String code,
      String message,
      @Nullable String stackTrace,
      @Nullable String by,
      Again asked) {
    var policy = policy(draft, event);
    boolean received = Finishing.provesReceipt(draft, event.item());
    boolean again = !received && asked.allowed() && event.failures() + 1 < policy.attempts();
    draft.emit(
        new Fact.AttemptFailed(
            event.item(), attempt, code, message, again ? stackTrace : null, by, draft.now()));
    if (received) {
      awaitFinish(draft, event);
    } else if (again) {
      var wait = asked.after() == null ? policy.backOffAfter(event.failures() + 1) : asked.after();
      draft.emit(new Fact.RetryScheduled(event.item(), attempt + 1, draft.now().plus(wait)));
    } else {
      raise(draft, event, code, message, stackTrace);
    }
  }

  /** The last attempt has failed. */
  private static void raise(
      Draft draft, EventInstance event, String code, String message, @Nullable String stackTrace) {
    var place = new Place.Event(event.item());
    switch (event.job()) {
      case Job.Event(int owner, int number) ->
          Exceptions.raise(draft, Level.EVENT, owner, place, code, message, stackTrace);
      case Job.ExceptionRule rule -> Exceptions.failed(draft, event, rule, message);
      case Job.EscalationAction a -> draft.fail(place, code, message, stackTrace);
      case Job.StartRule a -> draft.fail(place, code, message, stackTrace);
      case Job.FinishRule a -> draft.fail(place, code, message, stackTrace);
    }
  }

  private static void lose(Draft draft, EventInstance event, Status.Running running) {
    draft.emit(new Fact.AttemptLost(event.item(), running.attempt(), running.node(), draft.now()));
    int limit = policy(draft, event).lostAttempts();
    if (Finishing.provesReceipt(draft, event.item())) {
      awaitFinish(draft, event);
    } else if (event.lost() < limit) {
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
    String why;
    if (event == null) {
      why = "the event has ended";
    } else if (event.status().attempt() == attempt) {
      why = "the attempt was given up";
    } else {
      why = "attempt %d has taken its place".formatted(event.status().attempt());
    }
    draft.emit(new Fact.AttemptResultIgnored(item, attempt, why, draft.now()));
    return draft.done();
  }

  static EventDefinition eventDefinition(Draft draft, Job.Event event) {
    var activity = draft.state.activity(event.activityInstance()).activity();
    return draft.definition.activity(activity).events().get(event.event());
  }

  /** The definition of an event that runs code. */
  static ServerEvent serverEvent(Draft draft, EventInstance event) {
    if (event.job() instanceof Job.Event job
        && eventDefinition(draft, job) instanceof ServerEvent server) {
      return server;
    }
    throw new IllegalStateException(
        "Item %d is no server event. The kernel lost track: a bug of ours."
            .formatted(event.item()));
  }

  static RetryPolicy policy(Draft draft, EventInstance event) {
    var rule =
        switch (event.job()) {
          case Job.Event e -> null;
          case Job.StartRule s ->
              draft.definition.startRule() == null ? null : draft.definition.startRule().code();
          case Job.FinishRule f -> draft.definition.finishRule();
          case Job.ExceptionRule e ->
              Exceptions.rule(draft, e.level(), e.activityInstance(), e.place());
          case Job.EscalationAction a -> escalationRule(draft, a);
        };
    if (rule != null) {
      return rule.retry();
    }
    return switch (event.job()) {
      case Job.Event e -> serverEvent(draft, event).retry();
      case Job.EscalationAction a -> MAIL;
      default -> RetryPolicy.DEFAULT;
    };
  }

  private static @Nullable CodeRule escalationRule(Draft draft, Job.EscalationAction action) {
    var escalation =
        Escalating.definition(draft, action.activityInstance(), action.item(), action.escalation());
    return escalation != null && escalation.action() instanceof Action.RunCode(CodeRule rule)
        ? rule
        : null;
  }

  /** The item as people know it: {@code Approve/Post to finance}, or what rule it is. */
  static String named(Draft draft, EventInstance event) {
    return switch (event.job()) {
      case Job.Event e ->
          draft.state.activity(e.activityInstance()).activity()
              + "/"
              + eventDefinition(draft, e).name();
      case Job.EscalationAction a -> "escalation '" + a.escalation() + "'";
      case Job.StartRule s -> "the start rule";
      case Job.FinishRule f -> "the finish rule";
      case Job.ExceptionRule e ->
          "the exception rule of the "
              + switch (e.level()) {
                case EVENT -> "event";
                case ACTIVITY -> "activity";
                case PROCESS -> "process";
              };
    };
  }
}
