package org.baltoro.engine.connection;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.baltoro.api.JournalEntry;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.Store.JournalRow;
import org.jspecify.annotations.Nullable;

/**
 * Facts as people read them. Facts name things by number; the names are learnt on the way, so the
 * journal is told from its start.
 */
final class JournalText {
  private final long instance;
  private final IntFunction<ProcessDefinition> versions;
  private final Map<Integer, String> activities = new TreeMap<>();
  private final Map<Integer, String> events = new TreeMap<>();
  private final Map<Integer, String> activityOfItem = new TreeMap<>();
  private final Map<Integer, String> timers = new TreeMap<>();
  private final Map<Integer, Message> messages = new TreeMap<>();
  private final Map<Integer, String> returned = new TreeMap<>();
  private int version;

  /**
   * @param versions the definitions of the process by version
   */
  JournalText(long instance, IntFunction<ProcessDefinition> versions) {
    this.instance = instance;
    this.versions = versions;
  }

  /** Learns the names of what is there, to tell what happens next. */
  JournalText knowing(ProcessState state) {
    version = state.version();
    state.activities().values().forEach(known -> activities.put(known.id(), known.activity()));
    state.events().values().forEach(known -> learnItem(known.item(), known.job()));
    state.outgoing().values().forEach(known -> messages.put(known.id(), known.message()));
    state.pendingTimers().values().forEach(known -> timers.put(known.id(), named(known.purpose())));
    return this;
  }

  /** The facts of one decision: they have one cause. */
  List<JournalEntry> tell(List<Fact> facts, long version, Instant at) {
    var cause = CommitCause.of(facts, this);
    var entries = new ArrayList<JournalEntry>();
    for (var fact : facts) {
      entries.add(tell(fact, cause, version, at));
    }
    return entries;
  }

  /** What the facts of one decision follow from; the names in them are learnt for what comes. */
  CommitCause cause(List<Fact> facts) {
    var cause = CommitCause.of(facts, this);
    facts.forEach(this::learn);
    return cause;
  }

  private JournalEntry tell(Fact fact, CommitCause cause, long version, Instant at) {
    learn(fact);
    var item = item(fact);
    var by = by(fact);
    return new JournalEntry(
        version,
        at,
        fact.getClass().getSimpleName(),
        activity(fact),
        item == 0 ? null : new SerialNumber(instance, item).toString(),
        by == null ? cause.by() : by,
        sentence(fact),
        details(fact),
        cause.what());
  }

  /** The entries of one commit; earlier ones must have been told before. */
  List<JournalEntry> tell(JournalRow row) {
    return tell(row.facts(), row.version(), Instant.ofEpochMilli(row.atMillis()));
  }

  private void learn(Fact fact) {
    switch (fact) {
      case Fact.ActivityEntered f -> activities.put(f.activityInstance(), f.activity());
      case Fact.DestinationBegun f ->
          activities.put(f.destinationInstance(), activityNamed(f.place().owner()));
      case Fact.ProcessStarted f -> version = f.version();
      case Fact.ServerEventScheduled f ->
          learnItem(f.item(), new Job.Event(f.activityInstance(), f.event()));
      case Fact.ClientEventOffered f ->
          learnItem(f.item(), new Job.Event(f.activityInstance(), f.event()));
      case Fact.SubProcessScheduled f -> {
        learnItem(f.item(), new Job.Event(f.activityInstance(), f.event()));
        returned.put(f.item(), "child has started");
      }
      case Fact.JobCompleted f -> returned.put(f.item(), "worker has done it");
      case Fact.MessageSent f -> messages.put(f.id(), f.message());
      case Fact.CodeScheduled f -> learnItem(f.item(), f.job());
      case Fact.TimerSet f -> timers.put(f.timer(), named(f.purpose()));
      case Fact.ProcessMigrated f -> {
        version = f.version();
        f.activities().forEach((id, now) -> activities.put(id, now.activity()));
      }
      default -> {}
    }
  }

  private void learnItem(int item, Job job) {
    if (job.activityInstance() != 0) {
      activityOfItem.put(item, activities.getOrDefault(job.activityInstance(), "?"));
    }
    events.put(
        item,
        switch (job) {
          case Job.Event(int owner, int event) -> "Event '%s'".formatted(eventName(owner, event));
          case Job.EscalationAction action ->
              "Escalation '%s', round %d".formatted(action.escalation(), action.round());
          case Job.StartRule rule -> "The start rule";
          case Job.FinishRule rule -> "The finish rule";
          case Job.ExceptionRule rule ->
              "The exception rule of the " + rule.level().name().toLowerCase(Locale.ROOT);
        });
  }

  private String eventName(int activityInstance, int event) {
    var activity = activities.getOrDefault(activityInstance, "?");
    var defined = versions.apply(version).activities().get(activity);
    return defined == null || event >= defined.events().size()
        ? "event " + event
        : defined.events().get(event).name();
  }

  private static String named(Purpose purpose) {
    return switch (purpose) {
      case Purpose.StartProcess p -> "the start rule of the process";
      case Purpose.StartActivity p -> "the start rule of the activity";
      case Purpose.Escalate p -> "escalation '" + p.escalation() + "'";
    };
  }

  String timer(int timer) {
    return "Timer %d (%s)".formatted(timer, timers.getOrDefault(timer, "?"));
  }

  private String message(int id) {
    var known = messages.get(id);
    return known == null ? "message " + id : FamilyText.sent(known);
  }

  private String activityNamed(int activityInstance) {
    return activities.getOrDefault(activityInstance, "?");
  }

  private String sentence(Fact fact) {
    return switch (fact) {
      case Fact.ProcessStarted f ->
          "%s started %s version %d%s%s"
              .formatted(
                  f.originator(),
                  f.process(),
                  f.version(),
                  f.folio().isEmpty() ? "" : ", folio '" + f.folio() + "'",
                  f.parent() == null
                      ? ""
                      : ", by process instance %d (%s)"
                          .formatted(
                              f.parent().instance(),
                              new SerialNumber(f.parent().instance(), f.parent().item())));
      case Fact.SubProcessScheduled f -> "%s is due".formatted(event(f.item()));
      case Fact.MessageSent f -> FamilyText.sent(f.message());
      case Fact.MessageTakenOver f ->
          "Node %d takes over to say: %s".formatted(f.node(), message(f.id()));
      case Fact.MessageDelivered f -> FamilyText.delivered(f, messages.get(f.id()));
      case Fact.ChildReported f -> FamilyText.heard(event(f.item()), f);
      case Fact.ActivityEntered f -> "Activity '%s' began".formatted(f.activity());
      case Fact.ServerEventScheduled f -> "%s is due".formatted(event(f.item()));
      case Fact.AttemptStarted f ->
          "%s: attempt %d runs on node %d".formatted(event(f.item()), f.attempt(), f.node());
      case Fact.AttemptFailed f ->
          "%s: attempt %d failed: %s".formatted(event(f.item()), f.attempt(), f.message());
      case Fact.AttemptLost f ->
          "%s: attempt %d was lost with node %d; outside effects may have happened"
              .formatted(event(f.item()), f.attempt(), f.node());
      case Fact.RetryScheduled f ->
          "%s: attempt %d follows at %s".formatted(event(f.item()), f.attempt(), f.dueAt());
      case Fact.AttemptResultIgnored f ->
          "%s: the result of attempt %d came too late: %s"
              .formatted(event(f.item()), f.attempt(), f.why());
      case Fact.ServerEventHeld f -> "%s is held".formatted(event(f.item()));
      case Fact.JobQueued f ->
          "%s: attempt %d waits for a worker of topic '%s'"
              .formatted(event(f.item()), f.attempt(), f.topic());
      case Fact.JobLeased f ->
          "%s: attempt %d is leased to worker '%s' until %s"
              .formatted(event(f.item()), f.attempt(), f.worker(), f.until());
      case Fact.LeaseExtended f ->
          "%s: the lease of attempt %d goes on until %s"
              .formatted(event(f.item()), f.attempt(), f.until());
      case Fact.LeaseLost f ->
          "%s: attempt %d was lost with worker '%s'; outside effects may have happened"
              .formatted(event(f.item()), f.attempt(), f.worker());
      case Fact.JobCompleted f ->
          "%s: attempt %d was done by worker '%s' of user '%s'"
              .formatted(event(f.item()), f.attempt(), f.worker(), f.by());
      case Fact.ServerEventWaiting f -> "%s waits for finish".formatted(event(f.item()));
      case Fact.FinishKept f ->
          "%s: a finish by %s came early and is kept".formatted(event(f.item()), f.by());
      case Fact.FinishDropped f ->
          "%s: the finish by %s was dropped by %s"
              .formatted(event(f.item()), f.by(), f.droppedBy());
      case Fact.ServerEventFinished f ->
          switch (f.ending()) {
            case RETURNED ->
                "%s is complete: its %s"
                    .formatted(event(f.item()), returned.getOrDefault(f.item(), "code returned"));
            case FINISHED -> "%s was finished by %s".formatted(event(f.item()), f.by());
            case SKIPPED -> "%s was skipped by %s".formatted(event(f.item()), f.by());
            case DELETED -> "%s ended with its instance".formatted(event(f.item()));
            case EXPIRED -> "%s was expired by %s".formatted(event(f.item()), f.by());
            case HANDLED ->
                "%s is done with: %s handled its error".formatted(event(f.item()), f.by());
            case FAILED -> "%s failed".formatted(event(f.item()));
          };
      case Fact.ClientEventOffered f ->
          "%s is on the worklist of %s"
              .formatted(event(f.item()), String.join(", ", f.destinations()));
      case Fact.ClientEventFinished f ->
          switch (f.ending()) {
            case FINISHED ->
                "%s: %s chose '%s'%s"
                    .formatted(event(f.item()), f.by(), f.action(), inPlaceOf(f.onBehalfOf()));
            case DELETED -> "%s ended with its instance".formatted(event(f.item()));
            default -> "%s was expired by %s".formatted(event(f.item()), f.by());
          };
      case Fact.ClientEventResponded f ->
          "%s: %s answered '%s'%s"
              .formatted(
                  event(f.item()),
                  f.response().by(),
                  f.response().outcome(),
                  inPlaceOf(f.response().onBehalfOf()));
      case Fact.DestinationsPlanned f ->
          "Activity '%s' is for %s"
              .formatted(
                  activityNamed(f.activityInstance()),
                  f.destinations().isEmpty()
                      ? f.slots() + " slots"
                      : String.join(", ", f.destinations()));
      case Fact.DestinationBegun f ->
          "Activity '%s' began for %s"
              .formatted(
                  activityNamed(f.place().owner()),
                  f.place().destination().isEmpty()
                      ? "slot " + f.place().slot()
                      : f.place().destination());
      case Fact.DestinationsLeft f ->
          "Activity '%s' has answers enough; the others go on"
              .formatted(activityNamed(f.activityInstance()));
      case Fact.OutcomeDecided f ->
          "Activity '%s' has the outcome '%s'"
              .formatted(activityNamed(f.activityInstance()), f.outcome());
      case Fact.WorklistItemOpened f -> "%s: %s opened it".formatted(event(f.item()), f.by());
      case Fact.WorklistItemReleased f ->
          f.user().equals(f.by())
              ? "%s: %s released it".formatted(event(f.item()), f.by())
              : "%s: %s released it from %s".formatted(event(f.item()), f.by(), f.user());
      case Fact.WorklistItemDelegated f ->
          "%s: %s shares it with %s%s"
              .formatted(
                  event(f.item()),
                  f.by(),
                  f.share().to(),
                  f.share().actions().isEmpty()
                      ? ""
                      : ", for " + String.join(", ", f.share().actions()));
      case Fact.WorklistItemSlept f ->
          "%s: %s lets it sleep%s"
              .formatted(event(f.item()), f.user(), f.until() == null ? "" : " until " + f.until());
      case Fact.WorklistItemWoken f -> "%s: %s woke it".formatted(event(f.item()), f.user());
      case Fact.CommentAdded f -> "%s said: %s".formatted(f.by(), f.text());
      case Fact.WorklistItemRedirected f ->
          "%s: %s gave it from %s to %s"
              .formatted(
                  event(f.item()), f.by(), String.join(", ", f.from()), String.join(", ", f.to()));
      case Fact.CodeScheduled f -> "%s is due".formatted(event(f.item()));
      case Fact.CodeEnded f ->
          switch (f.ending()) {
            case RETURNED -> "%s is done".formatted(event(f.item()));
            case SKIPPED -> "%s was skipped by %s".formatted(event(f.item()), f.by());
            case FAILED -> "%s failed itself".formatted(event(f.item()));
            default -> "%s ended: %s".formatted(event(f.item()), f.by());
          };
      case Fact.AttemptFenced f ->
          "%s: attempt %d was given up by %s while it ran; outside effects may have happened"
              .formatted(event(f.item()), f.attempt(), f.by());
      case Fact.ActivityExpired f ->
          "Activity '%s' was expired by %s".formatted(activityNamed(f.activityInstance()), f.by());
      case Fact.WentToActivity f -> "%s goes to activity '%s'".formatted(f.by(), f.activity());
      case Fact.FailureExpired f -> "Error %d is gone with its branch".formatted(f.failure());
      case Fact.BranchesHalted f -> "Every branch is halted until no error is left";
      case Fact.BranchesReleased f -> "No error is left: the branches go on";
      case Fact.TimerSet f -> "%s is due at %s".formatted(timer(f.timer()), f.dueAt());
      case Fact.TimerFired f ->
          f.nextDueAt() == null
              ? "%s is due now".formatted(timer(f.timer()))
              : "%s is due now, and again at %s".formatted(timer(f.timer()), f.nextDueAt());
      case Fact.EscalationNotSet f ->
          "Escalation '%s' has no due time and is not set: %s".formatted(f.escalation(), f.why());
      case Fact.TimerMoved f -> "%s moved %s to %s".formatted(f.by(), timer(f.timer()), f.dueAt());
      case Fact.TimerPaused f -> "%s paused %s".formatted(f.by(), timer(f.timer()));
      case Fact.TimerResumed f ->
          "%s resumed %s, due at %s".formatted(f.by(), timer(f.timer()), f.dueAt());
      case Fact.TimerCancelled f -> "%s is cancelled".formatted(timer(f.timer()));
      case Fact.OperationAwaited f ->
          "%s asked for %s; it waits %s"
              .formatted(
                  f.operation().by(),
                  operation(f.operation()),
                  f.operation() instanceof Command.Managed.ResolveFailure
                      ? "until the instance is started"
                      : "for running code");
      case Fact.OperationTaken f -> "The operation that waited is carried out";
      case Fact.OperationDropped f ->
          "The operation that waited has become impossible: %s".formatted(f.why());
      case Fact.ProcessMigrated f ->
          "%s moved the instance to version %d".formatted(f.by(), f.version());
      case Fact.LateCallback f ->
          "%s: a late finish by %s was refused".formatted(event(f.item()), f.by());
      case Fact.DataFieldsChanged f -> "%s set %s".formatted(f.by(), values(f.values()));
      case Fact.FolioChanged f -> "%s set the folio to '%s'".formatted(f.by(), f.folio());
      case Fact.PriorityChanged f -> "%s set the priority to %d".formatted(f.by(), f.priority());
      case Fact.ActivityCompleted f ->
          "Activity '%s' is complete".formatted(activities.getOrDefault(f.activityInstance(), "?"));
      case Fact.LineFollowed f -> "Line followed: '%s' to '%s'".formatted(f.from(), f.to());
      case Fact.ArrivalDropped f -> "Arrival at '%s' dropped".formatted(f.to());
      case Fact.JoinCounted f ->
          "Join of '%s': arrived from %d line(s)".formatted(f.activity(), f.arrived().size());
      case Fact.BranchFailed f -> "Error %d (%s): %s".formatted(f.failure(), f.code(), f.message());
      case Fact.FailureResolved f ->
          "Error %d was %s by %s"
              .formatted(f.failure(), f.skipped() ? "skipped" : "retried", f.by());
      case Fact.StopRequested f -> "%s asked for a stop; code is still running".formatted(f.by());
      case Fact.ProcessStopped f -> "Stopped by %s".formatted(f.by());
      case Fact.ProcessResumed f -> "Started again by %s".formatted(f.by());
      case Fact.ProcessCompleted f -> "The instance is complete";
      case Fact.ProcessDeleted f -> "Deleted by %s".formatted(f.by());
    };
  }

  private static String inPlaceOf(@Nullable String onBehalfOf) {
    return onBehalfOf == null ? "" : ", on behalf of " + onBehalfOf;
  }

  private static int item(Fact fact) {
    return switch (fact) {
      case Fact.ServerEventScheduled f -> f.item();
      case Fact.AttemptStarted f -> f.item();
      case Fact.AttemptFailed f -> f.item();
      case Fact.AttemptLost f -> f.item();
      case Fact.RetryScheduled f -> f.item();
      case Fact.AttemptResultIgnored f -> f.item();
      case Fact.ServerEventHeld f -> f.item();
      case Fact.JobQueued f -> f.item();
      case Fact.JobLeased f -> f.item();
      case Fact.LeaseExtended f -> f.item();
      case Fact.LeaseLost f -> f.item();
      case Fact.JobCompleted f -> f.item();
      case Fact.ServerEventWaiting f -> f.item();
      case Fact.FinishKept f -> f.item();
      case Fact.FinishDropped f -> f.item();
      case Fact.ServerEventFinished f -> f.item();
      case Fact.LateCallback f -> f.item();
      case Fact.ClientEventOffered f -> f.item();
      case Fact.ClientEventFinished f -> f.item();
      case Fact.ClientEventResponded f -> f.item();
      case Fact.WorklistItemRedirected f -> f.item();
      case Fact.WorklistItemOpened f -> f.item();
      case Fact.WorklistItemReleased f -> f.item();
      case Fact.WorklistItemDelegated f -> f.item();
      case Fact.WorklistItemSlept f -> f.item();
      case Fact.WorklistItemWoken f -> f.item();
      case Fact.CommentAdded f -> f.item();
      case Fact.CodeScheduled f -> f.item();
      case Fact.CodeEnded f -> f.item();
      case Fact.AttemptFenced f -> f.item();
      case Fact.SubProcessScheduled f -> f.item();
      case Fact.ChildReported f -> f.item();
      case Fact.MessageSent f when f.message() instanceof Message.StartChild start -> start.item();
      case Fact.BranchFailed f when f.place() instanceof Place.Event(int item) -> item;
      default -> 0;
    };
  }

  private @Nullable String activity(Fact fact) {
    var ofItem = activityOfItem.get(item(fact));
    if (ofItem != null) {
      return ofItem;
    }
    return switch (fact) {
      case Fact.ActivityEntered f -> f.activity();
      case Fact.DestinationsPlanned f -> activities.get(f.activityInstance());
      case Fact.DestinationBegun f -> activities.get(f.destinationInstance());
      case Fact.DestinationsLeft f -> activities.get(f.activityInstance());
      case Fact.OutcomeDecided f -> activities.get(f.activityInstance());
      case Fact.ActivityCompleted f -> activities.get(f.activityInstance());
      case Fact.ActivityExpired f -> activities.get(f.activityInstance());
      case Fact.WentToActivity f -> f.activity();
      case Fact.DataFieldsChanged f -> activities.get(f.activityInstance());
      case Fact.LineFollowed f -> f.from();
      case Fact.ArrivalDropped f -> f.to();
      case Fact.JoinCounted f -> f.activity();
      case Fact.BranchFailed f ->
          switch (f.place()) {
            case Place.Event e -> null;
            case Place.Lines lines -> activities.get(lines.activityInstance());
            case Place.Arrival arrival -> arrival.to();
            case Place.Join(String joining) -> joining;
            case Place.Start(int activityInstance) -> activities.get(activityInstance);
            case Place.Destinations(int activityInstance) -> activities.get(activityInstance);
            case Place.Succeeding(int activityInstance) -> activities.get(activityInstance);
          };
      default -> null;
    };
  }

  private static @Nullable String by(Fact fact) {
    return switch (fact) {
      case Fact.ProcessStarted f -> f.originator();
      case Fact.FinishKept f -> f.by();
      case Fact.FinishDropped f -> f.by();
      case Fact.FailureExpired f -> f.by();
      case Fact.CodeEnded f when f.ending() != Fact.Ending.RETURNED -> f.by();
      case Fact.ServerEventFinished f when f.ending() != Fact.Ending.RETURNED -> f.by();
      case Fact.LateCallback f -> f.by();
      case Fact.DataFieldsChanged f -> f.by();
      case Fact.FolioChanged f -> f.by();
      case Fact.PriorityChanged f -> f.by();
      case Fact.FailureResolved f -> f.by();
      case Fact.ClientEventFinished f -> f.by();
      case Fact.ClientEventResponded f -> f.response().by();
      case Fact.WorklistItemRedirected f -> f.by();
      case Fact.WorklistItemOpened f -> f.by();
      case Fact.WorklistItemReleased f -> f.by();
      case Fact.WorklistItemDelegated f -> f.by();
      case Fact.WorklistItemSlept f -> f.user();
      case Fact.WorklistItemWoken f -> f.user();
      case Fact.CommentAdded f -> f.by();
      case Fact.AttemptFenced f -> f.by();
      case Fact.JobLeased f -> f.by();
      case Fact.LeaseExtended f -> f.by();
      case Fact.JobCompleted f -> f.by();
      case Fact.AttemptFailed f -> f.by();
      case Fact.AttemptResultIgnored f -> f.by();
      case Fact.ActivityExpired f -> f.by();
      case Fact.WentToActivity f -> f.by();
      case Fact.TimerMoved f -> f.by();
      case Fact.TimerPaused f -> f.by();
      case Fact.TimerResumed f -> f.by();
      case Fact.OperationAwaited f -> f.operation().by();
      case Fact.ProcessMigrated f -> f.by();
      case Fact.StopRequested f -> f.by();
      case Fact.ProcessStopped f -> f.by();
      case Fact.ProcessResumed f -> f.by();
      case Fact.ProcessDeleted f -> f.by();
      default -> null;
    };
  }

  static String operation(Command.Managed operation) {
    return switch (operation) {
      case Command.Managed.GotoActivity to -> "a goto to '" + to.activity() + "'";
      case Command.Managed.ExpireActivity expire -> "an expiry of '" + expire.activity() + "'";
      case Command.Managed.ChangeInstance change -> "a change of data, folio or priority";
      case Command.Managed.Migrate migrate -> "a migration to version " + migrate.version();
      case Command.Managed.ResolveFailure resolve ->
          (resolve.skip() ? "a skip of error " : "a retry of error ") + resolve.failure();
    };
  }

  String event(int item) {
    return events.getOrDefault(item, "Item " + item);
  }

  private String values(Map<String, Value> values) {
    var texts = new ArrayList<String>();
    values.forEach((name, value) -> texts.add(name + " = " + shown(value)));
    return String.join(", ", texts);
  }

  static String shown(Value value) {
    var text =
        switch (value) {
          case Value.NoValue v -> "empty";
          case Value.LargeValue large ->
              "%d characters (%s)".formatted(large.length(), large.sha256().substring(0, 8));
          default -> String.valueOf(java(value));
        };
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  /** The fact's own fields, as plain values; its time is the entry's. */
  private static Map<String, Object> details(Fact fact) {
    var details = components((Record) fact);
    details.remove("at");
    return details;
  }

  /** A record's components that are there, as plain values. */
  private static Map<String, Object> components(Record record) {
    var plain = new LinkedHashMap<String, Object>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        var value = component.getAccessor().invoke(record);
        if (value != null) {
          plain.put(component.getName(), plain(value));
        }
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return plain;
  }

  /** A record inside a fact: which kind it is, and its components. */
  private static Map<String, Object> nested(Record record) {
    var nested = new LinkedHashMap<String, Object>();
    nested.put("kind", record.getClass().getSimpleName());
    nested.putAll(components(record));
    return nested;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        var plain = new LinkedHashMap<String, Object>();
        map.forEach((key, entry) -> plain.put(String.valueOf(key), plain(entry)));
        yield plain;
      }
      case Value typed -> java(typed) instanceof Object known ? known : "";
      case Command.Changes changes -> plain(changes.dataFields());
      case Instant instant -> instant.toString();
      case Enum<?> label -> label.name();
      case List<?> list -> list.stream().map(JournalText::plain).toList();
      case Record record -> nested(record);
      default -> value;
    };
  }

  static @Nullable Object java(Value value) {
    return switch (value) {
      case Value.LargeValue large -> "(%d characters)".formatted(large.length());
      case Value.BinaryValue(var base64) -> base64;
      case Value.DateValue(var date) -> date.toString();
      case Value.DateTimeValue(var instant) -> instant.toString();
      default -> Values.toJava(value);
    };
  }
}
