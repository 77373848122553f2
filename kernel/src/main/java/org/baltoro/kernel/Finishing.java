package org.baltoro.kernel;

import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
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
      return new Refusal.NoSuchServerItem(serialNumber);
    }
    if (event.kept() != null) {
      var kept = event.kept();
      return repeats(finish, kept.by(), kept.idempotencyKey(), kept.dataHash())
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
    if (!draft.state.holdsCode() && event.status() instanceof Status.Waiting) {
      apply(draft, event, fact);
      Flow.settle(draft);
      return draft.done(
          new Receipt(serialNumber, Receipt.Outcome.APPLIED, finish.by(), draft.now(), null));
    }
    draft.emit(fact);
    return draft.done(
        new Receipt(serialNumber, Receipt.Outcome.KEPT, finish.by(), draft.now(), null));
  }

  private static boolean isServerEvent(Draft draft, EventInstance event) {
    return event.job() instanceof Job.Event job
        && Attempts.eventDefinition(draft, job) instanceof ServerEvent;
  }

  /** Carries the finish's data and ends the event. The caller settles. */
  static void apply(Draft draft, EventInstance event, Fact.FinishKept finish) {
    Changing.carry(draft, event.activityInstance(), finish.changes(), finish.by());
    Attempts.end(
        draft,
        event,
        new Fact.ServerEventFinished(
            event.item(),
            Fact.Ending.FINISHED,
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
    var dropped = end.dropped();
    if (dropped != null
        && repeats(finish, dropped.by(), dropped.idempotencyKey(), dropped.dataHash())) {
      return draft.done(
          new Receipt(serialNumber, Receipt.Outcome.DROPPED, dropped.by(), dropped.at(), end.by()));
    }
    return switch (end.ending()) {
      case FINISHED ->
          repeats(finish, end.by(), end.idempotencyKey(), end.dataHash())
              ? draft.done(
                  new Receipt(serialNumber, Receipt.Outcome.APPLIED, end.by(), end.at(), null))
              : new Refusal.AlreadyFinished(serialNumber, end.by(), end.at());
      case RETURNED ->
          new Refusal.ItemEnded(serialNumber, "its code completed it synchronously", end.at());
      case SKIPPED -> late(draft, finish, serialNumber, end, "it was skipped by ");
      case EXPIRED -> late(draft, finish, serialNumber, end, "it was expired by ");
      case HANDLED -> late(draft, finish, serialNumber, end, "its error was handled by ");
      case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
    };
  }

  /** Refused, and kept for whoever asks what became of the callback. */
  private static Verdict late(
      Draft draft,
      Command.FinishServerItem finish,
      SerialNumber serialNumber,
      Command.ItemEnd end,
      String how) {
    draft.emit(new Fact.LateCallback(finish.item(), finish.by(), draft.now()));
    return draft.done(new Refusal.ItemEnded(serialNumber, how + end.by(), end.at()));
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
