package org.baltoro.engine.connection;

import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.BatchPage;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.Management;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.data.Fields;
import org.baltoro.engine.data.Folio;
import org.baltoro.engine.data.Writes;
import org.baltoro.engine.mailbox.Answer;
import org.baltoro.engine.security.Principal;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Command.Managed;
import org.baltoro.kernel.Command.TimerChange;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.jspecify.annotations.Nullable;

/** Management of running instances: Admin on the process, then a command, and its report. */
final class ManagementView implements Management {
  private final InProcessConnection connection;
  private final Parts parts;
  private final Principal principal;

  ManagementView(InProcessConnection connection, Parts parts, Principal principal) {
    this.connection = connection;
    this.parts = parts;
    this.principal = principal;
  }

  @Override
  public OperationReport preview(long instance, ManagementOperation operation) {
    return InProcessConnection.reading(() -> {
      var state = managed(instance);
      var ordered = order(state, operation);
      return switch (parts.mailboxes().preview(instance, ordered.command, ordered.largeValues)) {
        case Answer.Accepted accepted -> report(accepted, accepted.version(), false);
        case Answer.Refused(var refusal) -> refused(instance, state, Refusals.exception(refusal));
        case Answer.NoSuchInstance none -> throw connection.absent(instance, none.message());
        case Answer.StartedBefore s -> throw new IllegalStateException("not a start");
      };
    });
  }

  @Override
  public OperationReport carryOut(
      long instance, ManagementOperation operation, long previewedVersion) {
    return InProcessConnection.reading(() -> {
      var ordered = order(managed(instance), operation);
      var answer =
          parts.mailboxes().call(instance, ordered.command, ordered.largeValues, previewedVersion);
      return switch (answer) {
        case Answer.Accepted accepted -> report(accepted, accepted.version(), true);
        case Answer.Refused(var refusal) -> throw Refusals.exception(refusal);
        case Answer.NoSuchInstance none -> throw connection.absent(instance, none.message());
        case Answer.StartedBefore s -> throw new IllegalStateException("not a start");
      };
    });
  }

  // ---- batches

  @Override
  public BatchPage previewBatch(ProcessInstanceQuery query, ManagementOperation operation) {
    return batch(query, id -> preview(id, operation));
  }

  @Override
  public BatchPage carryOutBatch(ProcessInstanceQuery query, ManagementOperation operation) {
    return batch(query, id -> carryOut(id, operation, 0));
  }

  /** One instance of a batch. */
  private interface Step {
    OperationReport on(long instance);
  }

  /** All instances of a page. */
  private BatchPage batch(ProcessInstanceQuery query, Step step) {
    var page = connection.processInstances(query);
    var reports =
        AtOnce.forEach(
            page.items(),
            found -> {
              try {
                return step.on(found.id());
              } catch (BaltoroException refusal) {
                return new OperationReport(
                    found.id(),
                    0,
                    false,
                    false,
                    found.status(),
                    found.status(),
                    List.of(),
                    List.of(),
                    refusal.getMessage(),
                    refusal.problem());
              }
            });
    return new BatchPage(reports, page.nextCursor());
  }

  // ---- operations as commands

  /** A command, with the contents of large values that it refers to. */
  private record Ordered(Command command, Map<String, String> largeValues) {
    Ordered(Command command) {
      this(command, Map.of());
    }
  }

  private Ordered order(ProcessState state, ManagementOperation operation) {
    var by = principal.name();
    return switch (operation) {
      case ManagementOperation.Stop o -> new Ordered(new Command.StopProcess(by));
      case ManagementOperation.Start o -> new Ordered(new Command.ResumeProcess(by));
      case ManagementOperation.GotoActivity o ->
          new Ordered(
              new Managed.GotoActivity(by, o.activity(), o.from(), !o.ifActive(), o.waits()));
      case ManagementOperation.ExpireActivity o ->
          new Ordered(new Managed.ExpireActivity(by, o.activity(), o.waits()));
      case ManagementOperation.Retry o -> new Ordered(new Command.RetryFailure(o.error(), by));
      case ManagementOperation.Skip o -> new Ordered(new Command.SkipFailure(o.error(), by));
      case ManagementOperation.Interrupt o -> new Ordered(new Command.InterruptProcess(by));
      case ManagementOperation.Change o -> change(state, o);
      case ManagementOperation.Migrate o ->
          new Ordered(
              new Managed.Migrate(by, o.version(), o.names(), o.rebuildTimers(), o.waits()));
      case ManagementOperation.Delete o -> new Ordered(new Command.DeleteProcess(by));
      case ManagementOperation.MoveTimer o ->
          new Ordered(
              new Command.ChangeTimer(
                  o.timer(),
                  new TimerChange.MoveTo(o.dueDate().truncatedTo(ChronoUnit.MILLIS)),
                  by));
      case ManagementOperation.PauseTimer o ->
          new Ordered(new Command.ChangeTimer(o.timer(), new TimerChange.Pause(), by));
      case ManagementOperation.ResumeTimer o ->
          new Ordered(new Command.ChangeTimer(o.timer(), new TimerChange.Resume(), by));
      case ManagementOperation.Redirect o ->
          new Ordered(
              new Command.RedirectWorklistItem(
                  o.item(), by, null, null, destinations(o.to()), null));
    };
  }

  /**
   * With the users' own letters.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND} if nobody is called so
   */
  private List<String> destinations(List<String> asked) {
    return asked.stream()
        .map(text -> {
          var subject = Subject.parse(text);
          return switch (subject.kind()) {
            case USER -> parts.logins().named(subject.name()).name();
            case GROUP -> group(subject);
            case ROLE -> role(subject);
            case EVERYONE -> text;
          };
        })
        .toList();
  }

  /** A group is there as long as somebody is in it. */
  private String group(Subject group) {
    if (parts.store().accounts().users().stream()
        .noneMatch(user -> user.groups().contains(group.name()))) {
      throw new BaltoroException(
          Problem.NOT_FOUND, "There is no group '%s': nobody is in it.".formatted(group.name()));
    }
    return group.toString();
  }

  private String role(Subject role) {
    if (!parts.store().people().roles().containsKey(role.name())) {
      throw new BaltoroException(
          Problem.NOT_FOUND, "There is no role '%s'.".formatted(role.name()));
    }
    return role.toString();
  }

  private Ordered change(ProcessState state, ManagementOperation.Change change) {
    var definition = parts.definitions().get(state.process(), state.version()).definition();
    var fields = Fields.ofProcess(definition, state, value -> value);
    change.dataFields().forEach(fields::set);
    var writes =
        Writes.of(
            fields,
            null,
            change.folio() == null ? null : Folio.checked(change.folio()),
            change.priority() == null ? null : Folio.checkedPriority(change.priority()),
            Map.of());
    return new Ordered(
        new Managed.ChangeInstance(principal.name(), writes.changes(), change.waits()),
        writes.largeValues());
  }

  private ProcessState managed(long instance) {
    var state = connection.found(instance, parts.mailboxes().read(instance)).state();
    parts.rights().require(principal, state.process(), ProcessRight.ADMIN);
    return state;
  }

  // ---- reports

  private OperationReport report(Answer.Accepted accepted, long version, boolean carriedOut) {
    var before = accepted.before();
    Decision decision = accepted.decision();
    var versions = connection.versions(before.process());
    var text = new JournalText(before.instance(), versions).knowing(before);
    var journal = text.tell(decision.facts(), version, parts.clock().instant());
    return new OperationReport(
        before.instance(),
        version,
        carriedOut,
        decision.facts().stream().anyMatch(Fact.OperationAwaited.class::isInstance),
        status(before),
        status(decision.state()),
        Differences.of(before, decision.facts(), versions),
        journal,
        null,
        null);
  }

  private static OperationReport refused(
      long instance, ProcessState state, BaltoroException refusal) {
    return new OperationReport(
        instance,
        0,
        false,
        false,
        status(state),
        status(state),
        List.of(),
        List.of(),
        refusal.getMessage(),
        refusal.problem());
  }

  private static ProcessInstanceStatus status(ProcessState state) {
    return ProcessInstanceStatus.valueOf(state.status().name());
  }

  // ---- lists

  @Override
  public List<InstanceTimer> timers(long instance) {
    return InProcessConnection.reading(() -> {
      var state = managed(instance);
      var timers = new ArrayList<InstanceTimer>();
      for (var timer : state.pendingTimers().values()) {
        timers.add(timer(state, timer));
      }
      var definition = parts.definitions().get(state.process(), state.version()).definition();
      for (var event : state.events().values()) {
        if (event.status() instanceof Status.BackOff backOff) {
          var activity = activity(state, event.activityInstance());
          timers.add(
              new InstanceTimer(
                  event.item(),
                  "back-off",
                  activity == null ? "" : InstanceView.eventName(definition, activity, event),
                  activity,
                  new SerialNumber(instance, event.item()).toString(),
                  backOff.dueAt(),
                  false,
                  backOff.attempt()));
        }
      }
      timers.sort(Comparator.comparing(InstanceTimer::dueDate));
      return timers;
    });
  }

  private static InstanceTimer timer(ProcessState state, PendingTimer timer) {
    var activity = activity(state, timer.purpose().activityInstance());
    return switch (timer.purpose()) {
      case Purpose.Escalate(int owner, int item, String name) ->
          new InstanceTimer(
              timer.id(),
              "escalation",
              name,
              activity,
              item == 0 ? null : new SerialNumber(state.instance(), item).toString(),
              timer.dueAt(),
              timer.pausedAt() != null,
              timer.round());
      case Purpose.StartProcess p -> start(timer, state.process(), null);
      case Purpose.StartActivity p -> start(timer, String.valueOf(activity), activity);
    };
  }

  private static InstanceTimer start(PendingTimer timer, String name, @Nullable String activity) {
    return new InstanceTimer(
        timer.id(), "start rule", name, activity, null, timer.dueAt(), timer.pausedAt() != null, 1);
  }

  private static @Nullable String activity(ProcessState state, int activityInstance) {
    return activityInstance == 0 ? null : state.activity(activityInstance).activity();
  }

  @Override
  public Page<InstanceError> errors(ErrorQuery query) {
    return InProcessConnection.reading(() -> parts.lists().errors(principal, query));
  }
}
