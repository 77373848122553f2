package org.baltoro.kernel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.ProcessState.Phase;
import org.jspecify.annotations.Nullable;

/**
 * What people do to instances: update, stop, start, goto, expire, retry, skip, delete. What needs
 * that no code runs can wait until that has returned.
 *
 * <p>A stopped instance does not move by itself: it neither completes nor follows lines. Gotos,
 * expiries and changes act on it at once, and what code they begin is held. A retry of code is held
 * like that, too; any other retry, and every skip, would move the instance on and so waits, its
 * error still there, until the start: those are carried out then, in their order, and one whose
 * error is gone by that time is dropped.
 */
final class Managing {
  private Managing() {}

  static Verdict update(Draft draft, Command.UpdateProcessInstance update) {
    var over = over(draft, "An update");
    if (over != null) {
      return over;
    }
    if (update.subjects() != null && !draft.state.offersItemTo(update.subjects())) {
      return new Refusal.NoWorklistItemOfYours(draft.state.instance());
    }
    var refused = DataCheck.ofChanges(draft, null, update.changes());
    if (refused != null) {
      return refused;
    }
    Changing.carry(draft, 0, update.changes(), update.by());
    return draft.done();
  }

  static Verdict stop(Draft draft, Command.StopProcess stop) {
    var over = over(draft, "A stop");
    if (over != null) {
      return over;
    }
    if (draft.state.phase() == Phase.STOPPED || draft.state.stopRequested()) {
      return draft.done();
    }
    draft.emit(
        draft.state.runsCode()
            ? new Fact.StopRequested(stop.by(), draft.now())
            : new Fact.ProcessStopped(stop.by(), draft.now()));
    Workers.fenceAll(draft, stop.by());
    return draft.done();
  }

  static Verdict resume(Draft draft, Command.ResumeProcess resume) {
    var over = over(draft, "A start");
    if (over != null) {
      return over;
    }
    if (draft.state.phase() != Phase.STOPPED) {
      return draft.state.runsCode()
          ? new Refusal.NotAllowedNow(
              "A start", draft.state.status(), "It runs already; a requested stop comes first.")
          : draft.done();
    }
    draft.emit(new Fact.ProcessResumed(resume.by(), draft.now()));
    release(draft);
    Flow.settle(draft);
    return draft.done();
  }

  /** Lets go on what was held, if nothing holds it any more. */
  static void release(Draft draft) {
    if (draft.state.holdsCode()) {
      return;
    }
    for (int item : List.copyOf(draft.state.events().keySet())) {
      var event = draft.state.events().get(item);
      if (event == null || item == draft.resolving) {
        continue;
      }
      if (event.status() instanceof Status.Held held) {
        Attempts.start(draft, item, held.attempt());
      } else if (event.status() instanceof Status.ChildHeard heard) {
        SubProcesses.releaseHeld(draft, event, heard.report());
      } else {
        Finishing.release(draft, event);
      }
    }
  }

  // ---- errors

  static Verdict retry(Draft draft, Command.RetryFailure retry) {
    var refused = mayRepair(draft, "A retry", retry.failure());
    if (refused != null) {
      return refused;
    }
    for (var failure : meant(draft, retry.failure())) {
      resolveOrAwait(draft, new Managed.ResolveFailure(retry.by(), failure.id(), false));
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict skip(Draft draft, Command.SkipFailure skip) {
    var refused = mayRepair(draft, "A skip", skip.failure());
    if (refused != null) {
      return refused;
    }
    for (var failure : meant(draft, skip.failure())) {
      resolveOrAwait(draft, new Managed.ResolveFailure(skip.by(), failure.id(), true));
    }
    Flow.settle(draft);
    return draft.done();
  }

  private static void resolveOrAwait(Draft draft, Managed.ResolveFailure asked) {
    var failure = draft.state.failures().get(asked.failure());
    if (failure == null) {
      return; // it has ended with the one before it
    }
    if (!moves(asked, failure) || draft.state.phase() != Phase.STOPPED) {
      resolve(draft, failure, asked);
    } else if (!isAwaited(draft, asked)) {
      draft.emit(new Fact.OperationAwaited(asked, draft.now()));
    }
  }

  /** True unless it only starts code again, which is held where it has to be. */
  private static boolean moves(Managed.ResolveFailure asked, Failure failure) {
    return asked.skip() || !(failure.place() instanceof Place.Event);
  }

  private static boolean isAwaited(Draft draft, Managed.ResolveFailure asked) {
    return draft.state.awaiting().stream()
        .anyMatch(operation ->
            operation instanceof Managed.ResolveFailure(String by, int failure, boolean skip)
                && failure == asked.failure()
                && skip == asked.skip());
  }

  private static void resolve(Draft draft, Failure failure, Managed.ResolveFailure asked) {
    draft.emit(new Fact.FailureResolved(failure.id(), asked.skip(), asked.by(), draft.now()));
    draft.resolving = failure.place() instanceof Place.Event(int item) ? item : 0;
    unhalt(draft);
    draft.resolving = 0;
    if (asked.skip()) {
      giveUp(draft, failure.place(), Ending.SKIPPED, asked.by());
    } else {
      again(draft, failure.place());
    }
  }

  /** The failure with this number; all for 0. */
  private static List<Failure> meant(Draft draft, int failure) {
    return draft.state.failures().values().stream()
        .filter(known -> failure == Command.ALL_FAILURES || known.id() == failure)
        .toList();
  }

  /** Tries again what has failed. */
  static void again(Draft draft, Place place) {
    switch (place) {
      case Place.Event(int item) -> {
        var event = draft.state.events().get(item);
        if (event == null) {
          return;
        }
        if (event.status() instanceof Status.ChildHeard heard) {
          SubProcesses.releaseHeld(draft, event, heard.report());
        } else {
          Attempts.start(draft, item, event.status().attempt() + 1);
        }
      }
      case Place.Lines(int activityInstance, boolean expired) ->
          Flow.leave(draft, activityInstance, expired, "the expiry before the error");
      case Place.Arrival arrival -> draft.arrivals.add(arrival);
      case Place.Join join -> {}
      case Place.Destinations(int activityInstance) -> Destinations.again(draft, activityInstance);
      case Place.Succeeding(int activityInstance) ->
          Destinations.judgeAgain(draft, activityInstance);
      case Place.Start(int activityInstance) -> {
        if (activityInstance == 0) {
          Flow.waitForStart(draft);
        } else {
          Flow.waitForBegin(draft, activityInstance);
        }
      }
    }
  }

  /** Goes on as if what has failed were done. */
  static void giveUp(Draft draft, Place place, Ending ending, String by) {
    switch (place) {
      case Place.Event(int item) -> {
        var event = draft.state.events().get(item);
        if (event != null) {
          giveUp(draft, event, ending, by);
        }
      }
      case Place.Lines(int activityInstance, boolean expired) ->
          Flow.left(draft, activityInstance, expired, by);
      case Place.Arrival(String from, int line, String to) ->
          draft.emit(new Fact.ArrivalDropped(from, line, to));
      case Place.Join(String activity) -> Flow.passStarved(draft, activity);
      case Place.Destinations(int activityInstance) ->
          Destinations.skip(draft, activityInstance, ending, by);
      case Place.Succeeding(int activityInstance) ->
          Destinations.endAnyway(draft, activityInstance);
      case Place.Start(int activityInstance) -> {
        if (activityInstance == 0) {
          Flow.runStartRule(draft);
        } else {
          Flow.begin(draft, activityInstance);
        }
      }
    }
  }

  private static void giveUp(Draft draft, EventInstance event, Ending ending, String by) {
    switch (event.job()) {
      case Job.Event e ->
          Attempts.end(
              draft,
              event,
              new Fact.ServerEventFinished(event.item(), ending, by, null, null, draft.now()));
      case Job.StartRule rule -> {
        Attempts.endCode(draft, event, ending, by);
        Flow.startFirst(draft);
      }
      case Job.FinishRule rule -> {
        Attempts.endCode(draft, event, ending, by);
        draft.finishAgreed = true;
      }
      case Job.ExceptionRule rule -> {
        Attempts.endCode(draft, event, ending, by);
        giveUp(draft, rule.place(), ending, by);
      }
      case Job.EscalationAction action -> Attempts.endCode(draft, event, ending, by);
    }
  }

  private static void unhalt(Draft draft) {
    if (draft.state.halted() && draft.state.failures().isEmpty()) {
      draft.emit(new Fact.BranchesReleased(draft.now()));
      release(draft);
    }
  }

  static Verdict delete(Draft draft, Command.DeleteProcess delete) {
    var over = over(draft, "A delete");
    if (over != null) {
      return over;
    }
    if (draft.state.runsCode()) {
      return new Refusal.NotAllowedNow(
          "A delete",
          draft.state.status(),
          "Stop it and delete when its code has returned, or interrupt it.");
    }
    SubProcesses.tellOfDelete(draft, delete.by());
    deleteNow(draft, delete.by());
    return draft.done();
  }

  /** Deletes, whatever is open. */
  static void deleteNow(Draft draft, String by) {
    for (var event : List.copyOf(draft.state.events().values())) {
      if (draft.state.events().containsKey(event.item())) {
        Expiry.endItem(draft, event, Ending.DELETED, by);
      }
    }
    draft.emit(new Fact.ProcessDeleted(by, draft.now()));
  }

  // ---- what is refused while code runs, or waits for it

  static Verdict managed(Draft draft, Managed operation) {
    var refused = refused(draft, operation);
    if (refused != null) {
      return refused;
    }
    if (draft.state.runsCode()) {
      if (!operation.waits()) {
        return new Refusal.NotAllowedNow(named(operation), ProcessStatus.RUNNING, whatRuns(draft));
      }
      draft.emit(new Fact.OperationAwaited(operation, draft.now()));
      return draft.done();
    }
    carryOut(draft, operation);
    Flow.settle(draft);
    return draft.done();
  }

  /** True if the first operation that waits need wait no longer. */
  static boolean mayCarryOutAwaited(Draft draft) {
    var waiting = draft.state.awaiting();
    if (waiting.isEmpty() || draft.state.runsCode()) {
      return false;
    }
    return switch (draft.state.phase()) {
      case LIVE -> true;
      case STOPPED -> !(waiting.getFirst() instanceof Managed.ResolveFailure);
      case NEW, COMPLETED, DELETED -> false;
    };
  }

  /** The first of the operations that waited, now that no code runs. */
  static void carryOutAwaited(Draft draft) {
    var operation = draft.state.awaiting().getFirst();
    var refused = refused(draft, operation);
    if (refused == null) {
      draft.emit(new Fact.OperationTaken(draft.now()));
      carryOut(draft, operation);
    } else {
      draft.emit(new Fact.OperationDropped(refused.message(), draft.now()));
    }
  }

  private static @Nullable Refusal refused(Draft draft, Managed operation) {
    var over = over(draft, named(operation));
    if (over != null) {
      return over;
    }
    return switch (operation) {
      case Managed.GotoActivity to -> refusedGoto(draft, to);
      case Managed.ExpireActivity expire -> Goto.unknown(draft, expire.activity());
      case Managed.ChangeInstance change -> DataCheck.ofChanges(draft, null, change.changes());
      case Managed.Migrate migrate -> Migrating.refused(draft, migrate);
      case Managed.ResolveFailure resolve -> noSuchFailure(draft, resolve.failure());
    };
  }

  private static @Nullable Refusal refusedGoto(Draft draft, Managed.GotoActivity to) {
    var unknown = Goto.unknown(draft, to.activity());
    if (unknown == null && to.from() != null) {
      unknown = Goto.unknown(draft, to.from());
    }
    if (unknown != null) {
      return unknown;
    }
    boolean stays = to.from() != null && !to.from().equals(to.activity());
    boolean second =
        to.unlessActive()
            && stays
            && draft.state.activities().values().stream()
                .anyMatch(instance -> instance.activity().equals(to.activity()));
    return second ? new Refusal.ActivityIsActive(to.activity()) : null;
  }

  private static void carryOut(Draft draft, Managed operation) {
    switch (operation) {
      case Managed.GotoActivity to ->
          Goto.carryOut(
              draft,
              List.of(new Command.Jump.Goto(to.activity(), to.from() == null, to.from())),
              "",
              0,
              Fact.Origin.MANAGEMENT,
              to.by());
      case Managed.ExpireActivity expire ->
          Goto.carryOut(
              draft,
              List.of(new Command.Jump.Expire(expire.activity())),
              "",
              0,
              Fact.Origin.MANAGEMENT,
              expire.by());
      case Managed.ChangeInstance change -> Changing.carry(draft, 0, change.changes(), change.by());
      case Managed.Migrate migrate -> Migrating.carryOut(draft, migrate);
      case Managed.ResolveFailure resolve -> resolveOrAwait(draft, resolve);
    }
  }

  private static String named(Managed operation) {
    return switch (operation) {
      case Managed.GotoActivity to -> "A goto";
      case Managed.ExpireActivity expire -> "An expiry";
      case Managed.ChangeInstance change -> "A change of data, folio or priority";
      case Managed.Migrate migrate -> "A migration";
      case Managed.ResolveFailure resolve -> resolve.skip() ? "A skip" : "A retry";
    };
  }

  /** Which code, since when, on which node: what a manager waits for or interrupts. */
  private static String whatRuns(Draft draft) {
    for (Map.Entry<Integer, EventInstance> entry : draft.state.events().entrySet()) {
      var event = entry.getValue();
      if (event.status() instanceof Status.Running running) {
        return "Code of %s has been running for %d s on node %d. Let the operation wait for it, or interrupt it first."
            .formatted(
                Attempts.named(draft, event),
                Duration.between(running.since(), draft.now()).toSeconds(),
                running.node());
      }
    }
    return "Try again when its code has returned.";
  }

  static @Nullable Refusal over(Draft draft, String operation) {
    return switch (draft.state.phase()) {
      case COMPLETED ->
          new Refusal.NotAllowedNow(
              operation, ProcessStatus.COMPLETED, "What is completed stays as it is.");
      case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
      case NEW, LIVE, STOPPED -> null;
    };
  }

  private static @Nullable Refusal mayRepair(Draft draft, String operation, int failure) {
    var over = over(draft, operation);
    if (over != null) {
      return over;
    }
    var unknown = noSuchFailure(draft, failure);
    if (unknown != null) {
      return unknown;
    }
    return draft.state.runsCode()
        ? new Refusal.NotAllowedNow(
            operation, draft.state.status(), "Try again when its other code has returned.")
        : null;
  }

  private static @Nullable Refusal noSuchFailure(Draft draft, int failure) {
    boolean some =
        failure == Command.ALL_FAILURES
            ? draft.state.hasError()
            : draft.state.failures().containsKey(failure);
    return some
        ? null
        : new Refusal.NoSuchFailure(failure, List.copyOf(draft.state.failures().keySet()));
  }
}
