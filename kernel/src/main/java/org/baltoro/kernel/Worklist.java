package org.baltoro.kernel;

import java.util.List;
import java.util.Objects;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.jspecify.annotations.Nullable;

/**
 * What people do with their worklist items. Whether they still have them is decided here, with the
 * command: an item may have gone to another since they looked.
 */
final class Worklist {
  private Worklist() {}

  static Verdict finish(Draft draft, Command.FinishWorklistItem finish) {
    var event = draft.state.events().get(finish.item());
    var refused = notOpen(draft, finish, event, finish.ended(), "An action");
    if (refused != null) {
      return refused;
    }
    var open = Objects.requireNonNull(event);
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
    var refused = notOpen(draft, command, event, command.ended(), "A goto");
    if (refused == null) {
      refused = Goto.unknown(draft, command.activity());
    }
    if (refused != null) {
      return refused;
    }
    int own = Objects.requireNonNull(event).activityInstance();
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
      var refused = notTheirs(draft, redirect, offered);
      if (refused != null) {
        return refused;
      }
      Escalating.redirect(draft, event, offered, redirect.to(), redirect.by());
      return draft.done();
    }
    return new Refusal.NoSuchWorklistItem(
        new SerialNumber(draft.state.instance(), redirect.item()));
  }

  private static @Nullable Refusal notOpen(
      Draft draft,
      Command.WorklistCommand command,
      @Nullable EventInstance event,
      Command.@Nullable ItemEnd ended,
      String operation) {
    var over = Managing.over(draft, operation);
    if (over != null && ended == null) {
      return over;
    }
    var serialNumber = new SerialNumber(draft.state.instance(), command.item());
    if (event == null || !(event.status() instanceof Status.Offered offered)) {
      return ended == null
          ? new Refusal.NoSuchWorklistItem(serialNumber)
          : switch (ended.ending()) {
            case FINISHED -> done(serialNumber, ended);
            case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
            default ->
                new Refusal.ItemEnded(serialNumber, "it was expired by " + ended.by(), ended.at());
          };
    }
    var others = notTheirs(draft, command, offered);
    if (others != null) {
      return others;
    }
    return keptStill(draft, operation);
  }

  /**
   * Refuses what would move an instance that somebody has stopped, or that an error halts as a
   * whole. While code runs people go on working: what their actions begin is held if a stop was
   * asked for.
   */
  private static @Nullable Refusal keptStill(Draft draft, String operation) {
    if (draft.state.phase() == ProcessState.Phase.STOPPED) {
      return new Refusal.NotAllowedNow(
          operation, ProcessStatus.STOPPED, "Ask somebody who manages the process to start it.");
    }
    return draft.state.halted()
        ? new Refusal.NotAllowedNow(
            operation,
            ProcessStatus.ERROR,
            "An error halts all of this process: ask somebody who manages it to retry or skip what"
                + " has failed.")
        : null;
  }

  private static Refusal done(SerialNumber serialNumber, Command.ItemEnd ended) {
    return ended.action() == null
        ? new Refusal.NoSuchWorklistItem(serialNumber)
        : new Refusal.AlreadyActedOn(serialNumber, ended.action(), ended.by(), ended.at());
  }

  private static @Nullable Refusal notTheirs(
      Draft draft, Command.WorklistCommand command, Status.Offered offered) {
    var subjects = command.subjects();
    return subjects == null || offered.isFor(subjects)
        ? null
        : new Refusal.NotYourWorklistItem(
            new SerialNumber(draft.state.instance(), command.item()), offered.destinations());
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
