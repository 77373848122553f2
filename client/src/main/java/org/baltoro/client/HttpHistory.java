package org.baltoro.client;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.baltoro.api.FieldChange;
import org.baltoro.api.History;
import org.baltoro.api.InstanceOverview;
import org.baltoro.api.InstanceOverview.ActivityRun;
import org.baltoro.api.InstanceOverview.EventRun;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import org.baltoro.api.Statistics;
import org.baltoro.api.Statistics.Durations;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** What has been, over HTTP. */
record HttpHistory(Transport transport) implements History {

  @Override
  public List<FieldChange> fieldAudit(long instance, @Nullable String field) {
    return transport
        .get("/instances/" + instance + "/audit", Query.of("field", field))
        .list("items", HttpHistory::change);
  }

  private static FieldChange change(JsonObject json) {
    return new FieldChange(
        json.number("version"),
        json.time("at"),
        json.text("field"),
        json.textOrNull("activity"),
        json.integer("activityInstance"),
        json.textOrNull("oldValue"),
        json.textOrNull("newValue"),
        json.text("by"),
        json.text("cause"));
  }

  @Override
  public InstanceOverview overview(long instance) {
    var json = transport.get("/instances/" + instance + "/overview", Query.NONE);
    return new InstanceOverview(
        json.number("id"),
        json.text("process"),
        json.integer("version"),
        ProcessInstanceStatus.of(json.text("status")),
        json.text("folio"),
        json.text("originator"),
        json.time("startDate"),
        json.timeOrNull("finishDate"),
        span(json, "duration"),
        json.integer("errors"),
        json.list("activities", HttpHistory::activity),
        json.list("events", HttpHistory::event));
  }

  private static ActivityRun activity(JsonObject json) {
    return new ActivityRun(
        json.integer("id"),
        json.text("name"),
        json.text("status"),
        json.time("startDate"),
        json.timeOrNull("finishDate"),
        span(json, "duration"),
        json.textOrNull("by"),
        json.list("events", HttpHistory::event));
  }

  private static EventRun event(JsonObject json) {
    return new EventRun(
        json.text("serialNumber"),
        json.text("name"),
        json.text("kind"),
        json.text("status"),
        json.time("startDate"),
        json.timeOrNull("finishDate"),
        span(json, "duration"),
        json.integer("attempts"),
        json.textOrNull("by"),
        json.textOrNull("action"));
  }

  @Override
  public Statistics<Statistics.OfProcess> processStatistics(StatisticsQuery query) {
    return statistics(
        "processes",
        query,
        json ->
            new Statistics.OfProcess(
                json.text("process"),
                integerOrNull(json, "version"),
                dateOrNull(json, "period"),
                json.number("started"),
                json.number("completed"),
                json.number("deleted"),
                json.number("withErrors"),
                numberOrNull(json, "live"),
                numberOrNull(json, "inError"),
                json.members().get("durations") == null ? null : durations(json)));
  }

  @Override
  public Statistics<Statistics.OfActivity> activityStatistics(StatisticsQuery query) {
    return statistics(
        "activities",
        query,
        json ->
            new Statistics.OfActivity(
                json.text("process"),
                integerOrNull(json, "version"),
                dateOrNull(json, "period"),
                json.text("activity"),
                json.number("count"),
                json.number("completed"),
                json.number("expired"),
                durations(json)));
  }

  @Override
  public Statistics<Statistics.OfUser> userStatistics(StatisticsQuery query) {
    return statistics(
        "users",
        query,
        json ->
            new Statistics.OfUser(
                json.text("process"),
                integerOrNull(json, "version"),
                dateOrNull(json, "period"),
                json.text("user"),
                json.text("activity"),
                json.text("action"),
                json.number("count"),
                durations(json)));
  }

  private <T> Statistics<T> statistics(
      String of, StatisticsQuery query, Function<JsonObject, T> row) {
    var json =
        transport.get(
            "/statistics/" + of,
            Query.of("process", query.process())
                .and("from", query.from())
                .and("to", query.to())
                .and("period", query.period().name().toLowerCase(Locale.ROOT))
                .and("byVersion", query.byVersion())
                .and("live", query.live()));
    return new Statistics<>(json.time("asOf"), json.number("uncounted"), json.list("rows", row));
  }

  private static Durations durations(JsonObject row) {
    var json = row.object("durations");
    return new Durations(
        json.number("count"),
        span(json, "average"),
        span(json, "median"),
        span(json, "p90"),
        span(json, "min"),
        span(json, "max"));
  }

  @Override
  public Instant rollUp() {
    return transport.post("/statistics/rollUp", Query.NONE, Map.of()).time("asOf");
  }

  @Override
  public RetentionReport retention() {
    var json = transport.get("/retention", Query.NONE);
    return new RetentionReport(
        json.list("processes", HttpHistory::retained), json.list("deleted", HttpHistory::deleted));
  }

  private static RetentionReport.OfProcess retained(JsonObject json) {
    return new RetentionReport.OfProcess(
        json.text("process"),
        json.members().get("after") == null ? null : span(json, "after"),
        json.truth("archive"),
        json.text("saidBy"),
        json.number("due"),
        json.timeOrNull("oldest"),
        json.textOrNull("obstacle"));
  }

  private static RetentionReport.Deleted deleted(JsonObject json) {
    return new RetentionReport.Deleted(
        LocalDate.parse(json.text("day")),
        json.text("process"),
        json.truth("archived"),
        json.number("instances"));
  }

  @Override
  public RetentionRun runRetention(int most) {
    var json = transport.post("/retention/run", Query.of("most", most), Map.of());
    return new RetentionRun(json.number("deleted"), json.number("archived"), json.truth("more"));
  }

  private static Duration span(JsonObject json, String name) {
    return Duration.parse(json.text(name));
  }

  private static @Nullable LocalDate dateOrNull(JsonObject json, String name) {
    var text = json.textOrNull(name);
    return text == null ? null : LocalDate.parse(text);
  }

  private static @Nullable Integer integerOrNull(JsonObject json, String name) {
    return json.members().get(name) == null ? null : Integer.valueOf(json.integer(name));
  }

  private static @Nullable Long numberOrNull(JsonObject json, String name) {
    return json.members().get(name) == null ? null : Long.valueOf(json.number(name));
  }
}
