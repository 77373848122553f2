package org.baltoro.kernel;

import java.time.Duration;
import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of external workers: queued, leased for a time, done, failed, lost. The number of the
 * attempt is the fence: whoever speaks of another than the leased one is refused, and so is who is
 * not the user that has leased it, whatever their worker calls itself.
 */
final class Workers {
  /** In place of the node that runs an attempt: none of ours does. */
  static final long NO_NODE = 0;

  private Workers() {}

  static Verdict decide(Draft draft, Command.WorkerCommand command) {
    return switch (command) {
      case Command.LeaseJob lease -> lease(draft, lease);
      case Command.ExtendLease extend -> extend(draft, extend);
      case Command.CompleteJob complete -> complete(draft, complete);
      case Command.FailJob fail -> fail(draft, fail);
    };
  }

  /** The topic of the worker that does an event; null if code does. */
  static @Nullable String topic(Draft draft, int item) {
    var event = draft.state.events().get(item);
    return event != null
            && event.job() instanceof Job.Event job
            && Attempts.eventDefinition(draft, job) instanceof ServerEvent server
            && server.code() instanceof Code.Worker(String topic)
        ? topic
        : null;
  }

  private static Verdict lease(Draft draft, Command.LeaseJob lease) {
    var event = draft.state.events().get(lease.item());
    if (event != null
        && event.status() instanceof Status.Queued queued
        && queued.topic().equals(lease.topic())
        && !draft.state.holdsCode()) {
      draft.emit(
          new Fact.JobLeased(
              event.item(),
              queued.attempt(),
              lease.worker(),
              lease.by(),
              draft.now().plus(length(draft, event, lease.lease())),
              draft.now()));
    }
    return draft.done();
  }

  private static Duration length(Draft draft, EventInstance event, @Nullable Duration asked) {
    return asked == null ? Attempts.serverEvent(draft, event).timeLimit() : asked;
  }

  private static Verdict extend(Draft draft, Command.ExtendLease extend) {
    var event = leased(draft, extend, extend.attempt());
    if (event == null) {
      return new Refusal.LeaseLost(
          serial(draft, extend.item()),
          extend.attempt(),
          extend.worker(),
          why(draft, extend.item(), null));
    }
    var until = draft.now().plus(length(draft, event, extend.lease()));
    draft.emit(
        new Fact.LeaseExtended(event.item(), extend.attempt(), until, extend.by(), draft.now()));
    return draft.done();
  }

  private static Verdict complete(Draft draft, Command.CompleteJob complete) {
    var event = leased(draft, complete, complete.attempt());
    if (event == null) {
      var repeated = repeated(draft, complete);
      return repeated == null
          ? lost(draft, complete, complete.attempt(), complete.ended())
          : repeated;
    }
    var refused = DataCheck.ofChanges(draft, event, complete.changes());
    if (refused != null) {
      return refused;
    }
    draft.returned = event.item();
    draft.emit(
        new Fact.JobCompleted(
            event.item(),
            complete.attempt(),
            complete.worker(),
            complete.by(),
            complete.dataHash(),
            draft.now()));
    Changing.carry(draft, event.activityInstance(), complete.changes(), complete.by());
    if (complete.asynchronous()) {
      Attempts.awaitFinish(draft, event);
    } else {
      Attempts.end(
          draft,
          event,
          new Fact.ServerEventFinished(
              event.item(), Ending.RETURNED, complete.by(), null, null, draft.now()));
    }
    Flow.settle(draft);
    return draft.done();
  }

  /**
   * The answer if this worker has completed this very attempt before, whatever became of its event
   * since: what the first time gave, or with other data a refusal. Null if it has not.
   */
  private static @Nullable Verdict repeated(Draft draft, Command.CompleteJob complete) {
    var ended = complete.ended();
    var completed = ended == null ? complete.before() : ended.completed();
    if (completed == null
        || completed.attempt() != complete.attempt()
        || !completed.worker().equals(complete.worker())
        || !completed.by().equals(complete.by())) {
      return null;
    }
    return complete.dataHash().equals(completed.dataHash())
        ? draft.done()
        : new Refusal.AlreadyFinished(
            serial(draft, complete.item()), completed.by(), completed.at());
  }

  private static Verdict fail(Draft draft, Command.FailJob fail) {
    var event = leased(draft, fail, fail.attempt());
    if (event == null) {
      return lost(draft, fail, fail.attempt(), null);
    }
    draft.returned = event.item();
    Attempts.fail(
        draft,
        event,
        fail.attempt(),
        "worker-failed",
        fail.message(),
        fail.stackTrace(),
        fail.by(),
        new Attempts.Again(fail.again(), fail.after()));
    Flow.settle(draft);
    return draft.done();
  }

  /** A lease has ended without a sign of life. The caller settles. */
  static void lose(Draft draft, EventInstance event, Status.Leased leased) {
    draft.emit(new Fact.LeaseLost(event.item(), leased.attempt(), leased.worker(), draft.now()));
    if (event.lost() < Attempts.policy(draft, event).lostAttempts()) {
      Attempts.start(draft, event.item(), leased.attempt() + 1);
    } else {
      draft.fail(
          new Place.Event(event.item()),
          "attempt-lost",
          "Worker '%s' gave no sign of life for its lease on attempt %d of '%s', and %d before it did not either. Make sure that the job is not what kills the worker, then retry."
              .formatted(
                  leased.worker(), leased.attempt(), Attempts.named(draft, event), event.lost()),
          null);
    }
  }

  /** Takes all leases from their workers; the jobs are queued again, or held. */
  static void fenceAll(Draft draft, String by) {
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.status() instanceof Status.Leased leased) {
        draft.emit(
            new Fact.AttemptFenced(event.item(), leased.attempt(), NO_NODE, by, draft.now()));
        Attempts.start(draft, event.item(), leased.attempt() + 1);
      }
    }
  }

  /** Another version may have another topic for what is queued, or code in its place. */
  static void queueAgain(Draft draft) {
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.status() instanceof Status.Queued queued
          && !queued.topic().equals(topic(draft, event.item()))) {
        Attempts.start(draft, event.item(), queued.attempt());
      }
    }
  }

  /** The item, if this worker of this user has it as this attempt. */
  private static @Nullable EventInstance leased(
      Draft draft, Command.WorkerCommand command, int attempt) {
    var event = draft.state.events().get(command.item());
    return event != null
            && event.status() instanceof Status.Leased leased
            && leased.attempt() == attempt
            && leased.isBy(command.by(), command.worker())
        ? event
        : null;
  }

  /** Refused, and kept for whoever asks what became of the result. */
  private static Verdict lost(
      Draft draft, Command.WorkerCommand command, int attempt, Command.@Nullable ItemEnd ended) {
    int item = command.item();
    var serialNumber = serial(draft, item);
    if (draft.state.phase() == ProcessState.Phase.DELETED) {
      return new Refusal.InstanceDeleted(draft.state.instance());
    }
    if (item > draft.state.lastId()) {
      return new Refusal.NoSuchServerItem(serialNumber);
    }
    var why = why(draft, item, ended);
    var late = "worker '%s' gave it; %s".formatted(command.worker(), why);
    draft.emit(new Fact.AttemptResultIgnored(item, attempt, late, command.by(), draft.now()));
    return draft.done(new Refusal.LeaseLost(serialNumber, attempt, command.worker(), why));
  }

  private static String why(Draft draft, int item, Command.@Nullable ItemEnd ended) {
    var event = draft.state.events().get(item);
    if (event == null) {
      return ended == null
          ? "the event has ended"
          : "the event has ended, by %s at %s".formatted(ended.by(), ended.at());
    }
    return switch (event.status()) {
      case Status.Queued(int attempt, var topic, var since) ->
          "lease lost at %s, since then the job is queued as attempt %d".formatted(since, attempt);
      case Status.Leased leased ->
          "worker '%s' of user '%s' has had it as attempt %d since %s"
              .formatted(leased.worker(), leased.by(), leased.attempt(), leased.since());
      case Status.Failed(int attempt, var since) ->
          "attempt %d was given up at %s".formatted(attempt, since);
      case Status.Waiting(int attempt, var since) ->
          "the event has waited for its finish since %s".formatted(since);
      case Status.BackOff backOff ->
          "it has failed, and is tried again at %s".formatted(backOff.dueAt());
      case Status.Held held -> "the instance was stopped, or is about to change";
      case Status.Running running -> "code runs in its place";
      case Status.Scheduled scheduled -> "it is about to start";
      case Status.Offered offered -> "it is work for people";
      case Status.AwaitingChild child -> "it is the work of another process";
      case Status.ChildHeard child -> "it is the work of another process";
    };
  }

  private static SerialNumber serial(Draft draft, int item) {
    return new SerialNumber(draft.state.instance(), item);
  }
}
