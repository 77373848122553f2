package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finishing an event by its signed address, without a login. */
class CallbackTest {
  @TempDir Path folder;
  private final BlockingQueue<String> urls = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Engine engine;
  private RunningServer server;

  @BeforeEach
  void open() {
    begin();
    engine
        .connectTrusted("ann")
        .definitions()
        .deploy(
            """
            process: Finance/Payment
            data: { Reference: string }
            activities:
              Pay:
                events:
                  - server: Ask
                    handler: ask
            """,
            "payment.yaml");
  }

  private void begin() {
    engine =
        Engine.open(
            EngineConfig.sqlite(folder.resolve("store.db"))
                .handler(
                    "ask",
                    k2 -> {
                      k2.setSynchronous(false);
                      urls.add(k2.callbackUrl());
                    }));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
  }

  @AfterEach
  void close() {
    server.close();
    http.close();
  }

  private String started() throws InterruptedException {
    var ann = engine.connectTrusted("ann");
    ann.startProcessInstance(ann.createProcessInstance("Finance/Payment"), true);
    return Objects.requireNonNull(urls.poll(20, TimeUnit.SECONDS));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private HttpResponse<String> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)));
  }

  private HttpResponse<String> post(String url, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static long instance(String url) {
    return Long.parseLong(url.replaceFirst(".*/callbacks/([0-9]+)_.*", "$1"));
  }

  @Test
  void theAddressFinishesItsEventOnceAndLookingAtItChangesNothing() throws Exception {
    var url = started();
    assertThat(url).startsWith(server.url() + "/api/workflow/v1/callbacks/");

    var looked = get(url);
    assertThat(looked.statusCode()).isEqualTo(200);
    assertThat(json(looked).get("event").asString()).isEqualTo("Ask");
    assertThat(looked.body()).doesNotContain("dataFields\":{");
    var ann = engine.connectTrusted("ann");
    assertThat(ann.openProcessInstance(instance(url)).status())
        .isEqualTo(ProcessInstanceStatus.ACTIVE);

    var body = "{\"dataFields\": {\"Reference\": \"P-9\"}}";
    var first = post(url, body);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).get("by").asString()).isEqualTo("signed link");
    var ended = ann.openProcessInstance(instance(url));
    assertThat(ended.status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
    assertThat(ended.dataFields().getString("Reference")).isEqualTo("P-9");
    assertThat(ann.journal(instance(url), 0, 100).toString()).contains("signed link");

    assertThat(post(url, body).body()).as("a repetition").isEqualTo(first.body());
    var other = post(url, "{}");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(json(other).get("type").asString())
        .isEqualTo("urn:baltoro:problem:already-finished");
    assertThat(get(url).statusCode()).isEqualTo(409);
  }

  @Test
  void aSignatureThatIsAlteredOrAnotherItemsIsRefused() throws Exception {
    var url = started();
    var another = started();
    var signature = another.substring(another.indexOf('?'));
    var path = url.substring(0, url.indexOf('?'));
    for (var wrong : new String[] {path + signature, url + "x", path + "?signature="}) {
      assertThat(get(wrong).statusCode()).as(wrong).isEqualTo(403);
      assertThat(post(wrong, "{}").statusCode()).as(wrong).isEqualTo(403);
    }
    assertThat(get(path).statusCode()).as("no signature at all").isEqualTo(400);
  }

  @Test
  void aWrongDataFieldIsRefusedAndTheEventStillWaits() throws Exception {
    var url = started();
    assertThat(post(url, "{\"dataFields\": {\"Nothing\": 1}}").statusCode()).isEqualTo(422);
    assertThat(get(url).statusCode()).isEqualTo(200);
  }

  /** The key is the store's: what was signed before a restart holds after it. */
  @Test
  void anAddressOutlivesTheServer() throws Exception {
    var url = started();
    server.close();
    begin();
    var moved = server.url() + url.substring(url.indexOf("/api"));
    assertThat(post(moved, "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void whoComesTooLateAgainAndAgainIsWrittenDownOnceAndThenHasToWait() throws Exception {
    var url = started();
    var ann = engine.connectTrusted("ann");
    ann.management().gotoActivity(instance(url), "Pay");
    for (int time = 0; time < CallbacksResource.USES_MAX; time++) {
      assertThat(
              post(url, "{\"dataFields\": {\"Reference\": \"%d\"}}".formatted(time)).statusCode())
          .isEqualTo(409);
    }
    assertThat(ann.journal(instance(url), 0, 1_000))
        .filteredOn(entry -> entry.kind().equals("LateCallback"))
        .hasSize(1);
    var refused = get(url);
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(get(url + "x").statusCode()).as("a stranger uses nothing up").isEqualTo(403);
    assertThat(get(started()).statusCode()).as("another address").isEqualTo(200);
  }
}
