package org.baltoro.engine.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.api.Administration;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions;
import org.baltoro.api.Explanation;
import org.baltoro.api.FinishReceipt;
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
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistItem;
import org.baltoro.engine.connection.InstanceView.Writes;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.mailbox.Mailboxes;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Receipt;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.SerialNumber.MalformedSerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.StoreException;
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

  // ---- starting

  @Override
  public NewProcessInstance createProcessInstance(String process) {
    return reading(() -> {
      var row = parts.definitions().process(process);
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
      var repeated = startedBefore(deployed, preparation.givenKey());
      if (repeated != null) {
        return settled(repeated, sync);
      }
      var split = LargeContent.split(preparation.dataFields().writes());
      var start =
          new Command.StartProcess(
              parts.ids().next(),
              principal.name(),
              preparation.givenFolio(),
              preparation.givenPriority(),
              split.values(),
              preparation.givenKey());
      return switch (parts.mailboxes().start(deployed, start, split.contents())) {
        case Answer.Accepted accepted when !sync || !accepted.decision().state().runsCode() ->
            view(deployed, accepted.decision().state());
        case Answer.Accepted accepted -> settled(start.instance(), true);
        case Answer.StartedBefore(long made) -> settled(made, sync);
        case Answer.Refused(var refusal) -> throw Refusals.exception(refusal);
        case Answer.NoSuchInstance none ->
            throw new BaltoroException(Problem.INTERNAL, none.message());
      };
    });
  }

  private @Nullable Long startedBefore(Deployed deployed, @Nullable String key) {
    return key == null ? null : parts.store().instanceOfStartKey(deployed.processId(), key);
  }

  /** The instance now, or with {@code sync} at its next wait state. */
  private InstanceView settled(long instance, boolean sync) {
    var now =
        sync
            ? parts
                .waiters()
                .await(
                    instance,
                    stored -> !stored.state().runsCode(),
                    syncTimeout,
                    parts.mailboxes()::read)
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

  /** Saves the writes, and gives the state with them. */
  ProcessState update(ProcessState opened, Writes writes) {
    return reading(() -> {
      boolean may =
          parts.rights().has(principal, opened.process(), ProcessRight.SERVER_EVENT)
              || opened.originator().equals(principal.name());
      if (!may) {
        parts.rights().require(principal, opened.process(), ProcessRight.ADMIN);
      }
      return carry(
              opened.instance(),
              new Command.UpdateProcessInstance(principal.name(), writes.changes()),
              writes.largeValues())
          .decision()
          .state();
    });
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
      return new ServerItemView(
          this, serial, place.activity(), event.name(), view(deployed, state));
    });
  }

  /** Refuses what a finish would refuse, without changing anything. */
  private void refuseUnlessOpen(SerialNumber serial, ProcessState state) {
    var event = state.events().get(serial.item());
    if (event != null && !isServerEvent(state, event)) {
      throw Refusals.exception(new org.baltoro.kernel.Refusal.NoSuchServerItem(serial));
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
    throw Refusals.exception(
        end == null ? new org.baltoro.kernel.Refusal.NoSuchServerItem(serial) : ended(serial, end));
  }

  private static org.baltoro.kernel.Refusal ended(SerialNumber serial, Command.ItemEnd end) {
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
      case DELETED -> new org.baltoro.kernel.Refusal.InstanceDeleted(serial.instance());
    };
  }

  private boolean isServerEvent(ProcessState state, org.baltoro.kernel.EventInstance event) {
    return event.job() instanceof Job.Event(int owner, int number)
        && versions(state.process())
                .apply(state.version())
                .activity(state.activity(owner).activity())
                .events()
                .get(number)
            instanceof org.baltoro.kernel.definition.EventDefinition.ServerEvent;
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
      return sync ? outcome(serial, receipt) : receipt(receipt);
    });
  }

  /** Waits for the next wait state, and where the finish was kept for its final outcome. */
  private FinishReceipt outcome(SerialNumber serial, Receipt first) {
    parts
        .waiters()
        .await(
            serial.instance(),
            stored ->
                !stored.state().runsCode()
                    && (first.outcome() != Receipt.Outcome.KEPT
                        || !stored.state().events().containsKey(serial.item())),
            syncTimeout,
            parts.mailboxes()::read);
    return first.outcome() == Receipt.Outcome.KEPT
        ? finishReceipt(serial.toString())
        : receipt(first);
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
      if (end != null && end.dropped() != null) {
        return new FinishReceipt(
            serialNumber,
            FinishReceipt.Outcome.DROPPED,
            end.dropped().by(),
            end.dropped().at(),
            end.by());
      }
      if (end != null && end.ending() == org.baltoro.kernel.Fact.Ending.FINISHED) {
        return new FinishReceipt(
            serialNumber, FinishReceipt.Outcome.APPLIED, end.by(), end.at(), null);
      }
      throw new BaltoroException(
          Problem.NOT_FOUND, "There is no finish of server item %s.".formatted(serialNumber));
    });
  }

  // ---- worklist

  @Override
  public Page<WorklistEntry> worklist(@Nullable String cursor, int limit) {
    return reading(() -> parts.lists().worklist(principal, cursor, limit));
  }

  @Override
  public WorklistItem openWorklistItem(String serialNumber) {
    var serial = parsed(serialNumber);
    return reading(() -> {
      var state = itemInstance(serial).state();
      var event = state.events().get(serial.item());
      if (event == null || !(event.status() instanceof Status.Offered offered)) {
        throw Refusals.exception(notOffered(serial, state));
      }
      requireDestination(serial, state.process(), offered.destinations());
      var deployed = parts.definitions().get(state.process(), state.version());
      var activity = state.activity(event.activityInstance()).activity();
      return new WorklistItemView(
          this,
          serial,
          activity,
          Lists.clientEvent(deployed.definition(), state, event),
          offered,
          view(deployed, state));
    });
  }

  private org.baltoro.kernel.Refusal notOffered(SerialNumber serial, ProcessState state) {
    var end =
        serial.item() <= state.lastId() && !state.events().containsKey(serial.item())
            ? ItemHistory.end(parts.store(), serial.instance(), serial.item())
            : null;
    return end == null
        ? new org.baltoro.kernel.Refusal.NoSuchWorklistItem(serial)
        : ended(serial, end);
  }

  /** Worklist items are for their destinations, and for those who manage the process. */
  private void requireDestination(SerialNumber serial, String process, List<String> destinations) {
    if (destinations.stream().noneMatch(principal::isOneOf)
        && !parts.rights().has(principal, process, ProcessRight.ADMIN)) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "Worklist item %s is not yours: %s has it."
              .formatted(serial, String.join(", ", destinations)));
    }
  }

  void finishWorklistItem(SerialNumber serial, String action, Writes writes, boolean sync) {
    actOn(
        serial,
        new Command.FinishWorklistItem(
            serial.item(), principal.name(), action, writes.changes(), null),
        writes.largeValues(),
        sync);
  }

  void gotoFromWorklistItem(SerialNumber serial, String activity, boolean sync, boolean expireAll) {
    actOn(
        serial,
        new Command.GotoFromWorklistItem(serial.item(), principal.name(), activity, expireAll),
        Map.of(),
        sync);
  }

  void redirect(SerialNumber serial, String user) {
    reading(() -> parts.logins().named(user));
    actOn(
        serial,
        new Command.RedirectWorklistItem(serial.item(), principal.name(), List.of(user)),
        Map.of(),
        false);
  }

  private void actOn(
      SerialNumber serial, Command command, Map<String, String> largeValues, boolean sync) {
    reading(() -> {
      var state = itemInstance(serial).state();
      if (state.events().get(serial.item()) instanceof org.baltoro.kernel.EventInstance event
          && event.status() instanceof Status.Offered offered) {
        requireDestination(serial, state.process(), offered.destinations());
      }
      var accepted = carry(serial.instance(), command, largeValues);
      if (sync && accepted.decision().state().runsCode()) {
        settled(serial.instance(), true);
      }
      return accepted;
    });
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
  public Administration administration() {
    return new AdministrationView(parts, principal);
  }

  @Override
  public Connection impersonateUser(String user) {
    return reading(() -> {
      parts.rights().require(principal, ServerRight.IMPERSONATE);
      return new InProcessConnection(parts, parts.logins().named(user), syncTimeout);
    });
  }

  @Override
  public InProcessConnection withSyncTimeout(Duration timeout) {
    if (timeout.compareTo(Duration.ofMillis(1)) < 0
        || timeout.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The time-out is %s: give 1 millisecond to 10 minutes.".formatted(timeout));
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
      case Answer.NoSuchInstance none -> throw notFound(none.message());
      case Answer.StartedBefore s -> throw new IllegalStateException("not a start: " + command);
    };
  }

  StoredInstance found(long id, @Nullable StoredInstance stored) {
    if (stored == null) {
      throw notFound(new Answer.NoSuchInstance(id).message());
    }
    return stored;
  }

  private ProcessState living(ProcessState state) {
    if (state.phase() == ProcessState.Phase.DELETED) {
      throw Refusals.exception(new org.baltoro.kernel.Refusal.InstanceDeleted(state.instance()));
    }
    return state;
  }

  private StoredInstance itemInstance(SerialNumber serial) {
    var stored = parts.mailboxes().read(serial.instance());
    if (stored == null) {
      throw notFound(new Answer.NoSuchInstance(serial.instance()).message(serial));
    }
    return stored;
  }

  private void requireView(ProcessState state) {
    boolean participates =
        state.originator().equals(principal.name())
            && parts.rights().has(principal, state.process(), ProcessRight.VIEW_PARTICIPATE);
    if (!participates) {
      parts.rights().require(principal, state.process(), ProcessRight.VIEW);
    }
  }

  private InstanceView view(ProcessState state) {
    return view(parts.definitions().get(state.process(), state.version()), state);
  }

  private InstanceView view(Deployed deployed, ProcessState state) {
    return new InstanceView(this, parts.store(), deployed, state);
  }

  private static SerialNumber parsed(String serialNumber) {
    try {
      return SerialNumber.parse(serialNumber);
    } catch (MalformedSerialNumber malformed) {
      throw notFound(String.valueOf(malformed.getMessage()));
    }
  }

  private static BaltoroException notFound(String message) {
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

  /** The store's failures reach callers as problems. */
  static <T> T reading(java.util.function.Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException failure) {
      throw Mailboxes.unavailable(failure);
    }
  }

  /** When an event has waited since, for the lists. */
  static @Nullable Instant waitingSince(org.baltoro.kernel.EventInstance event) {
    return event.status() instanceof Status.Waiting(int attempt, Instant since)
            && event.kept() == null
        ? since
        : null;
  }
}
