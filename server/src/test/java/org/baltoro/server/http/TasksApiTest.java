package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
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

/** Tasks in the paths and shapes of K2 Five's Workflow REST API. */
class TasksApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TASKS = "/api/workflow/v1/tasks";
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir static Path folder;
  private static Engine engine;
  private static RunningServer server;
  private static HttpClient http;
  private static String ann;
  private static String bob;

  @BeforeAll
  static void begin() {
    engine =
        Engine.open(EngineConfig.sqlite(folder.resolve("tasks.db")).clock(new ManualClock(NOON)));
    server = ServerMain.serve(engine, ServeOptions.defaults().port(0));
    http = HttpClient.newHttpClient();
    var administration = engine.connectTrusted("admin").administration();
    administration.createUser("ann", "a good password", Set.of());
    administration.createUser("bob", "a good password", Set.of());
    ann = administration.createToken("ann", "test", Duration.ofDays(1));
    bob = administration.createToken("bob", "test", Duration.ofDays(1));
    engine
        .connectTrusted("admin")
        .definitions()
        .deploy(
            """
            process: Finance/Expenses
            folio: '"Expenses " + Number'
            rights: { start: [everyone] }
            data:
              Number: { type: string, required: true }
              Amount: decimal
            activities:
              Decide:
                data: { Remark: string }
                events:
                  - client: Approve
                    destinations: [ann, bob]
                    instruction: Look at the receipts.
                    form: '"https://forms/" + Number'
                    actions:
                      - Approve
                      - { name: Send back, batch: false }
            """,
            "expenses.yaml");
  }

  @AfterAll
  static void end() {
    server.close();
    http.close();
    engine.close();
  }

  private static String started(String number) {
    var cy = engine.connectTrusted("cy");
    var prepared = cy.createProcessInstance("Finance/Expenses");
    prepared.dataFields().set("Number", number);
    long id = cy.startProcessInstance(prepared, true).id();
    return cy.openProcessInstance(id).activities().getFirst().events().getFirst().serialNumber();
  }

  @Test
  void anActionSetsTheFieldsOfTheActivityToo() {
    var serial = started("D-1");
    assertThat(
            post(
                    TASKS + "/" + serial + "/actions/Approve",
                    ann,
                    "{\"activityDataFields\": {\"Remark\": \"fine\"}, \"dataFields\": {\"Amount\":"
                        + " 1}}")
                .statusCode())
        .isEqualTo(204);
    assertThat(changes(serial)).contains("Remark", "Amount");

    var batch = started("D-2");
    var result =
        json(
            post(
                TASKS + "/actions",
                ann,
                "{\"serialNumbers\": [\"%s\"], \"action\": \"Approve\", \"activityDataFields\": {\"Remark\": \"all\"}}"
                    .formatted(batch)));
    assertThat(
            result.at("/items/0/refused").isMissingNode() || result.at("/items/0/refused").isNull())
        .as(result.toString())
        .isTrue();
    assertThat(changes(batch)).contains("Remark");
  }

  private static String changes(String serial) {
    long id = Long.parseLong(serial.substring(0, serial.indexOf('_')));
    return engine.connectTrusted("cy").journal(id, 0, 100).stream()
        .filter(entry -> entry.kind().equals("DataFieldsChanged"))
        .map(entry -> entry.text())
        .collect(Collectors.joining("; "));
  }

  @Test
  void aTaskHasTheNamesThatK2GivesIt() {
    var serial = started("T-1");
    var task = json(get(TASKS + "/" + serial, ann));
    assertThat(new TreeSet<>(task.propertyNames()))
        .containsExactlyInAnyOrder(
            ("actions activityDataFields activityInstanceDestinationID activityInstanceID"
                    + " activityName eventName eventDescription formURL instruction itemReferences"
                    + " originator priority serialNumber sleepUntil status taskStartDate"
                    + " viewFlowURL workflowCategory workflowDisplayName workflowID"
                    + " workflowInstanceDataFields workflowInstanceFolio workflowInstanceID"
                    + " workflowInstanceXmlFields workflowName")
                .split(" "));
    assertThat(task.get("actions"))
        .isEqualTo(
            JSON.readTree(
                """
                {"nonBatchableActions": ["Send back"], "batchableActions": ["Approve"],
                 "systemActions": ["assign", "release", "redirect", "sleep", "wake", "delegate"]}
                """));
    assertThat(task.get("actions")).isEqualTo(json(get(TASKS + "/" + serial + "/actions", ann)));
    assertThat(task.get("status").asString())
        .as("reading allocates nothing")
        .isEqualTo("Available");
    assertThat(task.get("formURL").asString()).isEqualTo("https://forms/T-1");
    assertThat(task.get("instruction").asString()).isEqualTo("Look at the receipts.");
    assertThat(task.get("workflowName").asString()).isEqualTo("Finance/Expenses");
    assertThat(task.get("workflowDisplayName").asString()).isEqualTo("Expenses");
    assertThat(task.get("workflowCategory").asString()).isEqualTo("Finance");
    assertThat(task.get("workflowInstanceFolio").asString()).isEqualTo("Expenses T-1");
    assertThat(task.at("/workflowInstanceDataFields/Number").asString()).isEqualTo("T-1");
    assertThat(task.at("/originator/username").asString()).isEqualTo("cy");
    assertThat(task.get("taskStartDate").asString()).isEqualTo(NOON.toString());
    assertThat(get(TASKS + "/1_1", ann).statusCode()).isEqualTo(404);
  }

  @Test
  void tasksAreListedByTheirState() {
    var serial = started("T-2");
    assertThat(post(TASKS + "/" + serial + "/actions/assign", bob, null).statusCode())
        .isEqualTo(204);
    var mine = json(get(TASKS, ann));
    assertThat(mine.get("itemCount").asInt()).isEqualTo(mine.get("tasks").size());
    assertThat(serials(mine)).doesNotContain(serial);
    assertThat(serials(json(get(TASKS + "?state=Allocated", ann)))).contains(serial);
    assertThat(serials(json(get(TASKS + "?state=Open", bob)))).containsExactly(serial);
    assertThat(get(TASKS + "?state=Lost", ann).statusCode()).isEqualTo(400);
    assertThat(post(TASKS + "/" + serial + "/actions/release", bob, null).statusCode())
        .isEqualTo(204);
    assertThat(serials(json(get(TASKS, ann)))).contains(serial);
  }

  @Test
  void anActionOfTheProcessCompletesATaskWithItsData() {
    var serial = started("T-3");
    post(TASKS + "/" + serial + "/actions/assign", bob, null);
    var held = post(TASKS + "/" + serial + "/actions/Approve", ann, "{}");
    assertThat(held.statusCode()).isEqualTo(409);
    assertThat(json(held).get("type").asString()).isEqualTo("urn:baltoro:problem:item-held");
    assertThat(json(held).at("/details/holders/0").asString()).isEqualTo("bob");
    var xml =
        post(
            TASKS + "/" + serial + "/actions/Approve",
            bob,
            "{\"xmlFields\": [{\"name\": \"a\", \"value\": \"b\"}]}");
    assertThat(xml.statusCode()).isEqualTo(400);
    var done =
        post(
            TASKS + "/" + serial + "/actions/send%20back?sync=true",
            bob,
            "{\"dataFields\": {\"Amount\": 12.50}, \"xmlFields\": [], \"itemReferences\": {}}");
    assertThat(done.statusCode()).as(done.body()).isEqualTo(204);
    assertThat(get(TASKS + "/" + serial, ann).statusCode()).isEqualTo(409);
    assertThat(post(TASKS + "/" + serial + "/actions/Nothing", ann, "{}").statusCode())
        .isEqualTo(409);
  }

  @Test
  void durationsAreWrittenAsEverywhere() {
    var sleep = "/api/baltoro/v1/worklist/" + started("T-9") + "/sleep";
    for (var duration : new String[] {"4h", "PT4H"}) {
      var slept = post(sleep, ann, "{\"duration\": \"%s\"}".formatted(duration));
      assertThat(slept.statusCode()).as(slept.body()).isEqualTo(204);
    }
    var refused = post(sleep, ann, "{\"duration\": \"long\"}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("'duration' is 'long'");
  }

  @Test
  void aTaskIsRedirectedWithK2sNames() {
    var serial = started("T-4");
    var redirected =
        post(
            TASKS + "/" + serial + "/actions/redirect",
            ann,
            "{\"RedirectTo\": \"K2:DENALLIX\\\\bob\"}");
    assertThat(redirected.statusCode()).as(redirected.body()).isEqualTo(204);
    assertThat(get(TASKS + "/" + serial, ann).statusCode()).isIn(403, 404);
    assertThat(post(TASKS + "/" + serial + "/actions/redirect", bob, "{}").statusCode())
        .isEqualTo(400);
    var delegated =
        post(
            TASKS + "/" + serial + "/actions/delegate",
            bob,
            "{\"DelegateTo\": \"ann\", \"Actions\": [\"Approve\"]}");
    assertThat(delegated.statusCode()).isEqualTo(204);
    assertThat(json(get(TASKS + "/" + serial + "/actions", ann)).get("batchableActions"))
        .isEqualTo(JSON.readTree("[\"Approve\"]"));
  }

  @Test
  void aTaskSleepsForSecondsUntilATimeOrForEver() {
    var serial = started("T-5");
    var sleep = TASKS + "/" + serial + "/actions/sleep";
    assertThat(post(sleep, ann, "{\"SleepFor\": 90}").statusCode()).isEqualTo(204);
    assertThat(sleepUntil(serial)).isEqualTo("2026-03-02T12:01:30Z");
    assertThat(serials(json(get(TASKS, ann)))).doesNotContain(serial);
    assertThat(post(sleep, ann, "{\"SleepUntil\": \"2026-03-03T09:00:00\"}").statusCode())
        .isEqualTo(204);
    assertThat(sleepUntil(serial)).isEqualTo("2026-03-03T09:00:00Z");
    assertThat(post(sleep, ann, "{\"SleepFor\": 0}").statusCode()).isEqualTo(204);
    assertThat(sleepUntil(serial)).isEqualTo("null");
    assertThat(post(sleep, ann, "{\"SleepUntil\": \"soon\"}").statusCode()).isEqualTo(400);
    assertThat(post(sleep, ann, "{}").statusCode()).isEqualTo(400);
    assertThat(post(TASKS + "/" + serial + "/actions/wake", ann, null).statusCode()).isEqualTo(204);
    assertThat(serials(json(get(TASKS, ann)))).contains(serial);
  }

  @Test
  void besidesTasksAreCommentedOnAndActedOnManyAtOnce() {
    var one = started("T-6");
    var other = started("T-7");
    assertThat(post(TASKS + "/" + one + "/comments", ann, "{\"text\": \"Fine.\"}").statusCode())
        .isEqualTo(204);
    assertThat(json(get(TASKS + "/" + one + "/comments", bob)).at("/items/0/by").asString())
        .isEqualTo("ann");
    var acted =
        json(
            post(
                TASKS + "/actions",
                ann,
                "{\"serialNumbers\": [\"%s\", \"9_9\", \"%s\"], \"action\": \"Approve\"}"
                    .formatted(one, other)));
    assertThat(acted.get("items").get(0).get("refused").isNull()).isTrue();
    assertThat(acted.get("items").get(1).get("problem").asString()).isEqualTo("not-found");
    assertThat(acted.get("items").get(2).get("refused").isNull()).isTrue();
  }

  // ---- helpers

  private static String sleepUntil(String serial) {
    return json(get(TASKS + "/" + serial, ann)).get("sleepUntil").asString("null");
  }

  private static java.util.List<String> serials(JsonNode tasks) {
    return tasks
        .get("tasks")
        .valueStream()
        .map(task -> task.get("serialNumber").asString())
        .toList();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }

  private static HttpResponse<String> get(String path, String token) {
    return send(request(path, token).GET());
  }

  private static HttpResponse<String> post(String path, String token, @Nullable String body) {
    var request = request(path, token);
    return send(
        body == null
            ? request.POST(BodyPublishers.noBody())
            : request
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
  }

  private static HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(server.url().resolve(path))
        .header("Authorization", "Bearer " + token);
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
