package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.WorklistQuery;
import org.baltoro.api.WorklistStatus;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.ManualClock;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ann asks for leave with a form; Bob decides with another, which his worklist item names. */
class FormsWorkflowApiTest {
  private static final String LEAVE =
      """
      process: HR/Leave
      rights: { start: [ann], view: [ann, bob] }
      data:
        Days: { type: decimal, required: true }
        Remark: { type: string }
      activities:
        Decide:
          destinations: [bob]
          events:
            - client: Decide
              actions: [Approve, Reject]
              form: '"form:HR/Decide?state=deciding"'
      """;
  private static final String ASK_VIEW =
      """
      view: HR/Ask
      kind: content
      controls:
        days: { type: decimal, label: Days }
        started: { type: number }
        ask: { type: button, text: Ask }
      rules:
        - rule: Ask is clicked
          when: { clicked: ask }
          do:
            - then:
                - startProcess: HR/Leave
                  id: start
                  folio: Leave of ${string(days)} days
                  dataFields: { Days: { control: days } }
                  sync: true
                  outputs: { instance: { control: started } }
                - message: Asked.
      """;
  private static final String ASK =
      """
      form: HR/Ask
      views: { main: HR/Ask }
      """;
  private static final String DECISION =
      """
      smartObject: HR/Decision
      smartBox: SmartBox
      properties:
        ID: { type: autonumber, key: true }
        Remark: { type: text, required: true, lengthMax: 20 }
        Decided: { type: date-time, default: { system: now } }
      methods:
        Create:
          kind: create
          inputs: [Remark, Decided]
          requiredInputs: [Remark]
          returns: [ID]
          bindings: [{ service: SmartBox, serviceObject: HR/Decision, serviceMethod: Create }]
        List:
          kind: list
          returns: [ID, Remark, Decided]
          bindings: [{ service: SmartBox, serviceObject: HR/Decision, serviceMethod: List }]
      """;
  private static final String DECIDE_VIEW =
      """
      view: HR/Decide
      kind: content
      controls:
        days: { type: decimal, readOnly: true }
        remark: { type: text-box }
      """;
  private static final String DECIDE =
      """
      form: HR/Decide
      parameters:
        Days: decimal
      views: { main: HR/Decide }
      rules:
        - rule: The form is initialised
          when: initialise
          do:
            - then:
                - transfer: [{ from: { parameter: Days }, to: { control: main.days } }]
      states:
        deciding:
          name: Bob decides
          rules:
            - rule: An action is chosen
              when: submitted
              do:
                - also:
                    - execute: HR/Decision
                      method: Create
                      inputs: { Remark: { control: main.remark } }
                    - finishWorklistItem: { system: workflowAction }
                      dataFields: { Remark: { control: main.remark } }
                      sync: true
                - then:
                    - message: Decided.
      """;

  @TempDir Path folder;
  private final ManualClock clock = new ManualClock(Instant.parse("2031-05-06T22:30:00Z"));
  private Engine engine;
  private RunningServer server;
  private FormsClient dora;
  private FormsClient ann;
  private FormsClient bob;

  @BeforeEach
  void serve() {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")).clock(clock));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .timeZone(java.time.ZoneId.of("Europe/Berlin"))
                .formsDatabase(FormsDatabase.beside(folder.resolve("store.db"))));
    var administration = engine.connectTrusted("admin").administration();
    for (var user : List.of("dora", "ann", "bob")) {
      administration.createUser(user, "secret secret", Set.of());
    }
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    dora = client("dora");
    ann = client("ann");
    bob = client("bob");
    for (var document : List.of(DECISION, ASK_VIEW, ASK, DECIDE_VIEW, DECIDE)) {
      dora.deploy(document).is(201);
    }
    engine.connectTrusted("deployer").definitions().deploy(LEAVE, "leave.yaml");
  }

  private FormsClient client(String user) {
    return new FormsClient(server.url(), engine.login(user, "secret secret").token());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String open(FormsClient user, String body) {
    return user.post("/sessions", body).is(201).json().get("session").asString();
  }

  private void tell(FormsClient user, String session, String message) {
    user.post("/sessions/%s/messages".formatted(session), message).is(202);
  }

  private static String change(String control, String value) {
    return """
    "changes": [{"address": {"window": "w1", "area": "main", "control": "%s"}, "value": %s}]\
    """
        .formatted(control, value);
  }

  private void ask(String days) {
    var session = open(ann, "{\"form\": \"HR/Ask\"}");
    long ready = ann.until(session, "windowReady", 0).getLast().get("number").asLong();
    tell(
        ann,
        session,
        """
        {"type": "onControl", "event": "clicked",
         "address": {"window": "w1", "area": "main", "control": "ask"}, %s}
        """
            .formatted(change("days", days)));
    var told = ann.until(session, "messageShown", ready);
    assertThat(told).noneMatch(message -> message.get("type").asString().equals("failed"));
  }

  private String itemOf(String user) {
    return engine
        .connectAs(user, Set.of())
        .worklist(WorklistQuery.all())
        .items()
        .getFirst()
        .serialNumber();
  }

  private void submit(String session, String action, String remark) {
    tell(
        bob,
        session,
        "{\"type\": \"submit\", \"action\": \"%s\", %s}"
            .formatted(action, change("remark", "\"" + remark + "\"")));
  }

  @Test
  void aFormStartsTheProcessAndAnotherFinishesItsItemInOnePacket() {
    ask("2.5");
    var item = itemOf("bob");
    var session = open(bob, "{\"item\": \"%s\"}".formatted(item));
    var opened = bob.until(session, "windowReady", 0);
    assertThat(opened.toString())
        .contains("[\"Approve\",\"Reject\"]") // what he may choose
        .contains("2.5");
    long last = opened.getLast().get("number").asLong();

    submit(session, "Approve", "enjoy");
    bob.until(session, "messageShown", last);

    var instance = Long.parseLong(item.substring(0, item.indexOf('_')));
    var ended = engine.connectAs("ann", Set.of()).openProcessInstance(instance);
    assertThat(ended.folio()).isEqualTo("Leave of 2.5 days");
    assertThat(ended.dataFields().get("Days")).isEqualTo(new BigDecimal("2.5"));
    assertThat(ended.dataFields().get("Remark")).isEqualTo("enjoy");
    assertThat(ended.finishDate()).isEqualTo(clock.instant());
    assertThat(bob.call("HR/Decision", "List", "").is(200).json().get("rows").toString())
        .isEqualTo("[{\"ID\":1,\"Remark\":\"enjoy\",\"Decided\":\"2031-05-06T22:30:00Z\"}]");
    var trace = bob.get("/sessions/%s/traces".formatted(session)).json().get("traces").toString();
    assertThat(trace)
        .contains("An action is chosen", "\"ALSO\"".toLowerCase(java.util.Locale.ROOT));
  }

  @Test
  void whatFailsBeforeTheItemInItsPacketLeavesTheItemOpen() {
    ask("1");
    var session = open(bob, "{\"item\": \"%s\"}".formatted(itemOf("bob")));
    long last = bob.until(session, "windowReady", 0).getLast().get("number").asLong();

    submit(session, "Approve", "far too long for this column");
    var failed = bob.until(session, "failed", last);
    assertThat(failed.toString()).contains("Remark");
    assertThat(itemOf("bob")).isNotEmpty();

    submit(session, "Reject", "no");
    bob.until(session, "messageShown", failed.getLast().get("number").asLong());
    assertThat(engine.connectAs("bob", Set.of()).worklist(WorklistQuery.all()).items()).isEmpty();
  }

  @Test
  void anItemOpensItsFormForItsOwnUsersOnly() {
    ask("1");
    ann.post("/sessions", "{\"item\": \"%s\"}".formatted(itemOf("bob"))).is(404);
    dora.post("/sessions", "{\"item\": \"%s\"}".formatted(itemOf("bob"))).is(404);
  }

  @Test
  void anItemWhoseFormCannotBeOpenedIsHeldByNobody() {
    var definitions = engine.connectTrusted("deployer").definitions();
    definitions.deploy(LEAVE.replace("form:HR/Decide", "form:HR/None"), "leave.yaml");
    ask("1");
    bob.post("/sessions", "{\"item\": \"%s\"}".formatted(itemOf("bob"))).is(404);
    dora.deploy(DECIDE + "mayOpen: { users: [ann] }\n").is(201);
    definitions.deploy(LEAVE, "leave.yaml");
    ask("2");
    for (var item : engine.connectAs("bob", Set.of()).worklist(WorklistQuery.all()).items()) {
      assertThat(
              bob.post("/sessions", "{\"item\": \"%s\"}".formatted(item.serialNumber())).status())
          .isIn(403, 404);
    }
    assertThat(engine.connectAs("bob", Set.of()).worklist(WorklistQuery.all()).items())
        .hasSize(2)
        .allMatch(item -> item.status() == WorklistStatus.AVAILABLE);
  }

  @Test
  void aDayIsOneOfTheServersZoneByTheEnginesClock() {
    dora.deploy(
            """
            form: HR/Today
            views: { main: HR/Decide }
            controls:
              day: { type: date }
            rules:
              - rule: The form is initialised
                when: initialise
                do:
                  - then:
                      - transfer: [{ from: { system: today }, to: { control: day } }]
            """)
        .is(201);
    assertThat(bob.until(open(bob, "{\"form\": \"HR/Today\"}"), "windowReady", 0).toString())
        .contains("2031-05-07");
    clock.advance(Duration.ofDays(2));
    bob = client("bob"); // his login is over
    assertThat(bob.until(open(bob, "{\"form\": \"HR/Today\"}"), "windowReady", 0).toString())
        .contains("2031-05-09");
  }

  @Test
  void aProcessIsAServiceObjectAsSoonAsItIsDeployed() {
    var described = "/services/description?name=Workflow&object=HR%2FTravel";
    dora.get(described).is(404);
    var definitions = engine.connectTrusted("deployer").definitions();
    definitions.deploy(LEAVE.replace("HR/Leave", "HR/Travel"), "travel.yaml");
    assertThat(dora.get(described).is(200).body()).contains("Days").doesNotContain("Hotel");
    definitions.deploy(
        LEAVE.replace("HR/Leave", "HR/Travel").replace("Remark:", "Hotel:"), "travel.yaml");
    assertThat(dora.get(described).is(200).body()).contains("Hotel");
  }
}
