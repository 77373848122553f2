package org.baltoro.store.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Allocation;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.EventInstance.Sleep;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Open items of a state. */
final class EventJson {
  private EventJson() {}

  static void write(JsonGenerator json, Map<Integer, EventInstance> events) {
    if (events.isEmpty()) {
      return;
    }
    json.writeName("e");
    json.writeStartArray();
    for (var event : events.values()) {
      json.writeStartObject();
      Json.number(json, "i", event.item());
      job(json, event.job());
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

  /** An event of an activity, the usual job, has its two numbers beside the item. */
  private static void job(JsonGenerator json, Job job) {
    if (job instanceof Job.Event(int activityInstance, int event)) {
      Json.number(json, "ai", activityInstance);
      Json.number(json, "e", event);
    } else {
      JobJson.write(json, job);
    }
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
      case EventInstance.Status.Queued s -> {
        Json.text(json, "st", "queued");
        Json.text(json, "tp", s.topic());
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.Leased s -> {
        Json.text(json, "st", "leased");
        Json.text(json, "tp", s.topic());
        Json.text(json, "wk", s.worker());
        Json.text(json, "by", s.by());
        Json.time(json, "t", s.since());
        Json.time(json, "u", s.until());
      }
      case EventInstance.Status.Waiting s -> {
        Json.text(json, "st", "waiting");
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.Failed s -> {
        Json.text(json, "st", "failed");
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.AwaitingChild s -> {
        Json.text(json, "st", "child");
        Json.number(json, "ci", s.child());
        Json.time(json, "t", s.since());
      }
      case EventInstance.Status.ChildHeard s -> {
        Json.text(json, "st", "heard");
        json.writeName("cr");
        FactWriter.write(json, s.report());
      }
      case EventInstance.Status.Offered s -> {
        Json.text(json, "st", "offered");
        Json.texts(json, "ds", s.destinations());
        PeopleJson.slots(json, s.slots());
        PeopleJson.allocations(json, s.allocations());
        PeopleJson.shares(json, s.shares());
        PeopleJson.sleeps(json, s.sleeps());
        PeopleJson.responses(json, s.responses());
        Json.time(json, "t", s.since());
      }
    }
    Json.number(json, "n", status.attempt());
  }

  static SortedMap<Integer, EventInstance> readAll(JsonParser json) {
    var events = new TreeMap<Integer, EventInstance>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var event = read(json);
      events.put(event.item(), event);
    }
    return events;
  }

  private static EventInstance read(JsonParser json) {
    int item = 0;
    int activityInstance = 0;
    int place = 0;
    Job job = null;
    String status = null;
    int attempt = 0;
    long node = 0;
    List<String> destinations = List.of();
    int slots = 1;
    List<Allocation> allocations = List.of();
    List<Share> shares = List.of();
    List<Sleep> sleeps = List.of();
    List<Response> responses = List.of();
    Instant time = null;
    String topic = null;
    String worker = null;
    String by = "";
    Instant until = null;
    int failures = 0;
    int lost = 0;
    Fact.FinishKept kept = null;
    long child = 0;
    Fact.ChildReported report = null;
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      switch (name) {
        case "i" -> item = json.getIntValue();
        case "ai" -> activityInstance = json.getIntValue();
        case "e" -> place = json.getIntValue();
        case "jb" -> job = JobJson.read(json);
        case "st" -> status = json.getString();
        case "n" -> attempt = json.getIntValue();
        case "nd" -> node = json.getLongValue();
        case "ds" -> destinations = Json.texts(json);
        case "sl" -> slots = json.getIntValue();
        case "al" -> allocations = PeopleJson.readAllocations(json);
        case "sh" -> shares = PeopleJson.readShares(json);
        case "sp" -> sleeps = PeopleJson.readSleeps(json);
        case "rs" -> responses = PeopleJson.readResponses(json);
        case "tp" -> topic = json.getString();
        case "wk" -> worker = json.getString();
        case "by" -> by = json.getString();
        case "u" -> until = Json.time(json);
        case "t" -> time = Json.time(json);
        case "fs" -> failures = json.getIntValue();
        case "ls" -> lost = json.getIntValue();
        case "ci" -> child = json.getLongValue();
        case "cr" -> report = (Fact.ChildReported) FactReader.read(json);
        case "kp" -> kept = (Fact.FinishKept) FactReader.read(json);
        default -> throw Json.unknown("property of an event", name);
      }
    }
    return new EventInstance(
        item,
        job == null ? new Job.Event(activityInstance, place) : job,
        switch (Json.present(status, "st")) {
          case "child" ->
              new EventInstance.Status.AwaitingChild(attempt, child, Json.present(time, "t"));
          case "heard" -> new EventInstance.Status.ChildHeard(attempt, Json.present(report, "cr"));
          case "queued" ->
              new EventInstance.Status.Queued(
                  attempt, Json.present(topic, "tp"), Json.present(time, "t"));
          case "leased" ->
              new EventInstance.Status.Leased(
                  attempt,
                  Json.present(topic, "tp"),
                  Json.present(worker, "wk"),
                  by,
                  Json.present(time, "t"),
                  Json.present(until, "u"));
          case "offered" ->
              new EventInstance.Status.Offered(
                  destinations,
                  slots,
                  allocations,
                  shares,
                  sleeps,
                  responses,
                  Json.present(time, "t"));
          default -> status(Json.present(status, "st"), attempt, node, time);
        },
        failures,
        lost,
        kept);
  }

  private static EventInstance.Status status(
      String status, int attempt, long node, @Nullable Instant time) {
    return switch (status) {
      case "scheduled" -> new EventInstance.Status.Scheduled(attempt, Json.present(time, "t"));
      case "running" -> new EventInstance.Status.Running(attempt, node, Json.present(time, "t"));
      case "back-off" -> new EventInstance.Status.BackOff(attempt, Json.present(time, "t"));
      case "held" -> new EventInstance.Status.Held(attempt);
      case "waiting" -> new EventInstance.Status.Waiting(attempt, Json.present(time, "t"));
      case "failed" -> new EventInstance.Status.Failed(attempt, Json.present(time, "t"));
      default -> throw Json.unknown("status of an event", status);
    };
  }
}
