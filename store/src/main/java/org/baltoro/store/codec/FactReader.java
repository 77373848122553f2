package org.baltoro.store.codec;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** Reads one fact: first all its properties, whatever their order, then the record they make. */
final class FactReader {
  private @Nullable String kind;
  private long instance;
  private @Nullable String process;
  private int version;
  private @Nullable String originator;
  private @Nullable String folio;
  private int priority;
  private SortedMap<String, Value> values = Collections.emptySortedMap();
  private @Nullable String idempotencyKey;
  private @Nullable Instant at;
  private int activityInstance;
  private @Nullable String activity;
  private int item;
  private int event;
  private int attempt;
  private long node;
  private @Nullable String code;
  private @Nullable String message;
  private @Nullable String stackTrace;
  private @Nullable Instant dueAt;
  private @Nullable String why;
  private @Nullable String by;
  private @Nullable String dataHash;
  private @Nullable Changes changes;
  private @Nullable String droppedBy;
  private @Nullable String ending;
  private @Nullable String from;
  private int line;
  private @Nullable String to;
  private Map<Integer, Integer> arrived = Map.of();
  private boolean fired;
  private int failure;
  private @Nullable Place place;
  private @Nullable String detail;
  private boolean skipped;

  private FactReader() {}

  /** The parser stands at the fact's beginning and is left at its end. */
  static Fact read(JsonParser json) {
    var reader = new FactReader();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      reader.property(json, name);
    }
    return reader.fact();
  }

  private void property(JsonParser json, String name) {
    switch (name) {
      case "k" -> kind = json.getString();
      case "in" -> instance = json.getLongValue();
      case "pr" -> process = json.getString();
      case "v" -> version = json.getIntValue();
      case "o" -> originator = json.getString();
      case "f" -> folio = json.getString();
      case "p" -> priority = json.getIntValue();
      case "d" -> values = ValueJson.readAll(json);
      case "ik" -> idempotencyKey = json.getString();
      case "t" -> at = Json.time(json);
      case "ai" -> activityInstance = json.getIntValue();
      case "ac" -> activity = json.getString();
      case "i" -> item = json.getIntValue();
      case "e" -> event = json.getIntValue();
      case "n" -> attempt = json.getIntValue();
      case "nd" -> node = json.getLongValue();
      case "c" -> code = json.getString();
      case "m" -> message = json.getString();
      case "st" -> stackTrace = json.getString();
      case "du" -> dueAt = Json.time(json);
      case "w" -> why = json.getString();
      case "by" -> by = json.getString();
      case "dh" -> dataHash = json.getString();
      case "ch" -> changes = readChanges(json);
      case "db" -> droppedBy = json.getString();
      case "en" -> ending = json.getString();
      case "fr" -> from = json.getString();
      case "l" -> line = json.getIntValue();
      case "to" -> to = json.getString();
      case "ar" -> arrived = StateReader.counts(json);
      case "fi" -> fired = json.getBooleanValue();
      case "fl" -> failure = json.getIntValue();
      case "pl" -> place = readPlace(json);
      case "de" -> detail = json.getString();
      case "sk" -> skipped = json.getBooleanValue();
      default -> throw Json.unknown("property of a fact", name);
    }
  }

  private Fact fact() {
    var known = Json.present(kind, "k");
    return switch (known) {
      case "start" ->
          new Fact.ProcessStarted(
              instance,
              Json.present(process, "pr"),
              version,
              Json.present(originator, "o"),
              Json.present(folio, "f"),
              priority,
              values,
              idempotencyKey,
              at());
      case "enter" -> new Fact.ActivityEntered(activityInstance, activity(), values, at());
      case "schedule" -> new Fact.ServerEventScheduled(item, activityInstance, event, at());
      case "run" -> new Fact.AttemptStarted(item, attempt, node, at());
      case "fail" -> new Fact.AttemptFailed(item, attempt, code(), message(), stackTrace, at());
      case "lose" -> new Fact.AttemptLost(item, attempt, node, at());
      case "retry" -> new Fact.RetryScheduled(item, attempt, Json.present(dueAt, "du"));
      case "ignore" -> new Fact.AttemptResultIgnored(item, attempt, Json.present(why, "w"), at());
      case "hold" -> new Fact.ServerEventHeld(item, attempt);
      case "wait" -> new Fact.ServerEventWaiting(item, at());
      case "keep" ->
          new Fact.FinishKept(
              item,
              by(),
              idempotencyKey,
              Json.present(dataHash, "dh"),
              Json.present(changes, "ch"),
              at());
      case "drop" -> new Fact.FinishDropped(item, by(), Json.present(droppedBy, "db"), at());
      case "finish" ->
          new Fact.ServerEventFinished(item, ending(), by(), idempotencyKey, dataHash, at());
      case "late" -> new Fact.LateCallback(item, by(), at());
      case "data" -> new Fact.DataFieldsChanged(activityInstance, values, by());
      case "folio" -> new Fact.FolioChanged(Json.present(folio, "f"), by());
      case "priority" -> new Fact.PriorityChanged(priority, by());
      case "leave" -> new Fact.ActivityCompleted(activityInstance, at());
      case "line" -> new Fact.LineFollowed(activityInstance, from(), line, to());
      case "refuse" -> new Fact.ArrivalDropped(from(), line, to());
      case "join" -> new Fact.JoinCounted(activity(), arrived, fired);
      case "error" ->
          new Fact.BranchFailed(
              failure, Json.present(place, "pl"), code(), message(), detail, at());
      case "mend" -> new Fact.FailureResolved(failure, skipped, by(), at());
      case "halt" -> new Fact.StopRequested(by(), at());
      case "stop" -> new Fact.ProcessStopped(by(), at());
      case "resume" -> new Fact.ProcessResumed(by(), at());
      case "complete" -> new Fact.ProcessCompleted(at());
      case "delete" -> new Fact.ProcessDeleted(by(), at());
      default -> throw Json.unknown("fact", known);
    };
  }

  private Instant at() {
    return Json.present(at, "t");
  }

  private String by() {
    return Json.present(by, "by");
  }

  private String activity() {
    return Json.present(activity, "ac");
  }

  private String code() {
    return Json.present(code, "c");
  }

  private String message() {
    return Json.present(message, "m");
  }

  private String from() {
    return Json.present(from, "fr");
  }

  private String to() {
    return Json.present(to, "to");
  }

  private Fact.Ending ending() {
    var text = Json.present(ending, "en");
    return switch (text) {
      case "returned" -> Fact.Ending.RETURNED;
      case "finished" -> Fact.Ending.FINISHED;
      case "skipped" -> Fact.Ending.SKIPPED;
      case "deleted" -> Fact.Ending.DELETED;
      default -> throw Json.unknown("ending", text);
    };
  }

  /** Which properties are there says which place it is. */
  static Place readPlace(JsonParser json) {
    int item = 0;
    int activityInstance = 0;
    int line = 0;
    String from = null;
    String to = null;
    String activity = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "i" -> item = json.getIntValue();
        case "ai" -> activityInstance = json.getIntValue();
        case "fr" -> from = json.getString();
        case "l" -> line = json.getIntValue();
        case "to" -> to = json.getString();
        case "ac" -> activity = json.getString();
        default -> throw Json.unknown("property of a place", name);
      }
    }
    if (to != null) {
      return new Place.Arrival(Json.present(from, "fr"), line, to);
    }
    if (activity != null) {
      return new Place.Join(activity);
    }
    return item != 0 ? new Place.Event(item) : new Place.Lines(activityInstance);
  }

  private static Changes readChanges(JsonParser json) {
    SortedMap<String, Value> dataFields = Collections.emptySortedMap();
    SortedMap<String, Value> activityDataFields = Collections.emptySortedMap();
    SortedMap<String, Value> unchanged = Collections.emptySortedMap();
    String folio = null;
    Integer priority = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "d" -> dataFields = ValueJson.readAll(json);
        case "ad" -> activityDataFields = ValueJson.readAll(json);
        case "f" -> folio = json.getString();
        case "p" -> priority = json.getIntValue();
        case "u" -> unchanged = ValueJson.readAll(json);
        default -> throw Json.unknown("property of changes", name);
      }
    }
    return new Changes(dataFields, activityDataFields, folio, priority, unchanged);
  }
}
