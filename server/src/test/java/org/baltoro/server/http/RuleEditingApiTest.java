package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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
import tools.jackson.databind.node.JsonNodeFactory;

/** A designer edits a rule over HTTP; the text goes there and back, and nothing is kept. */
class RuleEditingApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String START =
      """
      form: Guide/Edited
      views: {}
      controls:
        Go: { type: button, text: Go }
      rules:
        - rule: Go
          when: { clicked: Go }
      """;

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private RunningServer server;
  private String dora;
  private String ann;
  private String text = START;

  @BeforeEach
  void serve() {
    var store = folder.resolve("store.db");
    var engine = Engine.open(EngineConfig.sqlite(store));
    server =
        ServerMain.serve(
            engine, ServeOptions.defaults().port(0).formsDatabase(FormsDatabase.beside(store)));
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

  private HttpResponse<String> post(String token, Map<String, ?> body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/forms/v1/documents/edit"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** An edit of the rule: names and values by turns. */
  private static Map<String, Object> edit(String name, Object... namesAndValues) {
    var edit = new LinkedHashMap<String, Object>();
    edit.put("edit", name);
    edit.put("rule", "go");
    for (int place = 0; place < namesAndValues.length; place += 2) {
      edit.put((String) namesAndValues[place], namesAndValues[place + 1]);
    }
    return edit;
  }

  private static Map<String, Object> say(String id, String text) {
    return Map.of("message", text, "id", id);
  }

  private JsonNode last = JsonNodeFactory.instance.nullNode();

  /** Makes edits, and gives the rule's blocks: {@code then a b | and c}. */
  @SafeVarargs
  private String edited(Map<String, Object>... edits) throws Exception {
    var response = post(dora, Map.of("source", text, "edits", List.of(edits)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    last = JSON.readTree(response.body());
    assertThat(last.get("undo").asString()).isEqualTo(text);
    assertThat(last.get("problems").valueStream())
        .as(response.body())
        .allMatch(problem -> problem.get("warning").asBoolean());
    text = last.get("source").asString();
    return blocks(last.get("changes").get(edits.length - 1).get("after"));
  }

  private static String blocks(JsonNode blocks) {
    var words = new ArrayList<String>();
    blocks.forEach(block ->
        words.add(
            block.get("word").asString()
                + block
                    .get("actions")
                    .valueStream()
                    .map(action -> " " + action.asString())
                    .collect(Collectors.joining())));
    return String.join(" | ", words);
  }

  private String block(int place) {
    return last.get("changes").get(0).get("after").get(place).get("block").asString();
  }

  @Test
  void whatTheGuideSaysOfEditingIsDoneOverHttp() throws Exception {
    // Actions are added at the bottom, each statement automatically in one execution block.
    assertThat(
            edited(
                edit("appendAction", "action", say("a", "A")),
                edit("appendAction", "action", say("b", "B")),
                edit("appendAction", "action", say("c", "C")),
                edit("appendAction", "action", say("d", "D"))))
        .isEqualTo("then a b c d");
    // Actions can be moved up or down to execute in a different order.
    assertThat(edited(edit("moveActionUp", "action", "c"))).isEqualTo("then a c b d");
    assertThat(edited(edit("moveActionDown", "action", "c"))).isEqualTo("then a b c d");
    // Another word in front of an action splits the group: a line is added for the new block.
    assertThat(edited(edit("changeWord", "action", "c", "word", "asynchronously")))
        .isEqualTo("then a b | asynchronously c | then d");
    // The word allocates an action to a block: some one after another, the others asynchronously.
    assertThat(edited(edit("changeWord", "action", "d", "word", "asynchronously")))
        .isEqualTo("then a b | asynchronously c d");
    // Each of the four words can be chosen, for a block as a whole, too.
    assertThat(edited(edit("changeBlockWord", "block", block(1), "word", "and")))
        .isEqualTo("then a b | and c d");
    assertThat(edited(edit("changeBlockWord", "block", block(1), "word", "also")))
        .isEqualTo("then a b | also c d");
    assertThat(edited(edit("setAtomic", "block", block(1), "atomic", true)))
        .isEqualTo("then a b | also c d");
    assertThat(text).contains("atomic: true");
    // Execution blocks can be moved up or down.
    assertThat(edited(edit("moveStepUp", "step", block(1)))).isEqualTo("also c d | then a b");
    assertThat(edited(edit("moveStepDown", "step", block(0)))).isEqualTo("then a b | also c d");
    // An action at the edge moves into the block beside.
    assertThat(edited(edit("moveActionUp", "action", "c"))).isEqualTo("then a b c | also d");
    // Blocks are split and merged under one word.
    assertThat(edited(edit("splitBlock", "action", "b"))).isEqualTo("then a | then b c | also d");
    assertThat(edited(edit("mergeWithNext", "block", block(0)))).isEqualTo("then a b c | also d");
    // Parts are disabled, commented on, configured and removed; the text before undoes it.
    var before = text;
    assertThat(
            edited(
                edit("setEnabled", "part", "a", "enabled", false),
                edit("comment", "part", "b", "comment", "What for?"),
                edit("configure", "action", "c", "operation", Map.of("message", "Another")),
                edit("remove", "part", "d")))
        .isEqualTo("then a b c");
    assertThat(text).contains("enabled: false", "What for?", "Another");
    assertThat(last.get("undo").asString()).isEqualTo(before);
  }

  @Test
  void aTransferIsMovedBeforeTheCloseOfWhatItReadsFrom() throws Exception {
    edited(
        edit("appendAction", "action", Map.of("close", "this", "id", "close")),
        edit(
            "appendAction",
            "action",
            Map.of(
                "id",
                "transfer",
                "transfer",
                List.of(
                    Map.of(
                        "from",
                        Map.of("system", "user"),
                        "to",
                        Map.of("control", "parent:Who"))))));
    assertThat(last.get("problems").toString()).contains("it before the close");
    assertThat(edited(edit("moveActionUp", "action", "transfer"))).isEqualTo("then transfer close");
    assertThat(last.get("problems").toString()).doesNotContain("before the close");
  }

  @Test
  void handlersAndConditionsAreAddedWithIdsOfTheirOwn() throws Exception {
    assertThat(
            edited(
                edit("appendAction", "action", Map.of("message", "always")),
                edit(
                    "appendHandler",
                    "handler",
                    Map.of(
                        "if",
                        List.of("1 = 1"),
                        "do",
                        List.of(Map.of("and", List.of(Map.of("message", "sometimes"))))))))
        .startsWith("then ")
        .contains(" | and ");
    var handler = last.get("changes").get(1).get("after").get(1).get("handler").asString();
    edited(edit("appendCondition", "handler", handler, "condition", "2 = 2"));
    assertThat(text).contains("2 = 2");
    edited(
        edit("appendAction", "to", handler, "action", Map.of("message", "one")),
        edit("appendAction", "to", handler, "action", Map.of("message", "two")));
    assertThat(text).contains("one", "two");
  }

  @Test
  void whatIsRefusedIsSaidInWordsAndNothingIsDone() throws Exception {
    edited(edit("appendAction", "action", say("a", "A")));
    refused("is refused, and none is made", edit("moveActionUp", "action", "a"));
    refused("has no action 'z'", edit("moveActionUp", "action", "z"));
    refused(
        "Edit 2 of 2", edit("comment", "part", "a", "comment", "x"), edit("remove", "part", "z"));
    refused("There is no edit 'turn'", edit("turn", "action", "a"));
    refused("There is no edit 'restore'", edit("restore"));
    refused("lacks 'word'", edit("changeWord", "action", "a"));
    refused(
        "one of then, and, also, asynchronously",
        edit("changeWord", "action", "a", "word", "later"));
    refused("lacks 'rule'", Map.of("edit", "remove", "part", "a"));
    refused("'color' is not known here", edit("appendAction", "action", say("b", "B"), "color", 1));
    refused("The action can't be read", edit("appendAction", "action", Map.of("shout", "B")));
    refused("is taken", edit("appendAction", "action", say("a", "B")));
    assertThat(post(dora, Map.of("source", "form: [", "edits", List.of())).body())
        .contains("invalid-definition");
    assertThat(post(dora, Map.of("edits", List.of())).body()).contains("Give source");
    assertThat(post(dora, Map.of("source", START)).body()).contains("edits");
    assertThat(post(ann, Map.of("source", START, "edits", List.of())).statusCode()).isEqualTo(403);
  }

  @SafeVarargs
  private void refused(String words, Map<String, Object>... edits) throws Exception {
    var response = post(dora, Map.of("source", text, "edits", List.of(edits)));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).get("detail").asString()).contains(words);
  }

  @Test
  void whatIsDeployedIsEditedAndStaysAsItIs() throws Exception {
    deploy(START);
    var response =
        post(
            dora,
            Map.of(
                "kind",
                "form",
                "name",
                "Guide/Edited",
                "edits",
                List.of(edit("appendAction", "action", say("a", "A")))));
    var edited = JSON.readTree(response.body());
    assertThat(edited.get("undo").asString()).isEqualTo(START);
    assertThat(edited.get("source").asString()).contains("message: A");
    assertThat(deploy(START).statusCode()).as("it is there as before").isEqualTo(200);
    assertThat(deploy(edited.get("source").asString()).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> deploy(String source) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/forms/v1/documents"))
            .header("Authorization", "Bearer " + dora)
            .header("Content-Type", "text/yaml")
            .POST(BodyPublishers.ofString(source))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }
}
