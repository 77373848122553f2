package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.rule.ActivityScope;
import org.baltoro.kernel.rule.RuleScope;
import org.jspecify.annotations.Nullable;

/**
 * One instance as it is now: a fold of its facts, and nothing else. Holds live work only; what
 * ended is in the journal.
 *
 * @param instance 0 before the start
 * @param stopRequested stopped as soon as no code runs
 * @param halted an error halts every branch
 * @param finishedAt when it completed or was deleted
 * @param dataFields the process's own, without empty ones
 * @param activities active activity instances by id
 * @param events open events, and code that belongs to none, by item
 * @param joins by activity, only those in which something has arrived
 * @param failures by id
 * @param pendingTimers by id; the back-offs of attempts are in {@code events}
 * @param parent the instance that started this one; null when no other did
 * @param outgoing messages to other instances that are not known to have arrived, by number
 * @param awaiting management operations that wait until no code runs, in order
 * @param participants who has answered a worklist item, gone elsewhere from it or given it on,
 *     whatever became of it
 * @param lastId the last number given to an activity instance, item or failure
 * @param steps activities entered and exception rules begun since the last wait state
 */
public record ProcessState(
    long instance,
    String process,
    int version,
    Phase phase,
    boolean stopRequested,
    boolean halted,
    String originator,
    String folio,
    int priority,
    Instant startedAt,
    @Nullable Instant finishedAt,
    SortedMap<String, Value> dataFields,
    SortedMap<Integer, ActivityInstance> activities,
    SortedMap<Integer, EventInstance> events,
    SortedMap<String, JoinState> joins,
    SortedMap<Integer, Failure> failures,
    SortedMap<Integer, PendingTimer> pendingTimers,
    @Nullable ParentLink parent,
    SortedMap<Integer, Message.Outgoing> outgoing,
    List<Command.Managed> awaiting,
    SortedSet<String> participants,
    int lastId,
    int steps) {

  /** Where an instance stands in its life. */
  public enum Phase {
    NEW,
    LIVE,
    STOPPED,
    COMPLETED,
    DELETED
  }

  /** Before the start. */
  public static final ProcessState NEW =
      new ProcessState(
          0,
          "",
          0,
          Phase.NEW,
          false,
          false,
          "",
          "",
          0,
          Instant.EPOCH,
          null,
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          Collections.emptySortedMap(),
          null,
          Collections.emptySortedMap(),
          Collections.emptyList(),
          Collections.emptySortedSet(),
          0,
          0);

  public ProcessState {
    dataFields = Collections.unmodifiableSortedMap(dataFields);
    activities = Collections.unmodifiableSortedMap(activities);
    events = Collections.unmodifiableSortedMap(events);
    joins = Collections.unmodifiableSortedMap(joins);
    failures = Collections.unmodifiableSortedMap(failures);
    pendingTimers = Collections.unmodifiableSortedMap(pendingTimers);
    outgoing = Collections.unmodifiableSortedMap(outgoing);
    awaiting = List.copyOf(awaiting);
    participants = Collections.unmodifiableSortedSet(participants);
  }

  /** The status, derived in K2's order: Deleted, Stopped, Running, Error, Completed, Active. */
  public ProcessStatus status() {
    return switch (phase) {
      case DELETED -> ProcessStatus.DELETED;
      case STOPPED -> ProcessStatus.STOPPED;
      case COMPLETED -> ProcessStatus.COMPLETED;
      case NEW, LIVE -> {
        if (runsCode()) {
          yield ProcessStatus.RUNNING;
        }
        yield failures.isEmpty() ? ProcessStatus.ACTIVE : ProcessStatus.ERROR;
      }
    };
  }

  public boolean hasError() {
    return !failures.isEmpty();
  }

  /** True while some attempt is out on a node. */
  public boolean runsCode() {
    for (var event : events.values()) {
      if (event.status() instanceof Status.Running) {
        return true;
      }
    }
    return false;
  }

  /** True while it goes on by itself: code runs, or a child is being started. */
  public boolean isUnderWay() {
    return runsCode()
        || outgoing.values().stream()
            .anyMatch(sent ->
                sent.message() instanceof Message.StartChild start
                    && SubProcesses.awaits(this, start.item(), start.child()));
  }

  /** What is to be done outside and has not come back yet. */
  public List<Effect> pendingEffects() {
    var effects = new ArrayList<Effect>();
    for (var event : events.values()) {
      if (event.status() instanceof Status.Running running) {
        effects.add(new Effect.RunCode(event.item(), running.attempt(), running.node()));
      }
    }
    effects.addAll(Messages.due(this).values());
    return effects;
  }

  /** True while no new code may start: stopped or to be, halted by an error, or about to change. */
  public boolean holdsCode() {
    return phase == Phase.STOPPED || stopRequested || halted || !awaiting.isEmpty();
  }

  /** True if a worklist item is open that has one of these among its destinations. */
  public boolean offersItemTo(List<String> subjects) {
    for (var event : events.values()) {
      if (event.status() instanceof Status.Offered offered && offered.isFor(subjects)) {
        return true;
      }
    }
    return false;
  }

  /**
   * When which timers and back-offs are due, and which leases end; none while the instance is
   * stopped or halted.
   */
  public SortedMap<Integer, Instant> timers() {
    if (phase != Phase.LIVE || stopRequested || halted) {
      return Collections.emptySortedMap();
    }
    SortedMap<Integer, Instant> due = null;
    for (var event : events.values()) {
      if (event.status() instanceof Status.BackOff backOff) {
        due = due == null ? new TreeMap<>() : due;
        due.put(event.item(), backOff.dueAt());
      } else if (event.status() instanceof Status.Leased leased) {
        due = due == null ? new TreeMap<>() : due;
        due.put(event.item(), leased.until());
      }
    }
    for (var timer : pendingTimers.values()) {
      var wakesAt = timer.wakesAt();
      if (wakesAt != null) {
        due = due == null ? new TreeMap<>() : due;
        due.put(timer.id(), wakesAt);
      }
    }
    return due == null ? Collections.emptySortedMap() : due;
  }

  /**
   * What rules see of this state.
   *
   * @param activity whose own fields and outcome they see, too
   * @param expired that activity instance has expired
   */
  public RuleScope scope(
      ProcessDefinition definition,
      @Nullable ActivityInstance activity,
      boolean expired,
      Instant now) {
    return new RuleScope(
        instance,
        folio,
        originator,
        priority,
        visible(activity),
        activity == null ? ActivityScope.NONE : activityScope(activity, expired),
        now,
        definition.timeZone());
  }

  /** The fields of the process, and of the activity. */
  private SortedMap<String, Value> visible(@Nullable ActivityInstance activity) {
    if (activity == null) {
      return dataFields;
    }
    var ofActivity = activityFields(activity);
    if (ofActivity.isEmpty()) {
      return dataFields;
    }
    var data = new TreeMap<>(dataFields);
    data.putAll(ofActivity);
    return data;
  }

  /** The activity's fields as this instance of it sees them: its own, and what all share. */
  public SortedMap<String, Value> activityFields(ActivityInstance activity) {
    if (!activity.isDestination()) {
      return activity.dataFields();
    }
    var fields = new TreeMap<>(activity(activity.owner()).dataFields());
    fields.putAll(activity.dataFields());
    return fields;
  }

  private static ActivityScope activityScope(ActivityInstance activity, boolean expired) {
    var place = activity.place();
    return new ActivityScope(
        activity.outcome(),
        expired,
        activity.responses(),
        place == null ? "" : place.destination(),
        place == null ? 0 : place.slot(),
        place == null ? null : place.row());
  }

  /** The destination instances of an activity instance, in order. */
  public List<ActivityInstance> destinationsOf(int activityInstance) {
    return activities.values().stream()
        .filter(each -> each.isDestination() && each.owner() == activityInstance)
        .toList();
  }

  /** How many server events wait for finish. */
  public int waitingServerItems() {
    int waiting = 0;
    for (var event : events.values()) {
      if (event.status() instanceof Status.Waiting && event.kept() == null) {
        waiting++;
      }
    }
    return waiting;
  }

  /** The activity instance with this id. @throws IllegalStateException if it is not active */
  public ActivityInstance activity(int id) {
    var found = activities.get(id);
    if (found == null) {
      throw new IllegalStateException(
          "Instance %d has no active activity instance %d. The kernel lost track: a bug of ours."
              .formatted(instance, id));
    }
    return found;
  }

  private PendingTimer timer(int id) {
    var found = pendingTimers.get(id);
    if (found == null) {
      throw new IllegalStateException(
          "Instance %d has no timer %d. The kernel lost track: a bug of ours."
              .formatted(instance, id));
    }
    return found;
  }

  private Message.Outgoing outgoing(int id) {
    var found = outgoing.get(id);
    if (found == null) {
      throw new IllegalStateException(
          "Instance %d has no message %d to deliver. The kernel lost track: a bug of ours."
              .formatted(instance, id));
    }
    return found;
  }

  private Status.Offered offered(int item) {
    if (event(item).status() instanceof Status.Offered offered) {
      return offered;
    }
    throw new IllegalStateException(
        "Item %d of instance %d is on no worklist. The kernel lost track: a bug of ours."
            .formatted(item, instance));
  }

  private EventInstance event(int item) {
    var found = events.get(item);
    if (found == null) {
      throw new IllegalStateException(
          "Instance %d has no open event %d. The kernel lost track: a bug of ours."
              .formatted(instance, item));
    }
    return found;
  }

  /** The state after {@code fact}. Evaluates nothing. */
  public ProcessState apply(Fact fact) {
    var next = new Successor(this);
    switch (fact) {
      case Fact.ProcessStarted f -> next.start(f);
      case Fact.ActivityEntered f -> {
        next.lastId = f.activityInstance();
        next.steps = steps + 1;
        next.activities =
            with(
                activities,
                f.activityInstance(),
                new ActivityInstance(
                    f.activityInstance(), f.activity(), present(f.dataFields()), f.at()));
      }
      case Fact.DestinationsPlanned f ->
          next.activity(
              activity(f.activityInstance())
                  .withPlanned(new PlannedDestinations(f.destinations(), f.slots(), 0, false)));
      case Fact.DestinationBegun f -> next.begin(f);
      case Fact.DestinationsLeft f -> {
        var owner = activity(f.activityInstance());
        next.activity(owner.withPlanned(Objects.requireNonNull(owner.planned()).leaving()));
      }
      case Fact.OutcomeDecided f ->
          next.activity(activity(f.activityInstance()).withOutcome(f.outcome()));
      case Fact.ServerEventScheduled f -> {
        next.lastId = f.item();
        next.atEvent(f.activityInstance(), f.event() + 1);
        next.event(
            new EventInstance(
                f.item(),
                f.activityInstance(),
                f.event(),
                new Status.Scheduled(0, f.at()),
                0,
                0,
                null));
      }
      case Fact.CodeScheduled f -> {
        next.lastId = f.item();
        if (f.job() instanceof Job.ExceptionRule) {
          next.steps = steps + 1;
        }
        next.event(
            new EventInstance(f.item(), f.job(), new Status.Scheduled(0, f.at()), 0, 0, null));
      }
      case Fact.ClientEventOffered f -> {
        next.lastId = f.item();
        next.atEvent(f.activityInstance(), f.event() + 1);
        next.activity(
            Objects.requireNonNull(next.activities.get(f.activityInstance()))
                .withResponses(List.of()));
        next.event(
            new EventInstance(
                f.item(),
                f.activityInstance(),
                f.event(),
                new Status.Offered(f.destinations(), f.slots(), f.at()),
                0,
                0,
                null));
      }
      case Fact.WorklistItemOpened f ->
          next.offered(f.item(), Offering.opened(offered(f.item()), f.by(), f.at()));
      case Fact.WorklistItemReleased f ->
          next.offered(f.item(), Offering.released(offered(f.item()), f.user()));
      case Fact.WorklistItemRedirected f -> {
        if (!Escalating.isBy(f.by())) {
          next.participant(f.by());
        }
        next.offered(f.item(), Offering.redirected(offered(f.item()), f.from(), f.to()));
      }
      case Fact.WorklistItemDelegated f -> {
        next.participant(f.by());
        next.offered(f.item(), Offering.shared(offered(f.item()), f.share()));
      }
      case Fact.WorklistItemSlept f ->
          next.offered(f.item(), Offering.slept(offered(f.item()), f.user(), f.until()));
      case Fact.WorklistItemWoken f ->
          next.offered(f.item(), Offering.woken(offered(f.item()), f.user()));
      case Fact.ClientEventResponded f -> {
        next.steps = 0;
        next.participant(f.response().by());
        next.offered(f.item(), Offering.responded(offered(f.item()), f.response()));
      }
      case Fact.CommentAdded f -> {}
      case Fact.AttemptStarted f ->
          next.event(event(f.item()).with(new Status.Running(f.attempt(), f.node(), f.at())));
      case Fact.AttemptFailed f -> {
        var failed = event(f.item());
        next.event(
            new EventInstance(
                failed.item(),
                failed.job(),
                new Status.Failed(f.attempt(), f.at()),
                failed.failures() + 1,
                failed.lost(),
                failed.kept()));
      }
      case Fact.AttemptLost f -> next.lost(f.item(), f.attempt(), f.at());
      case Fact.RetryScheduled f ->
          next.event(event(f.item()).with(new Status.BackOff(f.attempt(), f.dueAt())));
      case Fact.AttemptResultIgnored f -> {}
      case Fact.ServerEventHeld f -> next.event(event(f.item()).with(new Status.Held(f.attempt())));
      case Fact.JobQueued f ->
          next.event(event(f.item()).with(new Status.Queued(f.attempt(), f.topic(), f.at())));
      case Fact.JobLeased f -> {
        var job = event(f.item());
        var topic = job.status() instanceof Status.Queued queued ? queued.topic() : "";
        next.steps = 0;
        next.event(
            job.with(new Status.Leased(f.attempt(), topic, f.worker(), f.by(), f.at(), f.until())));
      }
      case Fact.LeaseExtended f -> {
        var job = event(f.item());
        if (job.status() instanceof Status.Leased leased) {
          next.event(job.with(leased.until(f.until())));
        }
      }
      case Fact.LeaseLost f -> next.lost(f.item(), f.attempt(), f.at());
      case Fact.JobCompleted f -> {}
      case Fact.ServerEventWaiting f -> {
        var waiting = event(f.item());
        next.event(waiting.with(new Status.Waiting(waiting.status().attempt(), f.at())));
      }
      case Fact.FinishKept f -> {
        var open = event(f.item());
        next.event(
            new EventInstance(
                open.item(), open.job(), open.status(), open.failures(), open.lost(), f));
      }
      case Fact.FinishDropped f -> {
        var open = event(f.item());
        next.event(
            new EventInstance(
                open.item(), open.job(), open.status(), open.failures(), open.lost(), null));
      }
      case Fact.ServerEventFinished f -> {
        next.events = without(events, f.item());
        if (f.ending() == Fact.Ending.FINISHED) {
          next.steps = 0;
        }
      }
      case Fact.ClientEventFinished f -> next.finish(f);
      case Fact.CodeEnded f -> next.events = without(events, f.item());
      case Fact.AttemptFenced f ->
          next.event(event(f.item()).with(new Status.Failed(f.attempt(), f.at())));
      case Fact.LateCallback f -> {}
      case Fact.DataFieldsChanged f -> next.change(f);
      case Fact.FolioChanged f -> next.folio = f.folio();
      case Fact.PriorityChanged f -> next.priority = f.priority();
      case Fact.ActivityCompleted f -> next.complete(f);
      case Fact.ActivityExpired f -> next.activities = without(activities, f.activityInstance());
      case Fact.WentToActivity f -> {
        if (f.origin() == Fact.Origin.MANAGEMENT || f.origin() == Fact.Origin.WORKLIST_ITEM) {
          next.steps = 0;
        }
        if (f.origin() == Fact.Origin.WORKLIST_ITEM) {
          next.participant(f.by());
        }
      }
      case Fact.LineFollowed f -> {}
      case Fact.ArrivalDropped f -> {}
      case Fact.JoinCounted f ->
          next.joins =
              f.arrived().isEmpty()
                  ? without(joins, f.activity())
                  : with(joins, f.activity(), new JoinState(f.arrived(), f.fired()));
      case Fact.BranchFailed f -> {
        next.lastId = f.failure();
        next.failures =
            with(
                failures,
                f.failure(),
                new Failure(f.failure(), f.place(), f.code(), f.message(), f.detail(), f.at()));
      }
      case Fact.FailureResolved f -> next.resolve(f);
      case Fact.FailureExpired f -> next.failures = without(failures, f.failure());
      case Fact.BranchesHalted f -> next.halted = true;
      case Fact.BranchesReleased f -> next.halted = false;
      case Fact.TimerSet f -> {
        next.lastId = Math.max(lastId, f.timer());
        next.timer(new PendingTimer(f.timer(), f.purpose(), f.at(), f.dueAt(), null, 1));
      }
      case Fact.TimerFired f -> next.fire(f);
      case Fact.EscalationNotSet f -> {}
      case Fact.TimerMoved f -> {
        var timer = timer(f.timer());
        next.timer(
            new PendingTimer(
                timer.id(),
                timer.purpose(),
                timer.setAt(),
                f.dueAt(),
                timer.pausedAt() == null ? null : f.at(),
                timer.round()));
      }
      case Fact.TimerPaused f -> {
        var timer = timer(f.timer());
        next.timer(
            new PendingTimer(
                timer.id(), timer.purpose(), timer.setAt(), timer.dueAt(), f.at(), timer.round()));
      }
      case Fact.TimerResumed f -> {
        var timer = timer(f.timer());
        next.timer(
            new PendingTimer(
                timer.id(), timer.purpose(), timer.setAt(), f.dueAt(), null, timer.round()));
      }
      case Fact.TimerCancelled f -> next.pendingTimers = without(pendingTimers, f.timer());
      case Fact.OperationAwaited f -> {
        var more = new ArrayList<>(awaiting);
        more.add(f.operation());
        next.awaiting = more;
      }
      case Fact.OperationTaken f -> next.awaiting = awaiting.subList(1, awaiting.size());
      case Fact.OperationDropped f -> next.awaiting = awaiting.subList(1, awaiting.size());
      case Fact.ProcessMigrated f -> next.migrate(f);
      case Fact.SubProcessScheduled f -> {
        next.lastId = f.item();
        next.atEvent(f.activityInstance(), f.event() + 1);
        next.event(
            new EventInstance(
                f.item(),
                f.activityInstance(),
                f.event(),
                new Status.Scheduled(0, f.at()),
                0,
                0,
                null));
      }
      case Fact.MessageSent f -> next.send(f);
      case Fact.MessageTakenOver f ->
          next.outgoing =
              with(
                  outgoing,
                  f.id(),
                  new Message.Outgoing(f.id(), outgoing(f.id()).message(), f.node()));
      case Fact.MessageDelivered f -> next.outgoing = without(outgoing, f.id());
      case Fact.ChildReported f -> {
        var waiting = event(f.item());
        next.event(waiting.with(new Status.ChildHeard(waiting.status().attempt(), f)));
      }
      case Fact.StopRequested f -> next.stopRequested = true;
      case Fact.ProcessStopped f -> {
        next.phase = Phase.STOPPED;
        next.stopRequested = false;
      }
      case Fact.ProcessResumed f -> {
        next.phase = Phase.LIVE;
        next.stopRequested = false;
      }
      case Fact.ProcessCompleted f -> {
        next.phase = Phase.COMPLETED;
        next.stopRequested = false;
        next.finishedAt = f.at();
        next.joins = Collections.emptySortedMap();
        next.pendingTimers = Collections.emptySortedMap();
      }
      case Fact.ProcessDeleted f -> {
        next.phase = Phase.DELETED;
        next.parent = parent == null ? null : parent.told();
        next.finishedAt = f.at();
        next.activities = Collections.emptySortedMap();
        next.events = Collections.emptySortedMap();
        next.joins = Collections.emptySortedMap();
        next.failures = Collections.emptySortedMap();
        next.pendingTimers = Collections.emptySortedMap();
        next.awaiting = Collections.emptyList();
        next.halted = false;
      }
    }
    return next.state();
  }

  /** The state after all of {@code facts}. */
  public ProcessState applyAll(Iterable<Fact> facts) {
    var state = this;
    for (var fact : facts) {
      state = state.apply(fact);
    }
    return state;
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> with(
      SortedMap<K, V> map, K key, V value) {
    var more = new TreeMap<>(map);
    more.put(key, value);
    return more;
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
    var fewer = new TreeMap<>(map);
    fewer.remove(key);
    return fewer;
  }

  private static SortedMap<String, Value> present(Map<String, Value> values) {
    var present = new TreeMap<>(values);
    present.values().removeIf(value -> value instanceof Value.NoValue);
    return present;
  }

  private static SortedMap<String, Value> merged(
      SortedMap<String, Value> before, Map<String, Value> changes) {
    var after = new TreeMap<>(before);
    after.putAll(changes);
    return present(after);
  }

  /** The state that a fact makes, while it is being made. */
  private static final class Successor {
    private final ProcessState before;
    private Phase phase;
    private int version;
    private boolean stopRequested;
    private boolean halted;
    private String folio;
    private int priority;
    private @Nullable Instant finishedAt;
    private SortedMap<String, Value> dataFields;
    private SortedMap<Integer, ActivityInstance> activities;
    private SortedMap<Integer, EventInstance> events;
    private SortedMap<String, JoinState> joins;
    private SortedMap<Integer, Failure> failures;
    private SortedMap<Integer, PendingTimer> pendingTimers;
    private @Nullable ParentLink parent;
    private SortedMap<Integer, Message.Outgoing> outgoing;
    private List<Command.Managed> awaiting;
    private SortedSet<String> participants;
    private int lastId;
    private int steps;
    private Fact.@Nullable ProcessStarted started;

    Successor(ProcessState before) {
      this.before = before;
      phase = before.phase;
      version = before.version;
      stopRequested = before.stopRequested;
      halted = before.halted;
      folio = before.folio;
      priority = before.priority;
      finishedAt = before.finishedAt;
      dataFields = before.dataFields;
      activities = before.activities;
      events = before.events;
      joins = before.joins;
      failures = before.failures;
      pendingTimers = before.pendingTimers;
      parent = before.parent;
      outgoing = before.outgoing;
      awaiting = before.awaiting;
      participants = before.participants;
      lastId = before.lastId;
      steps = before.steps;
    }

    void start(Fact.ProcessStarted fact) {
      started = fact;
      phase = Phase.LIVE;
      version = fact.version();
      folio = fact.folio();
      priority = fact.priority();
      dataFields = present(fact.dataFields());
      parent = fact.parent();
    }

    void send(Fact.MessageSent fact) {
      lastId = fact.id();
      outgoing =
          with(outgoing, fact.id(), new Message.Outgoing(fact.id(), fact.message(), fact.node()));
      switch (fact.message()) {
        case Message.StartChild start ->
            event(
                before
                    .event(start.item())
                    .with(new Status.AwaitingChild(start.attempt(), start.child(), fact.at())));
        case Message.TellParent told -> parent = parent == null ? null : parent.told();
        case Message.DeleteChild delete -> {}
      }
    }

    void event(EventInstance now) {
      events = with(events, now.item(), now);
    }

    void lost(int item, int attempt, Instant at) {
      var lost = before.event(item);
      event(
          new EventInstance(
              lost.item(),
              lost.job(),
              new Status.Failed(attempt, at),
              lost.failures(),
              lost.lost() + 1,
              lost.kept()));
    }

    void activity(ActivityInstance now) {
      activities = with(activities, now.id(), now);
    }

    void offered(int item, Status.Offered now) {
      event(before.event(item).with(now));
    }

    void participant(String user) {
      if (!participants.contains(user)) {
        var more = new TreeSet<>(participants);
        more.add(user);
        participants = more;
      }
    }

    void begin(Fact.DestinationBegun fact) {
      lastId = fact.destinationInstance();
      var owner = before.activity(fact.place().owner());
      var begun = Objects.requireNonNull(owner.planned()).withBegun(fact.place().slot());
      activity(owner.withPlanned(begun));
      activity(
          new ActivityInstance(
              fact.destinationInstance(),
              owner.activity(),
              0,
              "",
              present(fact.dataFields()),
              fact.at(),
              List.of(),
              null,
              fact.place()));
    }

    /** An answer of one is the only answer; those of several have been counted before. */
    void finish(Fact.ClientEventFinished fact) {
      var item = before.event(fact.item());
      events = without(events, fact.item());
      if (fact.ending() != Fact.Ending.FINISHED) {
        return;
      }
      steps = 0;
      participant(fact.by());
      var owner = before.activity(item.activityInstance());
      var answers = before.offered(fact.item()).responses();
      if (answers.isEmpty()) {
        answers =
            List.of(
                new Response(
                    owner.place() == null ? fact.by() : owner.place().destination(),
                    fact.by(),
                    fact.onBehalfOf(),
                    fact.action(),
                    Collections.emptySortedMap(),
                    fact.at()));
      }
      activity(owner.withOutcome(fact.action()).withResponses(answers));
    }

    /** A destination instance that has done its events has answered. */
    void complete(Fact.ActivityCompleted fact) {
      var ended = before.activity(fact.activityInstance());
      activities = without(activities, ended.id());
      var place = ended.place();
      if (place != null) {
        var last = ended.responses().isEmpty() ? null : ended.responses().getLast();
        var owner = before.activity(place.owner());
        var answers = new ArrayList<>(owner.responses());
        answers.add(
            new Response(
                place.destination(),
                last == null ? "" : last.by(),
                last == null ? null : last.onBehalfOf(),
                ended.outcome(),
                ended.dataFields(),
                fact.at()));
        activity(owner.withResponses(answers));
      }
    }

    void change(Fact.DataFieldsChanged fact) {
      if (fact.activityInstance() == 0) {
        dataFields = merged(dataFields, fact.values());
        return;
      }
      var owner = before.activity(fact.activityInstance());
      activities =
          with(
              activities,
              owner.id(),
              owner.withDataFields(merged(owner.dataFields(), fact.values())));
    }

    void atEvent(int activityInstance, int nextEvent) {
      activities =
          with(
              activities,
              activityInstance,
              before.activity(activityInstance).withNextEvent(nextEvent));
    }

    void timer(PendingTimer now) {
      pendingTimers = with(pendingTimers, now.id(), now);
    }

    void fire(Fact.TimerFired fact) {
      var timer = before.timer(fact.timer());
      steps = 0;
      if (fact.nextDueAt() == null) {
        pendingTimers = without(pendingTimers, timer.id());
      } else {
        timer(
            new PendingTimer(
                timer.id(),
                timer.purpose(),
                timer.setAt(),
                fact.nextDueAt(),
                null,
                fact.nextRound()));
      }
    }

    void migrate(Fact.ProcessMigrated fact) {
      version = fact.version();
      var places = new TreeMap<Integer, ActivityInstance>();
      fact.activities().forEach((id, place) -> places.put(id, before.activity(id).at(place)));
      activities = places;
      var items = new TreeMap<>(events);
      fact.events()
          .forEach((item, event) -> {
            var old = before.event(item);
            items.put(
                item,
                new EventInstance(
                    item,
                    old.activityInstance(),
                    event,
                    old.status(),
                    old.failures(),
                    old.lost(),
                    old.kept()));
          });
      events = items;
      joins = new TreeMap<>(fact.joins());
      var failed = new TreeMap<>(failures);
      fact.places()
          .forEach((id, place) ->
              failed.computeIfPresent(
                  id,
                  (key, old) ->
                      new Failure(id, place, old.code(), old.message(), old.detail(), old.at())));
      failures = failed;
    }

    void resolve(Fact.FailureResolved fact) {
      var failure = failures.get(fact.failure());
      failures = without(failures, fact.failure());
      steps = 0;
      if (failure != null && failure.place() instanceof Failure.Place.Event(int item)) {
        var event = before.event(item);
        event(new EventInstance(event.item(), event.job(), event.status(), 0, 0, event.kept()));
      }
    }

    ProcessState state() {
      return new ProcessState(
          started == null ? before.instance : started.instance(),
          started == null ? before.process : started.process(),
          version,
          phase,
          stopRequested,
          halted,
          started == null ? before.originator : started.originator(),
          folio,
          priority,
          started == null ? before.startedAt : started.at(),
          finishedAt,
          dataFields,
          activities,
          events,
          joins,
          failures,
          pendingTimers,
          parent,
          outgoing,
          awaiting,
          participants,
          lastId,
          steps);
    }
  }
}
