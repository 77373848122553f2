package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.baltoro.api.Connection;
import org.baltoro.api.InstanceError;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** A server event that calls another system over HTTP. */
class HttpCallTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2026-12-01T09:00:00Z"));
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final ArrayDeque<Reply> replies = new ArrayDeque<>();
  private HttpServer finance;
  private Engine engine;
  private Connection ann;

  private record Request(String line, Map<String, List<String>> headers, String body) {
    String header(String name) {
      return headers.getOrDefault(name, List.of("")).getFirst();
    }
  }

  private record Reply(int status, String type, String body, Map<String, String> headers) {
    static Reply json(int status, String body) {
      return new Reply(status, "application/json", body, Map.of());
    }
  }

  @BeforeEach
  void open() throws IOException {
    finance = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    finance.createContext("/", this::answer);
    finance.start();
    engine = Engine.open(config(CallRules.hosts("localhost")));
    ann = engine.connectTrusted("ann");
  }

  private EngineConfig config(CallRules rules) {
    return EngineConfig.sqlite(folder.resolve("store.db"))
        .clock(clock)
        .callRules(rules)
        .credentials(
            Credentials.of(
                Map.of(
                    "finance",
                    url("") + " bearer s3cret",
                    "elsewhere",
                    "https://other.example basic ann:pa55word")))
        .publicAddress(URI.create("https://workflow.example/"));
  }

  @AfterEach
  void close() {
    engine.close();
    finance.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        new Request(
            exchange.getRequestMethod() + " " + exchange.getRequestURI(),
            Map.copyOf(exchange.getRequestHeaders()),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var reply = replies.isEmpty() ? Reply.json(200, "{}") : replies.poll();
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    var body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String url(String path) {
    return "http://localhost:" + finance.getAddress().getPort() + path;
  }

  /** Deploys a process with one call, and starts it. */
  private ProcessInstance start(String event) {
    ann.definitions()
        .deploy(
            """
            process: Finance/Payment
            data:
              OrderNumber: { type: string, default: "A/17?x" }
              Amount: { type: decimal, default: 12.50 }
              Reference: string
              Lines: { type: json, default: [1, 2] }
            activities:
              Pay:
                events:
                  - server: Ask the finance system
            %s
            """
                .formatted(event.indent(8)),
            "payment.yaml");
    return ann.startProcessInstance(ann.createProcessInstance("Finance/Payment"), true);
  }

  private ProcessInstance now(ProcessInstance instance) {
    return ann.openProcessInstance(instance.id());
  }

  private InstanceError error(ProcessInstance instance) {
    return now(instance).errors().getFirst();
  }

  @Test
  void aCallSendsDataAndReceivesSome() {
    replies.add(Reply.json(201, "{\"reference\": \"P-9\", \"lines\": [3]}"));
    var ended =
        start(
            """
            http:
              url: %s
              headers: { X-Order: "order ${OrderNumber}" }
              body: { order: OrderNumber, amount: Amount, all: [Lines, '"fixed"', null], at: now() }
              credential: finance
              receive: { Reference: response.body.reference, Lines: response.body.lines }
              success: response.status = 201
            """
                .formatted(url("/payments/${OrderNumber}")));
    assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ended.dataFields().getString("Reference")).isEqualTo("P-9");
    assertThat(ended.dataFields().get("Lines")).isEqualTo(List.of(3));
    var request = requests.getFirst();
    assertThat(request.line()).isEqualTo("POST /payments/A%2F17%3Fx");
    assertThat(request.header("X-order")).isEqualTo("order A/17?x");
    assertThat(request.header("Authorization")).isEqualTo("Bearer s3cret");
    assertThat(request.header("Idempotency-key")).startsWith("baltoro-" + ended.id() + "_");
    assertThat(request.header("Content-type")).isEqualTo("application/json");
    assertThat(JSON.readTree(request.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"order": "A/17?x", "amount": 12.50, "all": [[1, 2], "fixed", null],
                 "at": "2026-12-01T09:00Z[UTC]"}
                """));
  }

  @Test
  void aFailedCallTellsWhatCameBackAndIsTriedAgainWithTheSameKey() {
    replies.add(Reply.json(503, "{\"message\": \"down, token s3cret\"}"));
    var instance =
        start(
            """
            http: { url: "%s", credential: finance }
            retry: { attempts: 2, backOff: 1m }
            """
                .formatted(url("/payments?secret=yes")));
    assertThat(requests).hasSize(1);
    assertThat(now(instance).status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    clock.advance(Duration.ofMinutes(1));
    Await.until("the second call", () -> now(instance).status() == ProcessInstanceStatus.COMPLETED);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1).header("Idempotency-key"))
        .isEqualTo(requests.get(0).header("Idempotency-key"));
    assertThat(ann.journal(instance.id(), 0, 100).toString())
        .contains(
            "POST " + url("/payments") + " failed: status 503: {\"message\": \"down, token ***")
        .doesNotContain("s3cret")
        .doesNotContain("secret=yes");
  }

  @Test
  void aRedirectIsFollowedOnlyWhereTheSameRequestMayBeMadeAgain() {
    replies.add(new Reply(307, "text/plain", "", Map.of("Location", "/moved")));
    var instance = start("http: { url: \"%s\", body: '\"hello\"' }".formatted(url("/old")));
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(requests).extracting(Request::line).containsExactly("POST /old", "POST /moved");
    assertThat(requests).extracting(Request::body).containsExactly("hello", "hello");

    replies.add(new Reply(302, "text/plain", "over there", Map.of("Location", "/moved")));
    var second = start("http: { url: \"%s\" }".formatted(url("/old")));
    assertThat(error(second).code()).isEqualTo("call-failed");
    assertThat(error(second).message()).endsWith("failed: status 302: over there");
  }

  @Test
  void aRedirectToAHostThatIsNotAllowedIsRefused() {
    replies.add(
        new Reply(
            307, "text/plain", "", Map.of("Location", url("").replace("localhost", "127.0.0.1"))));
    var instance =
        start("http: { url: \"%s\", method: GET, credential: finance }".formatted(url("/old")));
    assertThat(error(instance).message()).contains("this server calls localhost only");
    assertThat(requests).hasSize(1);
  }

  @Test
  void anotherServerGetsNeitherHeadersNorBody() throws IOException {
    var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext("/", this::answer);
    other.start();
    try {
      var elsewhere = "http://localhost:%d/taken".formatted(other.getAddress().getPort());
      replies.add(new Reply(307, "text/plain", "", Map.of("Location", elsewhere)));
      var read =
          start("http: { url: \"%s\", method: GET, headers: { X-Key: k3y } }".formatted(url("/a")));
      assertThat(read.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
      assertThat(requests).extracting(Request::line).containsExactly("GET /a", "GET /taken");
      assertThat(requests.get(0).header("X-key")).isEqualTo("k3y");
      assertThat(requests.get(1).headers()).doesNotContainKey("X-key");

      replies.add(new Reply(307, "text/plain", "", Map.of("Location", elsewhere)));
      var written = start("http: { url: \"%s\", body: OrderNumber }".formatted(url("/b")));
      assertThat(error(written).message()).contains("status 307");
      assertThat(requests).hasSize(3);
    } finally {
      other.stop(0);
    }
  }

  @Test
  void dataCannotStepUpThePathOfAnAddress() {
    for (var name : List.of("..", ".")) {
      var instance =
          start("http: { url: '%s${\"%s\"}/drafts' }".formatted(url("/customers/"), name));
      assertThat(error(instance).message()).contains("its path has '.' or '..' in it");
    }
    var encoded = start("http: { url: '%s' }".formatted(url("/customers/%2E%2e/drafts")));
    assertThat(error(encoded).message()).contains("its path has '.' or '..' in it");
    assertThat(requests).isEmpty();
    var harmless = start("http: { url: '%s${\"...\"}/.well-known' }".formatted(url("/a..b/")));
    assertThat(harmless.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  @Test
  void privateAddressesAreRefusedUnlessTheirHostIsNamed() {
    engine.close();
    engine = Engine.open(config(CallRules.PUBLIC_ADDRESSES));
    ann = engine.connectTrusted("ann");
    for (var host : List.of("localhost", "127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1")) {
      var instance = start("http: { url: \"http://%s:9/x\" }".formatted(host));
      assertThat(error(instance).message())
          .as(host)
          .contains("is no public address")
          .contains("--http-call-hosts");
    }
    assertThat(requests).isEmpty();
  }

  @Test
  void aCredentialGoesToItsOwnHostOnlyAndAnUnknownOneIsNamed() {
    var wrongHost = start("http: { url: \"%s\", credential: elsewhere }".formatted(url("/x")));
    assertThat(error(wrongHost).message())
        .contains("the credential 'elsewhere' is for https://other.example and goes nowhere else");
    var unknown = start("http: { url: \"%s\", credential: nope }".formatted(url("/x")));
    assertThat(error(unknown).message()).contains("BALTORO_CREDENTIAL_NOPE");
    assertThat(requests).isEmpty();
  }

  @Test
  void aResponseOfTheWrongTypeFailsTheCallAndChangesNothing() {
    replies.add(Reply.json(200, "{\"amount\": \"much\", \"reference\": \"P-1\"}"));
    var instance =
        start(
            """
            http:
              url: %s
              receive: { Reference: response.body.reference, Amount: response.body.amount }
            """
                .formatted(url("/x")));
    assertThat(error(instance).message())
        .contains("it succeeded, but its response can't be received")
        .contains("'Amount'");
    assertThat(now(instance).dataFields().getString("Reference")).isNull();
  }

  @Test
  void aResponseThatIsTooLongFailsTheCall() {
    engine.close();
    engine = Engine.open(config(new CallRules(List.of("localhost"), 1024)));
    ann = engine.connectTrusted("ann");
    replies.add(Reply.json(200, "\"" + "x".repeat(2000) + "\""));
    var instance = start("http: { url: \"%s\" }".formatted(url("/x")));
    assertThat(error(instance).message()).contains("more than 1,024 bytes");
  }

  @Test
  void anAsynchronousCallWaitsForItsCallbackAfterItSucceeded() {
    var instance =
        start(
            """
            http:
              url: %s
              body: { serialNumber: SerialNumber, callback: CallbackUrl }
            asynchronous: true
            """
                .formatted(url("/x")));
    assertThat(instance.status()).isEqualTo(ProcessInstanceStatus.ACTIVE);
    var sent = JSON.readTree(requests.getFirst().body());
    var serialNumber = sent.get("serialNumber").asString();
    assertThat(sent.get("callback").asString())
        .startsWith(
            "https://workflow.example/api/workflow/v1/callbacks/" + serialNumber + "?signature=");
    var signature = sent.get("callback").asString().replaceFirst(".*signature=", "");
    engine.openSigned(serialNumber, signature, false).finish(true);
    assertThat(now(instance).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ann.journal(instance.id(), 0, 100).toString()).contains("signed link");
  }

  /**
   * The callback is faster than the response, which is bad: the request was received all the same.
   */
  @Test
  void aCallbackProvesReceiptSoThatAFailedCallIsNotMadeAgain() {
    replies.add(Reply.json(500, "{}"));
    var instance =
        start(
            """
            http: { url: "%s", body: { serialNumber: SerialNumber } }
            asynchronous: true
            retry: { attempts: 5, backOff: 1h }
            """
                .formatted(url("/x")));
    var serialNumber = JSON.readTree(requests.getFirst().body()).get("serialNumber").asString();
    ann.openServerItem(serialNumber).finish(true);
    assertThat(now(instance).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(requests).hasSize(1);
  }

  @Test
  void thePartsOfACallAreCheckedAtTheirPlaceInTheFile() {
    var problems =
        org.baltoro.engine.deploy.Deployer.check(
                """
                process: Finance/Payment
                data: { Amount: decimal }
                activities:
                  Pay:
                    events:
                      - server: Ask
                        http:
                          method: FETCH
                          url: https://finance.example/${Amout}/x
                          headers: { Authorization: secret }
                          body: { amount: response.body }
                          receive: { Nothing: response.body, Amount: respons.status }
                          success: response.status +
                """,
                "payment.yaml")
            .problems();
    assertThat(problems)
        .extracting(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
        .containsExactlyInAnyOrder(
            "8:19 activities.Pay.events[0].http.method",
            "9:42 activities.Pay.events[0].http.url",
            "10:37 activities.Pay.events[0].http.headers.Authorization",
            "11:27 activities.Pay.events[0].http.body.amount",
            "12:31 activities.Pay.events[0].http.receive.Nothing",
            "12:54 activities.Pay.events[0].http.receive.Amount",
            "13:37 activities.Pay.events[0].http.success");
  }
}
