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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever sends nonsense to open forms is told so; the forms live on, and none is left behind. */
@Timeout(120)
class FormsFuzzTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SESSIONS = "/api/forms/v1/sessions";
  private static final int FORMS_OF_A_USER = 50;
  private static final int TURNS = 120;

  private static final String NOTE =
      """
      smartObject: Fuzz/Note
      smartBox: SmartBox
      properties:
        ID: { type: autonumber, key: true }
        Text: { type: text, required: true, lengthMax: 40 }
        Amount: number
      methods:
        Create:
          kind: create
          inputs: [Text, Amount]
          returns: [ID]
          bindings: [{ service: SmartBox, serviceObject: Fuzz/Note, serviceMethod: Create }]
        List:
          kind: list
          returns: [ID, Text, Amount]
          bindings: [{ service: SmartBox, serviceObject: Fuzz/Note, serviceMethod: List }]
      """;
  private static final String HEADER =
      """
      view: Fuzz/Header
      kind: content
      controls:
        text: { type: text-box, lengthMax: 20 }
        number: { type: number }
        twice: { type: number, expression: number * 2 }
        day: { type: date }
        file: { type: file }
        hidden: { type: text-box, visible: false, default: what nobody may see }
        choice: { type: drop-down, items: [a, b, c] }
        ask: { type: button }
        open: { type: button }
        echo: { type: button }
        close: { type: button }
      rules:
        - rule: Ask
          when: { clicked: ask }
          do:
            - then:
                - confirm: Sure?
                - message: yes
        - rule: Open
          when: { clicked: open }
          do:
            - then:
                - openSubform: Fuzz/Sub
                  as: sub
                  waitUntilClosed: true
                - message: back
        - rule: Echo
          when: { clicked: echo }
          do:
            - and:
                - message: "${number}"
                - message: "${text}"
            - then:
                - message: alive
        - rule: Close
          when: { clicked: close }
          do:
            - then:
                - close: this
      """;
  private static final String NOTES =
      """
      view: Fuzz/Notes
      kind: editable-list
      source: { smartObject: Fuzz/Note, method: List }
      fields: { ID: number, Text: text, Amount: number }
      controls:
        Text: { type: text-box, field: Text, validation: { required: true } }
        Amount: { type: number, field: Amount }
      """;
  private static final String SUB =
      """
      form: Fuzz/Sub
      views: {}
      controls:
        box: { type: text-box }
        ok: { type: button }
      rules:
        - rule: Ok
          when: { clicked: ok }
          do:
            - then:
                - close: this
      """;
  private static final String FORM =
      """
      form: Fuzz/Form
      parameters: { Number: number }
      views:
        head: Fuzz/Header
        notes: Fuzz/Notes
      controls:
        save: { type: button }
      rules:
        - rule: Save
          when: { clicked: save }
          do:
            - also:
                - executeForItems: { view: notes, state: added }
                  method: Create
            - then:
                - message: saved
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningServer server;
  private String ann;
  private String bob;

  @BeforeEach
  void serve() throws Exception {
    var engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .formsDatabase(FormsDatabase.beside(folder.resolve("store.db"))));
    var administration = engine.connectTrusted("admin").administration();
    for (var user : List.of("dora", "ann", "bob")) {
      administration.createUser(user, "secret secret", Set.of());
    }
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    var dora = engine.login("dora", "secret secret").token();
    ann = engine.login("ann", "secret secret").token();
    bob = engine.login("bob", "secret secret").token();
    for (var source : List.of(NOTE, HEADER, NOTES, SUB, FORM)) {
      var deployed = send("POST", "/api/forms/v1/documents?file=f.yaml", source, dora);
      assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
    }
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", body.startsWith("{") ? "application/json" : "text/yaml")
            .timeout(Duration.ofSeconds(20));
    var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return http.send(request.method(method, publisher).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .timeout(Duration.ofSeconds(20))
            .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private String open(String token) throws Exception {
    var opened = post(SESSIONS, "{\"form\": \"Fuzz/Form\"}", token);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    return JSON.readTree(opened.body()).get("session").asString();
  }

  private static String click(String control) {
    return """
    {"type": "onControl", "event": "clicked",
     "address": {"window": "w1", "area": "head", "control": "%s"}}
    """
        .formatted(control);
  }

  private HttpResponse<String> messages(String session, long after, String token) throws Exception {
    var path = "%s/%s/messages?after=%d&wait=20s".formatted(SESSIONS, session, after);
    return send("GET", path, "", token);
  }

  /** Reads what a page is told until one of the messages says this. */
  private void awaitTold(String session, String words, String token) throws Exception {
    long last = 0;
    while (true) {
      var more = messages(session, last, token);
      assertThat(more.statusCode()).as(more.body()).isEqualTo(200);
      assertThat(more.body()).doesNotContain("what nobody may see", "not understood");
      var messages = JSON.readTree(more.body()).get("messages");
      assertThat(messages.size()).as("'%s' comes", words).isPositive();
      if (more.body().contains(words)) {
        return;
      }
      last = messages.get(messages.size() - 1).get("number").asLong();
    }
  }

  static LongStream seeds() {
    var given = Long.getLong("seed");
    return given == null ? LongStream.rangeClosed(1, 2) : LongStream.of(given);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nonsenseIsAnsweredAndTheFormLivesOn(long seed) throws Exception {
    var nonsense = new Nonsense(new SplittableRandom(seed));
    var session = open(ann);
    var others = open(bob);
    awaitTold(session, "windowReady", ann);
    for (int turn = 0; turn < TURNS; turn++) {
      var call = nonsense.call(session, others);
      var answer =
          call.method().equals("POST")
              ? post(call.path(), call.body(), ann)
              : send(call.method(), call.path(), call.body(), ann);
      assertThat(answer.statusCode())
          .as("-Dseed=%d: %s gave %s", seed, call, answer.body())
          .isBetween(200, 499)
          .isNotEqualTo(401);
      if (answer.statusCode() >= 400) {
        var problem = JSON.readTree(answer.body());
        assertThat(problem.path("detail").asString(""))
            .as("-Dseed=%d: %s", seed, call)
            .isNotBlank();
      }
    }
    assertLives(session, ann);
    assertLives(others, bob);
    assertThat(send("DELETE", SESSIONS + "/" + session, "", ann).statusCode()).isEqualTo(204);
    for (var late : List.of("{}", click("echo"))) {
      assertThat(post(SESSIONS + "/" + session + "/messages", late, ann).statusCode())
          .isEqualTo(404);
    }
  }

  /** It takes a click and runs its rule, as soon as its user has slowed down. */
  private void assertLives(String session, String token) throws Exception {
    var answers = new ArrayList<JsonNode>();
    long last = 0;
    while (answers.stream().noneMatch(told -> told.path("body").asString("").equals("alive"))) {
      var echo =
          "{\"type\": \"toggle\", \"window\": \"w1\", \"area\": \"head\", \"collapsed\": false}";
      post(SESSIONS + "/" + session + "/messages", echo, token);
      post(SESSIONS + "/" + session + "/messages", click("echo"), token);
      var more = messages(session, last, token);
      assertThat(more.body()).doesNotContain("what nobody may see", "not understood");
      JSON.readTree(more.body()).get("messages").forEach(answers::add);
      assertThat(answers).isNotEmpty();
      last = answers.getLast().get("number").asLong();
    }
  }

  @Test
  void howeverAFormIsClosedItDoesNotCountAnyMore() throws Exception {
    for (int number = 0; number < FORMS_OF_A_USER; number++) {
      var session = open(ann);
      var messages = SESSIONS + "/" + session + "/messages";
      switch (number % 3) {
        case 0 ->
            assertThat(send("DELETE", SESSIONS + "/" + session, "", ann).statusCode())
                .isEqualTo(204);
        case 1 -> {
          awaitTold(session, "windowReady", ann);
          post(messages, click("close"), ann);
          awaitTold(session, "windowClosed", ann);
        }
        default -> {
          awaitTold(session, "windowReady", ann);
          post(messages, "{\"type\": \"closeWindow\", \"window\": \"w1\"}", ann);
          awaitTold(session, "windowClosed", ann);
        }
      }
    }
    for (int number = 0; number < FORMS_OF_A_USER; number++) {
      open(ann);
    }
    var oneMore = post(SESSIONS, "{\"form\": \"Fuzz/Form\"}", ann);
    assertThat(oneMore.statusCode()).as(oneMore.body()).isEqualTo(503);
    open(bob);
  }

  @Test
  void theStreamOfAFormThatClosesItselfEnds() throws Exception {
    var session = open(ann);
    awaitTold(session, "windowReady", ann);
    post(SESSIONS + "/" + session + "/messages", click("close"), ann);
    var stream = send("GET", SESSIONS + "/" + session + "/stream", "", ann);
    assertThat(stream.body()).contains("windowClosed");
    assertThat(send("DELETE", SESSIONS + "/" + session, "", ann).statusCode()).isEqualTo(204);
  }

  /** A request. */
  private record Call(String method, String path, String body) {
    @Override
    public String toString() {
      var text = method + " " + path + " " + body;
      return text.length() < 500 ? text : text.substring(0, 500) + "...";
    }
  }

  /** Makes requests up; about half of the messages could be meant. */
  private static final class Nonsense {
    private static final List<String> CONTROLS =
        List.of(
            "text", "number", "twice", "day", "file", "hidden", "choice", "ask", "open", "echo",
            "save", "Text", "Amount", "box", "ok", "none", "../etc", "");
    private static final List<String> VALUES =
        List.of(
            "null",
            "true",
            "-1",
            "1.5",
            "99999999999999999999",
            "1e999999999",
            "\"\"",
            "\"a\"",
            "\"2026-01-31\"",
            "\"\\u0000\\ud800\"",
            "[]",
            "{}",
            "[null]",
            "[[[]]]",
            "{\"name\": \"f\", \"contentType\": \"text/plain\", \"content\": \"aGk=\"}",
            "{\"name\": \"f\", \"contentType\": \"text/plain\", \"content\": \"%%\"}",
            "{\"a\": {\"b\": 1}}",
            "NaN");

    private final SplittableRandom random;

    Nonsense(SplittableRandom random) {
      this.random = random;
    }

    Call call(String own, String others) {
      return switch (random.nextInt(12)) {
        case 0 -> message(others, sound());
        case 1 -> message(one("x", "..%2f", "%00", own + "x", "x".repeat(3_000)), sound());
        case 2 -> message(own, one("", "{", "[]", "null", "{\"type\": {}}", "\u0000", "x"));
        case 3 -> message(own, "{\"type\": \"changed\", \"changes\": " + deep() + "}");
        case 4 -> message(own, change("\"" + "x".repeat(random.nextInt(1, 3_000_000)) + "\""));
        case 5 -> new Call("GET", reading(own), "");
        case 6 -> new Call("POST", SESSIONS, opening());
        case 7 -> new Call(one("PUT", "PATCH", "DELETE"), SESSIONS + "/" + others, "");
        default -> message(own, sound());
      };
    }

    private static Call message(String session, String body) {
      return new Call("POST", SESSIONS + "/" + session + "/messages", body);
    }

    private String deep() {
      int levels = random.nextInt(1, 50_000);
      return "[".repeat(levels) + "]".repeat(levels);
    }

    private String reading(String own) {
      return SESSIONS
          + "/"
          + own
          + one(
              "/messages?after=-1",
              "/messages?after=99999999999999999999",
              "/messages?after=0&wait=-5s",
              "/messages?after=0&wait=soon",
              "/traces",
              "/traces/-1",
              "/traces/x",
              "/traces/99999",
              "/file?window=w1&area=head&control=file&row=x",
              "/file?window=w1&area=head&control=hidden",
              "/file?window=w9&control=",
              "/file",
              "/nothing");
    }

    private String opening() {
      return one(
          "{\"form\": \"Fuzz/Form\", \"parameters\": {\"Number\": " + value() + "x}}",
          "{\"form\": \"Fuzz/Form\", \"parameters\": {\"None\": " + value() + "}}",
          "{\"form\": \"Fuzz/Form\", \"parameters\": [1]}",
          "{\"form\": \"Fuzz/Form\", \"state\": \"none\"}",
          "{\"form\": \"Fuzz/None\"}",
          "{\"form\": {\"a\": 1}}",
          "{\"item\": \"1_1\"}",
          "{\"item\": \"x\", \"form\": \"y\"}",
          "[]",
          "{\"form\": " + deep() + "}");
    }

    private String sound() {
      return switch (random.nextInt(8)) {
        case 0, 1 -> change(value());
        case 2 -> onControl();
        case 3 ->
            ("{\"type\": \"onRow\", \"event\": \"clicked\", \"window\": %s, "
                    + "\"area\": %s, \"row\": %s}")
                .formatted(window(), area(), value());
        case 4 ->
            "{\"type\": \"editRow\", \"window\": \"w1\", \"area\": %s, \"method\": %s, \"row\": %s}"
                .formatted(area(), one("\"add\"", "\"accept\"", "\"remove\"", value()), value());
        case 5 -> "{\"type\": \"answer\", \"question\": %s, \"yes\": true}".formatted(value());
        case 6 ->
            "{\"type\": \"closeWindow\", \"window\": %s}"
                .formatted(one("\"w2\"", "\"w3\"", "\"w9\"", value()));
        default -> click(one("ask", "open", "echo"));
      };
    }

    private String onControl() {
      return "{\"type\": \"onControl\", \"event\": %s, \"address\": %s, \"row\": %s}"
          .formatted(one("\"clicked\"", "\"left\"", "\"tick\"", value()), address(), value());
    }

    private String change(String value) {
      return "{\"type\": \"changed\", \"changes\": [{\"address\": %s, \"row\": %s, \"value\": %s}]}"
          .formatted(address(), one("null", "null", "1", value()), value);
    }

    private String address() {
      return one(
          value(),
          "{\"window\": %s, \"area\": %s, \"control\": \"%s\"}"
              .formatted(window(), area(), CONTROLS.get(random.nextInt(CONTROLS.size()))),
          "{\"window\": \"w1\", \"area\": \"head\", \"control\": \"%s\"}"
              .formatted(CONTROLS.get(random.nextInt(CONTROLS.size()))));
    }

    private String window() {
      return one("\"w1\"", "\"w1\"", "\"w2\"", "\"w99\"", value());
    }

    private String area() {
      return one("\"head\"", "\"notes\"", "\"\"", "\"nowhere\"", value());
    }

    private String value() {
      return VALUES.get(random.nextInt(VALUES.size()));
    }

    private String one(String... of) {
      return of[random.nextInt(of.length)];
    }
  }
}
