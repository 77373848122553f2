package org.baltoro.kernel;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.EventInstance.Status;
import org.jspecify.annotations.Nullable;

/**
 * One instance as it is now: a fold of its facts, and nothing else. Holds live work only; what
 * ended is in the journal.
 *
 * @param instance 0 before the start
 * @param stopRequested stopped as soon as no code runs
 * @param finishedAt when it completed or was deleted
 * @param dataFields the process's own, without empty ones
 * @param activities active activity instances by id
 * @param events open events by item
 * @param joins by activity, only those in which something has arrived
 * @param failures by id
 * @param lastId the last number given to an activity instance, item or failure
 * @param steps activities entered since the last wait state
 */
public record ProcessState(
    long instance,
    String process,
    int version,
    Phase phase,
    boolean stopRequested,
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
          0,
          0);

  public ProcessState {
    dataFields = Collections.unmodifiableSortedMap(dataFields);
    activities = Collections.unmodifiableSortedMap(activities);
    events = Collections.unmodifiableSortedMap(events);
    joins = Collections.unmodifiableSortedMap(joins);
    failures = Collections.unmodifiableSortedMap(failures);
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

  /** True while some attempt is out on a node: what {@link #pendingEffects} lists. */
  public boolean runsCode() {
    for (var event : events.values()) {
      if (event.status() instanceof Status.Running) {
        return true;
      }
    }
    return false;
  }

  /** What is to be done outside and has not come back yet. */
  public List<Effect> pendingEffects() {
    var effects = new ArrayList<Effect>();
    for (var event : events.values()) {
      if (event.status() instanceof Status.Running running) {
        effects.add(new Effect.RunServerEvent(event.item(), running.attempt(), running.node()));
      }
    }
    return effects;
  }

  /** When which items are to be woken; none while the instance is stopped. */
  public SortedMap<Integer, Instant> timers() {
    if (phase != Phase.LIVE || stopRequested) {
      return Collections.emptySortedMap();
    }
    SortedMap<Integer, Instant> due = null;
    for (var event : events.values()) {
      if (event.status() instanceof Status.BackOff backOff) {
        due = due == null ? new TreeMap<>() : due;
        due.put(event.item(), backOff.dueAt());
      }
    }
    return due == null ? Collections.emptySortedMap() : due;
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
                    f.activityInstance(), f.activity(), 0, present(f.dataFields()), f.at()));
      }
      case Fact.ServerEventScheduled f -> {
        next.lastId = f.item();
        var owner = activity(f.activityInstance());
        next.activities =
            with(
                activities,
                owner.id(),
                new ActivityInstance(
                    owner.id(),
                    owner.activity(),
                    f.event() + 1,
                    owner.dataFields(),
                    owner.since()));
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
      case Fact.AttemptStarted f ->
          next.event(event(f.item()).with(new Status.Running(f.attempt(), f.node(), f.at())));
      case Fact.AttemptFailed f -> {
        var failed = event(f.item());
        next.event(
            new EventInstance(
                failed.item(),
                failed.activityInstance(),
                failed.event(),
                new Status.Failed(f.attempt(), f.at()),
                failed.failures() + 1,
                failed.lost(),
                failed.kept()));
      }
      case Fact.AttemptLost f -> {
        var lost = event(f.item());
        next.event(
            new EventInstance(
                lost.item(),
                lost.activityInstance(),
                lost.event(),
                new Status.Failed(f.attempt(), f.at()),
                lost.failures(),
                lost.lost() + 1,
                lost.kept()));
      }
      case Fact.RetryScheduled f ->
          next.event(event(f.item()).with(new Status.BackOff(f.attempt(), f.dueAt())));
      case Fact.AttemptResultIgnored f -> {}
      case Fact.ServerEventHeld f -> next.event(event(f.item()).with(new Status.Held(f.attempt())));
      case Fact.ServerEventWaiting f -> {
        var waiting = event(f.item());
        next.event(waiting.with(new Status.Waiting(waiting.status().attempt(), f.at())));
      }
      case Fact.FinishKept f -> {
        var open = event(f.item());
        next.event(
            new EventInstance(
                open.item(),
                open.activityInstance(),
                open.event(),
                open.status(),
                open.failures(),
                open.lost(),
                f));
      }
      case Fact.FinishDropped f -> {}
      case Fact.ServerEventFinished f -> {
        next.events = without(events, f.item());
        if (f.ending() == Fact.Ending.FINISHED) {
          next.steps = 0;
        }
      }
      case Fact.LateCallback f -> {}
      case Fact.DataFieldsChanged f -> next.change(f);
      case Fact.FolioChanged f -> next.folio = f.folio();
      case Fact.PriorityChanged f -> next.priority = f.priority();
      case Fact.ActivityCompleted f -> next.activities = without(activities, f.activityInstance());
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
      }
      case Fact.ProcessDeleted f -> {
        next.phase = Phase.DELETED;
        next.finishedAt = f.at();
        next.activities = Collections.emptySortedMap();
        next.events = Collections.emptySortedMap();
        next.joins = Collections.emptySortedMap();
        next.failures = Collections.emptySortedMap();
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
    private boolean stopRequested;
    private String folio;
    private int priority;
    private @Nullable Instant finishedAt;
    private SortedMap<String, Value> dataFields;
    private SortedMap<Integer, ActivityInstance> activities;
    private SortedMap<Integer, EventInstance> events;
    private SortedMap<String, JoinState> joins;
    private SortedMap<Integer, Failure> failures;
    private int lastId;
    private int steps;
    private Fact.@Nullable ProcessStarted started;

    Successor(ProcessState before) {
      this.before = before;
      phase = before.phase;
      stopRequested = before.stopRequested;
      folio = before.folio;
      priority = before.priority;
      finishedAt = before.finishedAt;
      dataFields = before.dataFields;
      activities = before.activities;
      events = before.events;
      joins = before.joins;
      failures = before.failures;
      lastId = before.lastId;
      steps = before.steps;
    }

    void start(Fact.ProcessStarted fact) {
      started = fact;
      phase = Phase.LIVE;
      folio = fact.folio();
      priority = fact.priority();
      dataFields = present(fact.dataFields());
    }

    void event(EventInstance now) {
      events = with(events, now.item(), now);
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
              new ActivityInstance(
                  owner.id(),
                  owner.activity(),
                  owner.nextEvent(),
                  merged(owner.dataFields(), fact.values()),
                  owner.since()));
    }

    void resolve(Fact.FailureResolved fact) {
      var failure = failures.get(fact.failure());
      failures = without(failures, fact.failure());
      steps = 0;
      if (failure != null && failure.place() instanceof Failure.Place.Event(int item)) {
        var event = before.event(item);
        event(
            new EventInstance(
                event.item(),
                event.activityInstance(),
                event.event(),
                event.status(),
                0,
                0,
                event.kept()));
      }
    }

    ProcessState state() {
      return new ProcessState(
          started == null ? before.instance : started.instance(),
          started == null ? before.process : started.process(),
          started == null ? before.version : started.version(),
          phase,
          stopRequested,
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
          lastId,
          steps);
    }
  }
}
