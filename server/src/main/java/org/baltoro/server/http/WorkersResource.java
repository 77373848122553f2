package org.baltoro.server.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.api.Page;
import org.baltoro.api.Workers.JobFailure;
import org.baltoro.api.Workers.JobLease;
import org.baltoro.api.Workers.JobRequest;
import org.baltoro.api.Workers.JobSummary;
import org.baltoro.api.Workers.WorkerJob;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Jobs for programs in any language: leased, kept by signs of life, done or failed. */
@RestController
@RequestMapping(Route.WORKFLOW + "/workers")
final class WorkersResource {

  /** The body of a request for jobs. */
  record LeaseBody(
      @Nullable String worker,
      @Nullable Integer jobs,
      @Nullable String lease,
      @JsonProperty("wait") @Nullable String waitFor,
      @Nullable List<String> dataFields) {}

  record LeasedJobs(List<WorkerJob> jobs) {}

  /** The body of a sign of life. */
  record HeartbeatBody(
      @Nullable String worker, @Nullable Integer attempt, @Nullable String lease) {}

  record Heartbeat(Instant leasedUntil) {}

  /** The body of a result. */
  record CompleteBody(
      @Nullable String worker,
      @Nullable Integer attempt,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Boolean asynchronous) {}

  /** The body of a failure. */
  record FailBody(
      @Nullable String worker,
      @Nullable Integer attempt,
      @Nullable String message,
      @Nullable String stackTrace,
      @Nullable Boolean retry,
      @Nullable String retryAfter) {}

  /** Waits for jobs where there are none, as long as the worker is there. */
  @PostMapping("/{topic}/jobs")
  LeasedJobs lease(
      Connection connection,
      @PathVariable String topic,
      @RequestBody LeaseBody body,
      HttpServletRequest caller) {
    var wait = Route.duration(body.waitFor(), "wait");
    var request =
        new JobRequest(
            topic,
            Route.required(body.worker(), "worker"),
            body.jobs() == null ? 1 : body.jobs(),
            Route.duration(body.lease(), "lease"),
            wait == null ? Duration.ZERO : wait,
            body.dataFields());
    var jobs = connection.workers().lease(request, CallerPresence.of(caller));
    return new LeasedJobs(jobs.stream().map(WorkersResource::shown).toList());
  }

  private static WorkerJob shown(WorkerJob job) {
    return new WorkerJob(
        job.serialNumber(),
        job.attempt(),
        job.worker(),
        job.leasedUntil(),
        job.idempotencyKey(),
        job.topic(),
        job.instance(),
        job.process(),
        job.version(),
        job.activity(),
        job.event(),
        job.folio(),
        job.originator(),
        job.priority(),
        job.destination(),
        job.slot(),
        job.row(),
        JsonShapes.values(job.dataFieldTypes(), job.dataFields()),
        job.dataFieldTypes(),
        job.configuration());
  }

  @PostMapping("/jobs/{serialNumber}/heartbeat")
  Heartbeat heartbeat(
      Connection connection, @PathVariable String serialNumber, @RequestBody HeartbeatBody body) {
    var lease = lease(serialNumber, body.attempt(), body.worker());
    return new Heartbeat(
        connection.workers().heartbeat(lease, Route.duration(body.lease(), "lease")));
  }

  @PostMapping("/jobs/{serialNumber}/complete")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(
      Connection connection, @PathVariable String serialNumber, @RequestBody CompleteBody body) {
    connection
        .workers()
        .complete(
            lease(serialNumber, body.attempt(), body.worker()),
            body.dataFields() == null ? Map.of() : body.dataFields(),
            Boolean.TRUE.equals(body.asynchronous()));
  }

  @PostMapping("/jobs/{serialNumber}/fail")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fail(Connection connection, @PathVariable String serialNumber, @RequestBody FailBody body) {
    connection
        .workers()
        .fail(
            lease(serialNumber, body.attempt(), body.worker()),
            new JobFailure(
                Route.required(body.message(), "message"),
                body.stackTrace(),
                !Boolean.FALSE.equals(body.retry()),
                Route.duration(body.retryAfter(), "retryAfter")));
  }

  @GetMapping("/{topic}/jobs")
  Page<JobSummary> jobs(
      Connection connection,
      @PathVariable String topic,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    return connection.workers().jobs(topic, cursor, limit);
  }

  private static JobLease lease(
      String serialNumber, @Nullable Integer attempt, @Nullable String worker) {
    return new JobLease(
        serialNumber, Route.required(attempt, "attempt"), Route.required(worker, "worker"));
  }
}
