package org.baltoro.kernel;

import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure.Place;
import org.jspecify.annotations.Nullable;

/** What people do to instances: update, stop, start, retry, skip, delete. */
final class Managing {
  private Managing() {}

  static Verdict update(Draft draft, Command.UpdateProcessInstance update) {
    var over = over(draft, "An update");
    if (over != null) {
      return over;
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
    if (draft.state.phase() == ProcessState.Phase.STOPPED || draft.state.stopRequested()) {
      return draft.done();
    }
    draft.emit(
        draft.state.runsCode()
            ? new Fact.StopRequested(stop.by(), draft.now())
            : new Fact.ProcessStopped(stop.by(), draft.now()));
    return draft.done();
  }

  static Verdict resume(Draft draft, Command.ResumeProcess resume) {
    var over = over(draft, "A start");
    if (over != null) {
      return over;
    }
    if (draft.state.phase() != ProcessState.Phase.STOPPED) {
      return draft.state.runsCode()
          ? new Refusal.NotAllowedNow(
              "A start", draft.state.status(), "It runs already; a requested stop comes first.")
          : draft.done();
    }
    draft.emit(new Fact.ProcessResumed(resume.by(), draft.now()));
    for (var event : draft.state.events().values()) {
      if (event.status() instanceof Status.Held held) {
        Attempts.start(draft, event.item(), held.attempt());
      } else if (event.status() instanceof Status.Waiting && event.kept() != null) {
        Finishing.apply(draft, event, event.kept());
      }
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict retry(Draft draft, Command.RetryFailure retry) {
    var refused = mayRepair(draft, "A retry", retry.failure());
    if (refused != null) {
      return refused;
    }
    var place = failure(draft, retry.failure()).place();
    draft.emit(new Fact.FailureResolved(retry.failure(), false, retry.by(), draft.now()));
    switch (place) {
      case Place.Event(int item) -> {
        var event = draft.state.events().get(item);
        if (event != null) {
          Attempts.start(draft, item, event.status().attempt() + 1);
        }
      }
      case Place.Lines(int activityInstance) -> Flow.complete(draft, activityInstance);
      case Place.Arrival arrival -> draft.arrivals.add(arrival);
      case Place.Join join -> {}
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict skip(Draft draft, Command.SkipFailure skip) {
    var refused = mayRepair(draft, "A skip", skip.failure());
    if (refused != null) {
      return refused;
    }
    var place = failure(draft, skip.failure()).place();
    draft.emit(new Fact.FailureResolved(skip.failure(), true, skip.by(), draft.now()));
    switch (place) {
      case Place.Event(int item) -> {
        var event = draft.state.events().get(item);
        if (event != null) {
          Attempts.end(draft, event, ended(draft, item, Fact.Ending.SKIPPED, skip.by()));
        }
      }
      case Place.Lines(int activityInstance) ->
          draft.emit(new Fact.ActivityCompleted(activityInstance, draft.now()));
      case Place.Arrival(String from, int line, String to) ->
          draft.emit(new Fact.ArrivalDropped(from, line, to));
      case Place.Join(String activity) ->
          draft.emit(new Fact.JoinCounted(activity, java.util.Collections.emptyMap(), false));
    }
    Flow.settle(draft);
    return draft.done();
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
          "Stop it first, and delete when its code has returned.");
    }
    for (var event : List.copyOf(draft.state.events().values())) {
      Attempts.end(draft, event, ended(draft, event.item(), Fact.Ending.DELETED, delete.by()));
    }
    draft.emit(new Fact.ProcessDeleted(delete.by(), draft.now()));
    return draft.done();
  }

  private static Fact.ServerEventFinished ended(
      Draft draft, int item, Fact.Ending ending, String by) {
    return new Fact.ServerEventFinished(item, ending, by, null, null, draft.now());
  }

  private static @Nullable Refusal over(Draft draft, String operation) {
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
    if (!draft.state.failures().containsKey(failure)) {
      return new Refusal.NoSuchFailure(failure, List.copyOf(draft.state.failures().keySet()));
    }
    return draft.state.runsCode()
        ? new Refusal.NotAllowedNow(
            operation, draft.state.status(), "Try again when its other code has returned.")
        : null;
  }

  private static Failure failure(Draft draft, int id) {
    return java.util.Objects.requireNonNull(draft.state.failures().get(id));
  }
}
