package org.baltoro.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Page;
import org.baltoro.api.Workers;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** Jobs of external workers, over HTTP. */
final class HttpWorkers implements Workers {
  private static final String ROOT = "/api/workflow/v1/workers/";

  private final Transport transport;

  HttpWorkers(Transport transport) {
    this.transport = transport;
  }

  @Override
  public List<WorkerJob> lease(JobRequest request) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("worker", request.worker());
    body.put("jobs", request.jobs());
    body.put("lease", text(request.lease()));
    body.put("wait", request.waitFor().toString());
    body.put("dataFields", request.dataFields());
    return transport.post(topic(request.topic()), Query.NONE, body).list("jobs", HttpWorkers::job);
  }

  @Override
  public Instant heartbeat(JobLease lease, @Nullable Duration length) {
    var body = body(lease);
    body.put("lease", text(length));
    return transport.post(path(lease, "/heartbeat"), Query.NONE, body).time("leasedUntil");
  }

  @Override
  public void complete(
      JobLease lease, Map<String, ? extends @Nullable Object> dataFields, boolean asynchronous) {
    var body = body(lease);
    body.put("dataFields", DataValues.toJson(dataFields));
    body.put("asynchronous", asynchronous);
    transport.post(path(lease, "/complete"), Query.NONE, body);
  }

  @Override
  public void fail(JobLease lease, JobFailure failure) {
    var body = body(lease);
    body.put("message", failure.message());
    body.put("stackTrace", failure.stackTrace());
    body.put("retry", failure.retry());
    body.put("retryAfter", text(failure.retryAfter()));
    transport.post(path(lease, "/fail"), Query.NONE, body);
  }

  @Override
  public Page<JobSummary> jobs(String topic, @Nullable String cursor, int limit) {
    var page = transport.get(topic(topic), Query.of("cursor", cursor).and("limit", limit));
    return new Page<>(page.list("items", HttpWorkers::summary), page.textOrNull("nextCursor"));
  }

  private static String topic(String topic) {
    var encoded = URLEncoder.encode(topic, StandardCharsets.UTF_8).replace("+", "%20");
    return ROOT + encoded + "/jobs";
  }

  private static String path(JobLease lease, String action) {
    return ROOT + "jobs/" + HttpServerItem.wellFormed(lease.serialNumber()) + action;
  }

  private static LinkedHashMap<String, @Nullable Object> body(JobLease lease) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("worker", lease.worker());
    body.put("attempt", lease.attempt());
    return body;
  }

  private static @Nullable String text(@Nullable Duration duration) {
    return duration == null ? null : duration.toString();
  }

  private static WorkerJob job(JsonObject json) {
    var types = DataValues.types(json.object("dataFieldTypes"));
    return new WorkerJob(
        json.text("serialNumber"),
        json.integer("attempt"),
        json.text("worker"),
        json.time("leasedUntil"),
        json.text("idempotencyKey"),
        json.text("topic"),
        json.number("instance"),
        json.text("process"),
        json.integer("version"),
        json.text("activity"),
        json.text("event"),
        json.text("folio"),
        json.text("originator"),
        json.integer("priority"),
        json.text("destination"),
        json.integer("slot"),
        json.members().get("row"),
        DataValues.fromJson(types, json.object("dataFields")),
        types,
        json.object("configuration").present());
  }

  private static JobSummary summary(JsonObject json) {
    return new JobSummary(
        json.text("serialNumber"),
        json.text("topic"),
        json.number("instance"),
        json.text("process"),
        json.text("activity"),
        json.text("event"),
        json.text("folio"),
        json.integer("attempt"),
        json.time("since"),
        json.textOrNull("worker"),
        json.members().get("leasedUntil") == null ? null : json.time("leasedUntil"));
  }
}
