package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.baltoro.server.forms.ServiceLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs call SmartObjects over a database, one by one and in packets. */
class SmartObjectsApiTest {
  @TempDir Path folder;
  private Engine engine;
  private RunningServer server;
  private FormsClient dora;
  private FormsClient ann;
  private FormsClient bob;

  @BeforeEach
  void serve() throws Exception {
    var shop = folder.resolve("shop.db").toAbsolutePath();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + shop);
        var statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE orders (id integer PRIMARY KEY AUTOINCREMENT, number varchar(10) NOT NULL"
              + " UNIQUE, amount integer)");
      statement.execute(
          "CREATE TABLE line (id integer PRIMARY KEY AUTOINCREMENT, order_id integer NOT NULL"
              + " REFERENCES orders (id), item text NOT NULL)");
    }
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server =
        ServerMain.serve(
            engine,
            ServeOptions.defaults()
                .port(0)
                .formsDatabase(FormsDatabase.beside(folder.resolve("store.db")))
                .serviceLimits(
                    ServiceLimits.DEFAULTS.withDatabases(List.of("jdbc:sqlite:" + shop))));
    var administration = engine.connectTrusted("admin").administration();
    administration.createUser("dora", "secret secret", Set.of());
    administration.createUser("ann", "secret secret", Set.of("buyers"));
    administration.createUser("bob", "secret secret", Set.of());
    administration.grantServerRight(ServerRight.ADMIN, Subject.user("dora"));
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    dora = client("dora");
    ann = client("ann");
    bob = client("bob");
    dora.deploy("service: shop\nkind: sql\nurl: jdbc:sqlite:%s\n".formatted(shop)).is(201);
    for (var object : List.of("orders", "line")) {
      var generated = dora.get("/services/smartObject?service=shop&object=" + object).is(200);
      dora.deploy(generated.json().get("source").asString()).is(201);
    }
  }

  private FormsClient client(String user) {
    return new FormsClient(server.url(), engine.login(user, "secret secret").token());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String order(String number, int amount) {
    return "\"inputs\": {\"number\": \"%s\", \"amount\": %d}".formatted(number, amount);
  }

  private int orders() throws SQLException {
    return ann.call("shop/orders", "List", "").is(200).json().get("rows").size();
  }

  // ---- calls

  @Test
  void aListIsFilteredSortedAndPagedByItsSource() {
    for (int number = 1; number <= 5; number++) {
      ann.call("shop/orders", "Create", order("A" + number, number * 10)).is(200);
    }
    var first =
        ann.call(
                "shop/orders",
                "List",
                """
                "filter": {"or": [{"property": "amount", "greater": 20},
                                  {"and": [{"property": "number", "in": ["A1", "A9"]},
                                           {"not": {"property": "amount", "empty": true}}]}]},
                "order": [{"descending": "amount"}, "number"],
                "page": {"size": 3}
                """)
            .is(200)
            .json();
    assertThat(first.get("rows").findValuesAsString("number")).containsExactly("A5", "A4", "A3");
    assertThat(first.get("more").asBoolean()).isTrue();
    assertThat(first.get("pushed").toString())
        .isEqualTo("{\"filter\":true,\"sort\":true,\"page\":true,\"rowsRead\":3}");

    var next =
        ann.call(
                "shop/orders",
                "List",
                """
                "order": [{"descending": "amount"}],
                "page": {"size": 3, "after": %s}
                """
                    .formatted(first.at("/rows/2")))
            .is(200)
            .json();
    assertThat(next.get("rows").findValuesAsString("number")).containsExactly("A2", "A1");
  }

  @Test
  void whatIsWrongIsToldByField() {
    var wrong =
        ann.call("shop/orders", "Create", "\"inputs\": {\"amount\": \"many\", \"colour\": \"red\"}")
            .is(422)
            .problem("invalid-data");
    assertThat(wrong.at("/details/smartObjectProblem").asString()).isEqualTo("invalidData");
    assertThat(wrong.at("/details/fieldErrors").findValuesAsString("field"))
        .containsExactlyInAnyOrder("colour", "number", "amount");
    assertThat(wrong.at("/details/fieldErrors").findValuesAsString("code"))
        .containsExactlyInAnyOrder("unknown", "required", "wrongType");

    ann.call("shop/orders", "Create", order("A1", 1)).is(200);
    var twice = ann.call("shop/orders", "Create", order("A1", 2)).is(409).problem("conflict");
    assertThat(twice.at("/details/fieldErrors/0").toString())
        .contains("\"field\":\"number\",\"code\":\"notUnique\"");
    ann.call("shop/orders", "Read", "\"inputs\": {\"id\": 99}").is(404).problem("not-found");
  }

  @Test
  void malformedCallsAreRefusedWithWhatWasExpected() {
    for (var more :
        List.of(
            "\"filter\": {\"property\": \"amount\"}",
            "\"filter\": {\"property\": \"amount\", \"near\": 5}",
            "\"filter\": {\"property\": \"amount\", \"equals\": null}",
            "\"filter\": {\"and\": 5}",
            "\"filter\": {\"and\": [null]}",
            "\"filter\": " + "{\"not\": ".repeat(60) + "{}" + "}".repeat(60),
            "\"order\": [5]",
            "\"page\": {}",
            "\"page\": {\"size\": 0}",
            "\"page\": {\"size\": 20000}",
            "\"inputs\": {\"amount\": {\"a\": 1}}",
            "\"inputs\": 5",
            "\"unknown\": 5")) {
      assertThat(
              ann.call("shop/orders", "List", more).is(400).problem("invalid-request").toString())
          .doesNotContain("bug of ours");
    }
    ann.post("/smartobjects/calls", "{}").is(400);
    ann.call("shop/none", "List", "").is(404).problem("not-found");
    ann.call("shop/orders", "None", "").is(404).problem("not-found");
  }

  @Test
  void rightsApplyToCallsAndToWhatIsSeen() {
    dora.deploy(
            """
            smartObject: Shop/Guarded
            rights: { groups: [buyers] }
            properties:
              id: { type: autonumber, key: true }
              number: text
            methods:
              Find:
                kind: list
                returns: [id, number]
                bindings: [{ service: shop, serviceObject: orders, serviceMethod: List }]
              Remove:
                kind: delete
                inputs: [id]
                requiredInputs: [id]
                rights: { users: [dora] }
                bindings: [{ service: shop, serviceObject: orders, serviceMethod: Delete }]
            """)
        .is(201);
    var seen = ann.get("/smartobjects/description?name=Shop%2FGuarded").is(200).json();
    assertThat(seen.get("methods").findValuesAsString("name")).containsExactly("Find");
    ann.call("Shop/Guarded", "Find", "").is(200);
    ann.call("Shop/Guarded", "Remove", "\"inputs\": {\"id\": 1}").is(403);

    bob.call("Shop/Guarded", "Find", "").is(403).problem("access-denied");
    bob.get("/smartobjects/description?name=Shop%2FGuarded").is(404);
    assertThat(bob.get("/smartobjects").is(200).json().get("items").findValuesAsString("name"))
        .containsExactly("shop/line", "shop/orders");
    assertThat(ann.get("/smartobjects").body()).contains("Shop/Guarded");
  }

  // ---- packets

  private static String packet(boolean atomic, String item) {
    return """
    {"atomic": %s, "entries": [
      {"id": "order", "smartObject": "shop/orders", "method": "Create",
       "inputs": {"number": "A1"}},
      {"smartObject": "shop/line", "method": "Create",
       "inputs": {"order_id": {"result": "order.id"}, "item": "Rope"}},
      {"smartObject": "shop/line", "method": "Create",
       "inputs": {"order_id": {"result": "order.id"}, "item": %s}},
      {"smartObject": "shop/line", "method": "List",
       "filter": {"property": "order_id", "equals": {"result": "order.id"}}}]}
    """
        .formatted(atomic, item);
  }

  @Test
  void aPacketRunsInOrderAndUsesWhatEarlierEntriesGave() throws Exception {
    var results =
        ann.post("/smartobjects/packets", packet(true, "\"Axe\"")).is(200).json().get("results");
    assertThat(results).hasSize(4);
    assertThat(results.at("/3/rows").findValuesAsString("item")).containsExactly("Rope", "Axe");
  }

  @Test
  void aPacketThatFailsLeavesWhatWasDoneUnlessItIsAtomic() throws Exception {
    var failed =
        ann.post("/smartobjects/packets", packet(true, "null")).is(422).problem("invalid-data");
    assertThat(failed.at("/details/failedEntry").asInt()).isEqualTo(2);
    assertThat(failed.at("/details/results")).isEmpty();
    assertThat(failed.at("/details/fieldErrors/0/field").asString()).isEqualTo("item");
    assertThat(orders()).isZero();

    var partly = ann.post("/smartobjects/packets", packet(false, "null")).is(422).json();
    assertThat(partly.at("/details/failedEntry").asInt()).isEqualTo(2);
    assertThat(partly.at("/details/results")).hasSize(2);
    assertThat(orders()).isEqualTo(1);
  }

  @Test
  void aPacketThatIsMalformedDoesNothing() throws Exception {
    var create = "{\"smartObject\": \"shop/orders\", \"method\": \"Create\", %s}";
    var sound = create.formatted("\"id\": \"a\", " + order("A1", 1));
    for (var second :
        List.of(
            create.formatted("\"inputs\": {\"number\": {\"result\": \"later.id\"}}"),
            create.formatted("\"id\": \"b\", \"inputs\": {\"number\": {\"result\": \"b.id\"}}"),
            create.formatted("\"inputs\": {\"number\": {\"result\": \"a\"}}"),
            create.formatted("\"id\": \"a\""),
            create.formatted("\"id\": \"not an id\""),
            "{\"smartObject\": \"shop/orders\"}",
            "null")) {
      ann.post("/smartobjects/packets", "{\"entries\": [%s, %s]}".formatted(sound, second)).is(400);
    }
    ann.post("/smartobjects/packets", "{\"entries\": []}").is(400);
    var many = IntStream.range(0, 1_001).mapToObj(n -> "{}").collect(Collectors.joining(","));
    ann.post("/smartobjects/packets", "{\"entries\": [%s]}".formatted(many)).is(400);
    assertThat(orders()).isZero();

    var missing = create.formatted("\"inputs\": {\"number\": {\"result\": \"a.colour\"}}");
    var told =
        ann.post("/smartobjects/packets", "{\"entries\": [%s, %s]}".formatted(sound, missing))
            .is(400)
            .json();
    assertThat(told.get("detail").asString()).contains("does not return 'colour'");
    assertThat(orders()).isEqualTo(1);
  }
}
