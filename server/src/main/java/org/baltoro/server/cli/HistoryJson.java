package org.baltoro.server.cli;

import java.util.Map;
import java.util.function.Function;
import org.baltoro.api.FieldChange;
import org.baltoro.api.InstanceOverview;
import org.baltoro.api.InstanceOverview.ActivityRun;
import org.baltoro.api.InstanceOverview.EventRun;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.Statistics;
import org.baltoro.api.Statistics.Durations;
import org.jspecify.annotations.Nullable;

/** The {@code --json} shapes of what has been: the same names as over HTTP. */
final class HistoryJson {
  private HistoryJson() {}

  static Map<String, @Nullable Object> of(FieldChange change) {
    return Json.object(
        "version", change.version(),
        "at", change.at(),
        "field", change.field(),
        "activity", change.activity(),
        "activityInstance", change.activityInstance(),
        "oldValue", change.oldValue(),
        "newValue", change.newValue(),
        "by", change.by(),
        "cause", change.cause());
  }

  static Map<String, @Nullable Object> of(InstanceOverview overview) {
    return Json.object(
        "id", overview.id(),
        "process", overview.process(),
        "version", overview.version(),
        "status", overview.status().label(),
        "folio", overview.folio(),
        "originator", overview.originator(),
        "startDate", overview.startDate(),
        "finishDate", overview.finishDate(),
        "duration", overview.duration(),
        "errors", overview.errors(),
        "activities", overview.activities().stream().map(HistoryJson::of).toList(),
        "events", overview.events().stream().map(HistoryJson::of).toList());
  }

  private static Map<String, @Nullable Object> of(ActivityRun activity) {
    return Json.object(
        "id", activity.id(),
        "name", activity.name(),
        "status", activity.status(),
        "startDate", activity.startDate(),
        "finishDate", activity.finishDate(),
        "duration", activity.duration(),
        "by", activity.by(),
        "events", activity.events().stream().map(HistoryJson::of).toList());
  }

  private static Map<String, @Nullable Object> of(EventRun event) {
    return Json.object(
        "serialNumber", event.serialNumber(),
        "name", event.name(),
        "kind", event.kind(),
        "status", event.status(),
        "startDate", event.startDate(),
        "finishDate", event.finishDate(),
        "duration", event.duration(),
        "attempts", event.attempts(),
        "by", event.by(),
        "action", event.action());
  }

  static <T> Map<String, @Nullable Object> of(
      Statistics<T> statistics, Function<T, Map<String, @Nullable Object>> row) {
    return Json.object(
        "asOf", statistics.asOf(),
        "uncounted", statistics.uncounted(),
        "rows", statistics.rows().stream().map(row).toList());
  }

  static Map<String, @Nullable Object> of(Statistics.OfProcess row) {
    return Json.object(
        "process", row.process(),
        "version", row.version(),
        "period", row.period(),
        "started", row.started(),
        "completed", row.completed(),
        "deleted", row.deleted(),
        "withErrors", row.withErrors(),
        "live", row.live(),
        "inError", row.inError(),
        "durations", of(row.durations()));
  }

  static Map<String, @Nullable Object> of(Statistics.OfActivity row) {
    return Json.object(
        "process", row.process(),
        "version", row.version(),
        "period", row.period(),
        "activity", row.activity(),
        "count", row.count(),
        "completed", row.completed(),
        "expired", row.expired(),
        "durations", of(row.durations()));
  }

  static Map<String, @Nullable Object> of(Statistics.OfUser row) {
    return Json.object(
        "process", row.process(),
        "version", row.version(),
        "period", row.period(),
        "user", row.user(),
        "activity", row.activity(),
        "action", row.action(),
        "count", row.count(),
        "durations", of(row.durations()));
  }

  private static @Nullable Map<String, @Nullable Object> of(@Nullable Durations durations) {
    return durations == null
        ? null
        : Json.object(
            "count", durations.count(),
            "average", durations.average(),
            "median", durations.median(),
            "p90", durations.p90(),
            "min", durations.min(),
            "max", durations.max());
  }

  static Map<String, @Nullable Object> of(RetentionReport report) {
    return Json.object(
        "processes",
        report.processes().stream()
            .map(process ->
                Json.object(
                    "process", process.process(),
                    "after", process.after(),
                    "archive", process.archive(),
                    "saidBy", process.saidBy(),
                    "due", process.due(),
                    "oldest", process.oldest(),
                    "obstacle", process.obstacle()))
            .toList(),
        "deleted",
        report.deleted().stream()
            .map(done ->
                Json.object(
                    "day", done.day(),
                    "process", done.process(),
                    "archived", done.archived(),
                    "instances", done.instances()))
            .toList());
  }
}
