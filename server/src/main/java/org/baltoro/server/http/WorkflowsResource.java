package org.baltoro.server.http;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Definitions.ProcessSummary;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starting processes with the paths and shapes of K2 Five's Workflow REST API, so that what was
 * written for it needs a new base address only. What it has and this server has not is refused by
 * name, never ignored.
 */
@RestController
@RequestMapping(Route.WORKFLOW + "/workflows")
final class WorkflowsResource {
  private final JsonMapper mapper;

  WorkflowsResource(JsonMapper mapper) {
    this.mapper = mapper;
  }

  record Workflow(long id, long defaultVersionId, String name, String folder, String systemName) {}

  record Workflows(int itemCount, List<Workflow> workflows) {}

  record WorkflowInfo(
      String name, String description, String folder, String systemName, int expectedDuration) {}

  record WorkflowDetail(WorkflowInfo workflowInfo, String workflowSchema) {}

  /** The body of a start. */
  record StartBody(
      @Nullable String folio,
      @Nullable Integer priority,
      @Nullable Integer expectedDuration,
      @Nullable Map<String, @Nullable Object> dataFields,
      @Nullable Object xmlFields,
      @Nullable Object itemReferences) {}

  /** Those that the caller may start. */
  @GetMapping
  Workflows list(Connection connection) {
    var workflows =
        connection.definitions().processes().stream()
            .filter(process -> mayStart(connection, process))
            .map(process ->
                new Workflow(
                    process.id(),
                    process.defaultVersion(),
                    name(process),
                    folder(process),
                    process.process()))
            .toList();
    return new Workflows(workflows.size(), workflows);
  }

  private static boolean mayStart(Connection connection, ProcessSummary process) {
    try {
      connection.createProcessInstance(process.process());
      return true;
    } catch (BaltoroException refusal) {
      if (refusal.problem() == Problem.ACCESS_DENIED) {
        return false;
      }
      throw refusal;
    }
  }

  @GetMapping("/{id}")
  WorkflowDetail open(Connection connection, @PathVariable long id) {
    var process = process(connection, id);
    return new WorkflowDetail(
        new WorkflowInfo(
            name(process),
            Objects.requireNonNullElse(process.description(), ""),
            folder(process),
            process.process(),
            0),
        mapper.writeValueAsString(schema(connection, process)));
  }

  @GetMapping("/{id}/schema")
  Map<String, Object> schema(Connection connection, @PathVariable long id) {
    return schema(connection, process(connection, id));
  }

  /** Answers with the new instance's id; waits for its next wait state, as K2 does, by default. */
  @PostMapping("/{id}")
  ResponseEntity<Long> start(
      Connection connection,
      @PathVariable long id,
      @RequestParam(defaultValue = "true") boolean sync,
      @RequestParam(required = false) @Nullable Duration timeout,
      @RequestHeader(name = Route.IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestBody StartBody body) {
    refuseUnsupported(body.xmlFields(), body.itemReferences());
    if (body.expectedDuration() != null && body.expectedDuration() != 0) {
      throw unsupported("expectedDuration", "leave it out, or give 0");
    }
    var prepared = connection.createProcessInstance(process(connection, id).process());
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
        .body(started.id());
  }

  /** Refuses what a body of K2's carries and this server has no place for. */
  static void refuseUnsupported(@Nullable Object xmlFields, @Nullable Object itemReferences) {
    if (!isEmpty(xmlFields)) {
      throw unsupported("xmlFields", "use a data field of type string or json");
    }
    if (!isEmpty(itemReferences)) {
      throw unsupported("itemReferences", "pass the item's key in a data field");
    }
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value == null
        || (value instanceof Map<?, ?> members && members.isEmpty())
        || (value instanceof List<?> items && items.isEmpty());
  }

  private static BaltoroException unsupported(String property, String mend) {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        "This server has no '%s', so a request that carries some is refused: %s."
            .formatted(property, mend),
        Map.of("property", property));
  }

  private static ProcessSummary process(Connection connection, long id) {
    return connection.definitions().processes().stream()
        .filter(process -> process.id() == id)
        .findFirst()
        .orElseThrow(() ->
            new BaltoroException(
                Problem.UNKNOWN_PROCESS,
                "There is no workflow %d that you may start or view. GET %s/workflows lists them."
                    .formatted(id, Route.WORKFLOW)));
  }

  private static String name(ProcessSummary process) {
    return process.process().substring(process.process().lastIndexOf('/') + 1);
  }

  private static String folder(ProcessSummary process) {
    int slash = process.process().lastIndexOf('/');
    return slash < 0 ? "" : process.process().substring(0, slash);
  }

  private static Map<String, Object> schema(Connection connection, ProcessSummary process) {
    var prepared = connection.createProcessInstance(process.process());
    var fields = new LinkedHashMap<String, Object>();
    prepared.dataFields().types().forEach((name, type) -> fields.put(name, fieldSchema(type)));
    var required = prepared.requiredFields();
    var properties = new LinkedHashMap<String, Object>();
    properties.put("folio", ordered("type", "string", "maxLength", 256));
    properties.put("priority", ordered("type", "integer", "minimum", 0, "maximum", 2));
    properties.put("expectedDuration", ordered("type", "integer", "const", 0));
    properties.put("xmlFields", ordered("type", "array", "maxItems", 0));
    properties.put(
        "dataFields",
        ordered(
            "type",
            "object",
            "properties",
            fields,
            "required",
            required,
            "additionalProperties",
            false));
    properties.put("itemReferences", ordered("type", "object", "maxProperties", 0));
    return ordered(
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
        "title",
        process.process(),
        "type",
        "object",
        "properties",
        properties,
        "required",
        required.isEmpty() ? List.of() : List.of("dataFields"),
        "additionalProperties",
        false);
  }

  private static Map<String, Object> fieldSchema(String type) {
    return switch (type) {
      case "boolean" -> ordered("type", List.of("boolean", "null"));
      case "integer" -> ordered("type", List.of("integer", "null"), "format", "int32");
      case "long" -> ordered("type", List.of("integer", "string", "null"), "format", "int64");
      case "decimal" -> ordered("type", List.of("number", "null"), "format", "decimal");
      case "double" -> ordered("type", List.of("number", "null"), "format", "double");
      case "date" -> ordered("type", List.of("string", "null"), "format", "date");
      case "datetime" -> ordered("type", List.of("string", "null"), "format", "date-time");
      case "binary" -> ordered("type", List.of("string", "null"), "contentEncoding", "base64");
      case "json" -> ordered();
      default -> ordered("type", List.of("string", "null"));
    };
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
