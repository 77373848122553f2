package org.baltoro.store.codec;

import java.util.Map;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.ProcessState.Phase;
import tools.jackson.core.JsonGenerator;

/** Writes a state. {@link StateReader} lists the names. */
final class StateWriter {
  private StateWriter() {}

  static void write(JsonGenerator json, ProcessState state) {
    json.writeStartObject();
    Json.number(json, "i", state.instance());
    Json.text(json, "pr", state.process());
    Json.number(json, "v", state.version());
    Json.text(json, "ph", phase(state.phase()));
    Json.truth(json, "sr", state.stopRequested());
    Json.text(json, "o", state.originator());
    Json.text(json, "f", state.folio());
    Json.number(json, "p", state.priority());
    Json.time(json, "t", state.startedAt());
    Json.time(json, "ft", state.finishedAt());
    ValueJson.write(json, "d", state.dataFields());
    activities(json, state.activities());
    events(json, state.events());
    joins(json, state.joins());
    failures(json, state.failures());
    Json.number(json, "id", state.lastId());
    Json.number(json, "s", state.steps());
    json.writeEndObject();
  }

  /** An object of numbers by number. */
  static void counts(JsonGenerator json, String name, Map<Integer, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    json.writeName(name);
    json.writeStartObject();
    counts.forEach((key, count) -> {
      json.writeName(Integer.toString(key));
      json.writeNumber(count);
    });
    json.writeEndObject();
  }

  private static void activities(JsonGenerator json, Map<Integer, ActivityInstance> activities) {
    if (activities.isEmpty()) {
      return;
    }
    json.writeName("a");
    json.writeStartArray();
    for (var activity : activities.values()) {
      json.writeStartObject();
      Json.number(json, "id", activity.id());
      Json.text(json, "ac", activity.activity());
      Json.number(json, "ne", activity.nextEvent());
      ValueJson.write(json, "d", activity.dataFields());
      Json.time(json, "t", activity.since());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void events(JsonGenerator json, Map<Integer, EventInstance> events) {
    if (events.isEmpty()) {
      return;
    }
    json.writeName("e");
    json.writeStartArray();
    for (var event : events.values()) {
      json.writeStartObject();
      Json.number(json, "i", event.item());
      Json.number(json, "ai", event.activityInstance());
      Json.number(json, "e", event.event());
      status(json, event.status());
      Json.number(json, "fs", event.failures());
      Json.number(json, "ls", event.lost());
      if (event.kept() != null) {
        json.writeName("kp");
        FactWriter.write(json, event.kept());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void status(JsonGenerator json, EventInstance.Status status) {
    switch (status) {
      case EventInstance.Status.Scheduled s -> {
        Json.text(json, "st", "scheduled");
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.Running s -> {
        Json.text(json, "st", "running");
        Json.number(json, "nd", s.node());
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.BackOff s -> {
        Json.text(json, "st", "back-off");
        Json.time(json, "t", s.dueAt());
      }
      case EventInstance.Status.Held s -> Json.text(json, "st", "held");
      case EventInstance.Status.Waiting s -> {
        Json.text(json, "st", "waiting");
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.Failed s -> {
        Json.text(json, "st", "failed");
        Json.time(json, "t", s.since());
      }
    }
    Json.number(json, "n", status.attempt());
  }

  private static void joins(JsonGenerator json, Map<String, JoinState> joins) {
    if (joins.isEmpty()) {
      return;
    }
    json.writeName("j");
    json.writeStartObject();
    joins.forEach((activity, join) -> {
      json.writeName(activity);
      json.writeStartObject();
      counts(json, "ar", join.arrived());
      Json.truth(json, "fi", join.fired());
      json.writeEndObject();
    });
    json.writeEndObject();
  }

  private static void failures(JsonGenerator json, Map<Integer, Failure> failures) {
    if (failures.isEmpty()) {
      return;
    }
    json.writeName("fl");
    json.writeStartArray();
    for (var failure : failures.values()) {
      json.writeStartObject();
      Json.number(json, "id", failure.id());
      FactWriter.place(json, failure.place());
      Json.text(json, "c", failure.code());
      Json.text(json, "m", failure.message());
      Json.text(json, "de", failure.detail());
      Json.time(json, "t", failure.at());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String phase(Phase phase) {
    return switch (phase) {
      case NEW -> "new";
      case LIVE -> "live";
      case STOPPED -> "stopped";
      case COMPLETED -> "completed";
      case DELETED -> "deleted";
    };
  }
}
