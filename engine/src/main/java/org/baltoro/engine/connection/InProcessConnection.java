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
import org.baltoro.engine.connection.InstanceView.Writes;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.engine.deploy.Deployed;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.mailbox.Mailboxes;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.EventInstance.Status;
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
      var definition = parts.definitions().get(state.process(), state.version()).definition();
      var text = new JournalText(instance, definition);
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
      var name = deployed.definition().activity(activity).events().get(event.event()).name();
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
          open == null
              ? ItemHistory.place(parts.store(), serial.instance(), serial.item())
              : new ItemHistory.Place(
                  state.activity(open.activityInstance()).activity(), open.event());
      if (place == null) {
        throw Refusals.exception(new org.baltoro.kernel.Refusal.NoSuchServerItem(serial));
      }
      var deployed = parts.definitions().get(state.process(), state.version());
      var event = deployed.definition().activity(place.activity()).events().get(place.event());
      return new ServerItemView(
          this, serial, place.activity(), event.name(), view(deployed, state));
    });
  }

  /** Refuses what a finish would refuse, without changing anything. */
  private void refuseUnlessOpen(SerialNumber serial, ProcessState state) {
    var event = state.events().get(serial.item());
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
      case DELETED -> new org.baltoro.kernel.Refusal.InstanceDeleted(serial.instance());
    };
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
