package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.call.CallRules;
import org.baltoro.engine.call.Credentials;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.baltoro.server.forms.ServiceLimits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An administrator deploys services, a designer makes SmartObjects of them, users call these. */
class ServicesApiTest {
  private static final String SECRET = "s3cret-of-the-shop";

  @TempDir Path folder;
  private Path shop;
  private Engine engine;
  private RunningServer server;
  private FormsClient admin;
  private FormsClient designer;
  private FormsClient ann;

  @BeforeEach
  void serve() throws Exception {
    shop = folder.resolve("shop.db").toAbsolutePath();
    execute(
        "jdbc:sqlite:" + shop,
        """
        CREATE TABLE customer (
          id integer PRIMARY KEY AUTOINCREMENT, name varchar(20) NOT NULL UNIQUE, country text)
        """,
        """
        CREATE TABLE "order" (
          id integer PRIMARY KEY AUTOINCREMENT,
          customer integer NOT NULL REFERENCES customer (id),
          total decimal(10, 2))
        """,
        "CREATE TABLE secret_thing (id integer PRIMARY KEY)");
    Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(folder.resolve("outside.txt"), "not for services");
    start(options());
  }

  private ServeOptions options() {
    return ServeOptions.defaults()
        .port(0)
        .formsDatabase(FormsDatabase.beside(folder.resolve("store.db")))
        .serviceLimits(
            ServiceLimits.DEFAULTS
                .withDatabases(List.of("jdbc:postgresql://localhost", "jdbc:sqlite:" + shop))
                .withSecretFolder(folder.resolve("secrets"))
                .withVariables(
                    new TreeMap<>(Map.of("BALTORO_SECRET_SHOP", SECRET, "HOME", "/home/baltoro"))));
  }

  private void start(ServeOptions options) {
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server = ServerMain.serve(engine, options);
    var administration = engine.connectTrusted("admin").administration();
    for (var user : List.of("root", "dora", "ann")) {
      administration.createUser(user, "secret secret", Set.of());
    }
    administration.grantServerRight(ServerRight.ADMIN, Subject.user("root"));
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("root"));
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    admin = client("root");
    designer = client("dora");
    ann = client("ann");
  }

  private FormsClient client(String user) {
    return new FormsClient(server.url(), engine.login(user, "secret secret").token());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static void execute(String url, String... statements) throws SQLException {
    try (var connection = DriverManager.getConnection(url, "postgres", "postgres");
        var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private String shopService() {
    return """
    service: shop
    kind: sql
    displayName: The shop
    url: jdbc:sqlite:%s
    tables: [customer, "ord*"]
    """
        .formatted(shop);
  }

  // ---- deployed

  @Test
  void aServiceIsAnAdministratorsAndSmartObjectsOfItAreADesigners() {
    designer.deploy(shopService()).is(403).problem("access-denied");
    ann.get("/services").is(403);
    admin.deploy(shopService()).is(201);

    var listed = designer.get("/services").is(200).json().get("items");
    assertThat(listed.toString())
        .contains("\"name\":\"SmartBox\",\"kind\":\"smartBox\"", "\"kind\":\"workflow\"")
        .contains("{\"name\":\"shop\",\"kind\":\"sql\",\"displayName\":\"The shop\"")
        .contains("\"version\":1,\"status\":\"notAsked\",\"problem\":null");

    var described = designer.get("/services/description?name=shop").is(200).json();
    assertThat(described.get("transactions").asBoolean()).isTrue();
    assertThat(described.get("objects").findValuesAsString("name"))
        .contains("customer", "order", "Create", "List")
        .doesNotContain("secret_thing");
    assertThat(designer.get("/services").json().toString()).contains("\"status\":\"usable\"");

    var tested = designer.post("/services/test?name=shop", "").is(200).json();
    assertThat(tested.get("usable").asBoolean()).isTrue();
    assertThat(tested.get("objects").asInt()).isEqualTo(2);
    designer.post("/services/test?name=none", "").is(404).problem("not-found");
  }

  @Test
  void aSmartObjectOfAServiceObjectDeploysAsItIsAndIsCalled() {
    admin.deploy(shopService()).is(201);
    for (var object : List.of("customer", "order")) {
      var generated =
          designer.get("/services/smartObject?service=shop&object=" + object).is(200).json();
      assertThat(generated.get("name").asString()).isEqualTo("shop/" + object);
      designer.deploy(generated.get("source").asString()).is(201);
    }
    var created = ann.call("shop/customer", "Create", "\"inputs\": {\"name\": \"Ernst\"}").is(200);
    assertThat(created.json().at("/rows/0/id").asLong()).isEqualTo(1);

    var listed = ann.call("shop/customer", "List", "").is(200).json();
    assertThat(listed.get("rows").toString())
        .isEqualTo("[{\"id\":1,\"name\":\"Ernst\",\"country\":null}]");
    designer.get("/services/smartObject?service=shop&object=none").is(404).problem("not-found");
  }

  @Test
  void smartObjectsAreMadeOfTheServersOwnServicesToo() throws Exception {
    engine
        .connectTrusted("deployer")
        .definitions()
        .deploy(
            """
            process: HR/Leave
            rights: { start: everyone }
            data:
              Days: { type: decimal, required: true }
            activities:
              Decide:
                destinations: [ann]
                events:
                  - client: Decide
                    actions: [Approve]
            """,
            "leave.yaml");
    for (var object : List.of("HR/Leave", "Worklist Item", "Process Instance")) {
      var generated =
          designer
              .get("/services/smartObject?service=Workflow&object=" + FormsClient.encoded(object))
              .is(200)
              .json();
      designer.deploy(generated.get("source").asString()).is(201);
    }
    var started =
        ann.call("Workflow/HR/Leave", "Start", "\"inputs\": {\"Days\": 2.5}").is(200).json();
    assertThat(started.get("rows")).hasSize(1);
    var items = ann.call("Workflow/Worklist Item", "List", "").is(200).json();
    assertThat(items.get("rows")).hasSize(1);
  }

  @Test
  void whatIsWrongInAServiceIsToldWithItsLineAndWithoutSecrets() {
    var refused =
        admin
            .deploy(
                """
                service: shop
                kind: sql
                url: jdbc:postgresql://localhost/shop?socketFactory=Evil
                password: my plain password
                conectionsMax: 5
                statementTimeout: 5h
                """)
            .is(422)
            .problem("invalid-definition");
    assertThat(refused.get("problems").findValues("line").toString()).isEqualTo("[3, 4, 5, 6]");
    assertThat(refused.toString())
        .contains("socketFactory", "env:BALTORO_SECRET_", "connectionsMax", "1s to 1h")
        .doesNotContain("my plain password");

    assertThat(admin.deploy("service: shop\nkind: ftp\n").is(422).body()).contains("sql, rest");
    assertThat(
            admin
                .deploy(
                    """
                    service: orders
                    kind: rest
                    url: https://orders.example
                    objects:
                      Order:
                        properties: { Number: text }
                        methods:
                          Read: { kind: read, request: GET orders, returns: [Number] }
                          List:
                            kind: list
                            request: GET /orders
                            returns: [Nmber]
                            headers: { Authorization: { value: x } }
                    """)
                .is(422)
                .problem("invalid-definition")
                .get("problems")
                .findValues("line")
                .toString())
        .isEqualTo("[8, 9, 13]");
  }

  @Test
  void aServiceReachesAndReadsOnlyWhatTheOperatorAllows() {
    var sqlite = "service: s\nkind: sql\nurl: jdbc:sqlite:%s\n";
    refused(sqlite.formatted(folder.resolve("store.db")), "--service-databases");
    refused(sqlite.formatted(shop + "/../store.db"), "'..'");
    refused("service: s\nkind: sql\nurl: jdbc:postgresql://localhost.evil/x\n", "may not use");
    refused("service: s\nkind: sql\nurl: jdbc:postgresql://u:p@localhost/x\n", "@");
    refused("service: Workflow\nkind: sql\nurl: jdbc:sqlite:%s\n".formatted(shop), "own");
    var secret = "service: s\nkind: sql\nurl: jdbc:postgresql://localhost/x\npassword: %s\n";
    refused(secret.formatted("env:HOME"), "must begin with BALTORO_SECRET_");
    refused(secret.formatted("env:BALTORO_SECRET_NONE"), "is not set");
    refused(secret.formatted("file:../outside.txt"), "folder of secrets");
    refused(secret.formatted("file:" + folder.resolve("outside.txt")), "folder of secrets");
    refused(
        "service: s\nkind: rest\nurl: http://localhost/x\ncredential: none\nobjects: {}\n",
        "does not know");
  }

  private void refused(String source, String words) {
    assertThat(admin.deploy(source).is(422).body()).contains(words).doesNotContain(SECRET);
  }

  @Test
  void aServiceThatIsSwitchedOffOrGoneSaysSo() {
    admin.deploy(shopService()).is(201);
    designer.get("/services/description?name=shop").is(200);
    admin.deploy(shopService() + "enabled: false\n").is(201);
    designer.get("/services/description?name=shop").is(503).problem("source-unavailable");
    assertThat(designer.get("/services").body())
        .contains("\"version\":2,\"status\":\"disabled\"", "switched off");
    admin.deploy(shopService()).is(201);
    designer.get("/services/description?name=shop").is(200);
  }

  // ---- a database that comes and goes

  @Test
  void aDatabaseThatIsDownHoldsNothingUpAndIsBackByItself() throws Exception {
    int port = freePort();
    var service =
        """
        service: books
        kind: sql
        url: jdbc:postgresql://localhost:%d/postgres
        user: postgres
        password: file:books/password
        connectTimeout: 500ms
        """
            .formatted(port);
    Files.createDirectories(folder.resolve("secrets/books"));
    Files.writeString(folder.resolve("secrets/books/password"), SECRET + "\n");
    var limits =
        options().serviceLimits().withDatabases(List.of("jdbc:postgresql://localhost:" + port));
    restart(options().serviceLimits(limits));
    admin.deploy(service).is(201);
    var tested = designer.post("/services/test?name=books", "").is(200).json();
    assertThat(tested.get("usable").asBoolean()).isFalse();
    assertThat(tested.get("problem").asString()).contains("refused").doesNotContain(SECRET);
    assertThat(designer.deploy(bound()).is(422).body()).contains("can't be used now");

    restart(options().serviceLimits(limits));
    designer.get("/services/description?name=books").is(503).problem("source-unavailable");

    try (var postgres = EmbeddedPostgres.builder().setPort(port).start()) {
      execute(
          "jdbc:postgresql://localhost:%d/postgres".formatted(port),
          "CREATE TABLE book (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text)",
          "INSERT INTO book (title) VALUES ('Momo')");
      designer.get("/services/description?name=books").is(200);
      designer.deploy(bound()).is(201);
      assertThat(ann.call("Books/Book", "List", "").is(200).body()).contains("Momo");
    }
    var gone = ann.call("Books/Book", "List", "").is(503).problem("source-unavailable");
    assertThat(gone.get("detail").asString()).contains("books").doesNotContain(SECRET);
    assertThat(designer.get("/services").body()).contains("\"status\":\"unusable\"");

    try (var postgres = EmbeddedPostgres.builder().setPort(port).start()) {
      execute(
          "jdbc:postgresql://localhost:%d/postgres".formatted(port),
          "CREATE TABLE book (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text)");
      assertThat(ann.call("Books/Book", "List", "").is(200).json().get("rows")).isEmpty();
    }
  }

  private static String bound() {
    return """
    smartObject: Books/Book
    properties:
      id: { type: autonumber, key: true }
      title: text
    methods:
      List:
        kind: list
        inputs: [title]
        returns: [id, title]
        bindings: [{ service: books, serviceObject: book, serviceMethod: List }]
    """;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  // ---- REST

  @Test
  void aRestServiceCallsWhereTheOperatorAllowsWithTheServersCredential() throws Exception {
    var orders = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    var authorizations = new java.util.concurrent.CopyOnWriteArrayList<String>();
    orders.createContext(
        "/api/orders/",
        exchange -> {
          authorizations.add(
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          var number = exchange.getRequestURI().getPath().replaceAll(".*/", "");
          var body =
              "{\"number\": \"%s\", \"customer\": {\"name\": \"Ernst\"}}"
                  .formatted(number)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    orders.start();
    int port = orders.getAddress().getPort();
    var base = "http://localhost:" + port;
    var document =
        """
        service: orders
        kind: rest
        url: %s/api
        credential: orders
        timeout: 5s
        retry: { attempts: 1 }
        objects:
          Order:
            properties:
              Number: { type: text, key: true, at: /number }
              Customer: { type: text, at: /customer/name }
            methods:
              Read: { kind: read, request: "GET /orders/{Number}", returns: [Number, Customer] }
        """
            .formatted(base);
    var credentials = Credentials.of(Map.of("orders", base + " bearer " + SECRET));
    try {
      restart(options().credentials(credentials));
      admin.deploy(document).is(201);
      var private1 = designer.post("/services/test?name=orders", "").is(200).json();
      assertThat(private1.get("problem").asString()).contains("--http-call-hosts");

      restart(options().credentials(credentials).callRules(CallRules.hosts("localhost:" + port)));
      assertThat(
              designer
                  .post("/services/test?name=orders", "")
                  .is(200)
                  .json()
                  .get("usable")
                  .asBoolean())
          .isTrue();
      var generated =
          designer.get("/services/smartObject?service=orders&object=Order&name=Shop/Order").is(200);
      designer.deploy(generated.json().get("source").asString()).is(201);
      assertThat(
              ann.call("Shop/Order", "Read", "\"inputs\": {\"Number\": \"A 7\"}")
                  .is(200)
                  .json()
                  .get("rows")
                  .toString())
          .isEqualTo("[{\"Number\":\"A 7\",\"Customer\":\"Ernst\"}]");
      assertThat(authorizations).contains("Bearer " + SECRET);
    } finally {
      orders.stop(0);
    }
  }

  private void restart(ServeOptions options) {
    server.close();
    engine = Engine.open(EngineConfig.sqlite(folder.resolve("store.db")));
    server = ServerMain.serve(engine, options);
    admin = client("root");
    designer = client("dora");
    ann = client("ann");
  }
}
