package org.baltoro.engine.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.Store.JournalRow;
import org.jspecify.annotations.Nullable;

/**
 * An instance's life as spans: its activity instances and their events, each with its beginning and
 * its end. Read from the journal, oldest first.
 */
public final class Timeline {
  private static final String ACTIVE = "Active";

  /** Told of what has ended; what is told is forgotten, so that a long life needs little room. */
  interface Listener {
    void ended(Activity activity);

    /** Somebody has chosen an action: the only one of an event, or one of several. */
    void chosen(Event event, String by, String action, Instant at);
  }

  /** One instance of an activity. */
  public static final class Activity {
    public final int id;
    public final Instant start;
    public final List<Event> events = new ArrayList<>();
    public String name;
    public String status = ACTIVE;
    public @Nullable Instant end;
    public @Nullable String by;

    Activity(int id, String name, Instant start) {
      this.id = id;
      this.name = name;
      this.start = start;
    }
  }

  /** One instance of an event, or of code that belongs to none. */
  public static final class Event {
    public final int item;
    public final String name;
    public final String kind;
    public final String activity;
    public final Instant start;
    public String status = ACTIVE;
    public int attempts;
    public int answers;
    public @Nullable Instant end;
    public @Nullable String by;
    public @Nullable String action;

    Event(int item, String name, String kind, String activity, Instant start) {
      this.item = item;
      this.name = name;
      this.kind = kind;
      this.activity = activity;
      this.start = start;
    }
  }

  private final IntFunction<ProcessDefinition> versions;
  private final @Nullable Listener listener;
  private final Map<Integer, Activity> activities = new LinkedHashMap<>();
  private final Map<Integer, Event> open = new TreeMap<>();

  /** The activity instances that those for single destinations belong to. */
  private final Map<Integer, Integer> owners = new TreeMap<>();

  private final List<Event> ofProcess = new ArrayList<>();
  private Instant start = Instant.EPOCH;
  private @Nullable Instant end;
  private boolean deleted;
  private int version;
  private int errors;

  /** Keeps all of it. */
  public Timeline(IntFunction<ProcessDefinition> versions) {
    this(versions, null);
  }

  /**
   * @param versions the definitions of the process
   */
  Timeline(IntFunction<ProcessDefinition> versions, @Nullable Listener listener) {
    this.versions = versions;
    this.listener = listener;
  }

  /** Reads the next commit. */
  public Timeline read(JournalRow row) {
    var at = Instant.ofEpochMilli(row.atMillis());
    row.facts().forEach(fact -> read(fact, at));
    return this;
  }

  private void read(Fact fact, Instant at) {
    switch (fact) {
      case Fact.ProcessStarted f -> {
        start = at;
        version = f.version();
      }
      case Fact.ProcessMigrated f -> {
        version = f.version();
        f.activities()
            .forEach((id, place) -> {
              var activity = activities.get(id);
              if (activity != null) {
                activity.name = place.activity();
              }
            });
      }
      case Fact.ActivityEntered f ->
          activities.put(
              f.activityInstance(), new Activity(f.activityInstance(), f.activity(), at));
      case Fact.DestinationBegun f -> owners.put(f.destinationInstance(), f.place().owner());
      case Fact.ActivityCompleted f -> end(f.activityInstance(), "Completed", null, at);
      case Fact.ActivityExpired f -> end(f.activityInstance(), "Expired", f.by(), at);
      case Fact.ServerEventScheduled f ->
          begin(f.item(), new Job.Event(f.activityInstance(), f.event()), at);
      case Fact.SubProcessScheduled f ->
          begin(f.item(), new Job.Event(f.activityInstance(), f.event()), at);
      case Fact.ClientEventOffered f ->
          begin(f.item(), new Job.Event(f.activityInstance(), f.event()), at);
      case Fact.CodeScheduled f -> begin(f.item(), f.job(), at);
      case Fact.AttemptStarted f -> attempted(f.item());
      case Fact.JobLeased f -> attempted(f.item());
      case Fact.MessageSent f -> {
        if (f.message() instanceof Message.StartChild child) {
          attempted(child.item());
        }
      }
      case Fact.ServerEventFinished f ->
          end(f.item(), f.ending(), f.ending() == Fact.Ending.RETURNED ? null : f.by(), null, at);
      case Fact.ClientEventResponded f ->
          chosen(f.item(), f.response().by(), f.response().outcome(), at);
      case Fact.ClientEventFinished f -> {
        boolean finished = f.ending() == Fact.Ending.FINISHED;
        var event = open.get(f.item());
        if (finished && event != null && event.answers == 0) {
          chosen(f.item(), f.by(), f.action(), at);
        }
        end(f.item(), f.ending(), f.by(), finished ? f.action() : null, at);
      }
      case Fact.CodeEnded f ->
          end(f.item(), f.ending(), f.ending() == Fact.Ending.RETURNED ? null : f.by(), null, at);
      case Fact.BranchFailed f -> errors++;
      case Fact.ProcessCompleted f -> over(false, "", at);
      case Fact.ProcessDeleted f -> over(true, f.by(), at);
      // No span begins or ends with the others, and nothing is tried.
      case Fact.AttemptFailed f -> {}
      case Fact.AttemptLost f -> {}
      case Fact.RetryScheduled f -> {}
      case Fact.AttemptResultIgnored f -> {}
      case Fact.ServerEventHeld f -> {}
      case Fact.JobQueued f -> {}
      case Fact.LeaseExtended f -> {}
      case Fact.LeaseLost f -> {}
      case Fact.JobCompleted f -> {}
      case Fact.ServerEventWaiting f -> {}
      case Fact.FinishKept f -> {}
      case Fact.FinishDropped f -> {}
      case Fact.AttemptFenced f -> {}
      case Fact.DestinationsPlanned f -> {}
      case Fact.DestinationsLeft f -> {}
      case Fact.OutcomeDecided f -> {}
      case Fact.WorklistItemOpened f -> {}
      case Fact.WorklistItemReleased f -> {}
      case Fact.WorklistItemRedirected f -> {}
      case Fact.WorklistItemDelegated f -> {}
      case Fact.WorklistItemSlept f -> {}
      case Fact.WorklistItemWoken f -> {}
      case Fact.CommentAdded f -> {}
      case Fact.LateCallback f -> {}
      case Fact.DataFieldsChanged f -> {}
      case Fact.FolioChanged f -> {}
      case Fact.PriorityChanged f -> {}
      case Fact.WentToActivity f -> {}
      case Fact.LineFollowed f -> {}
      case Fact.ArrivalDropped f -> {}
      case Fact.JoinCounted f -> {}
      case Fact.FailureResolved f -> {}
      case Fact.FailureExpired f -> {}
      case Fact.BranchesHalted f -> {}
      case Fact.BranchesReleased f -> {}
      case Fact.TimerSet f -> {}
      case Fact.TimerFired f -> {}
      case Fact.EscalationNotSet f -> {}
      case Fact.TimerMoved f -> {}
      case Fact.TimerPaused f -> {}
      case Fact.TimerResumed f -> {}
      case Fact.TimerCancelled f -> {}
      case Fact.OperationAwaited f -> {}
      case Fact.OperationTaken f -> {}
      case Fact.OperationDropped f -> {}
      case Fact.MessageTakenOver f -> {}
      case Fact.MessageDelivered f -> {}
      case Fact.ChildReported f -> {}
      case Fact.StopRequested f -> {}
      case Fact.ProcessStopped f -> {}
      case Fact.ProcessResumed f -> {}
    }
  }

  private void begin(int item, Job job, Instant at) {
    int destination = job.activityInstance();
    var owner = activities.get(owners.getOrDefault(destination, destination));
    var activity = owner == null ? "" : owner.name;
    var event =
        switch (job) {
          case Job.Event(int id, int number) -> {
            var events = activityEvents(activity);
            var defined = number < events.size() ? events.get(number) : null;
            yield new Event(
                item,
                defined == null ? "event " + number : defined.name(),
                kind(defined),
                activity,
                at);
          }
          case Job.EscalationAction action ->
              new Event(item, action.escalation(), "escalation", activity, at);
          case Job.StartRule rule -> new Event(item, "start rule", "start rule", activity, at);
          case Job.FinishRule rule -> new Event(item, "finish rule", "finish rule", activity, at);
          case Job.ExceptionRule rule ->
              new Event(item, "exception rule", "exception rule", activity, at);
        };
    open.put(item, event);
    if (listener == null) {
      (owner == null ? ofProcess : owner.events).add(event);
    }
  }

  private static String kind(@Nullable EventDefinition defined) {
    return switch (defined) {
      case null -> "server";
      case ClientEvent client -> "client";
      case SubProcess child -> "sub-process";
      case ServerEvent server -> server.code() instanceof Code.Worker ? "worker" : "server";
    };
  }

  private void attempted(int item) {
    var event = open.get(item);
    if (event != null) {
      event.attempts++;
    }
  }

  private void chosen(int item, String by, String action, Instant at) {
    var event = open.get(item);
    if (event == null) {
      return;
    }
    event.answers++;
    if (listener != null) {
      listener.chosen(event, by, action, at);
    }
  }

  private List<EventDefinition> activityEvents(String activity) {
    var defined = versions.apply(version).activities().get(activity);
    return defined == null ? List.of() : defined.events();
  }

  private void end(
      int item, Fact.Ending ending, @Nullable String by, @Nullable String action, Instant at) {
    var event = open.remove(item);
    if (event == null) {
      return;
    }
    event.end = at;
    event.status = label(ending);
    event.by = by;
    event.action = action;
  }

  private void end(int activityInstance, String status, @Nullable String by, Instant at) {
    var activity = activities.get(activityInstance);
    if (activity == null || activity.end != null) {
      return;
    }
    activity.end = at;
    activity.status = status;
    activity.by = by;
    if (listener != null) {
      listener.ended(activity);
      activities.remove(activityInstance);
    }
  }

  private void over(boolean byDeletion, String by, Instant at) {
    end = at;
    deleted = byDeletion;
    for (int id : List.copyOf(activities.keySet())) {
      end(id, byDeletion ? "Deleted" : "Completed", byDeletion ? by : null, at);
    }
    for (int item : List.copyOf(open.keySet())) {
      end(item, Fact.Ending.DELETED, by, null, at);
    }
  }

  private static String label(Fact.Ending ending) {
    var name = ending.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  public Instant start() {
    return start;
  }

  /** Null while it lives. */
  public @Nullable Instant end() {
    return end;
  }

  boolean deleted() {
    return deleted;
  }

  /** Of the definition, as far as it was read. */
  int version() {
    return version;
  }

  public int errors() {
    return errors;
  }

  /** In the order in which they were entered. */
  public List<Activity> activities() {
    return List.copyOf(activities.values());
  }

  /** Code that belongs to no activity. */
  public List<Event> ofProcess() {
    return ofProcess;
  }
}
