package org.baltoro.store.codec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Command.Changes;
import org.baltoro.kernel.DestinationPlace;
import org.baltoro.kernel.EventInstance.Share;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.JoinState;
import org.baltoro.kernel.Message;
import org.baltoro.kernel.ParentLink;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.Response;
import org.baltoro.kernel.Value;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads a fact: first all its properties, whatever their order, then the record they make. */
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
  private boolean linesAsked;
  private @Nullable Job job;
  private List<String> oldDestinations = List.of();
  private List<String> destinations = List.of();
  private int slots = 1;
  private @Nullable DestinationPlace destination;
  private @Nullable Share share;
  private @Nullable Response response;
  private @Nullable String user;
  private @Nullable String onBehalfOf;
  private String action = "";
  private @Nullable String origin;
  private int timer;
  private @Nullable Purpose purpose;
  private int round;
  private @Nullable String escalation;
  private Command.@Nullable Managed operation;
  private Map<Integer, Fact.ActivityPlace> activities = Map.of();
  private Map<Integer, Integer> events = Map.of();
  private Map<String, JoinState> joins = Map.of();
  private Map<Integer, Place> places = Map.of();
  private @Nullable ParentLink parent;
  private int messageId;
  private @Nullable Message sent;
  private long child;
  private @Nullable String news;
  private Command.@Nullable ChildData childData;

  private @Nullable String topic;
  private @Nullable String worker;

  private FactReader() {}

  /** The parser stands at the fact's beginning and is left at its end. */
  static Fact read(JsonParser json) {
    return new FactReader().next(json);
  }

  /** The parser stands at the array's beginning and is left at its end. */
  static List<Fact> readAll(JsonParser json) {
    return readAll(json, true);
  }

  /** As {@link #readAll}, of the schema before, where only times were left out. */
  static List<Fact> readAllOfFirstSchema(JsonParser json) {
    return readAll(json, false);
  }

  private static List<Fact> readAll(JsonParser json, boolean numbersLeftOut) {
    var facts = new ArrayList<Fact>();
    var before = new FactReader();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      var reader = new FactReader();
      reader.at = before.at;
      if (numbersLeftOut) {
        reader.item = before.item;
        reader.activityInstance = before.activityInstance;
        reader.attempt = before.attempt;
        reader.node = before.node;
      }
      facts.add(reader.next(json));
      before = reader;
    }
    return facts;
  }

  private Fact next(JsonParser json) {
    for (var name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      property(json, name);
    }
    return fact();
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
      case "dt" -> at = at().plusMillis(json.getLongValue());
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
      case "ch" -> changes = ChangesJson.read(json);
      case "db" -> droppedBy = json.getString();
      case "en" -> ending = json.getString();
      case "fr" -> from = json.getString();
      case "l" -> line = json.getIntValue();
      case "to" -> to = json.getString();
      case "ar" -> arrived = StateReader.counts(json);
      case "fi" -> fired = json.getBooleanValue();
      case "fl" -> failure = json.getIntValue();
      case "pl" -> place = PlaceJson.read(json);
      case "de" -> detail = json.getString();
      case "sk" -> skipped = json.getBooleanValue();
      case "la" -> linesAsked = json.getBooleanValue();
      case "jb" -> job = JobJson.read(json);
      case "od" -> oldDestinations = Json.texts(json);
      case "ds" -> destinations = Json.texts(json);
      case "sl" -> slots = json.getIntValue();
      case "dp" -> destination = PeopleJson.readPlace(json);
      case "sh" -> share = PeopleJson.readShare(json);
      case "rs" -> response = PeopleJson.readResponse(json);
      case "us" -> user = json.getString();
      case "ob" -> onBehalfOf = json.getString();
      case "an" -> action = json.getString();
      case "or" -> origin = json.getString();
      case "tm" -> timer = json.getIntValue();
      case "pu" -> purpose = TimerJson.readPurpose(json);
      case "r" -> round = json.getIntValue();
      case "es" -> escalation = json.getString();
      case "op" -> operation = OperationJson.read(json);
      case "al" -> activities = readActivities(json);
      case "ev" -> events = StateReader.counts(json);
      case "jn" -> joins = StateReader.joins(json);
      case "tp" -> topic = json.getString();
      case "wk" -> worker = json.getString();
      case "ps" -> places = readPlaces(json);
      case "up" -> parent = MessageJson.readParent(json);
      case "id" -> messageId = json.getIntValue();
      case "ms" -> sent = MessageJson.read(json);
      case "ci" -> child = json.getLongValue();
      case "ns" -> news = json.getString();
      case "cd" -> childData = MessageJson.readData(json);
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
              parent,
              at());
      case "enter" -> new Fact.ActivityEntered(activityInstance, activity(), values, at());
      case "schedule" -> new Fact.ServerEventScheduled(item, activityInstance, event, at());
      case "run" -> new Fact.AttemptStarted(item, attempt, node, at());
      case "fail" -> new Fact.AttemptFailed(item, attempt, code(), message(), stackTrace, by, at());
      case "lose" -> new Fact.AttemptLost(item, attempt, node, at());
      case "retry" -> new Fact.RetryScheduled(item, attempt, dueAt());
      case "ignore" -> new Fact.AttemptResultIgnored(item, attempt, why(), by, at());
      case "hold" -> new Fact.ServerEventHeld(item, attempt);
      case "queue" -> new Fact.JobQueued(item, attempt, Json.present(topic, "tp"), at());
      case "lease" -> new Fact.JobLeased(item, attempt, worker(), by(), dueAt(), at());
      case "lease-extend" -> new Fact.LeaseExtended(item, attempt, dueAt(), by, at());
      case "lease-lose" -> new Fact.LeaseLost(item, attempt, worker(), at());
      case "job-complete" -> new Fact.JobCompleted(item, attempt, worker(), by(), dataHash, at());
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
      case "code" -> new Fact.CodeScheduled(item, Json.present(job, "jb"), at());
      case "code-end" -> new Fact.CodeEnded(item, ending(), by(), at());
      case "fence" -> new Fact.AttemptFenced(item, attempt, node, by(), at());
      case "offer" ->
          new Fact.ClientEventOffered(item, activityInstance, event, destinations, slots, at());
      case "destinations" ->
          new Fact.DestinationsPlanned(activityInstance, destinations, slots, at());
      case "destination" ->
          new Fact.DestinationBegun(
              activityInstance, Json.present(destination, "dp"), values, at());
      case "destinations-left" -> new Fact.DestinationsLeft(activityInstance, at());
      case "outcome" -> new Fact.OutcomeDecided(activityInstance, action, at());
      case "open" -> new Fact.WorklistItemOpened(item, by(), at());
      case "release" -> new Fact.WorklistItemReleased(item, user(), by(), at());
      case "delegate" ->
          new Fact.WorklistItemDelegated(item, Json.present(share, "sh"), by(), at());
      case "sleep" -> new Fact.WorklistItemSlept(item, user(), dueAt, at());
      case "wake" -> new Fact.WorklistItemWoken(item, user(), at());
      case "respond" -> new Fact.ClientEventResponded(item, Json.present(response, "rs"));
      case "comment" -> new Fact.CommentAdded(item, message(), by(), at());
      case "redirect" ->
          new Fact.WorklistItemRedirected(item, oldDestinations, destinations, by(), at());
      case "choose" ->
          new Fact.ClientEventFinished(item, ending(), action, by(), onBehalfOf, dataHash, at());
      case "expire" -> new Fact.ActivityExpired(activityInstance, linesAsked, by(), at());
      case "goto" -> new Fact.WentToActivity(activity(), origin(), by(), at());
      case "error-expire" -> new Fact.FailureExpired(failure, by(), at());
      case "branches-halt" -> new Fact.BranchesHalted(at());
      case "branches-release" -> new Fact.BranchesReleased(at());
      case "timer" -> new Fact.TimerSet(timer, Json.present(purpose, "pu"), dueAt(), at());
      case "timer-fire" -> new Fact.TimerFired(timer, dueAt, round, at());
      case "timer-none" ->
          new Fact.EscalationNotSet(activityInstance, item, Json.present(escalation, "es"), why());
      case "timer-move" -> new Fact.TimerMoved(timer, dueAt(), by(), at());
      case "timer-pause" -> new Fact.TimerPaused(timer, by(), at());
      case "timer-resume" -> new Fact.TimerResumed(timer, dueAt(), by(), at());
      case "timer-cancel" -> new Fact.TimerCancelled(timer, at());
      case "await" -> new Fact.OperationAwaited(Json.present(operation, "op"), at());
      case "await-end" -> new Fact.OperationTaken(at());
      case "await-drop" -> new Fact.OperationDropped(why(), at());
      case "migrate" ->
          new Fact.ProcessMigrated(version, activities, events, joins, places, by(), at());
      case "sub" -> new Fact.SubProcessScheduled(item, activityInstance, event, at());
      case "send" -> new Fact.MessageSent(messageId, Json.present(sent, "ms"), node, at());
      case "send-over" -> new Fact.MessageTakenOver(messageId, node, at());
      case "send-end" -> new Fact.MessageDelivered(messageId, why, at());
      case "child" ->
          new Fact.ChildReported(
              item,
              child,
              MessageJson.news(Json.present(news, "ns")),
              detail == null ? "" : detail,
              childData,
              at());
      default -> throw Json.unknown("fact", known);
    };
  }

  private Instant at() {
    return Json.present(at, "t");
  }

  private Instant dueAt() {
    return Json.present(dueAt, "du");
  }

  private String why() {
    return Json.present(why, "w");
  }

  private String by() {
    return Json.present(by, "by");
  }

  private String worker() {
    return Json.present(worker, "wk");
  }

  private String user() {
    return Json.present(user, "us");
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
    if (ending == null) {
      return Fact.Ending.RETURNED;
    }
    return switch (ending) {
      case "returned" -> Fact.Ending.RETURNED;
      case "finished" -> Fact.Ending.FINISHED;
      case "skipped" -> Fact.Ending.SKIPPED;
      case "deleted" -> Fact.Ending.DELETED;
      case "expired" -> Fact.Ending.EXPIRED;
      case "handled" -> Fact.Ending.HANDLED;
      case "failed" -> Fact.Ending.FAILED;
      default -> throw Json.unknown("ending", ending);
    };
  }

  private Fact.Origin origin() {
    var text = Json.present(origin, "or");
    return switch (text) {
      case "server-event" -> Fact.Origin.SERVER_EVENT;
      case "escalation" -> Fact.Origin.ESCALATION;
      case "finish-rule" -> Fact.Origin.FINISH_RULE;
      case "exception-rule" -> Fact.Origin.EXCEPTION_RULE;
      case "worklist-item" -> Fact.Origin.WORKLIST_ITEM;
      case "management" -> Fact.Origin.MANAGEMENT;
      default -> throw Json.unknown("origin", text);
    };
  }

  private static Map<Integer, Fact.ActivityPlace> readActivities(JsonParser json) {
    var activities = new TreeMap<Integer, Fact.ActivityPlace>();
    for (var id = json.nextName(); id != null; id = json.nextName()) {
      json.nextToken();
      String activity = null;
      int nextEvent = 0;
      for (var name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "ac" -> activity = json.getString();
          case "ne" -> nextEvent = json.getIntValue();
          default -> throw Json.unknown("property of a place of an activity", name);
        }
      }
      activities.put(
          Integer.valueOf(id), new Fact.ActivityPlace(Json.present(activity, "ac"), nextEvent));
    }
    return activities;
  }

  private static Map<Integer, Place> readPlaces(JsonParser json) {
    var places = new TreeMap<Integer, Place>();
    for (var failure = json.nextName(); failure != null; failure = json.nextName()) {
      json.nextToken();
      places.put(Integer.valueOf(failure), PlaceJson.read(json));
    }
    return places;
  }
}
