package org.baltoro.forms.broker.rest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.baltoro.forms.broker.ServiceBroker;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceDescription;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Calls an address that is described. It has no transactions. A request that may be repeated is
 * sent again when it got no answer, or one that will pass; no other is. Redirects are followed
 * within one server.
 */
public final class RestBroker implements ServiceBroker {
  private static final Logger LOG = LoggerFactory.getLogger(RestBroker.class);
  private static final int REDIRECTS_MAX = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final RestDescription description;
  private final Credentials credentials;
  private final AddressRule addresses;
  private final Waiting waiting;
  private final ServiceDescription services;
  private final HttpClient client;

  public RestBroker(
      RestDescription description,
      Credentials credentials,
      AddressRule addresses,
      Waiting waiting) {
    this.description = description;
    this.credentials = credentials;
    this.addresses = addresses;
    this.waiting = waiting;
    this.services =
        new ServiceDescription(description.objects().stream().map(RestObject::described).toList());
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(task -> Thread.ofVirtual().name("baltoro-rest-").start(task))
            .build();
  }

  @Override
  public ServiceDescription describe() {
    return services;
  }

  /** Whether the address answers; what it has is described by hand, so nothing is read. */
  @Override
  public void refresh() {
    credential();
    var request =
        HttpRequest.newBuilder(description.base())
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    admit(request.uri());
    try {
      exchange(request);
    } catch (IOException | TimeoutException failure) {
      throw new SmartObjectException(
          SmartObjectProblem.UNAVAILABLE,
          "%s does not answer (%s)."
              .formatted(description.base(), failure.getClass().getSimpleName()),
          List.of(),
          failure);
    } catch (InterruptedException interrupted) {
      throw interrupted(description.base().toString(), interrupted);
    }
  }

  @Override
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    var object = object(call);
    var method = object.method(call.serviceMethod());
    if (method == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "'%s' has no method '%s'.".formatted(object.name(), call.serviceMethod()));
    }
    var credential = credential();
    var request = new RestRequest(description, method, call).build();
    try {
      var title = "%s.%s".formatted(object.name(), method.name());
      var response = sendUntilAnswered(request, method, credential, title);
      if (!response.succeeded()) {
        throw response.failure(title, object, method);
      }
      return response.result(object, method, call);
    } catch (SmartObjectException failure) {
      var told = credential == null ? failure : hidden(failure, credential);
      log(request, told);
      throw told;
    }
  }

  /** Where it is and what was asked for is for operators: callers are told the method's name. */
  private static void log(HttpRequest request, SmartObjectException failure) {
    var level =
        switch (failure.problem()) {
          case SOURCE_FAILED, UNAVAILABLE, TIMED_OUT -> Level.WARN;
          default -> Level.DEBUG;
        };
    LOG.atLevel(level)
        .addKeyValue("request", request.method() + " " + plain(request.uri()))
        .addKeyValue("problem", failure.problem())
        .log("A REST service failed: {}", failure.getMessage());
  }

  private RestObject object(ServiceCall call) {
    return description.objects().stream()
        .filter(object -> object.name().equals(call.serviceObject()))
        .findFirst()
        .orElseThrow(() ->
            new SmartObjectException(
                SmartObjectProblem.INVALID_DEFINITION,
                "The service has no '%s'.".formatted(call.serviceObject())));
  }

  private Credentials.@Nullable Credential credential() {
    var name = description.credential();
    if (name == null) {
      return null;
    }
    var found = credentials.find(name);
    if (found == null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "This server knows no credential '%s': an administrator adds it.".formatted(name));
    }
    if (!found.isFor(description.base().toString())) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "The credential '%s' is for %s and goes nowhere else.".formatted(name, found.address()));
    }
    return found;
  }

  // ---- attempts

  private RestResponse sendUntilAnswered(
      HttpRequest request,
      RestMethod method,
      Credentials.@Nullable Credential credential,
      String title) {
    int attempts = method.mayRepeat() ? description.retry().attempts() : 1;
    boolean mayBeDone = false;
    for (int attempt = 1; ; attempt++) {
      try {
        var response = send(request, credential);
        if (mayBeDone && response.isGone() && request.method().equals("DELETE")) {
          return RestResponse.DONE; // by an attempt before, whose answer was lost
        }
        if (!response.isPassing() || attempt == attempts) {
          return response;
        }
        mayBeDone |= response.isOfGateway();
        pause(pause(attempt, response), title);
      } catch (IOException | TimeoutException failure) {
        if (attempt == attempts || failure instanceof BoundedBody.TooLong) {
          throw unanswered(failure, method, title, attempt);
        }
        mayBeDone |= mayHaveArrived(failure);
        pause(description.retry().pause(attempt), title);
      } catch (InterruptedException interrupted) {
        throw interrupted(title, interrupted);
      }
    }
  }

  private Duration pause(int attempt, RestResponse response) {
    var own = description.retry().pause(attempt);
    if (response.retryAfterSeconds() < 0) {
      return own;
    }
    var asked = Duration.ofSeconds(Math.min(response.retryAfterSeconds(), 3_600));
    var longest = description.retry().longest();
    return asked.compareTo(longest) < 0 ? asked : longest;
  }

  private void pause(Duration pause, String title) {
    try {
      waiting.await(pause);
    } catch (InterruptedException interrupted) {
      throw interrupted(title, interrupted);
    }
  }

  private static SmartObjectException interrupted(String title, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new SmartObjectException(
        SmartObjectProblem.UNAVAILABLE, title + " was interrupted.", List.of(), cause);
  }

  private SmartObjectException unanswered(
      Exception failure, RestMethod method, String title, int attempts) {
    boolean late = failure instanceof TimeoutException || isTimeout(failure);
    var why =
        failure instanceof BoundedBody.TooLong
            ? "its response has more than %,d bytes".formatted(description.responseBytesMax())
            : late
                ? "there was no response within %d ms".formatted(description.timeout().toMillis())
                : "the connection failed (%s)".formatted(failure.getClass().getSimpleName());
    return new SmartObjectException(
        failure instanceof BoundedBody.TooLong
            ? SmartObjectProblem.SOURCE_FAILED
            : late ? SmartObjectProblem.TIMED_OUT : SmartObjectProblem.UNAVAILABLE,
        "%s failed: %s%s.%s"
            .formatted(
                title,
                why,
                attempts > 1 ? ", %d times".formatted(attempts) : "",
                !method.mayRepeat() && mayHaveArrived(failure)
                    ? " It may have been received, so it was not sent again."
                    : ""),
        List.of(),
        failure);
  }

  private static boolean mayHaveArrived(Exception failure) {
    return !(failure instanceof java.net.ConnectException)
        && !(failure instanceof java.net.http.HttpConnectTimeoutException);
  }

  private static boolean isTimeout(Exception failure) {
    return failure instanceof java.net.http.HttpTimeoutException;
  }

  // ---- one attempt

  private RestResponse send(HttpRequest first, Credentials.@Nullable Credential credential)
      throws IOException, TimeoutException, InterruptedException {
    var request = first;
    for (int hop = 0; hop <= REDIRECTS_MAX; hop++) {
      admit(request.uri());
      var response = exchange(withCredential(request, credential));
      var next = redirect(response);
      if (next == null) {
        return new RestResponse(response.statusCode(), response.body(), retryAfter(response));
      }
      if (!isSameOrigin(request.uri(), next)) {
        throw new SmartObjectException(
            SmartObjectProblem.SOURCE_FAILED,
            "%s was redirected to %s, and data goes nowhere but to the service's own address: give that as its url if it is to be called."
                .formatted(plain(first.uri()), origin(next)));
      }
      request = HttpRequest.newBuilder(request, (name, value) -> true).uri(next).build();
    }
    throw new SmartObjectException(
        SmartObjectProblem.SOURCE_FAILED,
        "%s was redirected more than %d times.".formatted(plain(first.uri()), REDIRECTS_MAX));
  }

  private void admit(URI address) {
    var refusal = addresses.refusal(address);
    if (refusal != null) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "This server does not call %s: %s.".formatted(address.getHost(), refusal));
    }
  }

  private static HttpRequest withCredential(
      HttpRequest request, Credentials.@Nullable Credential credential) {
    if (credential == null || !credential.isFor(request.uri().toString())) {
      return request;
    }
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .setHeader(credential.header(), credential.value())
        .build();
  }

  /** The whole exchange has one time limit: a body that stands still is late, too. */
  private HttpResponse<byte[]> exchange(HttpRequest request)
      throws IOException, TimeoutException, InterruptedException {
    var exchange =
        client.sendAsync(request, head -> new BoundedBody(description.responseBytesMax()));
    try {
      return exchange.get(description.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof IOException broken
          ? broken
          : new IOException(failure.getCause());
    } finally {
      exchange.cancel(true);
    }
  }

  /** Where to ask again with the same method and body; null: nowhere. */
  private static @Nullable URI redirect(HttpResponse<byte[]> response) {
    int status = response.statusCode();
    boolean same = response.request().method().equals("GET") || status == 307 || status == 308;
    var location = response.headers().firstValue("Location").orElse(null);
    if (location == null || !REDIRECTS.contains(status) || !same) {
      return null;
    }
    try {
      return response.request().uri().resolve(location);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** What is sent may hold keys and data: it goes to one server, and never on without TLS. */
  private static boolean isSameOrigin(URI one, URI other) {
    return origin(one).equals(origin(other));
  }

  private static String origin(URI address) {
    var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    var host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
    return "%s://%s:%d".formatted(scheme, host, port);
  }

  private static long retryAfter(HttpResponse<byte[]> response) {
    var text = response.headers().firstValue("Retry-After").orElse("");
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
  }

  // ---- messages

  /** The address without its query, which may hold data. */
  private static String plain(URI address) {
    return address.toString().split("[?#]", 2)[0];
  }

  private static SmartObjectException hidden(
      SmartObjectException failure, Credentials.Credential credential) {
    var errors =
        failure.fieldErrors().stream()
            .map(error ->
                new org.baltoro.forms.smartobject.FieldError(
                    error.field(), error.code(), credential.hidden(error.message())))
            .toList();
    return new SmartObjectException(
        failure.problem(),
        credential.hidden(String.valueOf(failure.getMessage())),
        errors,
        failure.getCause());
  }
}
