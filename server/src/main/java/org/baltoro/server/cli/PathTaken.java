package org.baltoro.server.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.JournalEntry;
import org.jspecify.annotations.Nullable;

/**
 * The way an instance has gone, read from its journal: each activity instance with its times, the
 * lines followed from it, and what happened there.
 */
final class PathTaken {
  private final Map<Integer, Step> byActivityInstance = new LinkedHashMap<>();
  private final Map<Integer, Integer> activityInstanceByItem = new LinkedHashMap<>();

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

  List<Map<String, @Nullable Object>> toJson() {
    return steps().stream()
        .map(step ->
            Json.object(
                "activityInstance", step.activityInstance,
                "activity", step.activity,
                "entered", step.entered,
                "ended", step.ended,
                "followed", step.followed,
                "notes", step.notes))
        .toList();
  }

  private void read(JournalEntry entry) {
    switch (entry.kind()) {
      case "ActivityEntered" -> {
        int activityInstance = number(entry, "activityInstance");
        byActivityInstance.put(
            activityInstance,
            new Step(activityInstance, String.valueOf(entry.activity()), entry.at()));
      }
      case "ActivityCompleted" -> step(entry).ended = entry.at();
      case "LineFollowed" -> step(entry).followed.add(String.valueOf(entry.details().get("to")));
      case "ServerEventScheduled" ->
          activityInstanceByItem.put(number(entry, "item"), number(entry, "activityInstance"));
      case "AttemptFailed" ->
          itemStep(entry)
              .notes
              .add("attempt %s failed: %s".formatted(of(entry, "attempt"), firstLine(entry)));
      case "AttemptLost" ->
          itemStep(entry)
              .notes
              .add("attempt %s was lost with its node".formatted(of(entry, "attempt")));
      case "FinishKept" -> itemStep(entry).notes.add("finish by %s kept".formatted(entry.by()));
      case "FinishDropped" ->
          itemStep(entry).notes.add("finish by %s dropped".formatted(entry.by()));
      case "ServerEventFinished" -> noteEnding(entry);
      case "LateCallback" ->
          itemStep(entry).notes.add("late callback by %s refused".formatted(entry.by()));
      default -> {
        // Other facts change the instance, not its way.
      }
    }
  }

  private void noteEnding(JournalEntry entry) {
    switch (String.valueOf(of(entry, "ending"))) {
      case "FINISHED" -> itemStep(entry).notes.add("finished by " + entry.by());
      case "SKIPPED" -> itemStep(entry).notes.add("skipped by " + entry.by());
      default -> {
        // Its code returned, or its instance was deleted: the activity's own end says so.
      }
    }
  }

  private Step step(JournalEntry entry) {
    return known(entry, number(entry, "activityInstance"));
  }

  private Step itemStep(JournalEntry entry) {
    return known(entry, activityInstanceByItem.getOrDefault(number(entry, "item"), 0));
  }

  private Step known(JournalEntry entry, int activityInstance) {
    var step = byActivityInstance.get(activityInstance);
    if (step == null) {
      throw new IllegalStateException(
          "The journal has a %s at %s for activity instance %d, which it never entered."
              .formatted(entry.kind(), entry.at(), activityInstance));
    }
    return step;
  }

  private static int number(JournalEntry entry, String name) {
    return of(entry, name) instanceof Number number ? number.intValue() : 0;
  }

  private static @Nullable Object of(JournalEntry entry, String name) {
    return entry.details().get(name);
  }

  private static String firstLine(JournalEntry entry) {
    return String.valueOf(of(entry, "message")).lines().findFirst().orElse("");
  }

  /** One activity instance on the way. */
  static final class Step {
    private final int activityInstance;
    private final String activity;
    private final Instant entered;
    private final List<String> followed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable Instant ended;

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

    /** The activities that lines led to from here. */
    List<String> followed() {
      return followed;
    }

    /** What happened here besides: failed attempts, finishes from outside, late callbacks. */
    List<String> notes() {
      return notes;
    }
  }
}
