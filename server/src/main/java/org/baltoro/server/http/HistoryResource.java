package org.baltoro.server.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import org.baltoro.api.StatisticsQuery;
import org.baltoro.api.StatisticsQuery.Period;
import org.baltoro.server.HistoryCsv;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Audit, overview, statistics, retention. Tables come as JSON, or as CSV with {@code format=csv} or
 * the header {@code Accept: text/csv}.
 */
@RestController
@RequestMapping(Route.BALTORO)
final class HistoryResource {

  /** Up to when all has been counted. */
  record Counted(Instant asOf) {}

  @GetMapping("/instances/{id}/audit")
  ResponseEntity<Object> audit(
      Connection connection,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String field,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    var changes = connection.history().fieldAudit(id, field);
    return table(
        format, accept, new Items<>(changes), "audit-" + id, () -> HistoryCsv.audit(changes));
  }

  @GetMapping("/instances/{id}/overview")
  ResponseEntity<Object> overview(
      Connection connection,
      @PathVariable long id,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    var overview = connection.history().overview(id);
    return table(format, accept, overview, "overview-" + id, () -> HistoryCsv.overview(overview));
  }

  @GetMapping("/statistics/processes")
  ResponseEntity<Object> processes(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(defaultValue = "false") boolean byVersion,
      @RequestParam(defaultValue = "false") boolean live,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    var rows =
        connection.history().processStatistics(query(process, from, to, period, byVersion, live));
    return table(format, accept, rows, "processes", () -> HistoryCsv.processes(rows));
  }

  @GetMapping("/statistics/activities")
  ResponseEntity<Object> activities(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(defaultValue = "false") boolean byVersion,
      @RequestParam(defaultValue = "false") boolean live,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    var rows =
        connection.history().activityStatistics(query(process, from, to, period, byVersion, live));
    return table(format, accept, rows, "activities", () -> HistoryCsv.activities(rows));
  }

  @GetMapping("/statistics/users")
  ResponseEntity<Object> users(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable LocalDate from,
      @RequestParam(required = false) @Nullable LocalDate to,
      @RequestParam(defaultValue = "all") String period,
      @RequestParam(defaultValue = "false") boolean byVersion,
      @RequestParam(defaultValue = "false") boolean live,
      @RequestParam(required = false) @Nullable String format,
      @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
    var rows =
        connection.history().userStatistics(query(process, from, to, period, byVersion, live));
    return table(format, accept, rows, "users", () -> HistoryCsv.users(rows));
  }

  private static StatisticsQuery query(
      @Nullable String process,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      String period,
      boolean byVersion,
      boolean live) {
    return InstancesResource.valid(() ->
        new StatisticsQuery(
            process, from, to, Route.constant(Period.class, period, "period"), byVersion, live));
  }

  @PostMapping("/statistics/rollUp")
  Counted rollUp(Connection connection) {
    return new Counted(connection.history().rollUp());
  }

  @GetMapping("/retention")
  RetentionReport retention(Connection connection) {
    return connection.history().retention();
  }

  @PostMapping("/retention/run")
  RetentionRun run(Connection connection, @RequestParam(defaultValue = "1000") int most) {
    return connection.history().runRetention(most);
  }

  private static ResponseEntity<Object> table(
      @Nullable String format,
      @Nullable String accept,
      Object json,
      String name,
      Supplier<String> csv) {
    if (!wantsCsv(format, accept)) {
      return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"%s.csv\"".formatted(name))
        .body(csv.get());
  }

  private static boolean wantsCsv(@Nullable String format, @Nullable String accept) {
    if (format == null) {
      return accept != null && accept.startsWith("text/csv");
    }
    return switch (format) {
      case "csv" -> true;
      case "json" -> false;
      default ->
          throw new BaltoroException(
              Problem.INVALID_REQUEST, "'format' is '%s': give json or csv.".formatted(format));
    };
  }
}
