package org.baltoro.store.codec;

import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
import tools.jackson.core.JsonGenerator;

/**
 * Writes facts. {@code k} says which; the other names mean the same in every fact: {@link
 * FactReader} lists them.
 */
final class FactWriter {
  private FactWriter() {}

  static void write(JsonGenerator json, Fact fact) {
    json.writeStartObject();
    switch (fact) {
      case Fact.ProcessStarted f -> {
        kind(json, "start");
        Json.number(json, "in", f.instance());
        Json.text(json, "pr", f.process());
        Json.number(json, "v", f.version());
        Json.text(json, "o", f.originator());
        Json.text(json, "f", f.folio());
        Json.number(json, "p", f.priority());
        ValueJson.write(json, "d", f.dataFields());
        Json.text(json, "ik", f.idempotencyKey());
        Json.time(json, "t", f.at());
      }
      case Fact.ActivityEntered f -> {
        kind(json, "enter");
        Json.number(json, "ai", f.activityInstance());
        Json.text(json, "ac", f.activity());
        ValueJson.write(json, "d", f.dataFields());
        Json.time(json, "t", f.at());
      }
      case Fact.ServerEventScheduled f -> {
        kind(json, "schedule");
        Json.number(json, "i", f.item());
        Json.number(json, "ai", f.activityInstance());
        Json.number(json, "e", f.event());
        Json.time(json, "t", f.at());
      }
      case Fact.AttemptStarted f -> {
        attempt(json, "run", f.item(), f.attempt());
        Json.number(json, "nd", f.node());
        Json.time(json, "t", f.at());
      }
      case Fact.AttemptFailed f -> {
        attempt(json, "fail", f.item(), f.attempt());
        Json.text(json, "c", f.code());
        Json.text(json, "m", f.message());
        Json.text(json, "st", f.stackTrace());
        Json.time(json, "t", f.at());
      }
      case Fact.AttemptLost f -> {
        attempt(json, "lose", f.item(), f.attempt());
        Json.number(json, "nd", f.node());
        Json.time(json, "t", f.at());
      }
      case Fact.RetryScheduled f -> {
        attempt(json, "retry", f.item(), f.attempt());
        Json.time(json, "du", f.dueAt());
      }
      case Fact.AttemptResultIgnored f -> {
        attempt(json, "ignore", f.item(), f.attempt());
        Json.text(json, "w", f.why());
        Json.time(json, "t", f.at());
      }
      case Fact.ServerEventHeld f -> attempt(json, "hold", f.item(), f.attempt());
      case Fact.ServerEventWaiting f -> {
        kind(json, "wait");
        Json.number(json, "i", f.item());
        Json.time(json, "t", f.at());
      }
      case Fact.FinishKept f -> {
        kind(json, "keep");
        Json.number(json, "i", f.item());
        Json.text(json, "by", f.by());
        Json.text(json, "ik", f.idempotencyKey());
        Json.text(json, "dh", f.dataHash());
        changes(json, f.changes());
        Json.time(json, "t", f.at());
      }
      case Fact.FinishDropped f -> {
        kind(json, "drop");
        Json.number(json, "i", f.item());
        Json.text(json, "by", f.by());
        Json.text(json, "db", f.droppedBy());
        Json.time(json, "t", f.at());
      }
      case Fact.ServerEventFinished f -> {
        kind(json, "finish");
        Json.number(json, "i", f.item());
        Json.text(json, "en", ending(f.ending()));
        Json.text(json, "by", f.by());
        Json.text(json, "ik", f.idempotencyKey());
        Json.text(json, "dh", f.dataHash());
        Json.time(json, "t", f.at());
      }
      case Fact.LateCallback f -> {
        kind(json, "late");
        Json.number(json, "i", f.item());
        Json.text(json, "by", f.by());
        Json.time(json, "t", f.at());
      }
      case Fact.DataFieldsChanged f -> {
        kind(json, "data");
        Json.number(json, "ai", f.activityInstance());
        ValueJson.write(json, "d", f.values());
        Json.text(json, "by", f.by());
      }
      case Fact.FolioChanged f -> {
        kind(json, "folio");
        Json.text(json, "f", f.folio());
        Json.text(json, "by", f.by());
      }
      case Fact.PriorityChanged f -> {
        kind(json, "priority");
        Json.number(json, "p", f.priority());
        Json.text(json, "by", f.by());
      }
      case Fact.ActivityCompleted f -> {
        kind(json, "leave");
        Json.number(json, "ai", f.activityInstance());
        Json.time(json, "t", f.at());
      }
      case Fact.LineFollowed f -> {
        kind(json, "line");
        Json.number(json, "ai", f.activityInstance());
        arrival(json, f.from(), f.line(), f.to());
      }
      case Fact.ArrivalDropped f -> {
        kind(json, "refuse");
        arrival(json, f.from(), f.line(), f.to());
      }
      case Fact.JoinCounted f -> {
        kind(json, "join");
        Json.text(json, "ac", f.activity());
        StateWriter.counts(json, "ar", f.arrived());
        Json.truth(json, "fi", f.fired());
      }
      case Fact.BranchFailed f -> {
        kind(json, "error");
        Json.number(json, "fl", f.failure());
        place(json, f.place());
        Json.text(json, "c", f.code());
        Json.text(json, "m", f.message());
        Json.text(json, "de", f.detail());
        Json.time(json, "t", f.at());
      }
      case Fact.FailureResolved f -> {
        kind(json, "mend");
        Json.number(json, "fl", f.failure());
        Json.truth(json, "sk", f.skipped());
        Json.text(json, "by", f.by());
        Json.time(json, "t", f.at());
      }
      case Fact.StopRequested f -> managed(json, "halt", f.by(), f.at());
      case Fact.ProcessStopped f -> managed(json, "stop", f.by(), f.at());
      case Fact.ProcessResumed f -> managed(json, "resume", f.by(), f.at());
      case Fact.ProcessCompleted f -> {
        kind(json, "complete");
        Json.time(json, "t", f.at());
      }
      case Fact.ProcessDeleted f -> managed(json, "delete", f.by(), f.at());
    }
    json.writeEndObject();
  }

  static void place(JsonGenerator json, Place place) {
    json.writeName("pl");
    json.writeStartObject();
    switch (place) {
      case Place.Event(var item) -> Json.number(json, "i", item);
      case Place.Lines(var activityInstance) -> Json.number(json, "ai", activityInstance);
      case Place.Arrival(var from, var line, var to) -> arrival(json, from, line, to);
      case Place.Join(var activity) -> Json.text(json, "ac", activity);
    }
    json.writeEndObject();
  }

  private static void kind(JsonGenerator json, String kind) {
    json.writeName("k");
    json.writeString(kind);
  }

  private static void attempt(JsonGenerator json, String kind, int item, int attempt) {
    kind(json, kind);
    Json.number(json, "i", item);
    Json.number(json, "n", attempt);
  }

  private static void managed(JsonGenerator json, String kind, String by, java.time.Instant at) {
    kind(json, kind);
    Json.text(json, "by", by);
    Json.time(json, "t", at);
  }

  private static void arrival(JsonGenerator json, String from, int line, String to) {
    Json.text(json, "fr", from);
    Json.number(json, "l", line);
    Json.text(json, "to", to);
  }

  private static void changes(JsonGenerator json, Changes changes) {
    json.writeName("ch");
    json.writeStartObject();
    ValueJson.write(json, "d", changes.dataFields());
    ValueJson.write(json, "ad", changes.activityDataFields());
    Json.text(json, "f", changes.folio());
    if (changes.priority() != null) {
      json.writeName("p");
      json.writeNumber(changes.priority());
    }
    ValueJson.write(json, "u", changes.unchanged());
    json.writeEndObject();
  }

  private static String ending(Fact.Ending ending) {
    return switch (ending) {
      case RETURNED -> "returned";
      case FINISHED -> "finished";
      case SKIPPED -> "skipped";
      case DELETED -> "deleted";
    };
  }
}
