package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.api.Administration;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions;
import org.baltoro.api.Explanation;
import org.baltoro.api.FinishReceipt;
import org.baltoro.api.History;
import org.baltoro.api.Identity;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Management;
import org.baltoro.api.NewProcessInstance;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.api.ServerItem;
import org.baltoro.api.WaitingServerItem;
import org.baltoro.api.WaitingServerItemQuery;
import org.baltoro.api.Workers;
import org.baltoro.api.WorklistCount;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistResult;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.data.Writes;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.mailbox.StoreTroubles;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Receipt;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.SerialNumber.MalformedSerialNumber;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.store.Store.StoredInstance;
import org.jspecify.annotations.Nullable;

/**
 * The object model in this process. Rights are checked here, below any transport; calls become
 * commands of an instance, and nothing is answered before it is durable.
 */
public final class InProcessConnection implements Connection {
  private final Parts parts;
  private final Principal principal;
  private final Duration syncTimeout;

  /**
   * @param syncTimeout how long a call with {@code sync} waits for the next wait state
   */
  public InProcessConnection(Parts parts, Principal principal, Duration syncTimeout) {
    this.parts = parts;
    this.principal = principal;
    this.syncTimeout = syncTimeout;
  }

  @Override
  public String user() {
    return principal.name();
  }

  @Override
  public Identity identity() {
    return reading(() -> {
      var rights = new LinkedHashSet<ServerRight>();
      for (var right : ServerRight.values()) {
        if (parts.rights().has(principal, right)) {
          rights.add(right);
        }
      }
      return new Identity(principal.name(), new TreeSet<>(principal.groups()), rights);
    });
  }

  // ---- starting

  @Override
  public NewProcessInstance createProcessInstance(String process) {
    return reading(() -> {
      var row = new VisibleProcesses(parts, principal).named(process);
      parts.rights().require(principal, row.name(), ProcessRight.START);
      return new Preparation(
          parts.definitions(), parts.definitions().get(row.name(), row.defaultVersion()));
    });
  }

  @Override
  public ProcessInstance startProcessInstance(NewProcessInstance instance, boolean sync) {
    if (!(instance instanceof Preparation preparation)) {
      throw new IllegalArgumentException(
          "This instance was prepared by another connection: give one from createProcessInstance.");
    }
    return reading(() -> {
      var deployed = preparation.deployed();
      parts.rights().require(principal, preparation.process(), ProcessRight.START);
      var split = LargeContent.split(preparation.dataFields().writes());
      var repeated = new RepeatedStart(parts, principal, preparation);
      var before = startedBefore(deployed, preparation.givenKey());
      if (before != null) {
        return settled(repeated.of(before, split.values()), sync);
      }
      var start =
          new Command.StartProcess(
              parts.ids().next(),
              principal.name(),
              preparation.givenFolio(),
              preparation.givenPriority(),
              split.values(),
              preparation.givenKey());
      // Begun before it starts, so that nothing has to be read to know that it has come to rest.
      try (var waits =
          sync ? parts.waiters().begin(start.instance(), InProcessConnection::rests) : null) {
        return switch (parts.mailboxes().start(deployed, start, split.contents())) {
          case Answer.Accepted accepted -> {
            var started = accepted.decision().state();
            if (waits == null || !started.isUnderWay()) {
              yield view(deployed, started);
            }
            var now = waits.await(syncTimeout, parts.mailboxes()::read);
            yield view(found(start.instance(), now).state());
          }
          case Answer.StartedBefore(long made) -> settled(repeated.of(made, split.values()), sync);
          case Answer.Refused(var refusal) -> throw Refusals.exception(refusal);
          case Answer.NoSuchInstance none ->
              throw new BaltoroException(Problem.INTERNAL, none.message());
        };
      }
    });
  }

  private static boolean rests(StoredInstance instance) {
    return !instance.state().isUnderWay();
  }

  private @Nullable Long startedBefore(Deployed deployed, @Nullable String key) {
    return key == null ? null : parts.store().instanceOfStartKey(deployed.processId(), key);
  }

  /** The instance now, or with {@code sync} at its next wait state. */
  InstanceView settled(long instance, boolean sync) {
    var now =
        sync
            ? parts
                .waiters()
                .await(instance, InProcessConnection::rests, syncTimeout, parts.mailboxes()::read)
            : parts.mailboxes().read(instance);
    return view(found(instance, now).state());
  }

  // ---- instances

  @Override
  public ProcessInstance openProcessInstance(long id) {
    return reading(() -> {
      var state = found(id, parts.mailboxes().read(id)).state();
      requireView(state);
      return view(living(state));
    });
  }

  @Override
  public Page<ProcessInstanceSummary> processInstances(ProcessInstanceQuery query) {
    return reading(() -> parts.lists().instances(principal, query));
  }

  @Override
  public List<JournalEntry> journal(long instance, long after, int limit) {
    if (limit < 1 || limit > 1000) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST, "limit is %d: give 1 to 1000.".formatted(limit));
    }
    return reading(() -> {
      var state = found(instance, parts.mailboxes().read(instance)).state();
      requireView(state);
      var text = new JournalText(instance, versions(state.process()));
      var entries = new ArrayList<JournalEntry>();
      long told = 0;
      while (entries.size() < limit) {
        var rows = parts.store().journal(instance, told, 200);
        for (var row : rows) {
          var commit = text.tell(row);
          // A commit is told whole, so that its version can be the next question's start.
          boolean fits = entries.isEmpty() || entries.size() + commit.size() <= limit;
          if (row.version() > after && fits) {
            entries.addAll(commit);
          } else if (row.version() > after) {
            return entries;
          }
          told = row.version();
        }
        if (rows.size() < 200) {
          return entries;
        }
      }
      return entries;
    });
  }

  /**
   * Saves the writes, and gives the state with them. Those may who manage the process, who finish
   * its server events, and who have an open worklist item of the instance, be it in the place of
   * another.
   */
  ProcessState update(ProcessState opened, Writes writes) {
    return reading(() -> {
      boolean always =
          parts.rights().has(principal, opened.process(), ProcessRight.SERVER_EVENT)
              || parts.rights().has(principal, opened.process(), ProcessRight.ADMIN);
      return carry(
              opened.instance(),
              new Command.UpdateProcessInstance(
                  principal.name(), writes.changes(), always ? null : subjectsIn(opened)),
              writes.largeValues())
          .decision()
          .state();
    });
  }

  private List<String> subjectsIn(ProcessState state) {
    var having = Having.anyOf(parts, principal, state);
    return having == null ? parts.directory().subjects(principal) : having;
  }

  // ---- server items

  @Override
  public ServerItem openServerItem(String serialNumber) {
    var serial = parsed(serialNumber);
    return reading(() -> {
      var state = itemInstance(serial).state();
      parts.rights().require(principal, state.process(), ProcessRight.SERVER_EVENT);
      refuseUnlessOpen(serial, state);
      var event = java.util.Objects.requireNonNull(state.events().get(serial.item()));
      var deployed = parts.definitions().get(state.process(), state.version());
      var activity = state.activity(event.activityInstance()).activity();
      var name = InstanceView.eventName(deployed.definition(), activity, event);
      return new ServerItemView(this, serial, activity, name, view(deployed, state));
    });
  }

  @Override
  public ServerItem openServerItemEvenIfEnded(String serialNumber) {
    var serial = parsed(serialNumber);
    return reading(() -> {
      var state = itemInstance(serial).state();
      parts.rights().require(principal, state.process(), ProcessRight.SERVER_EVENT);
      var open = state.events().get(serial.item());
      var place =
          open != null && open.job() instanceof Job.Event(int owner, int number)
              ? new ItemHistory.Place(state.version(), state.activity(owner).activity(), number)
              : ItemHistory.place(parts.store(), serial.instance(), serial.item());
      if (place == null) {
        throw Refusals.exception(new org.baltoro.kernel.Refusal.NoSuchServerItem(serial));
      }
      var deployed = parts.definitions().get(state.process(), state.version());
      var event =
          versions(state.process())
              .apply(place.version())
              .activity(place.activity())
              .events()
              .get(place.event());
      if (!(event instanceof ServerEvent)) {
        throw Refusals.exception(
            event instanceof SubProcess
                ? new org.baltoro.kernel.Refusal.IsSubProcess(serial)
                : new org.baltoro.kernel.Refusal.IsClientEvent(serial));
      }
      return new ServerItemView(
          this, serial, place.activity(), event.name(), view(deployed, state));
    });
  }

  /** Refuses what a finish would refuse, without changing anything. */
  private void refuseUnlessOpen(SerialNumber serial, ProcessState state) {
    var event = state.events().get(serial.item());
    if (event != null && !isServerEvent(state, event)) {
      throw Refusals.exception(
          eventDefinition(state, event) instanceof SubProcess
              ? new org.baltoro.kernel.Refusal.IsSubProcess(serial)
              : event.isEvent()
                  ? new org.baltoro.kernel.Refusal.IsClientEvent(serial)
                  : new org.baltoro.kernel.Refusal.NoSuchServerItem(serial));
    }
    if (event != null && event.kept() == null) {
      return;
    }
    if (event != null) {
      var kept = java.util.Objects.requireNonNull(event.kept());
      throw Refusals.exception(
          new org.baltoro.kernel.Refusal.AlreadyFinished(serial, kept.by(), kept.at()));
    }
    var end =
        serial.item() <= state.lastId()
            ? ItemHistory.end(parts.store(), serial.instance(), serial.item())
            : null;
    if (end != null && end.action() != null) {
      throw Refusals.exception(new org.baltoro.kernel.Refusal.IsClientEvent(serial));
    }
    throw Refusals.exception(
        end == null ? new org.baltoro.kernel.Refusal.NoSuchServerItem(serial) : ended(serial, end));
  }

  static org.baltoro.kernel.Refusal ended(SerialNumber serial, Command.ItemEnd end) {
    return switch (end.ending()) {
      case FINISHED -> new org.baltoro.kernel.Refusal.AlreadyFinished(serial, end.by(), end.at());
      case RETURNED ->
          new org.baltoro.kernel.Refusal.ItemEnded(
              serial, "its code completed it synchronously", end.at());
      case SKIPPED ->
          new org.baltoro.kernel.Refusal.ItemEnded(
              serial, "it was skipped by " + end.by(), end.at());
      case EXPIRED ->
          new org.baltoro.kernel.Refusal.ItemEnded(
              serial, "it was expired by " + end.by(), end.at());
      case HANDLED ->
          new org.baltoro.kernel.Refusal.ItemEnded(
              serial, "its error was handled by " + end.by(), end.at());
      case FAILED -> new org.baltoro.kernel.Refusal.ItemEnded(serial, "its code failed", end.at());
      case DELETED -> new org.baltoro.kernel.Refusal.InstanceDeleted(serial.instance());
    };
  }

  /** An item that is open. */
  org.baltoro.kernel.EventInstance event(ProcessState state, int item) {
    return java.util.Objects.requireNonNull(state.events().get(item));
  }

  /** The definition of a server event that is open. */
  ServerEvent serverEvent(ProcessState state, org.baltoro.kernel.EventInstance event) {
    if (eventDefinition(state, event) instanceof ServerEvent server) {
      return server;
    }
    throw new IllegalStateException(
        "Item %d is no server event. A bug of ours.".formatted(event.item()));
  }

  private boolean isServerEvent(ProcessState state, org.baltoro.kernel.EventInstance event) {
    return eventDefinition(state, event) instanceof ServerEvent;
  }

  /** Null for code that belongs to no event. */
  private @Nullable EventDefinition eventDefinition(
      ProcessState state, org.baltoro.kernel.EventInstance event) {
    return event.job() instanceof Job.Event(int owner, int number)
        ? versions(state.process())
            .apply(state.version())
            .activity(state.activity(owner).activity())
            .events()
            .get(number)
        : null;
  }

  /** The definitions of a process by version. */
  java.util.function.IntFunction<org.baltoro.kernel.definition.ProcessDefinition> versions(
      String process) {
    return version -> parts.definitions().get(process, version).definition();
  }

  FinishReceipt finish(
      SerialNumber serial,
      String process,
      Writes writes,
      boolean sync,
      @Nullable String idempotencyKey) {
    var key = idempotencyKey == null ? null : Preparation.checkedKey(idempotencyKey);
    return reading(() -> {
      parts.rights().require(principal, process, ProcessRight.SERVER_EVENT);
      var finish =
          new Command.FinishServerItem(
              serial.item(), principal.name(), writes.changes(), key, hash(writes.changes()), null);
      var accepted = carry(serial.instance(), finish, writes.largeValues());
      var receipt =
          java.util.Objects.requireNonNull(accepted.decision().receipt(), "a finish's receipt");
      boolean done =
          receipt.outcome() != Receipt.Outcome.KEPT && !accepted.decision().state().isUnderWay();
      return sync && !done ? outcome(serial, receipt) : receipt(receipt);
    });
  }

  /** Waits for the next wait state, and where the finish was kept for its final outcome. */
  private FinishReceipt outcome(SerialNumber serial, Receipt first) {
    parts
        .waiters()
        .await(
            serial.instance(),
            stored ->
                rests(stored)
                    && (first.outcome() != Receipt.Outcome.KEPT
                        || !keeps(stored.state(), serial.item())),
            syncTimeout,
            parts.mailboxes()::read);
    return first.outcome() == Receipt.Outcome.KEPT
        ? finishReceipt(serial.toString())
        : receipt(first);
  }

  private static boolean keeps(ProcessState state, int item) {
    var event = state.events().get(item);
    return event != null && event.kept() != null;
  }

  @Override
  public FinishReceipt finishReceipt(String serialNumber) {
    var serial = parsed(serialNumber);
    return reading(() -> {
      var state = itemInstance(serial).state();
      parts.rights().require(principal, state.process(), ProcessRight.SERVER_EVENT);
      var event = state.events().get(serial.item());
      if (event != null && event.kept() != null) {
        return new FinishReceipt(
            serialNumber, FinishReceipt.Outcome.KEPT, event.kept().by(), event.kept().at(), null);
      }
      var end =
          event == null ? ItemHistory.end(parts.store(), serial.instance(), serial.item()) : null;
      if (end != null && end.ending() == org.baltoro.kernel.Fact.Ending.FINISHED) {
        return new FinishReceipt(
            serialNumber, FinishReceipt.Outcome.APPLIED, end.by(), end.at(), null);
      }
      var dropped =
          end == null
              ? ItemHistory.dropped(parts.store(), serial.instance(), serial.item())
              : end.dropped();
      if (dropped != null) {
        return new FinishReceipt(
            serialNumber,
            FinishReceipt.Outcome.DROPPED,
            dropped.finish().by(),
            dropped.finish().at(),
            dropped.by());
      }
      throw new BaltoroException(
          Problem.NOT_FOUND, "There is no finish of server item %s.".formatted(serialNumber));
    });
  }

  // ---- jobs

  @Override
  public Workers workers() {
    return new WorkersView(this, parts, principal);
  }

  // ---- worklist

  @Override
  public Page<WorklistEntry> worklist(WorklistQuery query) {
    return reading(() -> new WorklistPages(parts, principal, query).page());
  }

  @Override
  public WorklistCount worklistCount(WorklistQuery query) {
    return reading(() -> new WorklistPages(parts, principal, query).count());
  }

  @Override
  public WorklistItem openWorklistItem(String serialNumber, boolean allocate) {
    var serial = parsed(serialNumber);
    return reading(() -> desk().open(serial, allocate));
  }

  @Override
  public WorklistItem openWorklistItemEvenIfEnded(String serialNumber) {
    var serial = parsed(serialNumber);
    return reading(() -> desk().openEvenIfEnded(serial));
  }

  @Override
  public List<WorklistResult> finishWorklistItems(
      List<String> serialNumbers,
      String action,
      Map<String, ? extends @Nullable Object> dataFields) {
    return reading(() -> desk().finishAll(serialNumbers, action, dataFields));
  }

  @Override
  public List<Comment> comments(long instance) {
    return reading(() -> desk().comments(instance));
  }

  @Override
  public void addComment(long instance, String text) {
    reading(() -> {
      desk().comment(instance, text);
      return true;
    });
  }

  private WorklistDesk desk() {
    return new WorklistDesk(this, parts, principal);
  }

  @Override
  public Explanation explain(long instance) {
    return reading(() -> {
      var state = found(instance, parts.mailboxes().read(instance)).state();
      requireView(state);
      return new Explaining(parts, versions(state.process()), state).explain();
    });
  }

  @Override
  public Page<WaitingServerItem> waitingServerItems(WaitingServerItemQuery query) {
    return reading(() -> parts.lists().waiting(principal, query));
  }

  // ---- the other rooms of the object model

  @Override
  public Definitions definitions() {
    return new DefinitionsView(parts, principal);
  }

  @Override
  public Management management() {
    return new ManagementView(this, parts, principal);
  }

  @Override
  public History history() {
    return new HistoryView(this, parts, principal);
  }

  @Override
  public Administration administration() {
    return new AdministrationView(parts, principal);
  }

  @Override
  public Connection impersonateUser(String user) {
    return reading(() -> {
      parts.rights().require(principal, ServerRight.IMPERSONATE);
      var other = parts.logins().named(user);
      if (parts.rights().has(other, ServerRight.ADMIN)) {
        requireAdminToActAs(other);
      }
      return new InProcessConnection(parts, other.actedAs(), syncTimeout);
    });
  }

  private void requireAdminToActAs(Principal administrator) {
    if (!parts.rights().has(principal, ServerRight.ADMIN)) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "User '%s' may not act as '%s', who has the right 'admin' on the server: only another administrator may."
              .formatted(principal.name(), administrator.name()));
    }
  }

  @Override
  public InProcessConnection withSyncTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The time-out is %s: give 1 millisecond to 10 minutes.".formatted(Spans.text(timeout)));
    }
    return new InProcessConnection(parts, principal, timeout);
  }

  @Override
  public void close() {
    // Nothing is held: the engine stays open.
  }

  // ---- shared by the views

  /** Carries a command out, after the caller's rights were checked. */
  Answer.Accepted carry(long instance, Command command, Map<String, String> largeValues) {
    return switch (parts.mailboxes().call(instance, command, largeValues)) {
      case Answer.Accepted accepted -> accepted;
      case Answer.Refused(var refusal) -> throw Refusals.exception(refusal);
      case Answer.NoSuchInstance none -> throw absent(instance, none.message());
      case Answer.StartedBefore s -> throw new IllegalStateException("not a start: " + command);
    };
  }

  StoredInstance found(long id, @Nullable StoredInstance stored) {
    if (stored == null) {
      throw absent(id, new Answer.NoSuchInstance(id).message());
    }
    return stored;
  }

  /** Nothing of an instance is there: it was deleted after its time, or never was. */
  BaltoroException absent(long id, String message) {
    long highest = parts.store().history().highestPurged();
    return id < 1 || id > highest
        ? notFound(message)
        : new BaltoroException(
            Problem.GONE,
            "Instance %d is gone, or never was: of the instances up to %d some have been deleted after their retention time. An archive may have it."
                .formatted(id, highest),
            Map.of("instance", id));
  }

  private ProcessState living(ProcessState state) {
    if (state.phase() == ProcessState.Phase.DELETED) {
      throw Refusals.exception(new org.baltoro.kernel.Refusal.InstanceDeleted(state.instance()));
    }
    return state;
  }

  StoredInstance itemInstance(SerialNumber serial) {
    var stored = parts.mailboxes().read(serial.instance());
    if (stored == null) {
      throw absent(serial.instance(), new Answer.NoSuchInstance(serial.instance()).message(serial));
    }
    return stored;
  }

  /** The state of an instance that the user may view. */
  ProcessState viewed(long instance) {
    var state = found(instance, parts.mailboxes().read(instance)).state();
    requireView(state);
    return state;
  }

  void requireView(ProcessState state) {
    if (!sees(state)) {
      parts.rights().require(principal, state.process(), ProcessRight.VIEW);
    }
  }

  /**
   * With View, or with View Participate as originator, as one who has acted, or with an open
   * worklist item, be it in the place of another.
   */
  boolean sees(ProcessState state) {
    return parts.rights().has(principal, state.process(), ProcessRight.VIEW)
        || (parts.rights().has(principal, state.process(), ProcessRight.VIEW_PARTICIPATE)
            && participates(state));
  }

  private boolean participates(ProcessState state) {
    return state.originator().equals(principal.name())
        || state.participants().contains(principal.name())
        || Having.anyOf(parts, principal, state) != null;
  }

  InstanceView view(ProcessState state) {
    return view(parts.definitions().get(state.process(), state.version()), state);
  }

  private InstanceView view(Deployed deployed, ProcessState state) {
    return new InstanceView(this, parts.store(), deployed, state);
  }

  static SerialNumber parsed(String serialNumber) {
    try {
      return SerialNumber.parse(serialNumber);
    } catch (MalformedSerialNumber malformed) {
      throw notFound(String.valueOf(malformed.getMessage()));
    }
  }

  static BaltoroException notFound(String message) {
    return new BaltoroException(Problem.NOT_FOUND, message);
  }

  private static FinishReceipt receipt(Receipt receipt) {
    return new FinishReceipt(
        receipt.serialNumber().toString(),
        FinishReceipt.Outcome.valueOf(receipt.outcome().name()),
        receipt.by(),
        receipt.at(),
        receipt.droppedBy());
  }

  private static String hash(Command.Changes changes) {
    var told = new TreeMap<String, Value>(changes.dataFields());
    return LargeContent.sha256(told + "|" + changes.folio() + "|" + changes.priority());
  }

  /** With the activity's fields, where those may be set, too. */
  static String hashOfAll(Command.Changes changes) {
    var ofActivity = new TreeMap<String, Value>(changes.activityDataFields());
    return LargeContent.sha256(hash(changes) + "|" + ofActivity);
  }

  /** The store's failures reach callers as problems. */
  static <T> T reading(java.util.function.Supplier<T> work) {
    return StoreTroubles.translating(work);
  }

  /** When an event has waited since, for the lists. */
  static @Nullable Instant waitingSince(org.baltoro.kernel.EventInstance event) {
    return event.status() instanceof Status.Waiting(int attempt, Instant since)
            && event.kept() == null
        ? since
        : null;
  }
}
