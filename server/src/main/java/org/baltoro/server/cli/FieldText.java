package org.baltoro.server.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DataFields;
import org.baltoro.api.WorklistItem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Data-field values as the command line writes them: {@code Name=value}. */
final class FieldText {
  private FieldText() {}

  /**
   * Sets each {@code Name=value}, converted by the field's own type. Nothing after the equals sign
   * empties the field.
   *
   * @throws UsageException for an unknown field, or a text that is no value of its type
   */
  static void set(DataFields fields, Iterable<String> assignments) {
    values(fields, assignments).forEach(fields::set);
  }

  /**
   * Sets each {@code Name=value} for an item: the field of that name of the activity if there is
   * one, else of the process.
   *
   * @throws UsageException for a field that neither has, or a text that is no value of its type
   */
  static void set(WorklistItem item, Iterable<String> assignments) {
    var ofActivity = item.activityDataFields();
    var ofProcess = item.processInstance().dataFields();
    for (var assignment : assignments) {
      var name = name(assignment);
      if (ofActivity.names().contains(name)) {
        set(ofActivity, List.of(assignment));
      } else if (ofProcess.names().contains(name) || ofActivity.names().isEmpty()) {
        set(ofProcess, List.of(assignment));
      } else {
        throw new UsageException(
            "%s Activity '%s' has %s."
                .formatted(
                    unknown(ofProcess, name).getMessage(),
                    item.activity(),
                    String.join(", ", ofActivity.names())));
      }
    }
  }

  /**
   * The values by field of each {@code Name=value}, converted by the field's type.
   *
   * @throws UsageException for an unknown field, or a text that is no value of its type
   */
  static Map<String, @Nullable Object> values(DataFields fields, Iterable<String> assignments) {
    var types = fields.types();
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var assignment : assignments) {
      var name = name(assignment);
      var type = types.get(name);
      if (type == null) {
        throw unknown(fields, name);
      }
      values.put(name, value(name, type, assignment.substring(name.length() + 1)));
    }
    return values;
  }

  private static String name(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new UsageException(
          "'%s' is no assignment: write Name=value, for example Amount=12.50."
              .formatted(assignment));
    }
    return assignment.substring(0, equals);
  }

  /** The object model's own refusal, which names the fields that there are and the nearest. */
  private static RuntimeException unknown(DataFields fields, String name) {
    try {
      fields.get(name);
    } catch (BaltoroException refusal) {
      return new UsageException(String.valueOf(refusal.getMessage()));
    }
    return new IllegalStateException("Data field '%s' has a value but no type.".formatted(name));
  }

  /** Conditions of a list, {@code Name=value}; the server knows the types. */
  static Map<String, Object> conditions(Iterable<String> assignments) {
    var conditions = new LinkedHashMap<String, Object>();
    for (var assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new UsageException(
            "--data %s is no condition: write --data Name=value.".formatted(assignment));
      }
      conditions.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }
    return conditions;
  }

  static @Nullable Object value(String name, String type, String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      return switch (type) {
        case "boolean" -> truth(text);
        case "integer" -> Integer.valueOf(text);
        case "long" -> Long.valueOf(text);
        case "decimal" -> new BigDecimal(text);
        case "double" -> Double.valueOf(text);
        case "date" -> LocalDate.parse(text);
        case "datetime" -> Instant.parse(text);
        case "json" -> JsonMapper.shared().readValue(text, Object.class);
        default -> text; // string, and binary as Base64
      };
    } catch (IllegalArgumentException | DateTimeParseException | JacksonException notOfThisType) {
      throw new UsageException(
          "Data field %s is of type %s, and '%s' is none: give %s."
              .formatted(name, type, text, example(type)));
    }
  }

  private static Boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException(text);
    };
  }

  private static String example(String type) {
    return switch (type) {
      case "boolean" -> "true or false";
      case "integer", "long" -> "a whole number, for example 12";
      case "decimal", "double" -> "a number with a point, for example 12.50";
      case "date" -> "a date, for example 2026-11-30";
      case "datetime" -> "a time with its zone, for example 2026-11-30T12:00:00Z";
      case "json" -> "JSON, for example '{\"a\": 1}'";
      default -> "text";
    };
  }
}
