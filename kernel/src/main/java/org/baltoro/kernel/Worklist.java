package org.baltoro.kernel;

import java.util.List;
import org.baltoro.kernel.Command.ItemEnd;
import org.baltoro.kernel.Command.WorklistCommand;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.jspecify.annotations.Nullable;

/**
 * What people do with their worklist items. Whether they still have them is decided here, with the
 * command: an item may have gone to another since they looked.
 */
final class Worklist {
  private final Draft draft;
  private final WorklistCommand command;
  private final EventInstance event;
  private final Offered offered;

  private Worklist(Draft draft, WorklistCommand command, EventInstance event, Offered offered) {
    this.draft = draft;
    this.command = command;
    this.event = event;
    this.offered = offered;
  }

  static Verdict decide(Draft draft, WorklistCommand command) {
    var over = Managing.over(draft, "An action on a worklist item");
    if (over != null && command.ended() == null) {
      return over;
    }
    var event = draft.state.events().get(command.item());
    if (event == null || !(event.status() instanceof Offered offered)) {
      return ofEnded(draft, command);
    }
    var subjects = command.subjects();
    return subjects == null || offered.isFor(subjects)
        ? new Worklist(draft, command, event, offered).decide()
        : new Refusal.NotYourWorklistItem(serialNumber(draft, command), offered.destinations());
  }

  private static Verdict ofEnded(Draft draft, WorklistCommand command) {
    var serialNumber = serialNumber(draft, command);
    var ended = command.ended();
    if (ended == null) {
      return new Refusal.NoSuchWorklistItem(serialNumber);
    }
    if (command instanceof Command.FinishWorklistItem finish
        && ended.ending() == Ending.FINISHED
        && finish.repeats(ended.by(), ended.action(), ended.dataHash())) {
      return draft.done();
    }
    return switch (ended.ending()) {
      case FINISHED -> done(serialNumber, ended);
      case DELETED -> new Refusal.InstanceDeleted(draft.state.instance());
      default -> new Refusal.ItemEnded(serialNumber, "it was expired by " + ended.by(), ended.at());
    };
  }

  private static Refusal done(SerialNumber serialNumber, ItemEnd ended) {
    return ended.action() == null
        ? new Refusal.NoSuchWorklistItem(serialNumber)
        : new Refusal.AlreadyActedOn(serialNumber, ended.action(), ended.by(), ended.at());
  }

  private Verdict decide() {
    return switch (command) {
      case Command.OpenWorklistItem open -> open();
      case Command.ReleaseWorklistItem release -> release(release);
      case Command.FinishWorklistItem finish -> finish(finish);
      case Command.SaveWorklistItem save -> save(save);
      case Command.GotoFromWorklistItem to -> gotoActivity(to);
      case Command.RedirectWorklistItem redirect -> redirect(redirect);
      case Command.DelegateWorklistItem delegate -> delegate(delegate);
      case Command.SleepWorklistItem sleep -> sleep(sleep);
      case Command.WakeWorklistItem wake -> wake();
    };
  }

  // ---- slots

  private Verdict open() {
    var refused = keptStill("Opening a worklist item");
    if (refused == null) {
      refused = noSlot();
    }
    if (refused != null) {
      return refused;
    }
    takeSlot();
    return draft.done();
  }

  private Verdict release(Command.ReleaseWorklistItem release) {
    if (offered.isOpenFor(release.user())) {
      draft.emit(
          new Fact.WorklistItemReleased(event.item(), release.user(), release.by(), draft.now()));
    }
    return draft.done();
  }

  /** Why the caller can have no slot, or null. Who manages the process needs none. */
  private @Nullable Refusal noSlot() {
    var answered = alreadyActedOn();
    if (answered != null) {
      return answered;
    }
    boolean free = offered.isOpenFor(command.by()) || offered.freeSlots() > 0;
    return free || command.subjects() == null
        ? null
        : new Refusal.HeldByOthers(serialNumber(), offered.allocations());
  }

  /** A refusal if the caller has answered, or another has in the same place. */
  private @Nullable Refusal alreadyActedOn() {
    var whose = onBehalfOf();
    var answered = offered.responseOf(command.by());
    if (answered == null && whose != null) {
      answered = offered.responseOf(whose);
    }
    return answered == null
        ? null
        : new Refusal.AlreadyActedOn(
            serialNumber(), answered.outcome(), answered.by(), answered.at(), true);
  }

  private void takeSlot() {
    if (!offered.isOpenFor(command.by()) && offered.freeSlots() > 0) {
      draft.emit(new Fact.WorklistItemOpened(event.item(), command.by(), draft.now()));
    }
  }

  // ---- actions

  private Verdict finish(Command.FinishWorklistItem finish) {
    var before = offered.responseOf(finish.by());
    if (before != null && finish.repeats(before.by(), before.outcome(), before.dataHash())) {
      return draft.done();
    }
    var refused = keptStill("An action");
    if (refused == null) {
      refused = noSlot();
    }
    if (refused == null) {
      refused = notToBeChosen(finish.action());
    }
    if (refused == null) {
      refused = DataCheck.ofChanges(draft, event, finish.changes());
    }
    if (refused != null) {
      return refused;
    }
    Changing.carry(draft, event.activityInstance(), finish.changes(), finish.by());
    if (kind(finish.action()) == ClientAction.Kind.UPDATE) {
      takeSlot();
      return draft.done();
    }
    answer(finish);
    Flow.settle(draft);
    return draft.done();
  }

  /** Takes no slot, and minds none: what is saved is the instance's, whoever answers. */
  private Verdict save(Command.SaveWorklistItem save) {
    var refused = DataCheck.ofChanges(draft, event, save.changes());
    if (refused != null) {
      return refused;
    }
    Changing.carry(draft, event.activityInstance(), save.changes(), save.by());
    return draft.done();
  }

  private void answer(Command.FinishWorklistItem finish) {
    if (isOneOfSeveral()) {
      makeRoom();
      draft.emit(new Fact.ClientEventResponded(event.item(), response(finish)));
      Destinations.judgeItem(draft, event.item());
      return;
    }
    Expiry.release(draft, event.item(), finish.by());
    draft.emit(
        new Fact.ClientEventFinished(
            event.item(),
            Ending.FINISHED,
            finish.action(),
            finish.by(),
            onBehalfOf(),
            finish.dataHash(),
            draft.now()));
    Flow.proceed(draft, event.activityInstance());
  }

  /**
   * True if an answer is looked at together with others, or by the succeeding rule. In a plan for
   * each destination that is done when its events are.
   */
  private boolean isOneOfSeveral() {
    var instance = draft.state.activity(event.activityInstance());
    return offered.slots() > 1
        || !instance.isDestination()
            && !draft.definition.activity(instance.activity()).succeedingRule().isEmpty();
  }

  private Response response(Command.FinishWorklistItem finish) {
    var onBehalfOf = onBehalfOf();
    return new Response(
        onBehalfOf == null ? finish.by() : onBehalfOf,
        finish.by(),
        onBehalfOf,
        finish.action(),
        Destinations.answeredFields(finish.changes()),
        finish.dataHash(),
        draft.now());
  }

  /** Who manages the process answers although all slots are held: in place of who holds one. */
  private void makeRoom() {
    if (!offered.isOpenFor(command.by())
        && offered.freeSlots() == 0
        && !offered.allocations().isEmpty()) {
      var first = offered.allocations().getFirst().user();
      draft.emit(new Fact.WorklistItemReleased(event.item(), first, command.by(), draft.now()));
    }
  }

  private ClientAction.@Nullable Kind kind(String action) {
    var known = definition().action(action);
    return known == null ? null : known.kind();
  }

  private @Nullable Refusal notToBeChosen(String action) {
    var definition = definition();
    var known = definition.action(action);
    if (known == null) {
      return new Refusal.NoSuchAction(action, definition.actionNames());
    }
    var allowed = ItemRights.allowed(definition, offered, command.subjects());
    return allowed.contains(action)
        ? null
        : new Refusal.ActionNotAllowed(serialNumber(), action, allowed);
  }

  private @Nullable String onBehalfOf() {
    return ItemRights.onBehalfOf(offered, command.by(), command.subjects());
  }

  private Verdict gotoActivity(Command.GotoFromWorklistItem to) {
    var refused = keptStill("A goto");
    if (refused == null) {
      refused = noSlot();
    }
    if (refused == null) {
      refused = notShared();
    }
    if (refused == null) {
      refused = Goto.unknown(draft, to.activity());
    }
    if (refused != null) {
      return refused;
    }
    Goto.carryOut(
        draft,
        List.of(new Command.Jump.Goto(to.activity(), to.expireAll(), null)),
        draft.state.activity(event.activityInstance()).activity(),
        0,
        Fact.Origin.WORKLIST_ITEM,
        to.by());
    Flow.settle(draft);
    return draft.done();
  }

  /** Who was given some actions only chooses among those: a goto is none of them. */
  private @Nullable Refusal notShared() {
    var share = ItemRights.onlyShare(offered, command.subjects());
    return share == null || share.actions().isEmpty()
        ? null
        : new Refusal.GotoNotShared(serialNumber(), share.from(), share.actions());
  }

  // ---- to whom it goes, and when

  private Verdict redirect(Command.RedirectWorklistItem redirect) {
    var to = Destinations.named(draft, redirect.to(), null);
    if (to.isEmpty()) {
      return new Refusal.NobodyToRedirectTo(serialNumber(), redirect.to());
    }
    var refused = spent();
    if (refused == null) {
      refused = hasAnswered(to);
    }
    if (refused != null) {
      return refused;
    }
    var from = redirect.from() == null ? held() : List.of(redirect.from());
    Escalating.redirect(draft, event.item(), from, offered, redirect.to(), redirect.by());
    return draft.done();
  }

  /**
   * By what the caller has the item: what a redirect takes away. Of a share nothing goes on but the
   * share.
   */
  private List<String> held() {
    var subjects = command.subjects();
    if (subjects == null) {
      return offered.destinations();
    }
    if (offered.destinations().contains(command.by())) {
      return List.of(command.by());
    }
    var share = ItemRights.share(offered, List.of(command.by()));
    if (share == null) {
      share = ItemRights.onlyShare(offered, subjects);
    }
    if (share != null) {
      return List.of(share.to());
    }
    return offered.destinations().stream().filter(subjects::contains).limit(1).toList();
  }

  /** Who has answered has nothing left to give away. Who manages the process gives all of it. */
  private @Nullable Refusal spent() {
    return command.subjects() == null ? null : alreadyActedOn();
  }

  /** An item that went to one who has answered would be on nobody's worklist. */
  private @Nullable Refusal hasAnswered(List<String> to) {
    for (var user : to) {
      var answer = offered.responseOf(user);
      if (answer != null) {
        return new Refusal.HasAnswered(serialNumber(), user, answer);
      }
    }
    return null;
  }

  private Verdict delegate(Command.DelegateWorklistItem delegate) {
    var refusedTo = spent();
    if (refusedTo == null && delegate.to().equals(delegate.by())) {
      refusedTo = new Refusal.DelegatedToSelf(serialNumber());
    }
    if (refusedTo == null) {
      refusedTo = hasAnswered(List.of(delegate.to()));
    }
    if (refusedTo != null) {
      return refusedTo;
    }
    var definition = definition();
    for (var action : delegate.actions()) {
      var refused = notToBeChosen(action);
      if (refused != null) {
        return refused;
      }
    }
    var allowed = ItemRights.allowed(definition, offered, delegate.subjects());
    var actions = delegate.actions().isEmpty() ? allowed : delegate.actions();
    var all = actions.equals(definition.actionNames()) ? List.<String>of() : actions;
    var onBehalfOf = onBehalfOf();
    var share = new Share(delegate.to(), onBehalfOf == null ? delegate.by() : onBehalfOf, all);
    if (!offered.shares().contains(share) && !offered.destinations().contains(share.to())) {
      draft.emit(new Fact.WorklistItemDelegated(event.item(), share, delegate.by(), draft.now()));
    }
    return draft.done();
  }

  private Verdict sleep(Command.SleepWorklistItem sleep) {
    draft.emit(new Fact.WorklistItemSlept(event.item(), sleep.by(), sleep.until(), draft.now()));
    return draft.done();
  }

  private Verdict wake() {
    if (offered.sleeps().stream().anyMatch(sleep -> sleep.user().equals(command.by()))) {
      draft.emit(new Fact.WorklistItemWoken(event.item(), command.by(), draft.now()));
    }
    return draft.done();
  }

  static Verdict comment(Draft draft, Command.AddComment comment) {
    int length = comment.text().length();
    if (comment.text().isBlank() || length > Refusal.CommentOutOfBounds.LENGTH_MAX) {
      return new Refusal.CommentOutOfBounds(length);
    }
    draft.emit(new Fact.CommentAdded(comment.item(), comment.text(), comment.by(), draft.now()));
    return draft.done();
  }

  // ---- what the commands share

  /**
   * Refuses what would move an instance that somebody has stopped, or that an error halts as a
   * whole. While code runs people go on working: what their actions begin is held if a stop was
   * asked for.
   */
  private @Nullable Refusal keptStill(String operation) {
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

  private SerialNumber serialNumber() {
    return serialNumber(draft, command);
  }

  private static SerialNumber serialNumber(Draft draft, WorklistCommand command) {
    return new SerialNumber(draft.state.instance(), command.item());
  }

  private ClientEvent definition() {
    if (event.job() instanceof Job.Event job
        && Attempts.eventDefinition(draft, job) instanceof ClientEvent client) {
      return client;
    }
    throw new IllegalStateException(
        "Item %d is no client event. The kernel lost track: a bug of ours."
            .formatted(event.item()));
  }
}
