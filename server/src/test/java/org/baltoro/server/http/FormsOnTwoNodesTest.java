package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.server.RunningServer;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.forms.FormsDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is deployed on one node is seen by another on the same PostgreSQL, within seconds. */
class FormsOnTwoNodesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static EmbeddedPostgres postgres;

  private RunningServer one;
  private RunningServer other;
  private FormsClient here;
  private FormsClient there;

  @BeforeAll
  static void startDatabase() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopDatabase() throws IOException {
    postgres.close();
  }

  private static String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @BeforeEach
  void serve() {
    one = node("one");
    var administration = one.engine().connectTrusted("admin").administration();
    administration.createUser("dora", "secret secret", Set.of());
    administration.grantServerRight(ServerRight.ADMIN, Subject.user("dora"));
    administration.grantServerRight(ServerRight.EXPORT, Subject.user("dora"));
    other = node("other");
    var token = one.engine().login("dora", "secret secret").token();
    here = new FormsClient(one.url(), token);
    there = new FormsClient(other.url(), token);
  }

  private static RunningServer node(String name) {
    var config = EngineConfig.postgres(url(), "postgres", "").unsafe(true).nodeName(name);
    var engine = Engine.open(config);
    return ServerMain.serve(
        engine,
        ServeOptions.defaults()
            .port(0)
            .formsDatabase(FormsDatabase.postgres(url(), "postgres", "")));
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private static String note(String more, String properties) {
    return """
    smartObject: Demo/Note
    smartBox: SmartBox
    properties:
      ID: { type: autonumber, key: true }
      Text: text
    %s
    methods:
      Create:
        kind: create
        inputs: [%s]
        returns: [ID]
        bindings: [{ service: SmartBox, serviceObject: Demo/Note, serviceMethod: Create }]
    """
        .formatted(more, properties);
  }

  @Test
  void theOtherNodeSeesTablesServicesAndProcesses() throws Exception {
    // The other node has read what there is before each change.
    there.get("/smartobjects").is(200);
    there.get("/services/description?name=SmartBox").is(200);
    here.deploy(note("", "Text")).is(201);
    eventually(
        () -> there.call("Demo/Note", "Create", "\"inputs\": {\"Text\": \"a\"}").status() == 200);

    here.deploy(note("  Colour: text", "Text, Colour")).is(201);
    eventually(() ->
        there.call("Demo/Note", "Create", "\"inputs\": {\"Colour\": \"red\"}").status() == 200);

    execute("CREATE TABLE city (id bigint PRIMARY KEY, name text)");
    var service = "service: places\nkind: sql\nurl: %s\ntables: [%s]\n";
    var url = url().replaceAll("[?].*", "");
    here.deploy(service.formatted(url, "city") + "user: postgres\n").is(201);
    eventually(() -> there.get("/services/description?name=places&object=city").status() == 200);
    here.deploy(service.formatted(url, "none") + "user: postgres\n").is(201);
    eventually(() -> there.get("/services/description?name=places&object=city").status() == 404);

    there.get("/services/description?name=Workflow").is(200);
    one.engine()
        .connectTrusted("deployer")
        .definitions()
        .deploy(
            """
            process: Demo/Trip
            activities:
              Wait:
                destinations: [ann]
                events:
                  - client: Wait
                    actions: [Done]
            """,
            "trip.yaml");
    eventually(
        () -> there.get("/services/description?name=Workflow&object=Demo%2FTrip").status() == 200);
    assertThat(List.of(one.port(), other.port())).doesNotHaveDuplicates();
  }

  /** Asks again and again until it is so. */
  private static void eventually(BooleanSupplier holds) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within %s", PATIENCE).isLessThan(end);
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url(), "postgres", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
