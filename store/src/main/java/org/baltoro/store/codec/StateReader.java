package org.baltoro.store.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.DestinationPlace;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.ParentLink;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.PlannedDestinations;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessState.Phase;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a state: each property by name, whatever their order. */
final class StateReader {
  private long instance;
  private String process = "";
  private int version;
  private @Nullable Phase phase;
  private boolean stopRequested;
  private boolean halted;
  private String originator = "";
  private String folio = "";
  private int priority;
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private SortedMap<String, Value> dataFields = Collections.emptySortedMap();
  private SortedMap<Integer, ActivityInstance> activities = Collections.emptySortedMap();
  private SortedMap<Integer, EventInstance> events = Collections.emptySortedMap();
  private SortedMap<String, JoinState> joins = Collections.emptySortedMap();
  private SortedMap<Integer, Failure> failures = Collections.emptySortedMap();
  private SortedMap<Integer, PendingTimer> pendingTimers = Collections.emptySortedMap();
  private @Nullable ParentLink parent;
  private SortedMap<Integer, Message.Outgoing> outgoing = Collections.emptySortedMap();
  private List<Command.Managed> awaiting = List.of();
  private SortedSet<String> participants = Collections.emptySortedSet();
  private int lastId;
  private int steps;

  private StateReader() {}

  static ProcessState read(JsonParser json) {
    var reader = new StateReader();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      reader.property(json, name);
    }
    return reader.state();
  }

  private void property(JsonParser json, String name) {
    switch (name) {
      case "i" -> instance = json.getLongValue();
      case "pr" -> process = json.getString();
      case "v" -> version = json.getIntValue();
      case "ph" -> phase = phase(json.getString());
      case "sr" -> stopRequested = json.getBooleanValue();
      case "ha" -> halted = json.getBooleanValue();
      case "o" -> originator = json.getString();
      case "f" -> folio = json.getString();
      case "p" -> priority = json.getIntValue();
      case "t" -> startedAt = Json.time(json);
      case "ft" -> finishedAt = Json.time(json);
      case "d" -> dataFields = ValueJson.readAll(json);
      case "a" -> activities = activities(json);
      case "e" -> events = EventJson.readAll(json);
      case "j" -> joins = joins(json);
      case "fl" -> failures = failures(json);
      case "tm" -> pendingTimers = TimerJson.readAll(json);
      case "up" -> parent = MessageJson.readParent(json);
      case "ou" -> outgoing = MessageJson.readOutgoing(json);
      case "aw" -> awaiting = awaiting(json);
      case "pa" -> participants = new TreeSet<>(Json.texts(json));
      case "id" -> lastId = json.getIntValue();
      case "s" -> steps = json.getIntValue();
      default -> throw Json.unknown("property of a state", name);
    }
  }

  private ProcessState state() {
    return new ProcessState(
        instance,
        process,
        version,
        Json.present(phase, "ph"),
        stopRequested,
        halted,
        originator,
        folio,
        priority,
        Json.present(startedAt, "t"),
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

  static Map<Integer, Integer> counts(JsonParser json) {
    var counts = new TreeMap<Integer, Integer>();
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      counts.put(Integer.valueOf(name), json.getIntValue());
    }
    return counts;
  }

  private static SortedMap<Integer, ActivityInstance> activities(JsonParser json) {
    var activities = new TreeMap<Integer, ActivityInstance>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var activity = activity(json);
      activities.put(activity.id(), activity);
    }
    return activities;
  }

  private static ActivityInstance activity(JsonParser json) {
    int id = 0;
    String activity = null;
    int nextEvent = 0;
    String outcome = "";
    SortedMap<String, Value> dataFields = Collections.emptySortedMap();
    Instant since = null;
    List<Response> responses = List.of();
    PlannedDestinations planned = null;
    DestinationPlace place = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "id" -> id = json.getIntValue();
        case "ac" -> activity = json.getString();
        case "ne" -> nextEvent = json.getIntValue();
        case "oc" -> outcome = json.getString();
        case "d" -> dataFields = ValueJson.readAll(json);
        case "t" -> since = Json.time(json);
        case "rs" -> responses = PeopleJson.readResponses(json);
        case "pd" -> planned = PeopleJson.readPlanned(json);
        case "dp" -> place = PeopleJson.readPlace(json);
        default -> throw Json.unknown("property of an activity instance", name);
      }
    }
    return new ActivityInstance(
        id,
        Json.present(activity, "ac"),
        nextEvent,
        outcome,
        dataFields,
        Json.present(since, "t"),
        responses,
        planned,
        place);
  }

  static SortedMap<String, JoinState> joins(JsonParser json) {
    var joins = new TreeMap<String, JoinState>();
    for (var activity = json.nextName(); activity != null; activity = json.nextName()) {
      json.nextToken();
      Map<Integer, Integer> arrived = Map.of();
      boolean fired = false;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "ar" -> arrived = counts(json);
          case "fi" -> fired = json.getBooleanValue();
          default -> throw Json.unknown("property of a join", name);
        }
      }
      joins.put(activity, new JoinState(arrived, fired));
    }
    return joins;
  }

  private static SortedMap<Integer, Failure> failures(JsonParser json) {
    var failures = new TreeMap<Integer, Failure>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var failure = failure(json);
      failures.put(failure.id(), failure);
    }
    return failures;
  }

  private static Failure failure(JsonParser json) {
    int id = 0;
    Failure.Place place = null;
    String code = null;
    String message = null;
    String detail = null;
    Instant at = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "id" -> id = json.getIntValue();
        case "pl" -> place = PlaceJson.read(json);
        case "c" -> code = json.getString();
        case "m" -> message = json.getString();
        case "de" -> detail = json.getString();
        case "t" -> at = Json.time(json);
        default -> throw Json.unknown("property of a failure", name);
      }
    }
    return new Failure(
        id,
        Json.present(place, "pl"),
        Json.present(code, "c"),
        Json.present(message, "m"),
        detail,
        Json.present(at, "t"));
  }

  private static List<Command.Managed> awaiting(JsonParser json) {
    var awaiting = new ArrayList<Command.Managed>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      awaiting.add(OperationJson.read(json));
    }
    return awaiting;
  }

  private static Phase phase(String text) {
    return switch (text) {
      case "new" -> Phase.NEW;
      case "live" -> Phase.LIVE;
      case "stopped" -> Phase.STOPPED;
      case "completed" -> Phase.COMPLETED;
      case "deleted" -> Phase.DELETED;
      default -> throw Json.unknown("phase", text);
    };
  }
}
