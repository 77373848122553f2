package org.baltoro.store.codec;

import java.time.Instant;
import org.baltoro.kernel.Fact;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Writes facts that follow each other. {@code k} says which; the other names mean the same in every
 * fact: {@link FactReader} lists them. Times, and the numbers of items, activity instances,
 * attempts and nodes, are left out where they are those of the last fact that had some (numbers
 * begin at 0); a later time is told by the milliseconds in between.
 */
final class FactWriter {
  private @Nullable Instant last;
  private long item;
  private long activityInstance;
  private long attempt;
  private long node;

  void write(JsonGenerator json, Fact fact) {
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
        MessageJson.parent(json, f.parent());
        at(json, f.at());
      }
      case Fact.ActivityEntered f -> {
        kind(json, "enter");
        activityInstance(json, f.activityInstance());
        Json.text(json, "ac", f.activity());
        ValueJson.write(json, "d", f.dataFields());
        at(json, f.at());
      }
      case Fact.ServerEventScheduled f -> {
        kind(json, "schedule");
        item(json, f.item());
        activityInstance(json, f.activityInstance());
        Json.number(json, "e", f.event());
        at(json, f.at());
      }
      case Fact.AttemptStarted f -> {
        attempt(json, "run", f.item(), f.attempt());
        node(json, f.node());
        at(json, f.at());
      }
      case Fact.AttemptFailed f -> {
        attempt(json, "fail", f.item(), f.attempt());
        Json.text(json, "c", f.code());
        Json.text(json, "m", f.message());
        Json.text(json, "st", f.stackTrace());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.AttemptLost f -> {
        attempt(json, "lose", f.item(), f.attempt());
        node(json, f.node());
        at(json, f.at());
      }
      case Fact.RetryScheduled f -> {
        attempt(json, "retry", f.item(), f.attempt());
        Json.time(json, "du", f.dueAt());
      }
      case Fact.AttemptResultIgnored f -> {
        attempt(json, "ignore", f.item(), f.attempt());
        Json.text(json, "w", f.why());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.ServerEventHeld f -> attempt(json, "hold", f.item(), f.attempt());
      case Fact.JobQueued f -> {
        attempt(json, "queue", f.item(), f.attempt());
        Json.text(json, "tp", f.topic());
        at(json, f.at());
      }
      case Fact.JobLeased f -> {
        attempt(json, "lease", f.item(), f.attempt());
        Json.text(json, "wk", f.worker());
        Json.text(json, "by", f.by());
        Json.time(json, "du", f.until());
        at(json, f.at());
      }
      case Fact.LeaseExtended f -> {
        attempt(json, "lease-extend", f.item(), f.attempt());
        Json.time(json, "du", f.until());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.LeaseLost f -> {
        attempt(json, "lease-lose", f.item(), f.attempt());
        Json.text(json, "wk", f.worker());
        at(json, f.at());
      }
      case Fact.JobCompleted f -> {
        attempt(json, "job-complete", f.item(), f.attempt());
        Json.text(json, "wk", f.worker());
        Json.text(json, "by", f.by());
        Json.text(json, "dh", f.dataHash());
        at(json, f.at());
      }
      case Fact.ServerEventWaiting f -> {
        kind(json, "wait");
        item(json, f.item());
        at(json, f.at());
      }
      case Fact.FinishKept f -> {
        kind(json, "keep");
        item(json, f.item());
        Json.text(json, "by", f.by());
        Json.text(json, "ik", f.idempotencyKey());
        Json.text(json, "dh", f.dataHash());
        ChangesJson.write(json, f.changes());
        at(json, f.at());
      }
      case Fact.FinishDropped f -> {
        kind(json, "drop");
        item(json, f.item());
        Json.text(json, "by", f.by());
        Json.text(json, "db", f.droppedBy());
        at(json, f.at());
      }
      case Fact.ServerEventFinished f -> {
        kind(json, "finish");
        item(json, f.item());
        ending(json, f.ending());
        Json.text(json, "by", f.by());
        Json.text(json, "ik", f.idempotencyKey());
        Json.text(json, "dh", f.dataHash());
        at(json, f.at());
      }
      case Fact.LateCallback f -> {
        kind(json, "late");
        item(json, f.item());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.DataFieldsChanged f -> {
        kind(json, "data");
        activityInstance(json, f.activityInstance());
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
        activityInstance(json, f.activityInstance());
        at(json, f.at());
      }
      case Fact.LineFollowed f -> {
        kind(json, "line");
        activityInstance(json, f.activityInstance());
        PlaceJson.arrival(json, f.from(), f.line(), f.to());
      }
      case Fact.ArrivalDropped f -> {
        kind(json, "refuse");
        PlaceJson.arrival(json, f.from(), f.line(), f.to());
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
        json.writeName("pl");
        PlaceJson.write(json, f.place());
        Json.text(json, "c", f.code());
        Json.text(json, "m", f.message());
        Json.text(json, "de", f.detail());
        at(json, f.at());
      }
      case Fact.FailureResolved f -> {
        kind(json, "mend");
        Json.number(json, "fl", f.failure());
        Json.truth(json, "sk", f.skipped());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.StopRequested f -> managed(json, "halt", f.by(), f.at());
      case Fact.ProcessStopped f -> managed(json, "stop", f.by(), f.at());
      case Fact.ProcessResumed f -> managed(json, "resume", f.by(), f.at());
      case Fact.ProcessCompleted f -> {
        kind(json, "complete");
        at(json, f.at());
      }
      case Fact.ProcessDeleted f -> managed(json, "delete", f.by(), f.at());
      case Fact.CodeScheduled f -> {
        kind(json, "code");
        item(json, f.item());
        JobJson.write(json, f.job());
        at(json, f.at());
      }
      case Fact.CodeEnded f -> {
        kind(json, "code-end");
        item(json, f.item());
        ending(json, f.ending());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.AttemptFenced f -> {
        attempt(json, "fence", f.item(), f.attempt());
        node(json, f.node());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.ClientEventOffered f -> {
        kind(json, "offer");
        item(json, f.item());
        activityInstance(json, f.activityInstance());
        Json.number(json, "e", f.event());
        Json.texts(json, "ds", f.destinations());
        PeopleJson.slots(json, f.slots());
        at(json, f.at());
      }
      case Fact.DestinationsPlanned f -> {
        kind(json, "destinations");
        activityInstance(json, f.activityInstance());
        Json.texts(json, "ds", f.destinations());
        PeopleJson.slots(json, f.slots());
        at(json, f.at());
      }
      case Fact.DestinationBegun f -> {
        kind(json, "destination");
        activityInstance(json, f.destinationInstance());
        PeopleJson.place(json, f.place());
        ValueJson.write(json, "d", f.dataFields());
        at(json, f.at());
      }
      case Fact.DestinationsLeft f -> {
        kind(json, "destinations-left");
        activityInstance(json, f.activityInstance());
        at(json, f.at());
      }
      case Fact.OutcomeDecided f -> {
        kind(json, "outcome");
        activityInstance(json, f.activityInstance());
        Json.textUnlessEmpty(json, "an", f.outcome());
        at(json, f.at());
      }
      case Fact.WorklistItemOpened f -> {
        kind(json, "open");
        item(json, f.item());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.WorklistItemReleased f -> {
        ofUser(json, "release", f.item(), f.user());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.WorklistItemDelegated f -> {
        kind(json, "delegate");
        item(json, f.item());
        json.writeName("sh");
        PeopleJson.write(json, f.share());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.WorklistItemSlept f -> {
        ofUser(json, "sleep", f.item(), f.user());
        Json.time(json, "du", f.until());
        at(json, f.at());
      }
      case Fact.WorklistItemWoken f -> {
        ofUser(json, "wake", f.item(), f.user());
        at(json, f.at());
      }
      case Fact.ClientEventResponded f -> {
        kind(json, "respond");
        item(json, f.item());
        json.writeName("rs");
        PeopleJson.write(json, f.response());
      }
      case Fact.CommentAdded f -> {
        kind(json, "comment");
        item(json, f.item());
        Json.text(json, "m", f.text());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.WorklistItemRedirected f -> {
        kind(json, "redirect");
        item(json, f.item());
        Json.texts(json, "od", f.from());
        Json.texts(json, "ds", f.to());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.ClientEventFinished f -> {
        kind(json, "choose");
        item(json, f.item());
        ending(json, f.ending());
        Json.textUnlessEmpty(json, "an", f.action());
        Json.text(json, "by", f.by());
        Json.text(json, "ob", f.onBehalfOf());
        Json.text(json, "dh", f.dataHash());
        at(json, f.at());
      }
      case Fact.ActivityExpired f -> {
        kind(json, "expire");
        activityInstance(json, f.activityInstance());
        Json.truth(json, "la", f.linesAsked());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.WentToActivity f -> {
        kind(json, "goto");
        Json.text(json, "ac", f.activity());
        Json.text(json, "or", origin(f.origin()));
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.FailureExpired f -> {
        kind(json, "error-expire");
        Json.number(json, "fl", f.failure());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.BranchesHalted f -> {
        kind(json, "branches-halt");
        at(json, f.at());
      }
      case Fact.BranchesReleased f -> {
        kind(json, "branches-release");
        at(json, f.at());
      }
      case Fact.TimerSet f -> {
        timer(json, "timer", f.timer());
        TimerJson.purpose(json, f.purpose());
        Json.time(json, "du", f.dueAt());
        at(json, f.at());
      }
      case Fact.TimerFired f -> {
        timer(json, "timer-fire", f.timer());
        Json.time(json, "du", f.nextDueAt());
        Json.number(json, "r", f.nextRound());
        at(json, f.at());
      }
      case Fact.EscalationNotSet f -> {
        kind(json, "timer-none");
        activityInstance(json, f.activityInstance());
        item(json, f.item());
        Json.text(json, "es", f.escalation());
        Json.text(json, "w", f.why());
      }
      case Fact.TimerMoved f -> {
        timer(json, "timer-move", f.timer());
        Json.time(json, "du", f.dueAt());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.TimerPaused f -> {
        timer(json, "timer-pause", f.timer());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.TimerResumed f -> {
        timer(json, "timer-resume", f.timer());
        Json.time(json, "du", f.dueAt());
        Json.text(json, "by", f.by());
        at(json, f.at());
      }
      case Fact.TimerCancelled f -> {
        timer(json, "timer-cancel", f.timer());
        at(json, f.at());
      }
      case Fact.OperationAwaited f -> {
        kind(json, "await");
        json.writeName("op");
        OperationJson.write(json, f.operation());
        at(json, f.at());
      }
      case Fact.OperationTaken f -> {
        kind(json, "await-end");
        at(json, f.at());
      }
      case Fact.OperationDropped f -> {
        kind(json, "await-drop");
        Json.text(json, "w", f.why());
        at(json, f.at());
      }
      case Fact.ProcessMigrated f -> migrated(json, f);
      case Fact.SubProcessScheduled f -> {
        kind(json, "sub");
        item(json, f.item());
        activityInstance(json, f.activityInstance());
        Json.number(json, "e", f.event());
        at(json, f.at());
      }
      case Fact.MessageSent f -> {
        kind(json, "send");
        Json.number(json, "id", f.id());
        MessageJson.write(json, f.message());
        node(json, f.node());
        at(json, f.at());
      }
      case Fact.MessageTakenOver f -> {
        kind(json, "send-over");
        Json.number(json, "id", f.id());
        node(json, f.node());
        at(json, f.at());
      }
      case Fact.MessageDelivered f -> {
        kind(json, "send-end");
        Json.number(json, "id", f.id());
        Json.text(json, "w", f.refused());
        at(json, f.at());
      }
      case Fact.ChildReported f -> {
        kind(json, "child");
        item(json, f.item());
        Json.number(json, "ci", f.child());
        Json.text(json, "ns", MessageJson.news(f.news()));
        Json.textUnlessEmpty(json, "de", f.detail());
        MessageJson.data(json, f.data());
        at(json, f.at());
      }
    }
    json.writeEndObject();
  }

  private static void kind(JsonGenerator json, String kind) {
    json.writeName("k");
    json.writeString(kind);
  }

  private void attempt(JsonGenerator json, String kind, int item, int number) {
    kind(json, kind);
    item(json, item);
    attempt = changed(json, "n", attempt, number);
  }

  private void item(JsonGenerator json, int number) {
    item = changed(json, "i", item, number);
  }

  private void activityInstance(JsonGenerator json, int number) {
    activityInstance = changed(json, "ai", activityInstance, number);
  }

  private void node(JsonGenerator json, long number) {
    node = changed(json, "nd", node, number);
  }

  /** Writes a number unless it is that of the last fact that had one, and gives it. */
  private static long changed(JsonGenerator json, String name, long before, long number) {
    if (number != before) {
      json.writeName(name);
      json.writeNumber(number);
    }
    return number;
  }

  private void ofUser(JsonGenerator json, String kind, int item, String user) {
    kind(json, kind);
    item(json, item);
    Json.text(json, "us", user);
  }

  private void at(JsonGenerator json, Instant at) {
    if (!at.equals(last)) {
      if (last != null && isMillisLater(at, last)) {
        json.writeName("dt");
        json.writeNumber(at.toEpochMilli() - last.toEpochMilli());
      } else {
        Json.time(json, "t", at);
      }
      last = at;
    }
  }

  private static boolean isMillisLater(Instant at, Instant last) {
    return Json.isWholeMillis(at) && Json.isWholeMillis(last) && at.isAfter(last);
  }

  private void managed(JsonGenerator json, String kind, String by, Instant at) {
    kind(json, kind);
    Json.text(json, "by", by);
    at(json, at);
  }

  private static void timer(JsonGenerator json, String kind, int timer) {
    kind(json, kind);
    Json.number(json, "tm", timer);
  }

  private void migrated(JsonGenerator json, Fact.ProcessMigrated fact) {
    kind(json, "migrate");
    Json.number(json, "v", fact.version());
    if (!fact.activities().isEmpty()) {
      json.writeName("al");
      json.writeStartObject();
      fact.activities()
          .forEach((id, place) -> {
            json.writeName(Integer.toString(id));
            json.writeStartObject();
            Json.text(json, "ac", place.activity());
            Json.number(json, "ne", place.nextEvent());
            json.writeEndObject();
          });
      json.writeEndObject();
    }
    StateWriter.counts(json, "ev", fact.events());
    StateWriter.joins(json, "jn", fact.joins());
    if (!fact.places().isEmpty()) {
      json.writeName("ps");
      json.writeStartObject();
      fact.places()
          .forEach((failure, place) -> {
            json.writeName(Integer.toString(failure));
            PlaceJson.write(json, place);
          });
      json.writeEndObject();
    }
    Json.text(json, "by", fact.by());
    at(json, fact.at());
  }

  /** What is usual is left out. */
  private static void ending(JsonGenerator json, Fact.Ending ending) {
    if (ending != Fact.Ending.RETURNED) {
      Json.text(json, "en", ending(ending));
    }
  }

  private static String ending(Fact.Ending ending) {
    return switch (ending) {
      case RETURNED -> "returned";
      case FINISHED -> "finished";
      case SKIPPED -> "skipped";
      case DELETED -> "deleted";
      case EXPIRED -> "expired";
      case HANDLED -> "handled";
      case FAILED -> "failed";
    };
  }

  private static String origin(Fact.Origin origin) {
    return switch (origin) {
      case SERVER_EVENT -> "server-event";
      case ESCALATION -> "escalation";
      case FINISH_RULE -> "finish-rule";
      case EXCEPTION_RULE -> "exception-rule";
      case WORKLIST_ITEM -> "worklist-item";
      case MANAGEMENT -> "management";
    };
  }
}
