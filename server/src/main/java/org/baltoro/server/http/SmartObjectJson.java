package org.baltoro.server.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;
import org.jspecify.annotations.Nullable;

/**
 * Calls of SmartObjects as JSON. Values are text, numbers, truth values, lists of them, and files
 * as objects; filters are written as in documents.
 */
final class SmartObjectJson {
  private static final int DEPTH_MAX = 50;

  /** Of all that is compared in one filter; the layer holds the rest to its bounds. */
  private static final Map<String, Filter.Operator> OPERATORS = operators();

  private SmartObjectJson() {}

  /** A part of a list. */
  record PageJson(
      @Nullable Integer size,
      @Nullable Long offset,
      @Nullable Map<String, @Nullable Object> after) {}

  /** A call. */
  record CallJson(
      @Nullable String smartObject,
      @Nullable String method,
      @Nullable Map<String, @Nullable Object> inputs,
      @Nullable Map<String, @Nullable Object> parameters,
      @Nullable Map<String, @Nullable Object> filter,
      @Nullable List<@Nullable Object> order,
      @Nullable PageJson page) {}

  /**
   * The call.
   *
   * @param referring gives what a value stands for that refers to an earlier call; others as they
   *     are
   * @throws BaltoroException {@link Problem#INVALID_REQUEST}, naming what is malformed
   */
  static MethodCall call(CallJson json, UnaryOperator<@Nullable Object> referring) {
    return new MethodCall(
        Route.required(json.smartObject(), "smartObject"),
        Route.required(json.method(), "method"),
        Row.of(values(json.inputs(), referring)),
        values(json.parameters(), referring),
        json.filter() == null ? null : filter(json.filter(), referring, 1),
        order(json.order()),
        page(json.page()));
  }

  private static Map<String, @Nullable Object> values(
      @Nullable Map<String, @Nullable Object> json, UnaryOperator<@Nullable Object> referring) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    if (json != null) {
      json.forEach((name, value) -> values.put(name, value(value, referring, name)));
    }
    return values;
  }

  private static @Nullable Object value(
      @Nullable Object json, UnaryOperator<@Nullable Object> referring, String name) {
    return switch (referring.apply(json)) {
      case null -> null;
      case Integer number -> number.longValue();
      case BigInteger number -> new BigDecimal(number);
      case List<?> list -> list(list, name);
      case Map<?, ?> members -> file(members, name);
      case Object plain -> plain;
    };
  }

  private static List<@Nullable Object> list(List<?> json, String name) {
    var values = new ArrayList<@Nullable Object>();
    for (var item : json) {
      values.add(value(item, UnaryOperator.identity(), name));
    }
    return values;
  }

  private static FileValue file(Map<?, ?> members, String name) {
    if (members.size() == 3
        && members.get("name") instanceof String named
        && members.get("contentType") instanceof String typed
        && members.get("content") instanceof String encoded) {
      try {
        return new FileValue(named, typed, Base64.getDecoder().decode(encoded));
      } catch (IllegalArgumentException malformed) {
        throw invalid("The content of the file '%s' is no Base64.".formatted(name));
      }
    }
    throw invalid(
        "'%s' is an object: give a value, or a file as {\"name\", \"contentType\", \"content\"}."
            .formatted(name));
  }

  // ---- lists

  private static Map<String, Filter.Operator> operators() {
    var operators = new LinkedHashMap<String, Filter.Operator>();
    for (var operator : Filter.Operator.values()) {
      operators.put(JsonShapes.text(operator), operator);
    }
    return java.util.Collections.unmodifiableMap(operators);
  }

  private static Filter filter(
      Map<?, ?> json, UnaryOperator<@Nullable Object> referring, int depth) {
    if (depth > DEPTH_MAX) {
      throw invalid("The filter is more than %d levels deep.".formatted(DEPTH_MAX));
    }
    if (json.get("property") instanceof String property && json.size() == 2) {
      var comparison = new LinkedHashMap<Object, @Nullable Object>(json);
      comparison.remove("property");
      var only = comparison.entrySet().iterator().next();
      return comparison(property, String.valueOf(only.getKey()), only.getValue(), referring);
    }
    if (json.size() == 1) {
      var entry = json.entrySet().iterator().next();
      var part = entry.getValue();
      switch (String.valueOf(entry.getKey())) {
        case "and" -> {
          return new Filter.And(filters(part, referring, depth));
        }
        case "or" -> {
          return new Filter.Or(filters(part, referring, depth));
        }
        case "not" -> {
          return new Filter.Not(filters(List.of(required(part)), referring, depth).getFirst());
        }
        default -> {}
      }
    }
    throw invalid(
        "A part of the filter can't be read: give {\"property\": ..., \"equals\": ...} with one of %s, in, empty; or and, or, not."
            .formatted(String.join(", ", OPERATORS.keySet())));
  }

  private static Object required(@Nullable Object part) {
    if (part == null) {
      throw invalid("A part of the filter is null: give a filter.");
    }
    return part;
  }

  private static List<Filter> filters(
      @Nullable Object json, UnaryOperator<@Nullable Object> referring, int depth) {
    if (!(json instanceof List<?> list)) {
      throw invalid("'and' and 'or' of a filter are lists of filters.");
    }
    var filters = new ArrayList<Filter>();
    for (var item : list) {
      if (!(item instanceof Map<?, ?> part)) {
        throw invalid("A part of the filter is no object.");
      }
      filters.add(filter(part, referring, depth + 1));
    }
    return filters;
  }

  private static Filter comparison(
      String property,
      String key,
      @Nullable Object json,
      UnaryOperator<@Nullable Object> referring) {
    if (key.equals("empty") && json instanceof Boolean empty) {
      var filter = new Filter.Empty(property);
      return empty ? filter : new Filter.Not(filter);
    }
    var value = value(json, referring, property);
    if (key.equals("in") && value instanceof List<?> list) {
      var values = new ArrayList<Object>();
      list.forEach(item -> values.add(required(item)));
      return new Filter.In(property, values);
    }
    var operator = OPERATORS.get(key);
    if (operator == null) {
      throw invalid(
          "The filter compares '%s' with '%s': give one of %s, in (with a list), empty (with true or false)."
              .formatted(property, key, String.join(", ", OPERATORS.keySet())));
    }
    if (value == null) {
      throw invalid(
          "The filter compares '%s' with null: give {\"property\": ..., \"empty\": true}."
              .formatted(property));
    }
    return new Filter.Compare(property, operator, value);
  }

  private static List<Sort> order(@Nullable List<@Nullable Object> json) {
    var order = new ArrayList<Sort>();
    for (var item : json == null ? List.of() : json) {
      if (item instanceof String property) {
        order.add(Sort.ascending(property));
      } else if (item instanceof Map<?, ?> down
          && down.size() == 1
          && down.get("descending") instanceof String property) {
        order.add(Sort.descending(property));
      } else {
        throw invalid("'order' is a list of properties; {\"descending\": ...} where it goes down.");
      }
    }
    return order;
  }

  private static @Nullable Page page(@Nullable PageJson json) {
    if (json == null) {
      return null;
    }
    int size = Route.required(json.size(), "page.size");
    long offset = json.offset() == null ? 0 : json.offset();
    var after =
        json.after() == null ? null : Row.of(values(json.after(), UnaryOperator.identity()));
    return new Page(size, offset, after);
  }

  private static BaltoroException invalid(String message) {
    return new BaltoroException(Problem.INVALID_REQUEST, message);
  }
}
