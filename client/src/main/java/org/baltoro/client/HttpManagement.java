package org.baltoro.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BatchPage;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.Management;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.client.Transport.Query;
import org.jspecify.annotations.Nullable;

/** Operations on running instances over HTTP. */
record HttpManagement(Transport transport) implements Management {
  private static final String BASE = "/api/management/v1";

  @Override
  public OperationReport preview(long instance, ManagementOperation operation) {
    return report(
        transport.post(
            BASE + "/instances/" + instance + "/preview",
            Query.NONE,
            OperationShape.of(operation)));
  }

  @Override
  public OperationReport carryOut(
      long instance, ManagementOperation operation, long previewedVersion) {
    var body = OperationShape.of(operation);
    if (previewedVersion != 0) {
      body.put("previewedVersion", previewedVersion);
    }
    return report(
        transport.post(BASE + "/instances/" + instance + "/operations", Query.NONE, body));
  }

  @Override
  public BatchPage previewBatch(ProcessInstanceQuery query, ManagementOperation operation) {
    return batch("/batches/preview", query, operation);
  }

  @Override
  public BatchPage carryOutBatch(ProcessInstanceQuery query, ManagementOperation operation) {
    return batch("/batches", query, operation);
  }

  private BatchPage batch(String path, ProcessInstanceQuery query, ManagementOperation operation) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("query", shape(query));
    if (!query.hasConditions()) {
      body.put("all", true); // in Java a query without conditions is asked for by name
    }
    body.put("operation", OperationShape.of(operation));
    var page = transport.post(BASE + path, Query.NONE, body);
    return new BatchPage(page.list("reports", HttpManagement::report), page.textOrNull("next"));
  }

  private static Map<String, @Nullable Object> shape(ProcessInstanceQuery query) {
    var status = query.status();
    var shape = new LinkedHashMap<String, @Nullable Object>();
    shape.put("process", query.process());
    shape.put("status", status == null ? null : status.label());
    shape.put("folio", query.folio());
    shape.put("originator", query.originator());
    shape.put("startedFrom", DataValues.toJson(query.startedFrom()));
    shape.put("startedBefore", DataValues.toJson(query.startedBefore()));
    shape.put("parent", query.parent());
    shape.put("data", DataValues.toJson(query.data()));
    shape.put("cursor", query.cursor());
    shape.put("limit", query.limit());
    shape.values().removeIf(value -> value == null);
    return shape;
  }

  @Override
  public List<InstanceTimer> timers(long instance) {
    return transport
        .get(BASE + "/instances/" + instance + "/timers", Query.NONE)
        .list("items", HttpManagement::timer);
  }

  @Override
  public Page<InstanceError> errors(ErrorQuery query) {
    var page =
        transport.get(
            BASE + "/errors",
            Query.of("process", query.process())
                .and("activity", query.activity())
                .and("code", query.code())
                .and("text", query.text())
                .and("cursor", query.cursor())
                .and("limit", query.limit()));
    return new Page<>(page.list("items", HttpManagement::error), page.textOrNull("nextCursor"));
  }

  static InstanceError error(JsonObject json) {
    return new InstanceError(
        json.number("instance"),
        json.integer("id"),
        json.text("code"),
        json.text("message"),
        json.textOrNull("activity"),
        json.textOrNull("serialNumber"),
        json.textOrNull("stackTrace"),
        json.time("at"));
  }

  private static OperationReport report(JsonObject json) {
    var problem = json.textOrNull("problem");
    return new OperationReport(
        json.number("instance"),
        json.number("version"),
        json.truth("carriedOut"),
        json.truth("waits"),
        ProcessInstanceStatus.of(json.text("statusBefore")),
        ProcessInstanceStatus.of(json.text("statusAfter")),
        json.list("differences", HttpManagement::difference),
        json.list("journal", HttpConnection::journalEntry),
        json.textOrNull("refused"),
        problem == null ? null : Problem.of(problem));
  }

  private static Difference difference(JsonObject json) {
    return new Difference(
        json.text("change"), json.text("kind"), json.text("name"), json.text("detail"));
  }

  private static InstanceTimer timer(JsonObject json) {
    return new InstanceTimer(
        json.integer("id"),
        json.text("kind"),
        json.text("name"),
        json.textOrNull("activity"),
        json.textOrNull("serialNumber"),
        json.time("dueDate"),
        json.truth("paused"),
        json.integer("round"));
  }
}
