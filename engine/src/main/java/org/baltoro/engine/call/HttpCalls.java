package org.baltoro.engine.call;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.engine.rule.FeelRules;
import org.baltoro.kernel.definition.HttpCall;
import org.baltoro.kernel.rule.RuleScope;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of definitions. Redirects are followed only where the same request may be made
 * again, each hop is checked as the first one was, and a credential goes nowhere else.
 */
public final class HttpCalls {
  private static final int REDIRECTS_MAX = 5;
  private static final String ACCEPTED = "application/json, */*;q=0.5";
  private static final String USER_AGENT = "Baltoro";
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final FeelRules rules;
  private final CallRules callRules;
  private final Credentials credentials;

  /** Made when the first call is: most engines make none. */
  private volatile @Nullable HttpClient client;

  public HttpCalls(FeelRules rules, CallRules callRules, Credentials credentials) {
    this.rules = rules;
    this.callRules = callRules;
    this.credentials = credentials;
  }

  /**
   * Makes a call for an attempt.
   *
   * @param timeLimit for the response
   * @param scope what its expressions see of the instance
   * @param callbackUrl null if nobody knows where this engine is reached
   * @param k2 takes what is received
   */
  public void make(
      HttpCall call,
      Duration timeLimit,
      RuleScope scope,
      @Nullable String callbackUrl,
      ServerEventContext k2)
      throws CallFailed, InterruptedException {
    var values = new CallValues(rules, scope, k2, callbackUrl);
    var url = values.url(call.url());
    var title = call.method() + " " + url.split("[?#]", 2)[0];
    try {
      var request = request(call, url, values, timeLimit, k2.idempotencyKey());
      var credential = credential(call, url);
      try {
        var response = CallResponse.of(send(request, credential), callRules.responseBytesMax());
        receive(call, response, values, k2);
      } catch (CallFailed failed) {
        throw credential == null
            ? failed
            : new CallFailed(credential.hidden(String.valueOf(failed.getMessage())));
      }
    } catch (CallFailed failed) {
      throw new CallFailed(title + " failed: " + failed.getMessage());
    } catch (IOException broken) {
      throw new CallFailed(
          "%s failed: %s. It may have been received: the next attempt has the same Idempotency-Key."
              .formatted(title, described(broken)));
    }
    k2.setSynchronous(!call.asynchronous());
  }

  private static HttpRequest.Builder request(
      HttpCall call, String url, CallValues values, Duration timeLimit, String idempotencyKey)
      throws CallFailed {
    var builder = HttpRequest.newBuilder(uri(url)).timeout(timeLimit);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", ACCEPTED);
    headers.put("User-Agent", USER_AGENT);
    headers.put("Idempotency-Key", idempotencyKey);
    var body = call.body() == null ? null : values.body(call.body());
    if (body != null) {
      headers.put("Content-Type", body.type());
    }
    for (var header : call.headers().entrySet()) {
      headers.keySet().removeIf(header.getKey()::equalsIgnoreCase);
      headers.put(header.getKey(), values.header(header.getValue()));
    }
    headers.forEach(builder::setHeader);
    return builder.method(
        call.method(),
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body.bytes()));
  }

  private static URI uri(String url) throws CallFailed {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new CallFailed("it is no address as in https://host/path: " + malformed.getMessage());
    }
  }

  private Credentials.@Nullable Credential credential(HttpCall call, String url) throws CallFailed {
    var name = call.credential();
    if (name == null) {
      return null;
    }
    var known = credentials.named(name);
    if (known == null) {
      throw new CallFailed(
          "this server knows no credential '%s': an administrator adds it with BALTORO_CREDENTIAL_%s or --credentials, then starts it again"
              .formatted(name, name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_")));
    }
    if (!known.isFor(uri(url).toString())) {
      throw new CallFailed(
          "the credential '%s' is for %s and goes nowhere else".formatted(name, known.address()));
    }
    return known;
  }

  private HttpResponse<java.io.InputStream> send(
      HttpRequest.Builder first, Credentials.@Nullable Credential credential)
      throws CallFailed, IOException, InterruptedException {
    var request = first;
    for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
      var bare = request.build();
      callRules.admit(bare.uri());
      var sent =
          credential != null && credential.isFor(bare.uri().toString())
              ? request.copy().setHeader("Authorization", credential.header())
              : request;
      var response = client().send(sent.build(), BodyHandlers.ofInputStream());
      var next = redirect(response, bare.method());
      if (next == null) {
        return response;
      }
      response.body().close();
      request = isSameOrigin(bare.uri(), next) ? request.uri(next) : stranger(bare, next);
    }
    throw new CallFailed("it was redirected more than %d times".formatted(REDIRECTS_MAX));
  }

  /** Where to ask again with the same method and body; null: nowhere. */
  private static @Nullable URI redirect(HttpResponse<java.io.InputStream> response, String method) {
    int status = response.statusCode();
    var location = response.headers().firstValue("Location").orElse(null);
    if (location == null || !REDIRECTS.contains(status)) {
      return null;
    }
    URI next;
    try {
      next = response.request().uri().resolve(location);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
    boolean reads = method.equals("GET") || method.equals("HEAD");
    boolean again =
        (status == 307 || status == 308) && isSameOrigin(response.request().uri(), next);
    return reads || again ? next : null;
  }

  private static boolean isSameOrigin(URI one, URI other) {
    return Objects.equals(one.getScheme(), other.getScheme())
        && Objects.equals(one.getRawAuthority(), other.getRawAuthority());
  }

  /** What another server is asked: the definition's headers may be secrets between two. */
  private static HttpRequest.Builder stranger(HttpRequest asked, URI next) {
    var request = HttpRequest.newBuilder(next).method(asked.method(), BodyPublishers.noBody());
    asked.timeout().ifPresent(request::timeout);
    request.setHeader("Accept", ACCEPTED);
    request.setHeader("User-Agent", USER_AGENT);
    return request;
  }

  private static void receive(
      HttpCall call, CallResponse response, CallValues values, ServerEventContext k2)
      throws CallFailed {
    var seen = values.with(response);
    if (!seen.truth(call.success())) {
      throw new CallFailed(response.described());
    }
    var received = new LinkedHashMap<String, @Nullable Object>();
    for (var field : call.receive().entrySet()) {
      received.put(field.getKey(), seen.value(field.getValue()));
    }
    try {
      for (Map.Entry<String, @Nullable Object> field : received.entrySet()) {
        set(k2, field.getKey(), field.getValue());
      }
    } catch (BaltoroException refused) {
      throw new CallFailed(
          "it succeeded, but its response can't be received: %s %s"
              .formatted(refused.getMessage(), response.described()));
    }
  }

  private static void set(ServerEventContext k2, String field, @Nullable Object value) {
    var ofActivity = k2.activityInstance().dataFields();
    var fields =
        ofActivity.names().contains(field) ? ofActivity : k2.processInstance().dataFields();
    fields.set(field, value);
  }

  private static String described(IOException failure) {
    return switch (failure) {
      case java.net.http.HttpConnectTimeoutException late ->
          "nobody answered within %d s".formatted(CONNECT_TIMEOUT.toSeconds());
      case java.net.http.HttpTimeoutException late -> "there was no response within its time limit";
      case java.net.ConnectException refused -> "the connection was refused";
      default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
    };
  }

  private HttpClient client() {
    var made = client;
    if (made == null) {
      synchronized (this) {
        made = client;
        if (made == null) {
          made =
              HttpClient.newBuilder()
                  .connectTimeout(CONNECT_TIMEOUT)
                  .followRedirects(HttpClient.Redirect.NEVER)
                  .executor(task -> Thread.ofVirtual().name("baltoro-http-").start(task))
                  .build();
          client = made;
        }
      }
    }
    return made;
  }
}
