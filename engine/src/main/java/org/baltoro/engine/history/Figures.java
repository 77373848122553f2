package org.baltoro.engine.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.baltoro.engine.history.Timeline.Activity;
import org.baltoro.engine.history.Timeline.Event;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.store.History.Statistic;
import org.baltoro.store.Store.JournalRow;

/** Counts what the statistics tell, over the journals of finished instances. */
final class Figures {
  static final String STARTED = "started";
  static final String COMPLETED = "completed";
  static final String DELETED = "deleted";
  static final String WITH_ERRORS = "with-errors";
  static final String ACTIVITY_COMPLETED = "activity-completed";
  static final String ACTIVITY_EXPIRED = "activity-expired";
  static final String ACTIVITY_DELETED = "activity-deleted";
  static final String ACTION = "action";

  private record Key(
      long process,
      String kind,
      int day,
      int version,
      String activity,
      String user,
      String action,
      int bucket) {}

  /** Adds up durations. */
  private static final class Sum {
    long number;
    long sum;
    long min = Long.MAX_VALUE;
    long max;

    void add(long millis) {
      number++;
      sum += millis;
      min = Math.min(min, millis);
      max = Math.max(max, millis);
    }
  }

  private final Map<Key, Sum> sums = new LinkedHashMap<>();

  /** One instance, whose journal is read by and by. */
  final class OfInstance implements Timeline.Listener {
    private final long process;
    private final IntFunction<ProcessDefinition> versions;
    private final Timeline timeline;

    private OfInstance(long process, IntFunction<ProcessDefinition> versions) {
      this.process = process;
      this.versions = versions;
      timeline = new Timeline(versions, this);
    }

    OfInstance read(JournalRow row) {
      timeline.read(row);
      return this;
    }

    /** The whole journal was read. */
    void done() {
      var end = timeline.end();
      if (end == null) {
        throw new IllegalStateException(
            "An instance of process %d is finished, and its journal has no end."
                .formatted(process));
      }
      add(STARTED, timeline.start(), "", "", "", Duration.ZERO);
      add(
          timeline.deleted() ? DELETED : COMPLETED,
          end,
          "",
          "",
          "",
          Duration.between(timeline.start(), end));
      if (timeline.errors() > 0) {
        add(WITH_ERRORS, end, "", "", "", Duration.ZERO);
      }
    }

    @Override
    public void ended(Activity activity) {
      var end = activity.end == null ? activity.start : activity.end;
      var kind =
          switch (activity.status) {
            case "Completed" -> ACTIVITY_COMPLETED;
            case "Expired" -> ACTIVITY_EXPIRED;
            default -> ACTIVITY_DELETED;
          };
      add(kind, end, activity.name, "", "", Duration.between(activity.start, end));
    }

    @Override
    public void chosen(Event event, String by, String action, Instant at) {
      add(ACTION, at, event.activity, by, action, Duration.between(event.start, at));
    }

    private void add(
        String kind, Instant at, String activity, String user, String action, Duration took) {
      long millis = Math.max(0, took.toMillis());
      var key =
          new Key(
              process,
              kind,
              day(at, versions.apply(timeline.version()).timeZone()),
              timeline.version(),
              activity,
              user,
              action,
              Buckets.of(millis));
      sums.computeIfAbsent(key, unseen -> new Sum()).add(millis);
    }
  }

  OfInstance instance(long process, IntFunction<ProcessDefinition> versions) {
    return new OfInstance(process, versions);
  }

  /** The day of a moment, from 1970-01-01. */
  static int day(Instant at, ZoneId zone) {
    return (int) LocalDate.ofInstant(at, zone).toEpochDay();
  }

  /** All that was counted. */
  List<Statistic> counted() {
    return sums.entrySet().stream()
        .map(entry -> {
          var key = entry.getKey();
          var sum = entry.getValue();
          return new Statistic(
              key.process,
              key.kind,
              key.day,
              key.version,
              key.activity,
              key.user,
              key.action,
              key.bucket,
              sum.number,
              sum.sum,
              sum.min,
              sum.max);
        })
        .toList();
  }
}
