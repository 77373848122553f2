package org.baltoro.engine.connection;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.api.JournalEntry;
import org.baltoro.engine.data.Values;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
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
  private final ProcessDefinition definition;
  private final Map<Integer, String> activities = new TreeMap<>();
  private final Map<Integer, String> events = new TreeMap<>();
  private final Map<Integer, String> activityOfItem = new TreeMap<>();

  JournalText(long instance, ProcessDefinition definition) {
    this.instance = instance;
    this.definition = definition;
  }

  /** The entries of one commit; earlier ones must have been told before. */
  List<JournalEntry> tell(JournalRow row) {
    var entries = new ArrayList<JournalEntry>();
    for (var fact : row.facts()) {
      learn(fact);
      var item = item(fact);
      entries.add(
          new JournalEntry(
              row.version(),
              Instant.ofEpochMilli(row.atMillis()),
              fact.getClass().getSimpleName(),
              activity(fact),
              item == 0 ? null : new SerialNumber(instance, item).toString(),
              by(fact),
              sentence(fact),
              details(fact)));
    }
    return entries;
  }

  private void learn(Fact fact) {
    switch (fact) {
      case Fact.ActivityEntered f -> activities.put(f.activityInstance(), f.activity());
      case Fact.ServerEventScheduled f -> {
        var activity = activities.getOrDefault(f.activityInstance(), "?");
        activityOfItem.put(f.item(), activity);
        var defined = definition.activities().get(activity);
        events.put(
            f.item(),
            defined == null || f.event() >= defined.events().size()
                ? "event " + f.event()
                : defined.events().get(f.event()).name());
      }
      default -> {}
    }
  }

  private String sentence(Fact fact) {
    return switch (fact) {
      case Fact.ProcessStarted f ->
          "%s started %s version %d%s"
              .formatted(
                  f.originator(),
                  f.process(),
                  f.version(),
                  f.folio().isEmpty() ? "" : ", folio '" + f.folio() + "'");
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
      case Fact.ServerEventHeld f -> "%s is held while stopped".formatted(event(f.item()));
      case Fact.ServerEventWaiting f -> "%s waits for finish".formatted(event(f.item()));
      case Fact.FinishKept f ->
          "%s: a finish by %s came early and is kept".formatted(event(f.item()), f.by());
      case Fact.FinishDropped f ->
          "%s: the finish by %s was dropped: the event was ended by %s"
              .formatted(event(f.item()), f.by(), f.droppedBy());
      case Fact.ServerEventFinished f ->
          switch (f.ending()) {
            case RETURNED -> "%s is complete: its code returned".formatted(event(f.item()));
            case FINISHED -> "%s was finished by %s".formatted(event(f.item()), f.by());
            case SKIPPED -> "%s was skipped by %s".formatted(event(f.item()), f.by());
            case DELETED -> "%s ended with its instance".formatted(event(f.item()));
          };
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

  private static int item(Fact fact) {
    return switch (fact) {
      case Fact.ServerEventScheduled f -> f.item();
      case Fact.AttemptStarted f -> f.item();
      case Fact.AttemptFailed f -> f.item();
      case Fact.AttemptLost f -> f.item();
      case Fact.RetryScheduled f -> f.item();
      case Fact.AttemptResultIgnored f -> f.item();
      case Fact.ServerEventHeld f -> f.item();
      case Fact.ServerEventWaiting f -> f.item();
      case Fact.FinishKept f -> f.item();
      case Fact.FinishDropped f -> f.item();
      case Fact.ServerEventFinished f -> f.item();
      case Fact.LateCallback f -> f.item();
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
      case Fact.ActivityCompleted f -> activities.get(f.activityInstance());
      case Fact.DataFieldsChanged f -> activities.get(f.activityInstance());
      case Fact.LineFollowed f -> f.from();
      case Fact.ArrivalDropped f -> f.to();
      case Fact.JoinCounted f -> f.activity();
      case Fact.BranchFailed f ->
          switch (f.place()) {
            case Place.Event e -> null;
            case Place.Lines(int activityInstance) -> activities.get(activityInstance);
            case Place.Arrival arrival -> arrival.to();
            case Place.Join(String joining) -> joining;
          };
      default -> null;
    };
  }

  private static @Nullable String by(Fact fact) {
    return switch (fact) {
      case Fact.ProcessStarted f -> f.originator();
      case Fact.FinishKept f -> f.by();
      case Fact.FinishDropped f -> f.by();
      case Fact.ServerEventFinished f when f.ending() != Fact.Ending.RETURNED -> f.by();
      case Fact.LateCallback f -> f.by();
      case Fact.DataFieldsChanged f -> f.by();
      case Fact.FolioChanged f -> f.by();
      case Fact.PriorityChanged f -> f.by();
      case Fact.FailureResolved f -> f.by();
      case Fact.StopRequested f -> f.by();
      case Fact.ProcessStopped f -> f.by();
      case Fact.ProcessResumed f -> f.by();
      case Fact.ProcessDeleted f -> f.by();
      default -> null;
    };
  }

  private String event(int item) {
    return "Event '%s'".formatted(events.getOrDefault(item, "?"));
  }

  private String values(Map<String, Value> values) {
    var texts = new ArrayList<String>();
    values.forEach((name, value) -> texts.add(name + " = " + shown(value)));
    return String.join(", ", texts);
  }

  private static String shown(Value value) {
    var text =
        switch (value) {
          case Value.NoValue v -> "empty";
          case Value.LargeValue large ->
              "%d characters (%s)".formatted(large.length(), large.sha256().substring(0, 8));
          default -> String.valueOf(java(value));
        };
    return text.length() <= 100 ? text : text.substring(0, 100) + "...";
  }

  /** The fact's own fields, as plain values. */
  private static Map<String, Object> details(Fact fact) {
    var details = new LinkedHashMap<String, Object>();
    for (RecordComponent component : fact.getClass().getRecordComponents()) {
      try {
        var value = component.getAccessor().invoke(fact);
        if (value != null && !component.getName().equals("at")) {
          details.put(component.getName(), plain(value));
        }
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    return details;
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
      case Place place -> place.toString();
      default -> value;
    };
  }

  private static @Nullable Object java(Value value) {
    return switch (value) {
      case Value.LargeValue large -> "(%d characters)".formatted(large.length());
      case Value.BinaryValue(var base64) -> base64;
      case Value.DateValue(var date) -> date.toString();
      case Value.DateTimeValue(var instant) -> instant.toString();
      default -> Values.toJava(value);
    };
  }
}
