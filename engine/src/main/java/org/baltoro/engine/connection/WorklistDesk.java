package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Problem;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistResult;
import org.baltoro.engine.data.Writes;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Status.Offered;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Fact.Ending;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Spans;
import org.jspecify.annotations.Nullable;

/**
 * What somebody does with worklist items. By what they have an item is found here; whether they
 * still may is decided with the command.
 */
final class WorklistDesk {
  private static final int BATCH_MAX = 1_000;
  private static final Duration SLEEP_MAX = Duration.ofDays(36_500);

  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;

  WorklistDesk(InProcessConnection connection, Parts parts, Principal principal) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
  }

  // ---- opening

  WorklistItem open(SerialNumber serial, boolean allocate) {
    var state = found(serial);
    var event = state.events().get(serial.item());
    if (event == null || !(event.status() instanceof Offered offered)) {
      requireKnown(serial, state);
      throw Refusals.exception(notOffered(serial, state));
    }
    var having = having(state, event, offered);
    requireHaving(serial, state, offered, having);
    return allocate && having != null && !offered.isOpenFor(principal.name())
        ? view(serial, opened(serial, having), having)
        : view(serial, state, having);
  }

  /** Where it has been answered: as it was then, for the answer to be given once more. */
  WorklistItem openEvenIfEnded(SerialNumber serial) {
    var state = found(serial);
    if (state.events().containsKey(serial.item())) {
      return open(serial, false);
    }
    requireKnown(serial, state);
    var end = ItemHistory.end(parts.store(), serial.instance(), serial.item());
    var place = ItemHistory.place(parts.store(), serial.instance(), serial.item());
    if (end == null || place == null || end.action() == null || end.ending() != Ending.FINISHED) {
      throw Refusals.exception(notOffered(serial, state));
    }
    return new WorklistItemView(
        this,
        connection,
        parts,
        principal,
        state,
        AnsweredItem.of(connection.versions(state.process()).apply(place.version()), place, end),
        serial);
  }

  private ProcessState opened(SerialNumber serial, Having having) {
    return connection
        .carry(
            serial.instance(),
            new Command.OpenWorklistItem(serial.item(), principal.name(), having.subjects(), null),
            Map.of())
        .decision()
        .state();
  }

  private WorklistItem view(SerialNumber serial, ProcessState state, @Nullable Having having) {
    var event = state.events().get(serial.item());
    if (event == null || !(event.status() instanceof Offered offered)) {
      throw Refusals.exception(notOffered(serial, state));
    }
    return new WorklistItemView(this, connection, parts, principal, state, event, offered, having);
  }

  private Refusal notOffered(SerialNumber serial, ProcessState state) {
    var end =
        serial.item() <= state.lastId() && !state.events().containsKey(serial.item())
            ? ItemHistory.end(parts.store(), serial.instance(), serial.item())
            : null;
    if (end == null || end.action() == null) {
      return new Refusal.NoSuchWorklistItem(serial);
    }
    return end.ending() == Fact.Ending.FINISHED
        ? new Refusal.AlreadyActedOn(serial, end.action(), end.by(), end.at())
        : InProcessConnection.ended(serial, end);
  }

  private @Nullable Having having(ProcessState state, EventInstance event, Offered offered) {
    return Having.of(parts, principal, WorklistPages.work(parts, state, event), offered);
  }

  /** Worklist items are for who has them, and for those who manage the process. */
  private void requireHaving(
      SerialNumber serial, ProcessState state, Offered offered, @Nullable Having having) {
    if (having == null && !manages(state)) {
      requireKnown(serial, state);
      throw Refusals.exception(new Refusal.NotYourWorklistItem(serial, offered.destinations()));
    }
  }

  private boolean manages(ProcessState state) {
    return parts.rights().has(principal, state.process(), ProcessRight.ADMIN);
  }

  /**
   * To a stranger no item is there: only those learn what became of it who may see the instance or
   * finish its server events, and those who had it.
   */
  private void requireKnown(SerialNumber serial, ProcessState state) {
    boolean known =
        connection.sees(state)
            || parts.rights().has(principal, state.process(), ProcessRight.SERVER_EVENT)
            || state.participants().contains(principal.name())
            || ItemHistory.destinations(parts.store(), serial.instance(), serial.item()).stream()
                .anyMatch(this::isOrRepresents);
    if (!known) {
      throw notForCaller(serial);
    }
  }

  private ProcessState found(SerialNumber serial) {
    var stored = parts.mailboxes().read(serial.instance());
    if (stored == null) {
      throw notForCaller(serial);
    }
    return stored.state();
  }

  /** The same whether it is another's, there is none in its instance, or there is no instance. */
  private static BaltoroException notForCaller(SerialNumber serial) {
    return InProcessConnection.notFound("There is no worklist item %s for you.".formatted(serial));
  }

  private boolean isOrRepresents(String destination) {
    return parts.directory().reaches(principal, destination)
        || parts.directory().manages(principal.name(), destination)
        || parts.directory().absences().mayBeRepresentedBy(principal.name()).contains(destination);
  }

  // ---- acting

  void finish(SerialNumber serial, String action, Writes writes, boolean sync) {
    actOn(
        serial,
        subjects ->
            new Command.FinishWorklistItem(
                serial.item(),
                principal.name(),
                subjects,
                action,
                writes.changes(),
                InProcessConnection.hashOfAll(writes.changes()),
                null),
        writes.largeValues(),
        sync);
  }

  /** Gives the state with it. */
  ProcessState save(SerialNumber serial, Writes writes) {
    return actOn(
        serial,
        subjects ->
            new Command.SaveWorklistItem(
                serial.item(), principal.name(), subjects, writes.changes(), null),
        writes.largeValues(),
        false);
  }

  void gotoActivity(SerialNumber serial, String activity, boolean sync, boolean expireAll) {
    actOn(
        serial,
        subjects ->
            new Command.GotoFromWorklistItem(
                serial.item(), principal.name(), subjects, activity, expireAll, null),
        Map.of(),
        sync);
  }

  /** Who manages the process gives the item away for all, but their own part if they have one. */
  void redirect(SerialNumber serial, String user) {
    var to = List.of(parts.logins().named(user).name());
    var state = found(serial);
    var having = required(serial, state);
    var subjects = having == null && manages(state) ? null : subjects(having);
    connection.carry(
        serial.instance(),
        new Command.RedirectWorklistItem(serial.item(), principal.name(), subjects, null, to, null),
        Map.of());
  }

  void delegate(SerialNumber serial, String user, List<String> actions) {
    var to = parts.logins().named(user).name();
    actOn(
        serial,
        subjects ->
            new Command.DelegateWorklistItem(
                serial.item(), principal.name(), subjects, to, actions, null));
  }

  void sleep(SerialNumber serial, @Nullable Instant until) {
    actOn(
        serial,
        subjects ->
            new Command.SleepWorklistItem(serial.item(), principal.name(), subjects, until, null));
  }

  void sleep(SerialNumber serial, Duration duration) {
    if (!duration.isPositive() || duration.compareTo(SLEEP_MAX) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "An item can't sleep for %s: give more than nothing and at most %,d days."
              .formatted(Spans.text(duration), SLEEP_MAX.toDays()));
    }
    sleep(serial, parts.clock().instant().plus(duration));
  }

  void wake(SerialNumber serial) {
    actOn(
        serial,
        subjects -> new Command.WakeWorklistItem(serial.item(), principal.name(), subjects, null));
  }

  void release(SerialNumber serial) {
    var state = found(serial);
    if (state.events().get(serial.item()) instanceof EventInstance event
        && event.status() instanceof Offered offered) {
      for (var user : holders(offered, having(state, event, offered), manages(state))) {
        actOn(serial, subjects -> release(serial, subjects, user));
      }
    } else {
      actOn(serial, subjects -> release(serial, subjects, principal.name()));
    }
  }

  private Command release(SerialNumber serial, @Nullable List<String> subjects, String user) {
    return new Command.ReleaseWorklistItem(serial.item(), principal.name(), subjects, user, null);
  }

  /** Whose slots the caller may give back; the caller's own name at least, to be told what is. */
  private List<String> holders(Offered offered, @Nullable Having having, boolean manages) {
    var name = principal.name();
    if (offered.isOpenFor(name)) {
      return List.of(name);
    }
    var holding = offered.allocations().stream().map(Allocation::user).toList();
    var mine =
        having == null
            ? List.<String>of()
            : holding.stream().filter(having.subjects()::contains).toList();
    if (!mine.isEmpty()) {
      return mine;
    }
    return having == null && manages && !holding.isEmpty() ? holding : List.of(name);
  }

  /** What somebody does with an item, which must be theirs still when it is decided. */
  private interface Act {
    /**
     * @param subjects null for one who manages the process
     */
    Command with(@Nullable List<String> subjects);
  }

  private void actOn(SerialNumber serial, Act act) {
    actOn(serial, act, Map.of(), false);
  }

  private ProcessState actOn(
      SerialNumber serial, Act act, Map<String, String> largeValues, boolean sync) {
    var state = found(serial);
    var having = required(serial, state);
    // Who acts for another is told apart from who manages the process: the journal says for whom.
    boolean free = manages(state) && (having == null || having.onBehalfOf() == null);
    var subjects = free ? null : subjects(having);
    var accepted = connection.carry(serial.instance(), act.with(subjects), largeValues);
    if (sync && accepted.decision().state().isUnderWay()) {
      connection.settled(serial.instance(), true);
    }
    return accepted.decision().state();
  }

  /** By what they have an item that is open; null for who manages it, and when it has ended. */
  private @Nullable Having required(SerialNumber serial, ProcessState state) {
    if (state.events().get(serial.item()) instanceof EventInstance event
        && event.status() instanceof Offered offered) {
      var having = having(state, event, offered);
      requireHaving(serial, state, offered, having);
      return having;
    }
    requireKnown(serial, state);
    return null;
  }

  private List<String> subjects(@Nullable Having having) {
    return having == null ? parts.directory().subjects(principal) : having.subjects();
  }

  // ---- many at once

  List<WorklistResult> finishAll(
      List<String> serialNumbers,
      String action,
      Map<String, ? extends @Nullable Object> dataFields) {
    if (serialNumbers.isEmpty() || serialNumbers.size() > BATCH_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "There are %,d serial numbers: give 1 to %,d."
              .formatted(serialNumbers.size(), BATCH_MAX));
    }
    return AtOnce.forEach(
        serialNumbers,
        serial -> {
          try {
            finishOne(serial, action, dataFields, serialNumbers.size() > 1);
            return new WorklistResult(serial, null, null);
          } catch (BaltoroException refusal) {
            return new WorklistResult(serial, refusal.problem(), refusal.getMessage());
          }
        });
  }

  private void finishOne(
      String serial,
      String action,
      Map<String, ? extends @Nullable Object> dataFields,
      boolean batch) {
    var item = openEvenIfEnded(InProcessConnection.parsed(serial));
    boolean apart =
        item.allowedActions().stream()
            .anyMatch(allowed -> allowed.name().equals(action) && !allowed.batchable());
    if (batch && apart) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "'%s' of worklist item %s can't be chosen for many items at once: open it and decide on it alone."
              .formatted(action, serial));
    }
    var ofActivity = item.activityDataFields();
    var ofProcess = item.processInstance().dataFields();
    dataFields.forEach((name, value) ->
        (ofActivity.names().contains(name) ? ofActivity : ofProcess).set(name, value));
    item.finish(action);
  }

  // ---- comments

  void comment(SerialNumber serial, String text) {
    requirePart(serial.instance());
    connection.carry(
        serial.instance(), new Command.AddComment(serial.item(), text, principal.name()), Map.of());
  }

  void comment(long instance, String text) {
    requirePart(instance);
    connection.carry(instance, new Command.AddComment(0, text, principal.name()), Map.of());
  }

  List<Comment> comments(long instance) {
    requirePart(instance);
    var comments = new ArrayList<Comment>();
    ItemHistory.read(
        parts.store(),
        instance,
        fact -> {
          if (fact instanceof Fact.CommentAdded(int about, String text, String by, Instant at)) {
            comments.add(
                new Comment(
                    about == 0 ? null : new SerialNumber(instance, about).toString(),
                    text,
                    by,
                    at));
          }
          return true;
        });
    return comments;
  }

  /** Those may who see the instance, and who have an open item of it. */
  private void requirePart(long instance) {
    var state = connection.found(instance, parts.mailboxes().read(instance)).state();
    if (Having.anyOf(parts, principal, state) == null) {
      connection.requireView(state);
    }
  }
}
