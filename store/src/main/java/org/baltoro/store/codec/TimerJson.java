package org.baltoro.store.codec;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.PendingTimer.Purpose;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Timers of a state, and what they are for. */
final class TimerJson {
  private TimerJson() {}

  static void write(JsonGenerator json, Map<Integer, PendingTimer> timers) {
    if (timers.isEmpty()) {
      return;
    }
    json.writeName("tm");
    json.writeStartArray();
    for (var timer : timers.values()) {
      json.writeStartObject();
      Json.number(json, "id", timer.id());
      purpose(json, timer.purpose());
      Json.time(json, "t", timer.setAt());
      Json.time(json, "du", timer.dueAt());
      Json.time(json, "pa", timer.pausedAt());
      Json.number(json, "r", timer.round());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void purpose(JsonGenerator json, Purpose purpose) {
    json.writeName("pu");
    json.writeStartObject();
    json.writeName("k");
    switch (purpose) {
      case Purpose.StartProcess start -> json.writeString("process");
      case Purpose.StartActivity(var activityInstance) -> {
        json.writeString("activity");
        Json.number(json, "ai", activityInstance);
      }
      case Purpose.Escalate(var activityInstance, var item, var escalation) -> {
        json.writeString("escalate");
        Json.number(json, "ai", activityInstance);
        Json.number(json, "i", item);
        Json.text(json, "es", escalation);
      }
    }
    json.writeEndObject();
  }

  static SortedMap<Integer, PendingTimer> readAll(JsonParser json) {
    var timers = new TreeMap<Integer, PendingTimer>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var timer = read(json);
      timers.put(timer.id(), timer);
    }
    return timers;
  }

  private static PendingTimer read(JsonParser json) {
    int id = 0;
    Purpose purpose = null;
    Instant setAt = null;
    Instant dueAt = null;
    Instant pausedAt = null;
    int round = 0;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "id" -> id = json.getIntValue();
        case "pu" -> purpose = readPurpose(json);
        case "t" -> setAt = Json.time(json);
        case "du" -> dueAt = Json.time(json);
        case "pa" -> pausedAt = Json.time(json);
        case "r" -> round = json.getIntValue();
        default -> throw Json.unknown("property of a timer", name);
      }
    }
    return new PendingTimer(
        id,
        Json.present(purpose, "pu"),
        Json.present(setAt, "t"),
        Json.present(dueAt, "du"),
        pausedAt,
        round);
  }

  static Purpose readPurpose(JsonParser json) {
    String kind = null;
    int activityInstance = 0;
    int item = 0;
    String escalation = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "k" -> kind = json.getString();
        case "ai" -> activityInstance = json.getIntValue();
        case "i" -> item = json.getIntValue();
        case "es" -> escalation = json.getString();
        default -> throw Json.unknown("property of a timer's purpose", name);
      }
    }
    var known = Json.present(kind, "k");
    return switch (known) {
      case "process" -> new Purpose.StartProcess();
      case "activity" -> new Purpose.StartActivity(activityInstance);
      case "escalate" ->
          new Purpose.Escalate(activityInstance, item, Json.present(escalation, "es"));
      default -> throw Json.unknown("purpose of a timer", known);
    };
  }
}
