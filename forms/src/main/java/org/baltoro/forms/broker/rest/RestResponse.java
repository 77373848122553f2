package org.baltoro.forms.broker.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came back.
 *
 * @param retryAfterSeconds what the server asks for; -1: nothing
 */
record RestResponse(int status, byte[] body, long retryAfterSeconds) {
  private static final int SHOWN_MAX = 300;

  /** Done, and nothing to read. */
  static final RestResponse DONE = new RestResponse(204, new byte[0], -1);

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** Whether the same request may succeed a little later. */
  boolean isPassing() {
    return status == 429 || status == 502 || status == 503 || status == 504;
  }

  /** What was asked for is not there, or not any more. */
  boolean isGone() {
    return status == 404 || status == 410;
  }

  /** A gateway has lost the answer of the server behind it, which may have done its work. */
  boolean isOfGateway() {
    return status == 502 || status == 504;
  }

  // ---- rows

  /** The rows that the method gives. */
  ServiceResult result(RestObject object, RestMethod method, ServiceCall call) {
    if (method.returns().isEmpty() || body.length == 0) {
      return ServiceResult.NOTHING;
    }
    var tree = Json.read(body);
    if (tree == null) {
      throw failed("its response is no JSON");
    }
    var found = Json.rows(tree, method.rows());
    int max = method.kind() == MethodKind.LIST ? call.rowsMax() : 1;
    var rows = new ArrayList<Row>();
    for (var node : found.subList(0, Math.min(max, found.size()))) {
      rows.add(row(node, object, method));
    }
    return new ServiceResult(rows, found.size() > max && method.kind() == MethodKind.LIST);
  }

  private static Row row(JsonNode node, RestObject object, RestMethod method) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var name : method.returns()) {
      var property = object.property(name);
      if (property == null) {
        throw new IllegalStateException("'%s' was checked before.".formatted(name));
      }
      try {
        values.put(name, Json.value(node, property));
      } catch (ValueRefused refused) {
        throw failed(
            "its response has at %s no %s: %s"
                .formatted(property.pointer(), property.type().label(), refused.getMessage()));
      }
    }
    return new Row(values);
  }

  private static SmartObjectException failed(String why) {
    return new SmartObjectException(SmartObjectProblem.SOURCE_FAILED, why);
  }

  // ---- failures

  /** The failure that the status says. */
  SmartObjectException failure(String title, RestObject object, RestMethod method) {
    var tree = Json.read(body);
    var problem = problem();
    boolean named = problem == SmartObjectProblem.INVALID_DATA || status == 409;
    var errors = tree == null || !named ? List.<FieldError>of() : fields(tree, object, method);
    return errors.isEmpty()
        ? new SmartObjectException(
            problem, "%s answered with status %d%s".formatted(title, status, detail(tree)))
        : SmartObjectException.ofFields(
            problem, "%s answered with status %d".formatted(title, status), errors, null);
  }

  private SmartObjectProblem problem() {
    return switch (status) {
      case 400, 422, 413 -> SmartObjectProblem.INVALID_DATA;
      case 401, 403 -> SmartObjectProblem.ACCESS_DENIED;
      case 404, 410 -> SmartObjectProblem.NOT_FOUND;
      case 409, 412 -> SmartObjectProblem.CONFLICT;
      case 408, 504 -> SmartObjectProblem.TIMED_OUT;
      case 429, 502, 503 -> SmartObjectProblem.UNAVAILABLE;
      default -> SmartObjectProblem.SOURCE_FAILED;
    };
  }

  /** A problem's own words, as RFC 9457 has them, or others' habits. */
  private String detail(@Nullable JsonNode tree) {
    if (tree == null) {
      return ".";
    }
    for (var pointer : List.of("/detail", "/message", "/error/message", "/title", "/error")) {
      var found = tree.at(pointer);
      if (found.isString() && !found.stringValue().isBlank()) {
        return ": " + cut(found.stringValue());
      }
    }
    return ".";
  }

  private static String cut(String text) {
    var plain = text.strip().replaceAll("\\p{Cntrl}+", " ");
    return plain.length() <= SHOWN_MAX ? plain : plain.substring(0, SHOWN_MAX) + "...";
  }

  /**
   * {@code errors} as an object of texts by field, or as a list of objects with field and message.
   */
  private static List<FieldError> fields(JsonNode tree, RestObject object, RestMethod method) {
    var found = new ArrayList<FieldError>();
    var errors = tree.at("/errors");
    if (errors.isObject()) {
      errors
          .propertyStream()
          .forEach(entry -> add(entry.getKey(), message(entry.getValue()), object, method, found));
    } else if (errors.isArray()) {
      for (var error : errors) {
        var name = first(error, "/field", "/pointer", "/name", "/path");
        var message = first(error, "/message", "/detail", "/error");
        if (name != null) {
          add(name, message == null ? "was refused." : cut(message), object, method, found);
        }
      }
    }
    return found;
  }

  private static String message(JsonNode given) {
    var node = given.isArray() && !given.isEmpty() ? given.get(0) : given;
    return node.isString() ? cut(node.stringValue()) : "was refused.";
  }

  private static @Nullable String first(JsonNode node, String... pointers) {
    for (var pointer : pointers) {
      if (node.at(pointer).isString()) {
        return node.at(pointer).stringValue();
      }
    }
    return null;
  }

  /** Adds an error if its name is that of an input: by pointer in the body, or by the last word. */
  private static void add(
      String name, String message, RestObject object, RestMethod method, List<FieldError> found) {
    var wanted = name.replaceFirst("^[#/]+", "").replace('.', '/');
    for (var member : method.body().entrySet()) {
      boolean same = member.getKey().substring(1).equalsIgnoreCase(wanted);
      if (same && member.getValue() instanceof RestValue.Input input) {
        found.add(new FieldError(input.name(), FieldError.Code.REFUSED, message));
        return;
      }
    }
    for (var property : object.properties()) {
      boolean same =
          property.name().equalsIgnoreCase(wanted)
              || property.pointer().substring(1).equalsIgnoreCase(wanted);
      if (same) {
        found.add(new FieldError(property.name(), FieldError.Code.REFUSED, message));
        return;
      }
    }
  }
}
