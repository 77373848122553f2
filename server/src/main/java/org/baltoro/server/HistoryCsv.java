package org.baltoro.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.baltoro.api.FieldChange;
import org.baltoro.api.InstanceOverview;
import org.baltoro.api.InstanceOverview.ActivityRun;
import org.baltoro.api.InstanceOverview.EventRun;
import org.baltoro.api.Statistics;
import org.baltoro.api.Statistics.Durations;
import org.jspecify.annotations.Nullable;

/** What has been, as tables for other programs; durations are in seconds. */
public final class HistoryCsv {
  private static final String[] DURATIONS = {"average_s", "median_s", "p90_s", "min_s", "max_s"};

  private HistoryCsv() {}

  public static String audit(List<FieldChange> changes) {
    var csv =
        new Csv(
            "version",
            "at",
            "field",
            "activity",
            "activity_instance",
            "old_value",
            "new_value",
            "by",
            "cause");
    for (var change : changes) {
      csv.row(
          change.version(),
          change.at(),
          change.field(),
          change.activity(),
          change.activityInstance(),
          change.oldValue(),
          change.newValue(),
          change.by(),
          change.cause());
    }
    return csv.toString();
  }

  /** A row for each activity instance without events, and for each event. */
  public static String overview(InstanceOverview overview) {
    var csv =
        new Csv(
            "instance",
            "activity_instance",
            "activity",
            "activity_status",
            "activity_start",
            "activity_finish",
            "activity_duration_s",
            "serial_number",
            "event",
            "kind",
            "status",
            "start",
            "finish",
            "duration_s",
            "attempts",
            "by",
            "action");
    for (var activity : overview.activities()) {
      if (activity.events().isEmpty()) {
        row(csv, overview, activity, null);
      }
      activity.events().forEach(event -> row(csv, overview, activity, event));
    }
    overview.events().forEach(event -> row(csv, overview, null, event));
    return csv.toString();
  }

  private static void row(
      Csv csv,
      InstanceOverview overview,
      @Nullable ActivityRun activity,
      @Nullable EventRun event) {
    var cells = new ArrayList<@Nullable Object>();
    cells.add(overview.id());
    cells.addAll(
        activity == null
            ? Arrays.asList(null, null, null, null, null, null)
            : Arrays.asList(
                activity.id(),
                activity.name(),
                activity.status(),
                activity.startDate(),
                activity.finishDate(),
                activity.duration()));
    cells.addAll(
        event == null
            ? Arrays.asList(null, null, null, null, null, null, null, null, null, null)
            : Arrays.asList(
                event.serialNumber(),
                event.name(),
                event.kind(),
                event.status(),
                event.startDate(),
                event.finishDate(),
                event.duration(),
                event.attempts(),
                event.by(),
                event.action()));
    csv.row(cells.toArray());
  }

  public static String processes(Statistics<Statistics.OfProcess> statistics) {
    var csv =
        begin(
            "process",
            "version",
            "period",
            "started",
            "completed",
            "deleted",
            "with_errors",
            "live",
            "in_error");
    for (var row : statistics.rows()) {
      row(
          csv,
          row.durations(),
          row.process(),
          row.version(),
          row.period(),
          row.started(),
          row.completed(),
          row.deleted(),
          row.withErrors(),
          row.live(),
          row.inError());
    }
    return csv.toString();
  }

  public static String activities(Statistics<Statistics.OfActivity> statistics) {
    var csv = begin("process", "version", "period", "activity", "count", "completed", "expired");
    for (var row : statistics.rows()) {
      row(
          csv,
          row.durations(),
          row.process(),
          row.version(),
          row.period(),
          row.activity(),
          row.count(),
          row.completed(),
          row.expired());
    }
    return csv.toString();
  }

  public static String users(Statistics<Statistics.OfUser> statistics) {
    var csv = begin("process", "version", "period", "user", "activity", "action", "count");
    for (var row : statistics.rows()) {
      row(
          csv,
          row.durations(),
          row.process(),
          row.version(),
          row.period(),
          row.user(),
          row.activity(),
          row.action(),
          row.count());
    }
    return csv.toString();
  }

  private static Csv begin(String... headings) {
    var all = new ArrayList<>(List.of(headings));
    all.addAll(List.of(DURATIONS));
    return new Csv(all.toArray(String[]::new));
  }

  private static void row(Csv csv, @Nullable Durations durations, @Nullable Object... cells) {
    var all = new ArrayList<@Nullable Object>(Arrays.asList(cells));
    all.addAll(
        durations == null
            ? Arrays.asList(null, null, null, null, null)
            : Arrays.asList(
                durations.average(),
                durations.median(),
                durations.p90(),
                durations.min(),
                durations.max()));
    csv.row(all.toArray());
  }
}
