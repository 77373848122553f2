package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is particular to HTTP: K2 Five's shapes, statuses, problems, headers and limits. */
class HttpApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String API = "/api/baltoro/v1";
  private static final String K2 = "/api/workflow/v1";
  private static final long BODY_LIMIT = 64 * 1024;

  @TempDir static Path folder;
  private static Engine engine;
  private static RunningServer server;
  private static HttpClient http;
  private static String admin;
  private static String nobody;

  @BeforeAll
  static void begin() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("http.db"))
                .handler("wait", k2 -> k2.setSynchronous(false)));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0).bodyLimit(BODY_LIMIT));
    http = HttpClient.newHttpClient();
    var administration = engine.connectTrusted("admin").administration();
    admin = administration.createToken("admin", "test", Duration.ofDays(1));
    administration.createUser("nobody", "a good password", Set.of());
    nobody = administration.createToken("nobody", "test", Duration.ofDays(1));
    engine
        .connectTrusted("admin")
        .definitions()
        .deploy(
            """
            process: Finance/Purchase Order
            description: Asks the supplier.
            rights: { start: [admin], view: [admin], serverEvent: [admin] }
            data:
              Supplier: { type: string, required: true }
              Total: decimal
              Reference: long
            activities:
              Ask:
                events:
                  - server: Ask
                    handler: wait
            """,
            "order.yaml");
  }

  @AfterAll
  static void end() {
    server.close();
    http.close();
  }

  // ---- K2 Five's shapes

  @Test
  void workflowsAreListedInTheShapeOfK2Five() {
    var listed = get(K2 + "/workflows", admin);
    assertThat(listed.statusCode()).isEqualTo(200);
    var id = workflow();
    assertThat(json(listed))
        .isEqualTo(
            JSON.readTree(
                """
                {"itemCount": 1, "workflows": [{"id": %d, "defaultVersionId": 1,
                 "name": "Purchase Order", "folder": "Finance",
                 "systemName": "Finance/Purchase Order"}]}
                """
                    .formatted(id)));
    assertThat(json(get(K2 + "/workflows", nobody)))
        .isEqualTo(JSON.readTree("{\"itemCount\": 0, \"workflows\": []}"));
  }

  @Test
  void aWorkflowTellsItsInfoAndTheSchemaOfAStart() {
    var detail = json(get(K2 + "/workflows/" + workflow(), admin));
    assertThat(detail.get("workflowInfo"))
        .isEqualTo(
            JSON.readTree(
                """
                {"name": "Purchase Order", "description": "Asks the supplier.",
                 "folder": "Finance", "systemName": "Finance/Purchase Order",
                 "expectedDuration": 0}
                """));
    var schema = json(get(K2 + "/workflows/" + workflow() + "/schema", admin));
    assertThat(JSON.readTree(detail.get("workflowSchema").asString())).isEqualTo(schema);
    assertThat(schema.get("properties").propertyNames())
        .containsExactlyInAnyOrder(
            "folio", "priority", "expectedDuration", "xmlFields", "dataFields", "itemReferences");
    assertThat(schema.at("/properties/dataFields/properties").propertyNames())
        .containsExactlyInAnyOrder("Supplier", "Total", "Reference");
    assertThat(schema.at("/properties/dataFields/required"))
        .as("what a start must give")
        .isEqualTo(JSON.readTree("[\"Supplier\"]"));
    assertThat(schema.at("/required")).isEqualTo(JSON.readTree("[\"dataFields\"]"));
  }

  @Test
  void aStartAnswersWithTheBareIdAtTheNextWaitState() {
    long id =
        startK2(
            """
            {"folio": "From K2", "priority": 2, "expectedDuration": 0,
             "dataFields": {"Supplier": "Acme", "Total": 12.50, "Reference": "9007199254740993"},
             "xmlFields": [], "itemReferences": {}}
            """);
    var instance = json(get(API + "/instances/" + id, admin));
    assertThat(instance.get("status").asString()).isEqualTo("Active");
    assertThat(instance.get("folio").asString()).isEqualTo("From K2");
    assertThat(instance.get("priority").asInt()).isEqualTo(2);
    assertThat(instance.at("/dataFields/Reference").asString()).isEqualTo("9007199254740993");
    assertThat(instance.at("/dataFields/Reference").isString()).isTrue();
    assertThat(instance.at("/dataFieldTypes/Reference").asString()).isEqualTo("long");
    assertThat(get(API + "/instances/" + id, admin).body()).contains("\"Total\":12.50");
  }

  @Test
  void whatK2HasAndThisServerHasNotIsRefusedByName() {
    Map.of(
            "xmlFields", "[{\"name\": \"Doc\", \"value\": \"<a/>\"}]",
            "itemReferences", "{\"Customer\": {\"_1\": {\"ID\": 1}}}",
            "expectedDuration", "60")
        .forEach((property, value) -> {
          var refused =
              post(
                  K2 + "/workflows/" + workflow(),
                  admin,
                  "{\"dataFields\": {\"Supplier\": \"x\"}, \"%s\": %s}".formatted(property, value));
          assertProblem(refused, 400, "invalid-request", property);
        });
    assertProblem(get(K2 + "/workflows?type=all", admin), 400, "invalid-request", "'type'");
  }

  @Test
  void aServerEventIsReadAndFinishedInTheShapeOfK2Five() {
    long id = startK2("{\"folio\": \"Event\", \"dataFields\": {\"Supplier\": \"Acme\"}}");
    var serial =
        json(get(API + "/instances/" + id, admin)).at("/activities/0/events/0/serialNumber");
    var path = K2 + "/serverEvents/" + serial.asString();
    var event = json(get(path, admin));
    assertThat(event.get("serialNumber")).isEqualTo(serial);
    assertThat(event.get("workflowInstanceID").asLong()).isEqualTo(id);
    assertThat(event.get("workflowInstanceFolio").asString()).isEqualTo("Event");
    assertThat(event.get("workflowName").asString()).isEqualTo("Finance/Purchase Order");
    assertThat(event.get("activityName").asString()).isEqualTo("Ask");
    assertThat(event.at("/workflowInstanceDataFields/Supplier").asString()).isEqualTo("Acme");
    assertThat(event.at("/originator/username").asString()).isEqualTo("admin");

    assertProblem(
        post(path + "/finish", admin, "{\"xmlFields\": [{\"name\": \"a\"}]}"),
        400,
        "invalid-request",
        "xmlFields");
    assertProblem(post(path + "/finish", nobody, "{}"), 403, "access-denied", "serverEvent");
    var finished = post(path + "/finish?sync=true", admin, "{\"dataFields\": {\"Total\": 3}}");
    assertThat(finished.statusCode()).isEqualTo(200);
    assertThat(json(finished).get("outcome").asString()).isEqualTo("applied");
    assertThat(json(get(API + "/instances/" + id, admin)).get("status").asString())
        .isEqualTo("Completed");

    var again = post(path + "/finish", admin, "{\"dataFields\": {\"Total\": 3}}");
    assertThat(again.body()).as("the first receipt").isEqualTo(finished.body());
    var other = post(path + "/finish", admin, "{\"dataFields\": {\"Total\": 4}}");
    assertProblem(other, 409, "already-finished", "admin");
    assertThat(JSON.readTree(other.body()).at("/details/by").asString()).isEqualTo("admin");
  }

  @Test
  void aFinishNeedsNoBody() {
    long id = startK2("{\"dataFields\": {\"Supplier\": \"Acme\"}}");
    var serial =
        json(get(API + "/instances/" + id, admin)).at("/activities/0/events/0/serialNumber");
    var finished =
        send(
            request(K2 + "/serverEvents/" + serial.asString() + "/finish", admin)
                .POST(BodyPublishers.noBody()));
    assertThat(finished.statusCode()).isEqualTo(200);
  }

  // ---- logging in

  @Test
  void aLoginTakesABodyOrHttpBasicAndNothingElseTakesBasic() {
    var password = "a good password";
    var body =
        post(
            API + "/login",
            null,
            "{\"user\": \"nobody\", \"password\": \"%s\"}".formatted(password));
    assertThat(body.statusCode()).isEqualTo(200);
    assertThat(json(body).propertyNames()).containsExactlyInAnyOrder("token", "user", "expiresAt");
    var token = json(body).get("token").asString();
    assertThat(json(get(API + "/whoami", token)).get("user").asString()).isEqualTo("nobody");

    var basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("nobody:" + password).getBytes(StandardCharsets.UTF_8));
    var login =
        send(
            request(API + "/login", null)
                .header("Authorization", basic)
                .POST(BodyPublishers.noBody()));
    assertThat(login.statusCode()).isEqualTo(200);
    var elsewhere = send(request(API + "/whoami", null).header("Authorization", basic).GET());
    assertProblem(elsewhere, 401, "not-authenticated", "token");

    assertThat(post(API + "/logout", token, "").statusCode()).isEqualTo(204);
    assertProblem(get(API + "/whoami", token), 401, "not-authenticated", "token");
  }

  @Test
  void guessingAtAPasswordIsBounded() {
    var guess = "{\"user\": \"victim\", \"password\": \"guessed wrong\"}";
    for (int time = 0; time < LoginThrottle.FAILURES_MAX; time++) {
      assertProblem(post(API + "/login", null, guess), 401, "not-authenticated", "wrong");
    }
    var refused = post(API + "/login", null, guess);
    assertProblem(refused, 429, "busy", "Try again in");
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 61L);
    var other = "{\"user\": \"nobody\", \"password\": \"a good password\"}";
    assertThat(post(API + "/login", null, other).statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsTooLongForALoginIsRefusedAtOnce() {
    for (var login :
        List.of(
            "{\"user\": \"%s\", \"password\": \"x\"}".formatted("u".repeat(101)),
            "{\"user\": \"nobody\", \"password\": \"%s\"}".formatted("p".repeat(201)))) {
      assertProblem(
          post(API + "/login", null, login), 400, "invalid-request", "at most 100 and 200");
    }
  }

  // ---- problems

  @Test
  void malformedEncodingsAndNullsAreTheCallersMistakes() {
    var start = "{\"process\": \"Finance/Purchase Order\", \"dataFields\": {\"Supplier\": \"A\"}}";
    assertProblem(
        send(
            request(API + "/instances", admin)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "100%")
                .POST(BodyPublishers.ofString(start))),
        400,
        "invalid-request",
        "Idempotency-Key");
    assertProblem(
        send(request(API + "/whoami", admin).header("X-Baltoro-Impersonate", "%zz").GET()),
        400,
        "invalid-request",
        "X-Baltoro-Impersonate");
    for (var data : List.of("null", "%7B%22Supplier%22:null%7D")) {
      assertProblem(get(API + "/instances?data=" + data, admin), 400, "invalid-request", "'data'");
    }
    assertProblem(
        post(
            API + "/users",
            admin,
            "{\"name\": \"x\", \"password\": \"a good password\", \"groups\": [null]}"),
        400,
        "invalid-request",
        "'groups'");
  }

  @Test
  void aStrangerIsRefusedBeforeAnythingElseIsLookedAt() {
    for (var refused :
        new HttpResponse<?>[] {
          get(API + "/instances", null),
          get(API + "/instances/4711", "no such token"),
          post(API + "/instances", null, "no json"),
          get("/metrics", null)
        }) {
      assertProblem(refused, 401, "not-authenticated", "token");
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"Baltoro\"");
    }
  }

  @Test
  void whatIsMalformedIsRefusedWithAClearText() {
    assertProblem(
        post(API + "/instances", admin, "{\"process\":"), 400, "invalid-request", "line 1");
    assertProblem(post(API + "/instances", admin, "[]"), 400, "invalid-request", "object");
    assertProblem(post(API + "/instances", admin, ""), 400, "invalid-request", "missing");
    assertProblem(
        post(API + "/instances", admin, "{\"proces\": \"x\"}"), 400, "invalid-request", "'proces'");
    assertProblem(post(API + "/instances", admin, "{}"), 400, "invalid-request", "'process'");
    for (var wrong : new String[] {"\"1\"", "1.5", "true", "99999999999"}) {
      assertProblem(
          post(
              API + "/instances", admin, "{\"process\": \"x\", \"priority\": %s}".formatted(wrong)),
          400,
          "invalid-request",
          "'priority'");
    }
    assertProblem(
        post(API + "/instances", admin, "{\"process\": 5}"), 400, "invalid-request", "'process'");
    assertProblem(
        post(API + "/instances", admin, "{\"process\": \"a\", \"process\": \"b\"}"),
        400,
        "invalid-request",
        "Duplicate");
    assertProblem(get(API + "/instances?limit=0", admin), 400, "invalid-request", "1 to 1000");
    assertProblem(get(API + "/instances?limit=x", admin), 400, "invalid-request", "'limit'");
    assertProblem(get(API + "/instances?lmit=5", admin), 400, "invalid-request", "'lmit'");
    assertProblem(get(API + "/instances?status=Busy", admin), 400, "invalid-request", "Busy");
    assertProblem(get(API + "/instances?data=x", admin), 400, "invalid-request", "JSON object");
    assertProblem(get(API + "/instances/x", admin), 400, "invalid-request", "'id'");
    assertProblem(
        get(API + "/instances?startedFrom=today", admin), 400, "invalid-request", "2026-01-31T");
    assertProblem(get(API + "/definitions/source", admin), 400, "invalid-request", "'process'");
    assertProblem(get(API + "/a%2Fb", admin), 400, "invalid-request", "malformed");
    assertProblem(
        post(
            API + "/rights/grant",
            admin,
            "{\"right\": \"fly\", \"subject\": {\"kind\": \"user\", \"name\": \"nobody\"}}"),
        400,
        "invalid-request",
        "export");
  }

  @Test
  void brokenJsonIsToldByLineAndColumnInWordsOfOurs() {
    for (var broken : new String[] {"{\n  \"process\": ", "{\n  \"process\" 1}", "{\n  'a': 1}"}) {
      var refused = post(API + "/instances", admin, broken);
      assertProblem(refused, 400, "invalid-request", "The body is no JSON at line 2, column ");
      assertThat(refused.body()).doesNotContain("REDACTED", "UNKNOWN", "Source", "..");
    }
  }

  @Test
  void everyInstanceIsChangedOnlyWhereThatIsSaid() {
    var batches = "/api/management/v1/batches";
    var stop = "\"operation\": {\"operation\": \"stop\"}}";
    assertProblem(
        post(batches, admin, "{\"query\": {}, " + stop), 400, "invalid-request", "\"all\": true");
    assertProblem(
        post(batches, admin, "{\"query\": {\"limit\": 5}, \"all\": false, " + stop),
        400,
        "invalid-request",
        "no condition");
    json(post(batches + "/preview", admin, "{\"query\": {}, " + stop));
    var folio = "\"query\": {\"folio\": \"of none\"}, ";
    assertThat(json(post(batches, admin, "{" + folio + stop)).get("reports")).isEmpty();
    assertThat(
            post(batches, admin, "{\"query\": {\"originator\": \"nobody\"}, \"all\": true, " + stop)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void unknownPathsMethodsAndContentTypesAreProblemsToo() {
    assertProblem(get(API + "/nothing", admin), 404, "not-found", "/api/openapi.json");
    assertProblem(get("/", null), 404, "not-found", "/api/openapi.json");
    var method = send(request(API + "/login", null).PUT(BodyPublishers.noBody()));
    assertProblem(method, 405, "invalid-request", "POST");
    assertThat(method.headers().firstValue("Allow")).hasValue("POST");
    var form =
        send(
            request(API + "/login", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("user=a")));
    assertProblem(form, 415, "invalid-request", "application/json");
    assertProblem(
        send(request(API + "/instances", admin).header("Accept", "text/html").GET()),
        406,
        "invalid-request",
        "Accept");
  }

  @Test
  void aBodyOverTheLimitIsTooLargeWhetherItsLengthIsToldOrNot() {
    var fits = "process: " + "x".repeat((int) BODY_LIMIT - 9);
    assertThat(yaml(BodyPublishers.ofString(fits)).statusCode()).isEqualTo(200);
    var tooLong = (fits + "x").getBytes(StandardCharsets.UTF_8);
    assertProblem(
        yaml(BodyPublishers.ofByteArray(tooLong)),
        413,
        "too-large",
        "65536 bytes. Send less, or start the server with a higher --body-limit.");
    var chunked = BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(tooLong));
    assertProblem(
        yaml(chunked),
        413,
        "too-large",
        "65536 bytes. Send less, or start the server with a higher --body-limit.");
    var json = " ".repeat((int) BODY_LIMIT + 1).getBytes(StandardCharsets.UTF_8);
    var chunkedJson =
        send(
            request(API + "/instances", admin)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(json))));
    assertProblem(
        chunkedJson,
        413,
        "too-large",
        "65536 bytes. Send less, or start the server with a higher --body-limit.");
  }

  private static HttpResponse<String> yaml(HttpRequest.BodyPublisher body) {
    return send(
        request(API + "/definitions/check", admin).header("Content-Type", "text/yaml").POST(body));
  }

  @Test
  void answersCarryTheHeadersThatKeepBrowsersFromGuessing() {
    for (var answer :
        new HttpResponse<?>[] {get("/health/live", null), get(API + "/whoami", null)}) {
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
    }
  }

  // ---- operations

  @Test
  void healthAndMetricsAreTold() {
    assertThat(json(get("/health/live", null)).get("status").asString()).isEqualTo("up");
    assertThat(json(get("/api/definition.schema.json", null)).get("$id").asString())
        .isEqualTo("urn:baltoro:definition");
    assertThat(json(get("/health/ready", null)).get("status").asString()).isEqualTo("up");
    assertProblem(get("/metrics", nobody), 403, "access-denied", "admin");
    var metrics = get("/metrics", admin);
    assertThat(metrics.body().lines())
        .contains("# TYPE baltoro_decisions_total counter", "baltoro_store_reachable 1")
        .allMatch(line -> line.startsWith("# ") || line.matches("baltoro_[a-z_]+ -?[0-9]+"));
    assertThat(metrics.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
  }

  // ---- helpers

  private static long workflow() {
    return json(get(K2 + "/workflows", admin)).at("/workflows/0/id").asLong();
  }

  private static long startK2(String body) {
    var started = post(K2 + "/workflows/" + workflow(), admin, body);
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    assertThat(started.headers().firstValue("Location")).isPresent();
    return Long.parseLong(started.body());
  }

  private static void assertProblem(
      HttpResponse<?> response, int status, String code, String inDetail) {
    var problem = JSON.readTree(String.valueOf(response.body()));
    assertThat(response.statusCode()).as("%s", problem).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(problem.get("type").asString()).isEqualTo("urn:baltoro:problem:" + code);
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("detail").asString()).contains(inDetail);
  }

  private static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isLessThan(300);
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> get(String path, @Nullable String token) {
    return send(request(path, token).GET());
  }

  private static HttpResponse<String> post(String path, @Nullable String token, String body) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, @Nullable String token) {
    var request = HttpRequest.newBuilder(URI.create(server.url() + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
