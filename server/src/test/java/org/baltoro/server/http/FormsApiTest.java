package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Forms over HTTP, as a page uses them. */
class FormsApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FORMS = "/api/forms/v1";

  private static final String VIEW =
      """
      view: Demo/Greeting
      kind: content
      controls:
        who: { type: text-box, label: Name }
        greeting: { type: data-label }
        greet: { type: button, label: Greet }
      rules:
        - rule: When Greet is clicked
          when: { clicked: greet }
          do:
            - then:
                - transfer:
                    - from: '= "Hello " + who'
                      to: { control: greeting }
            - then:
                - message: Done.
      """;
  private static final String FORM =
      """
      form: Demo/Greeting
      title: Greeting
      views:
        main: Demo/Greeting
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Engine engine;
  private RunningServer server;
  private String dora;
  private String ann;

  @BeforeEach
  void serve() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .formsDatabase(FormsDatabase.beside(folder.resolve("store.db"))));
    var administration = engine.connectTrusted("admin").administration();
    for (var user : List.of("dora", "ann")) {
      administration.createUser(user, "secret secret", Set.of());
    }
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    dora = engine.login("dora", "secret secret").token();
    ann = engine.login("ann", "secret secret").token();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(URI.create(server.url() + FORMS + path))
        .header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> deploy(String source, String token) throws Exception {
    return send(
        request("/documents?file=demo.yaml", token)
            .header("Content-Type", "text/yaml")
            .POST(BodyPublishers.ofString(source)));
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private String open() throws Exception {
    assertThat(deploy(VIEW, dora).statusCode()).isEqualTo(201);
    assertThat(deploy(FORM, dora).statusCode()).isEqualTo(201);
    var opened = post("/sessions", "{\"form\": \"Demo/Greeting\"}", ann);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(201);
    return json(opened).get("session").asString();
  }

  private List<JsonNode> messages(String session, long after) throws Exception {
    var found = new ArrayList<JsonNode>();
    json(send(request("/sessions/%s/messages?after=%d&wait=5s".formatted(session, after), ann)))
        .get("messages")
        .forEach(found::add);
    return found;
  }

  /** Reads on until a message of this type has come. */
  private List<JsonNode> until(String session, String type, long after) throws Exception {
    var all = new ArrayList<JsonNode>();
    long last = after;
    while (all.stream().noneMatch(message -> message.get("type").asString().equals(type))) {
      var more = messages(session, last);
      assertThat(more).as("after %s", all).isNotEmpty();
      all.addAll(more);
      last = more.getLast().get("number").asLong();
    }
    return all;
  }

  private void greet(String session, String who) throws Exception {
    var sent =
        post(
            "/sessions/%s/messages".formatted(session),
            """
            {"type": "onControl", "event": "clicked",
             "address": {"window": "w1", "area": "main", "control": "greet"},
             "changes": [{"address": {"window": "w1", "area": "main", "control": "who"},
                          "value": "%s"}]}
            """
                .formatted(who),
            ann);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
  }

  @Test
  void aPageOpensAFormClicksAndIsToldWhatChanges() throws Exception {
    var session = open();
    var first = until(session, "windowReady", 0);
    assertThat(first.getFirst().get("type").asString()).isEqualTo("windowOpened");
    long last = first.getLast().get("number").asLong();

    greet(session, "Ann");
    var told = until(session, "messageShown", last);
    assertThat(told)
        .anyMatch(message ->
            message.get("type").asString().equals("valueChanged")
                && message.get("value").asString().equals("Hello Ann"))
        .anyMatch(message -> message.path("body").asString("").equals("Done."));

    var traces = json(send(request("/sessions/%s/traces".formatted(session), ann)));
    assertThat(traces.get("traces").toString()).contains("When Greet is clicked");

    assertThat(send(request("/sessions/" + session, ann).DELETE()).statusCode()).isEqualTo(204);
    assertThat(send(request("/sessions/%s/messages".formatted(session), ann)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatTracesSayOfValuesIsForThoseWhoMaySeeTheDocuments() throws Exception {
    var session = open();
    long last = until(session, "windowReady", 0).getLast().get("number").asLong();
    greet(session, "Ann");
    until(session, "messageShown", last);
    var path = "/sessions/%s/traces".formatted(session);
    assertThat(send(request(path, ann)).body())
        .contains("When Greet is clicked", "transfer data", "completed")
        .doesNotContain("Hello Ann", "main.greeting");
    var runs = json(send(request(path, ann))).get("traces");
    var run = runs.get(runs.size() - 1).get("run").asLong();
    assertThat(send(request(path + "/" + run, ann)).body())
        .contains("When Greet is clicked")
        .doesNotContain("Hello Ann", "main.greeting");

    engine
        .connectTrusted("admin")
        .administration()
        .grantServerRight(ServerRight.EXPORT, Subject.user("ann"));
    assertThat(send(request(path, ann)).body()).contains("Hello Ann", "main.greeting");
    assertThat(send(request(path + "/" + run, ann)).body()).contains("Hello Ann");
  }

  @Test
  void messagesComeAsAStreamAndGoOnWhereTheLineBroke() throws Exception {
    var session = open();
    var response =
        http.send(
            request("/sessions/%s/stream".formatted(session), ann).build(),
            BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    long last;
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      last = readUntil(lines, "windowReady");
    }
    greet(session, "Bob");
    var again =
        http.send(
            request("/sessions/%s/stream?after=%d".formatted(session, last), ann).build(),
            BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(again.body(), StandardCharsets.UTF_8))) {
      assertThat(readUntil(lines, "Hello Bob")).isGreaterThan(last);
    }
  }

  private static long readUntil(BufferedReader lines, String words) throws IOException {
    long number = 0;
    while (true) {
      var line = lines.readLine();
      assertThat(line).as("the stream goes on").isNotNull();
      if (line.startsWith("id: ")) {
        number = Long.parseLong(line.substring(4));
      } else if (line.contains(words)) {
        return number;
      }
    }
  }

  @Test
  void aStreamEndsWithTheRightsOfItsUser() throws Exception {
    var ticking =
        """
        form: Demo/Ticking
        views:
          main: Demo/Greeting
        rules:
          - rule: Tick
            when: { after: 1s, repeating: true }
            do:
              - then:
                  - message: Tick.
        """;
    assertThat(deploy(VIEW, dora).statusCode()).isEqualTo(201);
    assertThat(deploy(ticking, dora).statusCode()).isEqualTo(201);
    var session =
        json(post("/sessions", "{\"form\": \"Demo/Ticking\"}", ann)).get("session").asString();
    var response =
        http.send(
            request("/sessions/%s/stream".formatted(session), ann).build(),
            BodyHandlers.ofInputStream());
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      readUntil(lines, "Tick.");
      engine.connectTrusted("admin").administration().disableUser("ann");
      int told = 0;
      for (var line = lines.readLine(); line != null && told < 10; line = lines.readLine()) {
        told += line.contains("Tick.") ? 1 : 0;
      }
      assertThat(told).isLessThan(5);
    }
    assertThat(send(request("/sessions/%s/messages".formatted(session), ann)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void rulesThatCloseAFormRunBeforeTheServerHasEnded() throws Exception {
    var note =
        """
        smartObject: Demo/Note
        smartBox: SmartBox
        properties:
          ID: { type: autonumber, key: true }
          Text: { type: text, lengthMax: 20 }
        methods:
          Create:
            kind: create
            inputs: [Text]
            returns: [ID]
            bindings: [{ service: SmartBox, serviceObject: Demo/Note, serviceMethod: Create }]
          List:
            kind: list
            returns: [ID, Text]
            bindings: [{ service: SmartBox, serviceObject: Demo/Note, serviceMethod: List }]
        """;
    var form =
        """
        form: Demo/Closing
        views:
          main: Demo/Greeting
        rules:
          - rule: Closing
            when: closing
            do:
              - then:
                  - { execute: Demo/Note, method: Create, inputs: { Text: closed } }
        """;
    assertThat(deploy(VIEW, dora).statusCode()).isEqualTo(201);
    assertThat(deploy(note, dora).statusCode()).isEqualTo(201);
    var deployed = deploy(form, dora);
    assertThat(deployed.statusCode()).as(deployed.body()).isEqualTo(201);
    for (int open = 0; open < 20; open++) {
      var session = json(post("/sessions", "{\"form\": \"Demo/Closing\"}", ann)).get("session");
      until(session.asString(), "windowReady", 0);
    }
    server.close();
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .formsDatabase(FormsDatabase.beside(folder.resolve("store.db"))));
    ann = engine.login("ann", "secret secret").token();
    var notes =
        post("/smartobjects/calls", "{\"smartObject\": \"Demo/Note\", \"method\": \"List\"}", ann);
    assertThat(json(notes).get("rows")).as(notes.body()).hasSize(20);
  }

  @Test
  void aMessageWhoseAnswerGotLostIsRepeatedAndTakenOnce() throws Exception {
    var session = open();
    var path = "/sessions/%s/messages?number=".formatted(session);
    var nonsense = "{\"type\": \"closeWindow\", \"window\": \"%s\"}";
    long last = until(session, "windowReady", 0).getLast().get("number").asLong();
    assertThat(post(path + 1, nonsense.formatted("first"), ann).statusCode()).isEqualTo(202);
    assertThat(post(path + 1, nonsense.formatted("first"), ann).statusCode()).isEqualTo(202);
    var early = post(path + 3, nonsense.formatted("third"), ann);
    assertThat(early.statusCode()).isEqualTo(409);
    assertThat(early.body()).contains("message 2 has not come");
    assertThat(post(path + 2, nonsense.formatted("second"), ann).statusCode()).isEqualTo(202);
    var refused =
        messages(session, last).stream()
            .filter(message -> message.get("type").asString().equals("refused"))
            .toList();
    assertThat(refused).hasSize(2);
  }

  @Test
  void numbersThatNoMessageHasAreRefused() throws Exception {
    var session = open();
    var last = until(session, "windowReady", 0).getLast().get("number").asLong();
    var path = "/sessions/%s/messages?".formatted(session);
    assertThat(post(path + "number=0", "{\"type\": \"changed\"}", ann).body())
        .contains("a page numbers from 1");
    for (var after : List.of("-1", Long.toString(last + 5))) {
      var answer = send(request(path + "after=" + after, ann));
      assertThat(answer.statusCode()).as(after).isEqualTo(400);
      assertThat(answer.body()).contains("from 0 to " + last);
    }
    assertThat(send(request(path + "after=" + last, ann)).statusCode()).isEqualTo(200);
  }

  @Test
  void anOpenFormIsItsUsersOwn() throws Exception {
    var session = open();
    assertThat(send(request("/sessions/%s/messages".formatted(session), dora)).statusCode())
        .isEqualTo(404);
    assertThat(post("/sessions/%s/messages".formatted(session), "{}", dora).statusCode())
        .isEqualTo(404);
    assertThat(send(request("/sessions/%s/traces".formatted(session), dora)).statusCode())
        .isEqualTo(404);
  }

  @Test
  void whatIsWrongIsAnsweredAndTheFormGoesOn() throws Exception {
    var session = open();
    var last = until(session, "windowReady", 0).getLast().get("number").asLong();
    assertThat(post("/sessions/%s/messages".formatted(session), "{\"type\": 1}", ann).statusCode())
        .isEqualTo(400);
    assertThat(
            post(
                    "/sessions/%s/messages".formatted(session),
                    "{\"type\": \"closeWindow\", \"window\": \"w99\"}",
                    ann)
                .statusCode())
        .isEqualTo(202);
    var refused = until(session, "refused", last);
    assertThat(refused.toString()).contains("unknown");
    greet(session, "Ann");
    until(session, "messageShown", refused.getLast().get("number").asLong());

    assertThat(post("/sessions", "{\"form\": \"Demo/None\"}", ann).statusCode()).isEqualTo(404);
    assertThat(post("/sessions", "{}", ann).statusCode()).isEqualTo(400);
    assertThat(post("/sessions", "{\"item\": \"4711_2\"}", ann).statusCode()).isEqualTo(404);
  }

  @Test
  void documentsAreForThoseWhoMayExport() throws Exception {
    assertThat(deploy(VIEW, ann).statusCode()).isEqualTo(403);
    assertThat(send(request("/documents", ann)).statusCode()).isEqualTo(403);
    assertThat(deploy("view: X/Y\nnope: 1\n", dora).body()).contains("demo.yaml");
    assertThat(deploy(VIEW, dora).statusCode()).isEqualTo(201);
    assertThat(deploy(VIEW, dora).statusCode()).as("the same again").isEqualTo(200);
    assertThat(json(send(request("/documents", dora))).toString())
        .contains("{\"kind\":\"view\",\"name\":\"Demo/Greeting\",\"defaultVersion\":1,")
        .contains("\"deployedBy\":\"dora\"");
    var name = URLEncoder.encode("Demo/Greeting", StandardCharsets.UTF_8);
    assertThat(
            json(send(request("/documents/source?kind=view&name=" + name, dora)))
                .get("source")
                .asString())
        .isEqualTo(VIEW);
    assertThat(deploy(VIEW + "    comment: said\n", dora).statusCode()).isEqualTo(201);
    assertThat(
            json(send(request("/documents/versions?kind=view&name=" + name, dora)))
                .get("items")
                .size())
        .isEqualTo(2);
    assertThat(
            send(request("/documents/defaultVersion?kind=view&name=" + name, dora)
                    .header("Content-Type", "application/json")
                    .PUT(BodyPublishers.ofString("{\"version\": 1}")))
                .statusCode())
        .isEqualTo(204);
    assertThat(json(send(request("/documents?kind=view", dora))).toString())
        .contains("\"defaultVersion\":1");
  }
}
