package org.baltoro.server.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.baltoro.api.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * The way an instance has gone, read from its journal: each activity instance with its times, the
 * lines followed from it, and what happened there. What belongs to no activity instance, as the
 * process's own code, is in the process's notes.
 */
final class PathTaken {
  private static final int PROCESS = 0;

  private final Map<Integer, Step> byActivityInstance = new LinkedHashMap<>();
  private final List<Note> processNotes = new ArrayList<>();
  private final Map<Integer, Integer> enteredByDestination = new LinkedHashMap<>();
  private final Map<Integer, Owner> ownerByItem = new LinkedHashMap<>();
  private final Map<Integer, List<String>> destinationsByItem = new LinkedHashMap<>();
  private final Set<Integer> answered = new LinkedHashSet<>();
  private final Map<Integer, PathTimer> timers = new LinkedHashMap<>();
  private final Map<Integer, Owner> ownerByFailure = new LinkedHashMap<>();
  private final Map<String, String> gotoByActivity = new LinkedHashMap<>();

  /** Something that happened to the process itself. */
  record Note(Instant at, String text) {}

  /**
   * Where an item or an error belongs.
   *
   * @param activityInstance 0 for the process
   * @param ofEvent of an item: it is an event; false: code of an escalation or a rule. Of an error:
   *     it is an item's
   */
  private record Owner(int activityInstance, boolean ofEvent) {}

  private PathTaken() {}

  static PathTaken of(List<JournalEntry> journal) {
    var path = new PathTaken();
    journal.forEach(path::read);
    return path;
  }

  /** In the order in which they were entered. */
  List<Step> steps() {
    return List.copyOf(byActivityInstance.values());
  }

  /** What happened to the process itself, oldest first. */
  List<Note> processNotes() {
    return List.copyOf(processNotes);
  }

  /** The activity instance that was entered: this one, or the one that this destination is of. */
  int enteredAs(int activityInstance) {
    return enteredByDestination.getOrDefault(activityInstance, activityInstance);
  }

  /** Who has a worklist item; none for other items. */
  List<String> destinationsOf(int item) {
    return destinationsByItem.getOrDefault(item, List.of());
  }

  List<Map<String, @Nullable Object>> toJson() {
    return steps().stream().map(Step::toJson).toList();
  }

  List<Map<String, @Nullable Object>> processNotesToJson() {
    return processNotes.stream()
        .map(note -> Json.object("at", note.at(), "text", note.text()))
        .toList();
  }

  private void read(JournalEntry entry) {
    var details = new Details(entry);
    switch (entry.kind()) {
      case "ActivityEntered" -> enter(entry, details.number("activityInstance"));
      case "ActivityCompleted", "ActivityExpired" -> end(entry, details);
      case "LineFollowed" -> {
        var step = byActivityInstance.get(details.number("activityInstance"));
        if (step != null) {
          step.followed.add(details.text("to"));
        }
      }
      case "WentToActivity" ->
          gotoByActivity.put(details.text("activity"), String.valueOf(entry.by()));
      case "DestinationBegun" ->
          enteredByDestination.put(
              details.number("destinationInstance"), details.nested("place").number("owner"));
      case "ClientEventOffered" -> {
        own(details, details, true);
        destinationsByItem.put(details.number("item"), details.names("destinations"));
      }
      case "ServerEventScheduled", "SubProcessScheduled" -> own(details, details, true);
      case "CodeScheduled" -> own(details, details.nested("job"), false);
      case "WorklistItemRedirected" -> {
        redirect(details);
        noteWhatMatters(entry, details);
      }
      case "BranchFailed" -> fail(entry, details);
      case "FailureResolved", "FailureExpired" -> mend(entry, details);
      case "TimerSet", "TimerMoved", "TimerPaused", "TimerResumed", "TimerFired" ->
          time(entry, details);
      default -> noteWhatMatters(entry, details);
    }
  }

  private void enter(JournalEntry entry, int activityInstance) {
    var step = new Step(activityInstance, String.valueOf(entry.activity()), entry.at());
    byActivityInstance.put(activityInstance, step);
    var sender = gotoByActivity.remove(step.activity);
    if (sender != null) {
      step.notes.add("sent here by " + sender);
    }
  }

  private void own(Details details, Details place, boolean ofEvent) {
    ownerByItem.put(
        details.number("item"), new Owner(enteredAs(place.number("activityInstance")), ofEvent));
  }

  private void redirect(Details details) {
    var having = new LinkedHashSet<>(destinationsOf(details.number("item")));
    details.names("from").forEach(having::remove);
    having.addAll(details.names("to"));
    destinationsByItem.put(details.number("item"), List.copyOf(having));
  }

  private void end(JournalEntry entry, Details details) {
    var step = byActivityInstance.get(details.number("activityInstance"));
    if (step == null) {
      return;
    }
    step.ended = entry.at();
    if (entry.kind().equals("ActivityExpired")) {
      step.expiredBy = entry.by();
      // The activity's own end says it: its events went with it.
      step.notes.removeIf(("expired by " + entry.by())::equals);
    }
  }

  private void fail(JournalEntry entry, Details details) {
    var place = details.nested("place");
    boolean ofItem = place.text("kind").equals("Event");
    int owner =
        ofItem
            ? owner(place.number("item")).activityInstance()
            : enteredAs(place.number("activityInstance"));
    int failure = details.number("failure");
    var step = byActivityInstance.get(owner);
    if (step == null) {
      note(PROCESS, entry, firstLine(entry.text()));
    } else {
      ownerByFailure.put(failure, new Owner(owner, ofItem));
      step.errors.put(failure, details.text("code"));
    }
  }

  private void mend(JournalEntry entry, Details details) {
    int failure = details.number("failure");
    var owner = ownerByFailure.getOrDefault(failure, new Owner(PROCESS, false));
    var step = byActivityInstance.get(owner.activityInstance());
    if (step == null) {
      note(PROCESS, entry, firstLine(entry.text()));
      return;
    }
    var code = step.errors.remove(failure);
    boolean skipped = details.truth("skipped");
    // A skipped item has its own end, which says so.
    if (entry.kind().equals("FailureResolved") && !(skipped && owner.ofEvent())) {
      step.notes.add("%s %s by %s".formatted(code, skipped ? "skipped" : "retried", entry.by()));
    }
  }

  private void time(JournalEntry entry, Details details) {
    int id = details.number("timer");
    if (entry.kind().equals("TimerSet")) {
      var purpose = details.nested("purpose");
      timers.put(id, PathTimer.of(purpose, enteredAs(purpose.number("activityInstance"))));
    }
    var timer = timers.get(id);
    if (timer == null) {
      return;
    }
    var step = byActivityInstance.get(timer.activityInstance());
    if (timer.escalation() != null) {
      if (entry.kind().equals("TimerFired")) {
        note(
            timer.activityInstance(), entry, "escalation '%s' fired".formatted(timer.escalation()));
      }
    } else if (step != null) {
      step.waitsUntil =
          switch (entry.kind()) {
            case "TimerFired" -> null;
            case "TimerPaused" -> Instant.MAX;
            default -> details.time("dueAt");
          };
    } else if (!entry.kind().equals("TimerFired")) {
      note(PROCESS, entry, firstLine(entry.text()));
    }
  }

  private void noteWhatMatters(JournalEntry entry, Details details) {
    if (PathNotes.OF_PROCESS.contains(entry.kind())) {
      note(enteredAs(details.number("activityInstance")), entry, firstLine(entry.text()));
      return;
    }
    if (isLastAnswer(entry, details)) {
      return;
    }
    var text = PathNotes.ofItem(entry, details);
    if (text != null) {
      var owner = owner(details.number("item"));
      note(owner.activityInstance(), entry, owner.ofEvent() ? text : firstLine(entry.text()));
    }
  }

  /** Of an item that several answer the end repeats the last answer. */
  private boolean isLastAnswer(JournalEntry entry, Details details) {
    if (entry.kind().equals("ClientEventResponded")) {
      answered.add(details.number("item"));
    }
    return entry.kind().equals("ClientEventFinished")
        && details.text("ending").equals("FINISHED")
        && answered.contains(details.number("item"));
  }

  private Owner owner(int item) {
    return ownerByItem.getOrDefault(item, new Owner(PROCESS, false));
  }

  private void note(int activityInstance, JournalEntry entry, String text) {
    var step = byActivityInstance.get(activityInstance);
    if (step == null) {
      processNotes.add(new Note(entry.at(), text));
    } else {
      step.notes.add(text);
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  /** One activity instance on the way. */
  static final class Step {
    private final int activityInstance;
    private final String activity;
    private final Instant entered;
    private final List<String> followed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<Integer, String> errors = new TreeMap<>();
    private @Nullable Instant ended;
    private @Nullable String expiredBy;
    private @Nullable Instant waitsUntil;

    private Step(int activityInstance, String activity, Instant entered) {
      this.activityInstance = activityInstance;
      this.activity = activity;
      this.entered = entered;
    }

    int activityInstance() {
      return activityInstance;
    }

    String activity() {
      return activity;
    }

    Instant entered() {
      return entered;
    }

    /** Null while it is active. */
    @Nullable Instant ended() {
      return ended;
    }

    /** Who expired it; null: nobody has. */
    @Nullable String expiredBy() {
      return expiredBy;
    }

    /** When its start rule lets it begin; null: it has begun. {@link Instant#MAX} while paused. */
    @Nullable Instant waitsUntil() {
      return ended == null ? waitsUntil : null;
    }

    /** The codes of the errors that it is in, by their numbers. */
    Map<Integer, String> errors() {
      return errors;
    }

    /** The activities that lines led to from here. */
    List<String> followed() {
      return followed;
    }

    /** What happened here besides: decisions, failed attempts, late callbacks, escalations. */
    List<String> notes() {
      return notes;
    }

    private Map<String, @Nullable Object> toJson() {
      return Json.object(
          "activityInstance", activityInstance,
          "activity", activity,
          "entered", entered,
          "ended", ended,
          "expiredBy", expiredBy,
          "waitsUntil", Instant.MAX.equals(waitsUntil()) ? null : waitsUntil(),
          "followed", followed,
          "errors", errors,
          "notes", notes);
    }
  }

  /**
   * A timer.
   *
   * @param activityInstance 0 for the process
   * @param escalation null: a start rule's
   */
  private record PathTimer(int activityInstance, @Nullable String escalation) {
    static PathTimer of(Details purpose, int activityInstance) {
      return new PathTimer(
          activityInstance,
          purpose.text("kind").equals("Escalate") ? purpose.text("escalation") : null);
    }
  }
}
