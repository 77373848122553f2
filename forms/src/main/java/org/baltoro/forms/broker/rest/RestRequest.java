package org.baltoro.forms.broker.rest;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.FileValue;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** Makes a request of a call. */
final class RestRequest {
  private final RestDescription description;
  private final RestMethod method;
  private final ServiceCall call;

  RestRequest(RestDescription description, RestMethod method, ServiceCall call) {
    this.description = description;
    this.method = method;
    this.call = call;
  }

  /**
   * The request, without its credential.
   *
   * @throws SmartObjectException if an input can't be sent
   */
  HttpRequest build() {
    var builder = HttpRequest.newBuilder(uri());
    builder.setHeader("Accept", "application/json");
    builder.setHeader("User-Agent", "Baltoro");
    method.headers().forEach((name, value) -> header(builder, name, value));
    if (method.body().isEmpty()) {
      return builder.method(method.verb(), BodyPublishers.noBody()).build();
    }
    builder.setHeader("Content-Type", "application/json");
    return builder.method(method.verb(), BodyPublishers.ofByteArray(Json.body(body()))).build();
  }

  private URI uri() {
    var base = description.base().toString();
    var address =
        new StringBuilder(base.endsWith("/") ? base.substring(0, base.length() - 1) : base);
    address.append(path());
    var separator = "?";
    for (var pair : query()) {
      address.append(separator).append(pair);
      separator = "&";
    }
    return URI.create(address.toString());
  }

  private String path() {
    var filled = new StringBuilder();
    var matcher = RestMethod.PLACE.matcher(method.path());
    int from = 0;
    while (matcher.find()) {
      filled.append(method.path(), from, matcher.start()).append(part(matcher.group(1)));
      from = matcher.end();
    }
    return filled.append(method.path().substring(from)).toString();
  }

  /** A part of a path: nothing, or one that leads elsewhere, would be another address. */
  private String part(String input) {
    var value = text(call.inputs().get(input));
    if (value == null || value.isEmpty() || value.equals(".") || value.equals("..")) {
      throw refused(input, "can't be part of an address; give another.");
    }
    return encoded(value);
  }

  private List<String> query() {
    var pairs = new ArrayList<String>();
    method.query().forEach((name, value) -> pairs(name, value(value), pairs));
    collect(call.filter(), pairs);
    return pairs;
  }

  private void collect(@Nullable Filter filter, List<String> pairs) {
    switch (filter) {
      case null -> {}
      case Filter.And and -> and.parts().forEach(part -> collect(part, pairs));
      case Filter.Compare compare ->
          pairs(String.valueOf(method.filters().get(compare.property())), compare.value(), pairs);
      case Filter.Or or -> throw new IllegalArgumentException("A query knows no Or.");
      case Filter.Not not -> throw new IllegalArgumentException("A query knows no Not.");
      case Filter.In in -> throw new IllegalArgumentException("A query knows no In.");
      case Filter.Empty empty -> throw new IllegalArgumentException("A query knows no Empty.");
    }
  }

  private static void pairs(String name, @Nullable Object value, List<String> pairs) {
    var values = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    for (var each : values) {
      pairs.add(encoded(name) + "=" + encoded(String.valueOf(text(each))));
    }
  }

  private void header(HttpRequest.Builder builder, String name, RestValue given) {
    var text = text(value(given));
    if (text == null) {
      return;
    }
    boolean sendable = text.chars().allMatch(letter -> letter >= ' ' && letter < 127);
    if (!sendable) {
      throw refused(
          given instanceof RestValue.Input input ? input.name() : name,
          "has letters that a header can't have.");
    }
    builder.setHeader(name, text);
  }

  private Map<String, @Nullable Object> body() {
    var values = new LinkedHashMap<String, @Nullable Object>();
    method
        .body()
        .forEach((pointer, value) -> {
          boolean given =
              !(value instanceof RestValue.Input input) || call.inputs().has(input.name());
          if (given) {
            values.put(pointer, value(value));
          }
        });
    return values;
  }

  private @Nullable Object value(RestValue value) {
    return switch (value) {
      case RestValue.Input input -> call.inputs().get(input.name());
      case RestValue.Constant constant -> constant.value();
    };
  }

  private static @Nullable String text(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case java.math.BigDecimal decimal -> decimal.toPlainString();
      case Instant moment -> moment.toString();
      case FileValue file -> file.name();
      default -> value.toString();
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private SmartObjectException refused(String field, String message) {
    return SmartObjectException.ofFields(
        SmartObjectProblem.INVALID_DATA,
        "the request was not sent",
        List.of(new FieldError(field, FieldError.Code.REFUSED, message)),
        null);
  }
}
