package org.baltoro.forms.broker.rest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.smartobject.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What a service instance has at one address.
 *
 * @param base what every path is put behind: {@code https://finance.example/api}
 * @param credential the name of what proves who calls; null: nothing does
 * @param timeout of one attempt, from the request to the end of the response; 1 ms to 10 minutes
 * @param responseBytesMax a longer response fails the call; 1 KB to 64 MB
 */
public record RestDescription(
    URI base,
    @Nullable String credential,
    Duration timeout,
    RestRetry retry,
    int responseBytesMax,
    List<RestObject> objects) {
  private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

  /**
   * Checks what it says.
   *
   * @throws IllegalArgumentException naming what is wrong
   */
  public RestDescription {
    objects = List.copyOf(objects);
    boolean bounded =
        timeout.isPositive()
            && timeout.compareTo(Duration.ofMinutes(10)) <= 0
            && responseBytesMax >= 1_024
            && responseBytesMax <= 64 << 20;
    if (!bounded) {
      throw new IllegalArgumentException(
          "The time-out is %s and the response's bound %d: give 1 ms to 10 minutes, and 1 KB to 64 MB."
              .formatted(timeout, responseBytesMax));
    }
    if (base.getHost() == null || base.getRawQuery() != null || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "The base address must be as https://host/path, without a user or a query.");
    }
    for (var object : objects) {
      object.methods().forEach(method -> check(object, method));
    }
  }

  /** A description with a time-out of 10 s, three attempts, and responses of 1 MB at most. */
  public static RestDescription of(String base, RestObject... objects) {
    return new RestDescription(
        URI.create(base),
        null,
        Duration.ofSeconds(10),
        RestRetry.DEFAULTS,
        1 << 20,
        List.of(objects));
  }

  public RestDescription withCredential(String name) {
    return new RestDescription(base, name, timeout, retry, responseBytesMax, objects);
  }

  public RestDescription withTimeout(Duration each) {
    return new RestDescription(base, credential, each, retry, responseBytesMax, objects);
  }

  public RestDescription withRetry(RestRetry how) {
    return new RestDescription(base, credential, timeout, how, responseBytesMax, objects);
  }

  private static void check(RestObject object, RestMethod method) {
    var title = "%s.%s".formatted(object.name(), method.name());
    if (!VERBS.contains(method.verb())) {
      throw new IllegalArgumentException(
          "%s has the verb %s: give GET, POST, PUT, PATCH or DELETE."
              .formatted(title, method.verb()));
    }
    if (method.verb().equals("GET") && !method.body().isEmpty()) {
      throw new IllegalArgumentException("%s is a GET with a body: use a query.".formatted(title));
    }
    if (!method.path().isEmpty() && !method.path().startsWith("/")) {
      throw new IllegalArgumentException("The path of %s must begin with /.".formatted(title));
    }
    Set<String> parameters = new HashSet<>();
    method.parameters().stream().map(Parameter::name).forEach(parameters::add);
    Set<String> used = new HashSet<>(method.inputs());
    used.addAll(method.required());
    used.removeAll(parameters);
    used.addAll(method.returns());
    used.addAll(method.filters().keySet());
    for (var name : used) {
      if (object.property(name) == null) {
        throw new IllegalArgumentException(
            "%s uses '%s', which is neither a property nor a parameter.".formatted(title, name));
      }
    }
    method.headers().keySet().forEach(header -> checkHeader(title, header));
    method.body().keySet().forEach(pointer -> checkPointer(title, pointer));
    if (!method.rows().isEmpty()) {
      checkPointer(title, method.rows());
    }
    object.properties().forEach(property -> checkPointer(title, property.pointer()));
  }

  private static void checkHeader(String title, String header) {
    try {
      HttpRequest.newBuilder().setHeader(header, "x");
    } catch (IllegalArgumentException refused) {
      throw new IllegalArgumentException(
          "%s sends the header '%s', which can't be set.".formatted(title, header), refused);
    }
  }

  private static void checkPointer(String title, String pointer) {
    if (!pointer.startsWith("/") || pointer.length() < 2) {
      throw new IllegalArgumentException(
          "%s has the JSON pointer '%s': give one as /customer/name.".formatted(title, pointer));
    }
  }
}
