package org.baltoro.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BatchPage;
import org.baltoro.api.Connection;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.Explanation;
import org.baltoro.api.InstanceError;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.JournalEntry;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.Page;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WorklistEntry;
import org.baltoro.api.WorklistStatus;
import org.baltoro.server.http.InstanceOperationsResource.Batch;
import org.baltoro.server.http.JsonShapes.Items;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the client sends is what the server reads, and the other way round: against a server that
 * keeps what it was sent and answers with what it was given.
 */
class OverTheWireTest {
  private static final JsonMapper MAPPER = JsonShapes.mapper();
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.125Z");
  private static final OperationReport REPORT =
      new OperationReport(
          4711,
          17,
          true,
          false,
          ProcessInstanceStatus.ERROR,
          ProcessInstanceStatus.ACTIVE,
          List.of(new OperationReport.Difference("~", "timer", "Remind", "10:00 → 12:00")),
          List.of(
              new JournalEntry(
                  18, NOON, "TimerMoved", "Pay", null, "mia", "Moved.", Map.of("timer", 4))),
          null,
          null);
  private static final OperationReport REFUSED =
      new OperationReport(
          4712,
          3,
          false,
          false,
          ProcessInstanceStatus.RUNNING,
          ProcessInstanceStatus.RUNNING,
          List.of(),
          List.of(),
          "Code of Pay has been running for 3 s.",
          Problem.NOT_ALLOWED_NOW);

  private HttpServer server = newServer();
  private String request = "";
  private byte[] received = {};
  private @Nullable Object answer;

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }

  @BeforeEach
  void begin() {
    server.createContext("/", this::handle);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean whoami = exchange.getRequestURI().getPath().endsWith("/whoami");
      if (!whoami) {
        request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        received = exchange.getRequestBody().readAllBytes();
      }
      var body = MAPPER.writeValueAsBytes(whoami ? Map.of("user", "mia") : answer);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Connection connection() {
    return Connection.openWithToken("http://localhost:" + server.getAddress().getPort(), "token");
  }

  @Test
  void everyOperationArrivesAsItWasSent() {
    var operations =
        List.of(
            new ManagementOperation.Stop(),
            new ManagementOperation.Start(),
            new ManagementOperation.GotoActivity("Pay"),
            new ManagementOperation.GotoActivity("Pay", "Ask", false, true),
            new ManagementOperation.ExpireActivity("Pay", true),
            new ManagementOperation.Retry(3),
            new ManagementOperation.Skip(0),
            new ManagementOperation.Interrupt(),
            new ManagementOperation.Change(Map.of("Note", "ü"), "Folio", 0, true),
            new ManagementOperation.Change(Map.of(), null, null, false),
            new ManagementOperation.Migrate(3, Map.of("Old", "New", "Gone", ""), true, true),
            new ManagementOperation.Delete(),
            new ManagementOperation.MoveTimer(4, NOON),
            new ManagementOperation.PauseTimer(4),
            new ManagementOperation.ResumeTimer(4),
            new ManagementOperation.Redirect(7, List.of("ben", "group:buyers")));
    assertThat(operations.stream().map(Object::getClass).distinct())
        .hasSize(ManagementOperation.class.getPermittedSubclasses().length);
    answer = REPORT;
    try (var connection = connection()) {
      for (var operation : operations) {
        assertThat(connection.management().preview(4711, operation)).isEqualTo(REPORT);
        assertThat(request).isEqualTo("POST /api/management/v1/instances/4711/preview");
        assertThat(OperationJson.read(body())).isEqualTo(operation);
        connection.management().carryOut(4711, operation, 17);
        assertThat(request).isEqualTo("POST /api/management/v1/instances/4711/operations");
        assertThat(OperationJson.readWithVersion(body()))
            .isEqualTo(new OperationJson.Read(operation, 17));
      }
    }
  }

  @Test
  void anEmptiedFieldArrivesEmpty() {
    answer = REPORT;
    var values = new LinkedHashMap<String, @Nullable Object>();
    values.put("Note", null);
    try (var connection = connection()) {
      connection.management().carryOut(1, emptying(values));
      assertThat(OperationJson.read(body())).isEqualTo(emptying(values));
    }
  }

  private static ManagementOperation emptying(Map<String, @Nullable Object> values) {
    return new ManagementOperation.Change(values, null, null, false);
  }

  @Test
  void aQueryAndItsReportsComeThrough() {
    var page = new BatchPage(List.of(REPORT, REFUSED), "next");
    answer = page;
    var query =
        ProcessInstanceQuery.all()
            .process("Finance/Order")
            .status(ProcessInstanceStatus.ERROR)
            .folio("Order*")
            .originator("ann")
            .startedFrom(NOON)
            .startedBefore(NOON.plusSeconds(5))
            .data("Region", "EMEA")
            .after("cursor")
            .limit(7);
    var operation = new ManagementOperation.Retry(0);
    try (var connection = connection()) {
      assertThat(connection.management().carryOutBatch(query, operation)).isEqualTo(page);
      assertThat(request).isEqualTo("POST /api/management/v1/batches");
      var batch = MAPPER.readValue(received, Batch.class);
      assertThat(batch.which()).isEqualTo(query);
      assertThat(batch.all()).isNull();
      assertThat(OperationJson.read(Route.required(batch.operation(), "operation")))
          .isEqualTo(operation);
      connection.management().carryOutBatch(ProcessInstanceQuery.all(), operation);
      assertThat(MAPPER.readValue(received, Batch.class).whichAreChanged())
          .isEqualTo(ProcessInstanceQuery.all());
      connection.management().previewBatch(ProcessInstanceQuery.all(), operation);
      assertThat(request).isEqualTo("POST /api/management/v1/batches/preview");
      assertThat(MAPPER.readValue(received, Batch.class).which())
          .isEqualTo(ProcessInstanceQuery.all());
    }
  }

  @Test
  void timersErrorsWorklistAndExplanationsComeThrough() {
    var timer = new InstanceTimer(4, "escalation", "Remind", "Pay", "4711_3", NOON, true, 2);
    var error = new InstanceError(4711, 2, "code-failed", "No.", "Pay", "4711_3", "at ...", NOON);
    var entry =
        new WorklistEntry(
            "4711_5",
            4711,
            "Finance/Order",
            "Order 7",
            2,
            "Approve",
            "Decide",
            List.of("Yes", "No"),
            List.of("ben", "group:buyers"),
            NOON,
            WorklistStatus.OPEN,
            "ann",
            "carla",
            List.of("ben"),
            "Decide on it.",
            "https://forms/7",
            NOON);
    var explanation =
        new Explanation(
            4711,
            ProcessInstanceStatus.ACTIVE,
            "It waits.",
            List.of(new Explanation.Wait("finish", null, "4711_3", NOON, null, "finance")),
            List.of(
                new Explanation.LineTaken(
                    1, "Ask", "Pay", "Amount > 1", false, true, Map.of("Amount", "2"), NOON)));
    try (var connection = connection()) {
      answer = new Items<>(List.of(timer));
      assertThat(connection.management().timers(4711)).containsExactly(timer);
      answer = new Page<>(List.of(error), "more");
      assertThat(
              connection
                  .management()
                  .errors(new ErrorQuery("A/B", "Pay", "code-failed", "no &?", "c", 20)))
          .isEqualTo(answer);
      assertThat(request)
          .isEqualTo(
              "GET /api/management/v1/errors?process=A%2FB&activity=Pay&code=code-failed"
                  + "&text=no+%26%3F&cursor=c&limit=20");
      answer = new Page<>(List.of(entry), null);
      assertThat(connection.worklist(null, 20)).isEqualTo(answer);
      answer = explanation;
      assertThat(connection.explain(4711)).isEqualTo(explanation);
      assertThat(request).isEqualTo("GET /api/baltoro/v1/instances/4711/explanation");
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, @Nullable Object> body() {
    return new LinkedHashMap<>(MAPPER.readValue(received, Map.class));
  }
}
