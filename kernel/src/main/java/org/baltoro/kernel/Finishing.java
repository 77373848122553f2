package org.baltoro.kernel;

import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.HttpCall;
import org.jspecify.annotations.Nullable;

/** Finishing a server event from outside, with every outcome of it. */
final class Finishing {
  private Finishing() {}

  static Verdict finish(Draft draft, Command.FinishServerItem finish) {
    var serialNumber = new SerialNumber(draft.state.instance(), finish.item());
    var event = draft.state.events().get(finish.item());
    if (event == null) {
      return ended(draft, serialNumber, finish);
    }
    if (!isServerEvent(draft, event)) {
      if (SubProcesses.definition(draft, event.item()) != null) {
        return new Refusal.IsSubProcess(serialNumber);
      }
      return event.isEvent()
          ? new Refusal.IsClientEvent(serialNumber)
          : new Refusal.NoSuchServerItem(serialNumber);
    }
    if (event.kept() != null) {
      var kept = event.kept();
      return repeats(finish, kept)
          ? draft.done(new Receipt(serialNumber, Receipt.Outcome.KEPT, kept.by(), kept.at(), null))
          : new Refusal.AlreadyFinished(serialNumber, kept.by(), kept.at());
    }
    var refused = DataCheck.ofChanges(draft, event, finish.changes());
    if (refused != null) {
      return refused;
    }
    var fact =
        new Fact.FinishKept(
            finish.item(),
            finish.by(),
            finish.idempotencyKey(),
            finish.dataHash(),
            finish.changes(),
            draft.now());
    if (!draft.state.holdsCode() && (isWaiting(event) || wasCalled(draft, event))) {
      apply(draft, event, fact);
      Flow.settle(draft);
      return draft.done(
          new Receipt(serialNumber, Receipt.Outcome.APPLIED, finish.by(), draft.now(), null));
    }
    draft.emit(fact);
    return draft.done(
        new Receipt(serialNumber, Receipt.Outcome.KEPT, finish.by(), draft.now(), null));
  }

  private static boolean isWaiting(EventInstance event) {
    return event.status() instanceof Status.Waiting;
  }

  /**
   * True of an asynchronous HTTP call whose attempt has failed or was lost: whoever finishes it
   * nevertheless has received it.
   */
  private static boolean wasCalled(Draft draft, EventInstance event) {
    return (event.status() instanceof Status.BackOff || event.status() instanceof Status.Failed)
        && isAsynchronousCall(draft, event);
  }

  /** True of an asynchronous HTTP call with a kept finish, which proves that it was received. */
  static boolean provesReceipt(Draft draft, int item) {
    var event = draft.state.events().get(item);
    return event != null && event.kept() != null && isAsynchronousCall(draft, event);
  }

  /** Applies a finish that {@link #provesReceipt}; false without one. The caller settles. */
  static boolean applyProven(Draft draft, int item) {
    var event = draft.state.events().get(item);
    if (event == null || event.kept() == null || !isAsynchronousCall(draft, event)) {
      return false;
    }
    applyKept(draft, event, event.kept());
    return true;
  }

  private static boolean isAsynchronousCall(Draft draft, EventInstance event) {
    return event.job() instanceof Job.Event job
        && Attempts.eventDefinition(draft, job) instanceof ServerEvent server
        && server.code() instanceof Code.Http(HttpCall call)
        && call.asynchronous();
  }

  /** Lets a finish go on that was kept while nothing was allowed to move. The caller settles. */
  static void release(Draft draft, EventInstance event) {
    if (event.kept() != null && (isWaiting(event) || wasCalled(draft, event))) {
      applyKept(draft, event, event.kept());
    }
  }

  private static boolean isServerEvent(Draft draft, EventInstance event) {
    return event.job() instanceof Job.Event job
        && Attempts.eventDefinition(draft, job) instanceof ServerEvent;
  }

  /**
   * Applies a finish that was kept, if the data still allows it; else drops it, and the event waits
   * for another. The caller settles.
   */
  static void applyKept(Draft draft, EventInstance event, Fact.FinishKept kept) {
    var refused = DataCheck.ofChanges(draft, event, kept.changes());
    if (refused == null) {
      apply(draft, event, kept);
      return;
    }
    var by = "the check of its data: " + refused.message();
    draft.emit(new Fact.FinishDropped(event.item(), kept.by(), by, draft.now()));
    if (!(event.status() instanceof Status.Waiting)) {
      draft.emit(new Fact.ServerEventWaiting(event.item(), draft.now()));
    }
  }

  /** Carries the finish's data and ends the event. The caller settles. */
  private static void apply(Draft draft, EventInstance event, Fact.FinishKept finish) {
    Changing.carry(draft, event.activityInstance(), finish.changes(), finish.by());
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place() instanceof Failure.Place.Event(int item) && item == event.item()) {
        draft.emit(new Fact.FailureExpired(failure.id(), finish.by(), draft.now()));
      }
    }
    Attempts.end(
        draft,
        event,
        new Fact.ServerEventFinished(
            event.item(),
            Ending.FINISHED,
            finish.by(),
            finish.idempotencyKey(),
            finish.dataHash(),
            draft.now()));
  }

  private static Verdict ended(
      Draft draft, SerialNumber serialNumber, Command.FinishServerItem finish) {
    var end = finish.ended();
    if (end == null) {
      return draft.state.phase() == ProcessState.Phase.DELETED
          ? new Refusal.InstanceDeleted(draft.state.instance())
          : new Refusal.NoSuchServerItem(serialNumber);
    }
    if (end.action() != null) {
      return new Refusal.IsClientEvent(serialNumber);
    }
    if (end.ending() == Ending.FINISHED
        && repeats(finish, end.by(), end.idempotencyKey(), end.dataHash())) {
      return draft.done(
          new Receipt(serialNumber, Receipt.Outcome.APPLIED, end.by(), end.at(), null));
    }
    if (end.dropped() != null && repeats(finish, end.dropped().finish())) {
      var dropped = end.dropped().finish();
      return draft.done(
          new Receipt(
              serialNumber,
              Receipt.Outcome.DROPPED,
              dropped.by(),
              dropped.at(),
              end.dropped().by()));
    }
    return switch (end.ending()) {
      case FINISHED -> new Refusal.AlreadyFinished(serialNumber, end.by(), end.at());
      case RETURNED ->
          new Refusal.ItemEnded(serialNumber, "its code completed it synchronously", end.at());
      case SKIPPED -> late(draft, finish, serialNumber, end, "it was skipped by ");
      case EXPIRED -> late(draft, finish, serialNumber, end, "it was expired by ");
      case HANDLED -> late(draft, finish, serialNumber, end, "its error was handled by ");
      case FAILED -> late(draft, finish, serialNumber, end, "it failed with ");
      case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
    };
  }

  /** Refused, and kept, once, for whoever asks what became of the callback. */
  private static Verdict late(
      Draft draft,
      Command.FinishServerItem finish,
      SerialNumber serialNumber,
      Command.ItemEnd end,
      String how) {
    var refusal = new Refusal.ItemEnded(serialNumber, how + end.by(), end.at());
    if (end.lateNoted()) {
      return refusal;
    }
    draft.emit(new Fact.LateCallback(finish.item(), finish.by(), draft.now()));
    return draft.done(refusal);
  }

  private static boolean repeats(Command.FinishServerItem finish, Fact.FinishKept kept) {
    return repeats(finish, kept.by(), kept.idempotencyKey(), kept.dataHash());
  }

  /** The same key, or without keys the same caller with the same data. */
  private static boolean repeats(
      Command.FinishServerItem finish,
      String by,
      @Nullable String idempotencyKey,
      @Nullable String dataHash) {
    if (finish.idempotencyKey() != null || idempotencyKey != null) {
      return finish.idempotencyKey() != null && finish.idempotencyKey().equals(idempotencyKey);
    }
    return finish.by().equals(by) && finish.dataHash().equals(dataHash);
  }
}
