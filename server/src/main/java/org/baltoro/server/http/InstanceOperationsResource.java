package org.baltoro.server.http;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.BatchPage;
import org.baltoro.api.Connection;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.OperationReport;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Management of instances: every operation by its own shape, on one instance or on all that a query
 * finds, previewed or carried out.
 */
@RestController
@RequestMapping(Route.MANAGEMENT)
final class InstanceOperationsResource {

  /** Which instances; what is left out is no condition. */
  record Query(
      @Nullable String process,
      @Nullable String status,
      @Nullable String folio,
      @Nullable String originator,
      @Nullable Instant startedFrom,
      @Nullable Instant startedBefore,
      @Nullable Long parent,
      @Nullable Map<String, Object> data,
      @Nullable String cursor,
      @Nullable Integer limit) {

    ProcessInstanceQuery query() {
      return InstancesResource.valid(() ->
          new ProcessInstanceQuery(
              process,
              status == null ? null : ProcessInstanceStatus.of(status),
              folio,
              originator,
              startedFrom,
              startedBefore,
              parent,
              data == null ? Map.of() : data,
              cursor,
              Objects.requireNonNullElse(limit, 100)));
    }
  }

  /**
   * An operation on all instances that a query finds.
   *
   * @param all must be true where the query has no condition: every instance of the server is never
   *     meant by accident
   */
  record Batch(
      @Nullable Query query,
      @Nullable Boolean all,
      @Nullable Map<String, @Nullable Object> operation) {

    ProcessInstanceQuery which() {
      return Route.required(query, "query").query();
    }

    /** As {@link #which}, where the instances will be changed. */
    ProcessInstanceQuery whichAreChanged() {
      var which = which();
      if (!which.hasConditions() && !Boolean.TRUE.equals(all)) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "The query has no condition, and would change every instance that you may manage: add"
                + " one, or send \"all\": true beside the query.");
      }
      return which;
    }
  }

  @PostMapping("/instances/{id}/preview")
  OperationReport preview(
      Connection connection,
      @PathVariable long id,
      @RequestBody Map<String, @Nullable Object> body) {
    return connection.management().preview(id, OperationJson.read(body));
  }

  @PostMapping("/instances/{id}/operations")
  OperationReport carryOut(
      Connection connection,
      @PathVariable long id,
      @RequestBody Map<String, @Nullable Object> body) {
    var read = OperationJson.readWithVersion(body);
    return connection.management().carryOut(id, read.operation(), read.previewedVersion());
  }

  @PostMapping("/batches/preview")
  BatchPage previewBatch(Connection connection, @RequestBody Batch body) {
    var operation = OperationJson.read(Route.required(body.operation(), "operation"));
    return connection.management().previewBatch(body.which(), operation);
  }

  @PostMapping("/batches")
  BatchPage carryOutBatch(Connection connection, @RequestBody Batch body) {
    var operation = OperationJson.read(Route.required(body.operation(), "operation"));
    return connection.management().carryOutBatch(body.whichAreChanged(), operation);
  }

  @GetMapping("/instances/{id}/timers")
  Items<InstanceTimer> timers(Connection connection, @PathVariable long id) {
    return new Items<>(connection.management().timers(id));
  }

  @GetMapping("/errors")
  Page<InstanceError> errors(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String activity,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable String text,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return InstancesResource.valid(() ->
        connection
            .management()
            .errors(new ErrorQuery(process, activity, code, text, cursor, limit)));
  }
}
