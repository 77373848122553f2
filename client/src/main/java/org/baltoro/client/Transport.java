package org.baltoro.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.api.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Carries requests to one server, as one user. May be shared by threads.
 *
 * @param token null before the login
 * @param impersonated the user to act as; null: oneself
 * @param syncTimeout how long a sync call waits on the server
 */
record Transport(
    HttpClient http,
    URI server,
    @Nullable String token,
    @Nullable String impersonated,
    Duration syncTimeout) {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final String BASE = "/api/baltoro/v1";

  static Transport to(String server) {
    var address = ServerAddress.of(server);
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT);
    if (address.getScheme().equals("http")) {
      http.sslContext(trustingNobody());
    }
    return new Transport(http.build(), address, null, null, Duration.ofSeconds(30));
  }

  /** For plain HTTP: without it, the client reads all the certificates that the machine trusts. */
  private static SSLContext trustingNobody() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("This Java runtime has no TLS.", missing);
    }
  }

  Transport withToken(String token) {
    return new Transport(http, server, token, impersonated, syncTimeout);
  }

  Transport as(String user) {
    return new Transport(http, server, token, user, syncTimeout);
  }

  Transport withSyncTimeout(Duration timeout) {
    return new Transport(http, server, token, impersonated, timeout);
  }

  JsonObject get(String path, Query query) {
    var request = request(path, query).GET().build();
    try {
      return answer(send(request));
    } catch (StaleConnection stale) {
      // The server closed an idle connection while the request was under way. Asking twice for a
      // GET does no harm.
      return answer(sendAgain(request));
    }
  }

  JsonObject post(String path, Query query, Map<String, ? extends @Nullable Object> body) {
    return send("POST", path, query, body, null);
  }

  JsonObject put(String path, Query query, Map<String, ? extends @Nullable Object> body) {
    return send("PUT", path, query, body, null);
  }

  JsonObject patch(String path, Map<String, ? extends @Nullable Object> body) {
    return send("PATCH", path, Query.NONE, body, null);
  }

  JsonObject delete(String path) {
    return answer(sendAgain(request(path, Query.NONE).DELETE().build()));
  }

  /** Posts text: a definition file. */
  JsonObject postText(String path, Query query, String text) {
    return postContent(path, query, "text/yaml; charset=utf-8", text);
  }

  JsonObject postContent(String path, Query query, String contentType, String text) {
    var request =
        request(path, query)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(text))
            .build();
    return answer(sendAgain(request));
  }

  /** Posts to a path that may be a sync call, and may be repeated with the same key. */
  JsonObject postOnce(
      String path,
      boolean sync,
      @Nullable String idempotencyKey,
      Map<String, ? extends @Nullable Object> body) {
    var query = sync ? Query.of("sync", "true").and("timeout", syncTimeout.toString()) : Query.NONE;
    return send("POST", path, query, body, idempotencyKey);
  }

  private JsonObject send(
      String method,
      String path,
      Query query,
      Map<String, ? extends @Nullable Object> body,
      @Nullable String idempotencyKey) {
    var request =
        request(path, query)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(Json.write(body)));
    if (idempotencyKey != null) {
      // Header values are ASCII on the wire; keys may be any text.
      request.header("Idempotency-Key", URLEncoder.encode(idempotencyKey, StandardCharsets.UTF_8));
    }
    return answer(sendAgain(request.build()));
  }

  private HttpRequest.Builder request(String path, Query query) {
    var request =
        HttpRequest.newBuilder(URI.create(server + absolute(path) + query))
            .timeout(ANSWER_TIMEOUT.plus(syncTimeout))
            .header("Accept", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (impersonated != null) {
      request.header(
          "X-Baltoro-Impersonate", URLEncoder.encode(impersonated, StandardCharsets.UTF_8));
    }
    return request;
  }

  /** A path of the API; one that begins with {@code /api/} says itself which. */
  private static String absolute(String path) {
    return path.startsWith("/api/") ? path : BASE + path;
  }

  private HttpResponse<byte[]> sendAgain(HttpRequest request) {
    try {
      return send(request);
    } catch (StaleConnection stale) {
      throw new BaltoroException(
          Problem.SERVER_UNREACHABLE,
          ("The connection to %s broke before the answer came: %s. Whether the request was carried"
                  + " out is not known: look, or repeat it with the same idempotency key.")
              .formatted(server, stale.getMessage()));
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) throws StaleConnection {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (ConnectException | HttpConnectTimeoutException refused) {
      throw new BaltoroException(
          Problem.SERVER_UNREACHABLE,
          ("No server answers at %s. Start it with 'baltoro serve', or give the address of one that"
                  + " runs.")
              .formatted(server));
    } catch (HttpTimeoutException late) {
      throw new BaltoroException(
          Problem.SERVER_UNREACHABLE,
          ("The server at %s did not answer within %d s. Whether the request was carried out is not"
                  + " known.")
              .formatted(server, ANSWER_TIMEOUT.plus(syncTimeout).toSeconds()));
    } catch (IOException broken) {
      throw new StaleConnection(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BaltoroException(
          Problem.SERVER_UNREACHABLE,
          "The calling thread was interrupted before %s answered.".formatted(server));
    }
  }

  private JsonObject answer(HttpResponse<byte[]> response) {
    Object body;
    try {
      body = response.body().length == 0 ? Map.of() : Json.read(response.body());
    } catch (JacksonException noJson) {
      throw notOurs(response);
    }
    if (response.statusCode() < 300) {
      return JsonObject.of(body);
    }
    if (body instanceof Map<?, ?> members && members.get("type") instanceof String type) {
      throw refusal(type, JsonObject.of(body));
    }
    throw notOurs(response);
  }

  private static BaltoroException refusal(String type, JsonObject problem) {
    var details =
        problem.members().get("details") instanceof Map<?, ?>
            ? problem.object("details").present()
            : Map.<String, Object>of();
    var definitionProblems =
        problem.members().get("problems") instanceof List<?>
            ? problem.list("problems", HttpDefinitions::problem)
            : List.<DefinitionProblem>of();
    return new BaltoroException(
        Problem.of(type.substring(type.lastIndexOf(':') + 1)),
        problem.text("detail"),
        details,
        definitionProblems);
  }

  private BaltoroException notOurs(HttpResponse<byte[]> response) {
    return new BaltoroException(
        Problem.SERVER_UNREACHABLE,
        ("%s answered with status %d and not as a Baltoro server does. Is the address right, and is"
                + " there a proxy between?")
            .formatted(server, response.statusCode()));
  }

  /** The connection broke before an answer came. */
  private static final class StaleConnection extends IOException {
    StaleConnection(IOException cause) {
      super(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
  }

  /** The part of an address after the question mark. */
  record Query(String text) {
    static final Query NONE = new Query("");

    static Query of(String name, @Nullable Object value) {
      return NONE.and(name, value);
    }

    /** Adds a parameter; none if {@code value} is null. */
    Query and(String name, @Nullable Object value) {
      if (value == null) {
        return this;
      }
      return new Query(
          text
              + (text.isEmpty() ? '?' : '&')
              + name
              + '='
              + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
