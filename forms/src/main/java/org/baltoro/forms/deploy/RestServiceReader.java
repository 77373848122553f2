package org.baltoro.forms.deploy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.baltoro.forms.broker.rest.RestDescription;
import org.baltoro.forms.broker.rest.RestMethod;
import org.baltoro.forms.broker.rest.RestObject;
import org.baltoro.forms.broker.rest.RestProperty;
import org.baltoro.forms.broker.rest.RestRetry;
import org.baltoro.forms.broker.rest.RestValue;
import org.baltoro.forms.service.RestService;
import org.baltoro.forms.smartobject.MethodKind;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.language.yaml.PlainValue;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads what an address has: objects, and the requests that are their methods. */
final class RestServiceReader {
  private static final List<String> METHOD_KEYS =
      List.of(
          "kind",
          "request",
          "query",
          "headers",
          "body",
          "requiredInputs",
          "parameters",
          "rows",
          "returns",
          "filters",
          "repeatable");
  private static final Pattern REQUEST =
      Pattern.compile("(?i)(GET|POST|PUT|PATCH|DELETE)(?:[ ]+(/\\S*))?");
  private static final String EXPECTED_REQUEST = "a request as in GET /orders/{Number}";
  private static final List<String> SECRET_HEADERS =
      List.of("authorization", "proxy-authorization", "cookie");
  private static final URI MAKESHIFT = URI.create("https://unknown.invalid");
  private static final int RESPONSE_BYTES = 1 << 20;
  private static final int RESPONSE_BYTES_MIN = 1_024;
  private static final int RESPONSE_BYTES_MAX = 64 << 20;

  private final Parts parts;
  private final Section section;

  RestServiceReader(Parts parts, Section section) {
    this.parts = parts;
    this.section = section;
  }

  RestService read(String name) {
    var base = base();
    var objects = new ArrayList<RestObject>();
    if (!section.has("objects")) {
      section.missing("objects", "a mapping of service objects by name");
    }
    section
        .entries("objects", "a mapping of service objects by name")
        .forEach((object, part) -> objects.add(object(base, object, part)));
    return new RestService(
        name,
        section.text("displayName", ""),
        section.text("description", ""),
        section.truth("enabled", true),
        description(base, objects));
  }

  /** What is wrong in objects is told by then: those are left out. */
  private RestDescription description(URI base, List<RestObject> objects) {
    var usual = RestDescription.of(base.toString());
    return new RestDescription(
        base,
        section.has("credential")
            ? section.requiredText("credential", "the name of one of the server's credentials")
            : null,
        ServiceReader.duration(
            parts,
            section,
            "timeout",
            usual.timeout(),
            Duration.ofMillis(1),
            Duration.ofMinutes(10)),
        retry(),
        ServiceReader.whole(
            parts,
            section,
            "responseBytesMax",
            RESPONSE_BYTES,
            RESPONSE_BYTES_MIN,
            RESPONSE_BYTES_MAX),
        objects);
  }

  private URI base() {
    var expected = "an address as in https://host/path, without a user or a query";
    var text = section.requiredText("url", expected);
    try {
      var base = URI.create(text);
      boolean http = String.valueOf(base.getScheme()).toLowerCase(Locale.ROOT).matches("https?");
      if (http && base.getRawFragment() == null) {
        return RestDescription.of(text).base();
      }
    } catch (IllegalArgumentException malformed) {
      // told below, without what may be a secret in it
    }
    if (!text.isEmpty()) {
      parts.reading.unreadable("url", "another address", expected);
    }
    return MAKESHIFT;
  }

  private RestRetry retry() {
    var part = section.part("retry");
    if (part == null) {
      return RestRetry.DEFAULTS;
    }
    var retry = parts.section(part, "retries", List.of("attempts", "first", "longest"));
    var usual = RestRetry.DEFAULTS;
    var most = Duration.ofMinutes(1);
    return new RestRetry(
        ServiceReader.whole(parts, retry, "attempts", usual.attempts(), 1, 10),
        ServiceReader.duration(parts, retry, "first", usual.first(), Duration.ZERO, most),
        ServiceReader.duration(parts, retry, "longest", usual.longest(), Duration.ZERO, most));
  }

  // ---- objects

  private RestObject object(URI base, String name, Part part) {
    var object =
        parts.section(part, "a service object", List.of("description", "properties", "methods"));
    var properties = new ArrayList<RestProperty>();
    object
        .entries("properties", "a mapping of properties by name")
        .forEach((property, at) -> properties.add(property(property, at)));
    var methods = new ArrayList<RestMethod>();
    object
        .entries("methods", "a mapping of methods by name")
        .forEach((method, at) -> {
          var read = method(method, at);
          if (fits(base, name, properties, read, at.path())) {
            methods.add(read);
          }
        });
    return new RestObject(name, object.text("description", ""), properties, methods);
  }

  /** Notes what a method says of properties that can't be, at the method. */
  private boolean fits(
      URI base, String name, List<RestProperty> properties, RestMethod method, String path) {
    try {
      return !RestDescription.of(
              base.toString(), new RestObject(name, "", properties, List.of(method)))
          .objects()
          .isEmpty();
    } catch (IllegalArgumentException unfit) {
      parts.reading.error(
          parts.reading.places().at(path),
          path,
          String.valueOf(unfit.getMessage()),
          "a method whose parts fit together");
      return false;
    }
  }

  private RestProperty property(String name, Part part) {
    if (!part.isMapping()) {
      return RestProperty.of(name, Types.read(parts, part), pointer(name));
    }
    var property = parts.section(part, "a property", List.of("type", "key", "at"));
    var type = Types.required(parts, property, PropertyType.TEXT);
    var at = property.text("at", pointer(name));
    if (!at.startsWith("/") || at.length() < 2) {
      parts.reading.unreadable(
          property.path("at"), "'%s'".formatted(at), "a JSON pointer as /customer/name");
      at = pointer(name);
    }
    return new RestProperty(name, type, property.truth("key", false), at);
  }

  static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }

  private RestMethod method(String name, Part part) {
    var method = parts.section(part, "a method", METHOD_KEYS);
    if (!method.has("kind")) {
      method.missing("kind", "one of " + String.join(", ", Words.all(MethodKind.class).keySet()));
    }
    var matcher = REQUEST.matcher(method.requiredText("request", EXPECTED_REQUEST).strip());
    boolean sound = matcher.matches();
    if (!sound && method.has("request")) {
      var request = java.util.Objects.requireNonNull(method.part("request"));
      parts.reading.unreadable(request.path(), request.shown(), EXPECTED_REQUEST);
    }
    return new RestMethod(
        name,
        method.choice("kind", Words.all(MethodKind.class), MethodKind.EXECUTE),
        sound ? matcher.group(1) : "GET",
        sound && matcher.group(2) != null ? matcher.group(2) : "",
        values(method, "query"),
        headers(method),
        values(method, "body"),
        method.texts("requiredInputs", "inputs"),
        MethodReader.parameters(parts, method),
        method.text("rows", ""),
        method.texts("returns", "properties"),
        filters(method),
        method.truth("repeatable", false));
  }

  private SequencedMap<String, RestValue> headers(Section method) {
    var headers = values(method, "headers");
    for (var header : List.copyOf(headers.keySet())) {
      if (SECRET_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
        parts.reading.unreadable(
            method.path("headers") + "." + header,
            "the header '%s'".formatted(header),
            "credential: <name>, one of the server's: no document holds a secret");
        headers.remove(header);
      }
    }
    return headers;
  }

  /** An input by its name, or <code>{ value: 5 }</code>. */
  private SequencedMap<String, RestValue> values(Section method, String key) {
    var values = new LinkedHashMap<String, RestValue>();
    method
        .entries(key, "a mapping: what is sent, from which input")
        .forEach((name, part) -> {
          var value = value(method, part);
          if (value != null) {
            values.put(name, value);
          }
        });
    return values;
  }

  private @Nullable RestValue value(Section method, Part part) {
    if (!part.isMapping()) {
      var input = method.text(part, "an input, or { value: ... }");
      return input == null ? null : RestValue.input(input);
    }
    var constant = parts.section(part, "{ value: ... }", List.of("value"));
    var given = constant.part("value");
    if (given == null) {
      constant.missing("value", "what is always sent");
      return null;
    }
    var read = SourceReader.plain(PlainValue.read(parts.reading, given, false));
    return read == null ? null : RestValue.constant(read);
  }

  private static SequencedMap<String, String> filters(Section method) {
    var filters = new LinkedHashMap<String, String>();
    method
        .entries("filters", "a mapping: a property, and the query's name for it")
        .forEach((property, part) -> {
          var name = method.text(part, "a name in the query");
          if (name != null) {
            filters.put(property, name);
          }
        });
    return filters;
  }
}
