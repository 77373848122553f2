package org.baltoro.server.http;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ManagementOperation.Change;
import org.baltoro.api.ManagementOperation.Delete;
import org.baltoro.api.ManagementOperation.ExpireActivity;
import org.baltoro.api.ManagementOperation.GotoActivity;
import org.baltoro.api.ManagementOperation.Interrupt;
import org.baltoro.api.ManagementOperation.Migrate;
import org.baltoro.api.ManagementOperation.MoveTimer;
import org.baltoro.api.ManagementOperation.PauseTimer;
import org.baltoro.api.ManagementOperation.Redirect;
import org.baltoro.api.ManagementOperation.ResumeTimer;
import org.baltoro.api.ManagementOperation.Retry;
import org.baltoro.api.ManagementOperation.Skip;
import org.baltoro.api.ManagementOperation.Start;
import org.baltoro.api.ManagementOperation.Stop;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Reads a management operation: an object with the operation's name as {@code operation}, and its
 * fields by the names of the record's components. A field that is left out has the value that does
 * nothing special; one that the operation has not is refused by name.
 */
final class OperationJson {
  private static final String NAME = "operation";
  private static final String PREVIEWED_VERSION = "previewedVersion";

  /** The fields of each operation, by its name. */
  private static final Map<String, List<String>> FIELDS = fields();

  /** The names of all operations, as the mend of a refusal. */
  static final Set<String> NAMES = FIELDS.keySet();

  private final Map<String, @Nullable Object> body;

  private OperationJson(Map<String, @Nullable Object> body) {
    this.body = body;
  }

  private static Map<String, List<String>> fields() {
    var fields = new LinkedHashMap<String, List<String>>();
    fields.put("stop", List.of());
    fields.put("start", List.of());
    fields.put("goto", List.of("activity", "from", "ifActive", "waits"));
    fields.put("expire", List.of("activity", "waits"));
    fields.put("retry", List.of("error"));
    fields.put("skip", List.of("error"));
    fields.put("interrupt", List.of());
    fields.put("change", List.of("dataFields", "folio", "priority", "waits"));
    fields.put("migrate", List.of("version", "names", "rebuildTimers", "waits"));
    fields.put("delete", List.of());
    fields.put("moveTimer", List.of("timer", "dueDate"));
    fields.put("pauseTimer", List.of("timer"));
    fields.put("resumeTimer", List.of("timer"));
    fields.put("redirect", List.of("item", "to"));
    return Collections.unmodifiableMap(fields);
  }

  /** An operation, and the version that a preview of it was made on: 0 for none. */
  record Read(ManagementOperation operation, long previewedVersion) {}

  /**
   * Reads a body.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} naming the field and what it must be
   */
  static ManagementOperation read(Map<String, @Nullable Object> body) {
    var json = new OperationJson(body);
    var name = json.text(NAME);
    json.refuseUnknown(name, List.of(NAME));
    return json.operation(name);
  }

  /** Reads a body that may have {@code previewedVersion} besides. */
  static Read readWithVersion(Map<String, @Nullable Object> body) {
    var json = new OperationJson(body);
    var name = json.text(NAME);
    json.refuseUnknown(name, List.of(NAME, PREVIEWED_VERSION));
    return new Read(json.operation(name), json.wholeOr(PREVIEWED_VERSION, 0, Long.MAX_VALUE));
  }

  private ManagementOperation operation(String name) {
    return switch (name) {
      case "stop" -> new Stop();
      case "start" -> new Start();
      case "goto" ->
          new GotoActivity(
              text("activity"), textOrNull("from"), truthOr("ifActive", true), waits());
      case "expire" -> new ExpireActivity(text("activity"), waits());
      case "retry" -> new Retry((int) wholeOr("error", 0, Integer.MAX_VALUE));
      case "skip" -> new Skip((int) wholeOr("error", 0, Integer.MAX_VALUE));
      case "interrupt" -> new Interrupt();
      case "change" -> new Change(object("dataFields"), textOrNull("folio"), priority(), waits());
      case "migrate" ->
          new Migrate(whole("version"), texts("names"), truthOr("rebuildTimers", false), waits());
      case "delete" -> new Delete();
      case "moveTimer" -> new MoveTimer(whole("timer"), time("dueDate"));
      case "pauseTimer" -> new PauseTimer(whole("timer"));
      case "resumeTimer" -> new ResumeTimer(whole("timer"));
      case "redirect" -> new Redirect(whole("item"), list("to"));
      default ->
          throw invalid(
              "There is no operation '%s': there are %s."
                  .formatted(name, String.join(", ", NAMES)));
    };
  }

  /** Before anything is read: a misspelt field is not told as a missing one. */
  private void refuseUnknown(String operation, List<String> besides) {
    var known = new ArrayList<>(besides);
    known.addAll(FIELDS.getOrDefault(operation, List.of()));
    for (var field : body.keySet()) {
      if (FIELDS.containsKey(operation) && !known.contains(field)) {
        throw invalid(
            "The operation '%s' has no field '%s': there are %s."
                .formatted(operation, field, String.join(", ", known)));
      }
    }
  }

  private boolean waits() {
    return truthOr("waits", false);
  }

  private @Nullable Integer priority() {
    var value = body.get("priority");
    return value == null ? null : (int) whole("priority", value, Integer.MAX_VALUE);
  }

  private String text(String field) {
    var text = textOrNull(field);
    if (text == null) {
      throw missing(field);
    }
    return text;
  }

  private @Nullable String textOrNull(String field) {
    var value = body.get(field);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrongType(field, "text");
  }

  private boolean truthOr(String field, boolean otherwise) {
    var value = body.get(field);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw wrongType(field, "true or false");
  }

  private int whole(String field) {
    var value = body.get(field);
    if (value == null) {
      throw missing(field);
    }
    return (int) whole(field, value, Integer.MAX_VALUE);
  }

  private long wholeOr(String field, long otherwise, long most) {
    var value = body.get(field);
    return value == null ? otherwise : whole(field, value, most);
  }

  private static long whole(String field, Object value, long most) {
    if (value instanceof Integer
        || value instanceof Long
        || value instanceof java.math.BigInteger) {
      var number = new BigDecimal(value.toString());
      if (number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(most)) <= 0) {
        return number.longValueExact();
      }
    }
    throw wrongType(field, "a whole number from 0 to " + most);
  }

  private Instant time(String field) {
    var text = text(field);
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      throw wrongType(field, "a time as in 2026-01-31T12:00:00Z");
    }
  }

  @SuppressWarnings("unchecked") // names of JSON objects are text
  private Map<String, @Nullable Object> object(String field) {
    var value = body.get(field);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> members) {
      return (Map<String, @Nullable Object>) members;
    }
    throw wrongType(field, "an object");
  }

  private Map<String, String> texts(String field) {
    var texts = new LinkedHashMap<String, String>();
    for (var entry : object(field).entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw wrongType(field + "." + entry.getKey(), "text");
      }
      texts.put(entry.getKey(), text);
    }
    return texts;
  }

  private List<String> list(String field) {
    var value = body.get(field);
    if (value == null) {
      throw missing(field);
    }
    if (!(value instanceof List<?> items) || items.isEmpty()) {
      throw wrongType(field, "a list of names, one at least");
    }
    var names = new ArrayList<String>();
    for (Object item : items) {
      if (!(item instanceof String name)) {
        throw wrongType(field, "a list of names, one at least");
      }
      names.add(name);
    }
    return names;
  }

  private static BaltoroException missing(String field) {
    return invalid("The body lacks the property '%s'.".formatted(field));
  }

  private static BaltoroException wrongType(String field, String expected) {
    return invalid("Property '%s' has the wrong type: give %s.".formatted(field, expected));
  }

  private static BaltoroException invalid(String message) {
    return new BaltoroException(Problem.INVALID_REQUEST, message);
  }
}
