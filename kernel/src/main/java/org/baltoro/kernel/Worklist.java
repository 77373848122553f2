package org.baltoro.kernel;

import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.jspecify.annotations.Nullable;

/** What people do with their worklist items. Whether they may, the caller has made sure of. */
final class Worklist {
  private Worklist() {}

  static Verdict finish(Draft draft, Command.FinishWorklistItem finish) {
    var event = draft.state.events().get(finish.item());
    var refused = notOpen(draft, finish.item(), event, finish.ended(), "An action");
    if (refused != null) {
      return refused;
    }
    var open = java.util.Objects.requireNonNull(event);
    var definition = definition(draft, open);
    if (!definition.actions().contains(finish.action())) {
      return new Refusal.NoSuchAction(finish.action(), definition.actions());
    }
    var invalid = DataCheck.ofChanges(draft, open, finish.changes());
    if (invalid != null) {
      return invalid;
    }
    Changing.carry(draft, open.activityInstance(), finish.changes(), finish.by());
    Expiry.release(draft, open.item(), finish.by());
    draft.emit(
        new Fact.ClientEventFinished(
            open.item(), Ending.FINISHED, finish.action(), finish.by(), draft.now()));
    Flow.proceed(draft, open.activityInstance());
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict gotoActivity(Draft draft, Command.GotoFromWorklistItem command) {
    var event = draft.state.events().get(command.item());
    var refused = notOpen(draft, command.item(), event, null, "A goto");
    if (refused == null) {
      refused = Goto.unknown(draft, command.activity());
    }
    if (refused != null) {
      return refused;
    }
    int own = java.util.Objects.requireNonNull(event).activityInstance();
    Goto.carryOut(
        draft,
        List.of(new Command.Jump.Goto(command.activity(), command.expireAll(), null)),
        draft.state.activity(own).activity(),
        0,
        Fact.Origin.WORKLIST_ITEM,
        command.by());
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict redirect(Draft draft, Command.RedirectWorklistItem redirect) {
    var event = draft.state.events().get(redirect.item());
    if (event != null && event.status() instanceof Status.Offered offered) {
      Escalating.redirect(draft, event, offered, redirect.to(), redirect.by());
      return draft.done();
    }
    return new Refusal.NoSuchWorklistItem(
        new SerialNumber(draft.state.instance(), redirect.item()));
  }

  private static @Nullable Refusal notOpen(
      Draft draft,
      int item,
      @Nullable EventInstance event,
      Command.@Nullable ItemEnd ended,
      String operation) {
    var over = Managing.over(draft, operation);
    if (over != null && ended == null) {
      return over;
    }
    var serialNumber = new SerialNumber(draft.state.instance(), item);
    if (event == null || !(event.status() instanceof Status.Offered)) {
      return ended == null
          ? new Refusal.NoSuchWorklistItem(serialNumber)
          : switch (ended.ending()) {
            case FINISHED -> new Refusal.AlreadyFinished(serialNumber, ended.by(), ended.at());
            case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
            default ->
                new Refusal.ItemEnded(serialNumber, "it was expired by " + ended.by(), ended.at());
          };
    }
    return draft.state.holdsCode() && draft.state.awaiting().isEmpty()
        ? new Refusal.NotAllowedNow(
            operation,
            draft.state.status(),
            "Somebody who manages the process must start it, or mend its errors, first.")
        : null;
  }

  static ClientEvent definition(Draft draft, EventInstance event) {
    if (event.job() instanceof Job.Event job
        && Attempts.eventDefinition(draft, job) instanceof ClientEvent client) {
      return client;
    }
    throw new IllegalStateException(
        "Item %d is no client event. The kernel lost track: a bug of ours."
            .formatted(event.item()));
  }
}
