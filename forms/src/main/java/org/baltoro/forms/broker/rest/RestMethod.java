package org.baltoro.forms.broker.rest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.Parameter;

/**
 * A request as a method.
 *
 * @param verb {@code GET}, {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
 * @param path after the base address, with inputs in braces, each part of it encoded: {@code
 *     /orders/{Number}/lines}
 * @param query values by the names that the address has them under
 * @param headers values by name
 * @param body values by their JSON pointers in the body; none: no body
 * @param required inputs that must be given; those of the path are in any case
 * @param parameters inputs that are no properties
 * @param rows the JSON pointer of the row, or of the array of rows, in the response; "" for all of
 *     it
 * @param returns properties that it gives; none: nothing of the response is used
 * @param filters properties that the address filters by for equality, and the query's names for it
 * @param repeatable it may be sent again after a failure though its verb does not say so
 */
public record RestMethod(
    String name,
    MethodKind kind,
    String verb,
    String path,
    SequencedMap<String, RestValue> query,
    SequencedMap<String, RestValue> headers,
    SequencedMap<String, RestValue> body,
    List<String> required,
    List<Parameter> parameters,
    String rows,
    List<String> returns,
    SequencedMap<String, String> filters,
    boolean repeatable) {
  static final Pattern PLACE = Pattern.compile("\\{([^{}]+)}");
  private static final Set<String> IDEMPOTENT = Set.of("GET", "PUT", "DELETE");

  public RestMethod {
    verb = verb.toUpperCase(Locale.ROOT);
    query = copy(query);
    headers = copy(headers);
    body = copy(body);
    required = List.copyOf(required);
    parameters = List.copyOf(parameters);
    returns = List.copyOf(returns);
    filters = copy(filters);
  }

  private static <V> SequencedMap<String, V> copy(Map<String, V> given) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(given));
  }

  /** A method that sends nothing but its address; more is added to it. */
  public static RestMethod of(String name, MethodKind kind, String verb, String path) {
    var none = new LinkedHashMap<String, RestValue>();
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        none,
        none,
        none,
        List.of(),
        List.of(),
        "",
        List.of(),
        new LinkedHashMap<>(),
        false);
  }

  public RestMethod query(String queryName, RestValue value) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        with(query, queryName, value),
        headers,
        body,
        required,
        parameters,
        rows,
        returns,
        filters,
        repeatable);
  }

  public RestMethod header(String header, RestValue value) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        with(headers, header, value),
        body,
        required,
        parameters,
        rows,
        returns,
        filters,
        repeatable);
  }

  public RestMethod body(String pointer, RestValue value) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        with(body, pointer, value),
        required,
        parameters,
        rows,
        returns,
        filters,
        repeatable);
  }

  public RestMethod requires(String... inputs) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        body,
        List.of(inputs),
        parameters,
        rows,
        returns,
        filters,
        repeatable);
  }

  public RestMethod parameters(Parameter... all) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        body,
        required,
        List.of(all),
        rows,
        returns,
        filters,
        repeatable);
  }

  /** What it gives, and where in the response. */
  public RestMethod gives(String rowsPointer, String... properties) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        body,
        required,
        parameters,
        rowsPointer,
        List.of(properties),
        filters,
        repeatable);
  }

  public RestMethod filtersBy(String property, String queryName) {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        body,
        required,
        parameters,
        rows,
        returns,
        with(filters, property, queryName),
        repeatable);
  }

  public RestMethod asRepeatable() {
    return new RestMethod(
        name,
        kind,
        verb,
        path,
        query,
        headers,
        body,
        required,
        parameters,
        rows,
        returns,
        filters,
        true);
  }

  private static <V> SequencedMap<String, V> with(Map<String, V> map, String key, V value) {
    var more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** It may be sent again when it is not known whether it arrived. */
  boolean mayRepeat() {
    return repeatable || IDEMPOTENT.contains(verb);
  }

  /** The inputs that the path has in braces. */
  SequencedSet<String> places() {
    var names = new LinkedHashSet<String>();
    var matcher = PLACE.matcher(path);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  /** All that it takes. */
  SequencedSet<String> inputs() {
    var names = new LinkedHashSet<>(places());
    for (var values : List.of(query, headers, body)) {
      for (var value : values.values()) {
        if (value instanceof RestValue.Input input) {
          names.add(input.name());
        }
      }
    }
    return names;
  }
}
