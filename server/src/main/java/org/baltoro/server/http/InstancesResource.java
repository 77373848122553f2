package org.baltoro.server.http;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Comment;
import org.baltoro.api.Connection;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.ProcessInstanceSummary;
import org.baltoro.server.http.JsonShapes.InstanceJson;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Process instances: start, open, list, change, and their journal. */
@RestController
@RequestMapping(Route.BALTORO + "/instances")
final class InstancesResource {
  private final JsonMapper mapper;

  InstancesResource(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** What an instance of a process would begin with. */
  record Prepared(
      String process,
      Map<String, @Nullable Object> dataFields,
      Map<String, String> dataFieldTypes,
      Set<String> hiddenFields,
      List<String> requiredFields) {}

  record Start(
      @Nullable String process,
      @Nullable Integer version,
      @Nullable String folio,
      @Nullable Integer priority,
      @Nullable Map<String, @Nullable Object> dataFields) {}

  @GetMapping("/new")
  Prepared prepare(
      Connection connection,
      @RequestParam String process,
      @RequestParam(required = false) @Nullable Integer version) {
    var prepared = connection.createProcessInstance(process);
    if (version != null) {
      prepared.version(version);
    }
    var fields = prepared.dataFields();
    return new Prepared(
        prepared.process(),
        JsonShapes.values(fields),
        fields.types(),
        fields.hidden(),
        prepared.requiredFields());
  }

  @PostMapping
  ResponseEntity<InstanceJson> start(
      Connection connection,
      @RequestParam(defaultValue = "false") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestHeader(name = Route.IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody Start body) {
    var prepared = connection.createProcessInstance(Route.required(body.process(), "process"));
    if (body.version() != null) {
      prepared.version(body.version());
    }
    if (body.folio() != null) {
      prepared.folio(body.folio());
    }
    if (body.priority() != null) {
      prepared.priority(body.priority());
    }
    var idempotencyKey = Route.idempotencyKey(key);
    if (idempotencyKey != null) {
      prepared.idempotencyKey(idempotencyKey);
    }
    JsonShapes.set(prepared.dataFields(), body.dataFields());
    var started = Route.waiting(connection, timeout).startProcessInstance(prepared, sync);
    return ResponseEntity.created(URI.create(Route.BALTORO + "/instances/" + started.id()))
        .body(InstanceJson.of(started));
  }

  @GetMapping
  Page<ProcessInstanceSummary> list(
      Connection connection,
      @RequestParam(required = false) @Nullable String process,
      @RequestParam(required = false) @Nullable String status,
      @RequestParam(required = false) @Nullable String folio,
      @RequestParam(required = false) @Nullable String originator,
      @RequestParam(required = false) @Nullable Instant startedFrom,
      @RequestParam(required = false) @Nullable Instant startedBefore,
      @RequestParam(required = false) @Nullable Long parent,
      @RequestParam(required = false) @Nullable String data,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "100") int limit) {
    return connection.processInstances(
        valid(() ->
            new ProcessInstanceQuery(
                process,
                status == null ? null : ProcessInstanceStatus.of(status),
                folio,
                originator,
                startedFrom,
                startedBefore,
                parent,
                conditions(mapper, data),
                cursor,
                limit)));
  }

  @GetMapping("/{id}")
  InstanceJson open(Connection connection, @PathVariable long id) {
    return InstanceJson.of(connection.openProcessInstance(id));
  }

  @PatchMapping("/{id}")
  InstanceJson update(Connection connection, @PathVariable long id, @RequestBody Changes body) {
    var instance = connection.openProcessInstance(id);
    body.writeTo(instance);
    instance.update();
    return InstanceJson.of(instance);
  }

  @GetMapping("/{id}/journal")
  Items<JournalEntry> journal(
      Connection connection,
      @PathVariable long id,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "1000") int limit) {
    return new Items<>(valid(() -> connection.journal(id, after, limit)));
  }

  @GetMapping("/{id}/comments")
  Items<Comment> comments(Connection connection, @PathVariable long id) {
    return new Items<>(connection.comments(id));
  }

  @PostMapping("/{id}/comments")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void comment(
      Connection connection, @PathVariable long id, @RequestBody WorklistResource.NewComment body) {
    connection.addComment(id, Route.required(body.text(), "text"));
  }

  /** The conditions of a list on data fields: a JSON object by field. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> conditions(JsonMapper mapper, @Nullable String data) {
    if (data == null) {
      return Map.of();
    }
    try {
      @Nullable Map<String, @Nullable Object> conditions = mapper.readValue(data, Map.class);
      if (conditions != null && !conditions.containsValue(null)) {
        return (Map<String, Object>) (Map<String, ?>) conditions;
      }
    } catch (JacksonException noObject) {
      // told below
    }
    throw new BaltoroException(
        Problem.INVALID_REQUEST,
        "'data' is '%s': give a JSON object with values as in {\"Region\": \"EMEA\"}."
            .formatted(data));
  }

  /** What the object model checks of arguments is the caller's fault here. */
  static <T> T valid(Supplier<T> arguments) {
    try {
      return arguments.get();
    } catch (IllegalArgumentException outOfBounds) {
      throw new BaltoroException(Problem.INVALID_REQUEST, String.valueOf(outOfBounds.getMessage()));
    }
  }
}
