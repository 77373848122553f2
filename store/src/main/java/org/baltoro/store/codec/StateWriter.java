package org.baltoro.store.codec;

import java.util.List;
import java.util.Map;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.Command;
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
    Json.truth(json, "ha", state.halted());
    Json.text(json, "o", state.originator());
    Json.text(json, "f", state.folio());
    Json.number(json, "p", state.priority());
    Json.time(json, "t", state.startedAt());
    Json.time(json, "ft", state.finishedAt());
    ValueJson.write(json, "d", state.dataFields());
    activities(json, state.activities());
    EventJson.write(json, state.events());
    joins(json, "j", state.joins());
    failures(json, state.failures());
    TimerJson.write(json, state.pendingTimers());
    MessageJson.parent(json, state.parent());
    MessageJson.outgoing(json, state.outgoing());
    awaiting(json, state.awaiting());
    Json.texts(json, "pa", List.copyOf(state.participants()));
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
      Json.textUnlessEmpty(json, "oc", activity.outcome());
      ValueJson.write(json, "d", activity.dataFields());
      Json.time(json, "t", activity.since());
      PeopleJson.responses(json, activity.responses());
      if (activity.planned() != null) {
        PeopleJson.planned(json, activity.planned());
      }
      if (activity.place() != null) {
        PeopleJson.place(json, activity.place());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static void joins(JsonGenerator json, String property, Map<String, JoinState> joins) {
    if (joins.isEmpty()) {
      return;
    }
    json.writeName(property);
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
      json.writeName("pl");
      PlaceJson.write(json, failure.place());
      Json.text(json, "c", failure.code());
      Json.text(json, "m", failure.message());
      Json.text(json, "de", failure.detail());
      Json.time(json, "t", failure.at());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void awaiting(JsonGenerator json, List<Command.Managed> awaiting) {
    if (awaiting.isEmpty()) {
      return;
    }
    json.writeName("aw");
    json.writeStartArray();
    for (var operation : awaiting) {
      OperationJson.write(json, operation);
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
