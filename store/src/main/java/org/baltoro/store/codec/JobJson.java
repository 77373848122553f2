package org.baltoro.store.codec;

import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** What an open item is; {@code k} says which kind. */
final class JobJson {
  private JobJson() {}

  static void write(JsonGenerator json, Job job) {
    json.writeName("jb");
    json.writeStartObject();
    json.writeName("k");
    switch (job) {
      case Job.Event(var activityInstance, var event) -> {
        json.writeString("event");
        Json.number(json, "ai", activityInstance);
        Json.number(json, "e", event);
      }
      case Job.EscalationAction(var activityInstance, var item, var escalation, var round) -> {
        json.writeString("escalation");
        Json.number(json, "ai", activityInstance);
        Json.number(json, "i", item);
        Json.text(json, "es", escalation);
        Json.number(json, "r", round);
      }
      case Job.StartRule rule -> json.writeString("start-rule");
      case Job.FinishRule rule -> json.writeString("finish-rule");
      case Job.ExceptionRule rule -> {
        json.writeString("exception-rule");
        Json.text(json, "lv", level(rule.level()));
        Json.number(json, "ai", rule.activityInstance());
        json.writeName("pl");
        PlaceJson.write(json, rule.place());
        Json.text(json, "c", rule.code());
        Json.text(json, "m", rule.message());
        Json.text(json, "de", rule.detail());
      }
    }
    json.writeEndObject();
  }

  static Job read(JsonParser json) {
    String kind = null;
    int activityInstance = 0;
    int event = 0;
    int item = 0;
    String escalation = null;
    int round = 0;
    String level = null;
    Place place = null;
    String code = null;
    String message = null;
    String detail = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "k" -> kind = json.getString();
        case "ai" -> activityInstance = json.getIntValue();
        case "e" -> event = json.getIntValue();
        case "i" -> item = json.getIntValue();
        case "es" -> escalation = json.getString();
        case "r" -> round = json.getIntValue();
        case "lv" -> level = json.getString();
        case "pl" -> place = PlaceJson.read(json);
        case "c" -> code = json.getString();
        case "m" -> message = json.getString();
        case "de" -> detail = json.getString();
        default -> throw Json.unknown("property of a job", name);
      }
    }
    var known = Json.present(kind, "k");
    return switch (known) {
      case "event" -> new Job.Event(activityInstance, event);
      case "escalation" ->
          new Job.EscalationAction(activityInstance, item, Json.present(escalation, "es"), round);
      case "start-rule" -> new Job.StartRule();
      case "finish-rule" -> new Job.FinishRule();
      case "exception-rule" ->
          new Job.ExceptionRule(
              level(Json.present(level, "lv")),
              activityInstance,
              Json.present(place, "pl"),
              Json.present(code, "c"),
              Json.present(message, "m"),
              detail);
      default -> throw Json.unknown("job", known);
    };
  }

  private static String level(Job.Level level) {
    return switch (level) {
      case EVENT -> "event";
      case ACTIVITY -> "activity";
      case PROCESS -> "process";
    };
  }

  private static Job.Level level(String text) {
    return switch (text) {
      case "event" -> Job.Level.EVENT;
      case "activity" -> Job.Level.ACTIVITY;
      case "process" -> Job.Level.PROCESS;
      default -> throw Json.unknown("level", text);
    };
  }
}
