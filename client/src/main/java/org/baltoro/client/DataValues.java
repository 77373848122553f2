package org.baltoro.client;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of data fields as JSON has them: dates and times as ISO-8601 text, binary as Base64
 * text, numbers exact; a long beyond 2<sup>53</sup> may come as text.
 */
final class DataValues {
  private DataValues() {}

  /**
   * A value of any type as JSON; what has no form there goes as its text, for the server's check.
   */
  static @Nullable Object toJson(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Number number -> number;
      case ZonedDateTime zoned -> zoned.toOffsetDateTime().toString();
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case Map<?, ?> members -> {
        var json = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> json.put(String.valueOf(name), toJson(member)));
        yield json;
      }
      case Iterable<?> items -> {
        var json = new ArrayList<@Nullable Object>();
        items.forEach(item -> json.add(toJson(item)));
        yield json;
      }
      default -> value.toString();
    };
  }

  /**
   * What {@code given} is in a field of this type; itself if it does not fit, which the server then
   * refuses.
   */
  static @Nullable Object typed(String type, @Nullable Object given) {
    if (given == null) {
      return null;
    }
    try {
      return switch (type) {
        case "integer" -> given instanceof Number ? (Object) decimal(given).intValueExact() : given;
        case "long" -> decimal(given).longValueExact();
        case "decimal" -> decimal(given);
        case "double" -> given instanceof Number number ? (Object) number.doubleValue() : given;
        case "date" -> given instanceof String text ? LocalDate.parse(text) : given;
        case "datetime" ->
            given instanceof Instant instant ? instant.truncatedTo(ChronoUnit.MILLIS) : time(given);
        case "binary" -> given instanceof String text ? Base64.getDecoder().decode(text) : given;
        case "json" -> Json.read(Json.write(toJson(given)));
        default -> given;
      };
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
      return given;
    }
  }

  private static Instant time(Object given) {
    var offset =
        given instanceof ZonedDateTime zoned
            ? zoned.toOffsetDateTime()
            : OffsetDateTime.parse(given.toString());
    return offset.toInstant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static BigDecimal decimal(Object given) {
    if (given instanceof Number || given instanceof String) {
      return new BigDecimal(given.toString());
    }
    throw new IllegalArgumentException("no number");
  }

  static Map<String, @Nullable Object> toJson(Map<String, ? extends @Nullable Object> values) {
    var json = new LinkedHashMap<String, @Nullable Object>();
    values.forEach((name, value) -> json.put(name, toJson(value)));
    return json;
  }

  /** A value of a field of this type, from JSON. */
  static @Nullable Object fromJson(String type, @Nullable Object json) {
    if (json == null) {
      return null;
    }
    return switch (type) {
      case "integer" -> json instanceof Number number ? (Object) number.intValue() : json;
      case "long" -> Long.valueOf(json.toString());
      case "decimal" -> new BigDecimal(json.toString());
      case "double" -> Double.valueOf(json.toString());
      case "date" -> LocalDate.parse(json.toString());
      case "datetime" -> Instant.parse(json.toString());
      case "binary" -> Base64.getDecoder().decode(json.toString());
      default -> json;
    };
  }

  /** Values of the fields of {@code types}, in their order, from JSON. */
  static Map<String, @Nullable Object> fromJson(Map<String, String> types, JsonObject json) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    types.forEach((name, type) -> values.put(name, fromJson(type, json.members().get(name))));
    return values;
  }

  static Map<String, String> types(JsonObject json) {
    var types = new LinkedHashMap<String, String>();
    json.members().forEach((name, type) -> types.put(name, String.valueOf(type)));
    return types;
  }
}
