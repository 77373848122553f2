package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.api.WorklistQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What an instance costs, counted: SQL statements, bytes of write-ahead log, bytes allocated. One
 * client, so that nothing is shared. Who makes something dearer sees it here; who makes it cheaper
 * lowers the bound.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CostTest {
  private static final int INSTANCES = 300;

  /** What commands ask for; how often the server's own work runs beside them depends on time. */
  private static final String OF_COMMANDS =
      """
      FROM pg_stat_statements
      WHERE query !~* '^\\s*(BEGIN|COMMIT|ROLLBACK|SET|SHOW)\\M'
        AND query !~* '(pg_stat|roll|INTO statistic|chore|FROM node|UPDATE node|FROM process ORDER)'
        AND query !~* '^SELECT (id, process_id|instance, version|instance, item|id, serial_number)'
        OR query ~* 'INSERT INTO journal'
      """;

  private static final String FIELDS =
      """
      data:
        OrderNumber: { type: string, searchable: true }
        Amount: decimal
        Supplier: string
        Quantity: integer
      """;
  private static final String THREE_EVENTS =
      """
      activities:
        One:
          events: [{ server: Work, handler: nothing }]
          lines: [{ to: Two }]
        Two:
          events: [{ server: Work, handler: nothing }]
          lines: [{ to: Three }]
        Three:
          events: [{ server: Work, handler: nothing }]
      """;

  /**
   * What one instance costs.
   *
   * @param statements without those that begin and end transactions
   * @param walBytes write-ahead log of the statements, without full pages and commit records
   * @param allocatedBytes of the whole process
   */
  private record Cost(double statements, double walBytes, double allocatedBytes) {}

  private EmbeddedPostgres postgres;
  private Engine engine;
  private Connection connection;

  @BeforeAll
  void open() throws IOException, SQLException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .setServerConfig("pg_stat_statements.track", "top")
            .setServerConfig("autovacuum", "off")
            .setServerConfig("full_page_writes", "off")
            .start();
    sql("CREATE EXTENSION pg_stat_statements");
    engine =
        Engine.open(
            EngineConfig.postgres(
                    postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
                .unsafe(true)
                .repeatableHandler("nothing", k2 -> {})
                .handler("wait", k2 -> k2.setSynchronous(false)));
    connection = engine.connectTrusted("ann");
    deploy("Cost/Wait", "durability: wait\n" + FIELDS + THREE_EVENTS);
    deploy("Cost/Event", FIELDS + THREE_EVENTS);
    deploy(
        "Cost/Outside",
        FIELDS
            + """
            activities:
              Ask:
                events: [{ server: Ask, handler: wait }]
            """);
    deploy(
        "Cost/Task",
        FIELDS
            + """
            activities:
              Decide:
                destinations: [ann]
                events: [{ client: Decide, actions: [Approve, Reject] }]
            """);
  }

  private void deploy(String process, String definition) {
    connection.definitions().deploy("process: " + process + "\n" + definition, "cost.yaml");
  }

  @AfterAll
  void close() throws IOException {
    engine.close();
    postgres.close();
  }

  @Test
  void straightThroughInOneCommit() throws Exception {
    assertThat(cost(() -> startToEnd("Cost/Wait"))).satisfies(atMost(new Cost(1, 2_150, 130_000)));
  }

  @Test
  void straightThroughWithACommitForEachEvent() throws Exception {
    assertThat(cost(() -> startToEnd("Cost/Event"))).satisfies(atMost(new Cost(4, 4_950, 240_000)));
  }

  @Test
  void completedFromOutside() throws Exception {
    var cost =
        cost(() -> {
          var started = start("Cost/Outside");
          var item = started.activities().getFirst().events().getFirst().serialNumber();
          connection.openServerItem(item).finish();
        });
    assertThat(cost).satisfies(atMost(new Cost(4, 4_350, 175_000)));
  }

  @Test
  void aTask() throws Exception {
    var newest = WorklistQuery.all().sort(WorklistQuery.Sort.NEWEST).limit(20);
    var cost =
        cost(() -> {
          var started = start("Cost/Task");
          var item =
              connection.worklist(newest).items().stream()
                  .filter(found -> found.instance() == started.id())
                  .findFirst()
                  .orElseThrow();
          connection.openWorklistItem(item.serialNumber(), false).finish("Approve");
        });
    assertThat(cost).satisfies(atMost(new Cost(5, 3_850, 200_000)));
  }

  private void startToEnd(String process) {
    assertThat(start(process).status()).isEqualTo(ProcessInstanceStatus.COMPLETED);
  }

  private ProcessInstance start(String process) {
    var instance = connection.createProcessInstance(process).folio("Order 4711 of Acme");
    instance
        .dataFields()
        .set("OrderNumber", "PO-2026-004711")
        .set("Amount", new BigDecimal("1249.90"))
        .set("Supplier", "Acme Corporation")
        .set("Quantity", 12);
    return connection.startProcessInstance(instance, true);
  }

  private Cost cost(Runnable work) throws SQLException {
    for (int i = 0; i < INSTANCES; i++) {
      work.run();
    }
    sql("SELECT pg_stat_statements_reset()");
    long allocated = allocatedBytes();
    for (int i = 0; i < INSTANCES; i++) {
      work.run();
    }
    return new Cost(
        number("SELECT SUM(calls) " + OF_COMMANDS) / (double) INSTANCES,
        number("SELECT SUM(wal_bytes) " + OF_COMMANDS) / (double) INSTANCES,
        (allocatedBytes() - allocated) / (double) INSTANCES);
  }

  private static Consumer<Cost> atMost(Cost bound) {
    return cost -> {
      assertThat(cost.statements).as("statements").isLessThan(bound.statements + 0.1);
      assertThat(cost.walBytes).as("bytes of log").isLessThanOrEqualTo(bound.walBytes);
      assertThat(cost.allocatedBytes).as("bytes").isLessThanOrEqualTo(bound.allocatedBytes);
    };
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  private long number(String query) throws SQLException {
    try (var database = postgres.getPostgresDatabase().getConnection();
        var statement = database.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void sql(String text) throws SQLException {
    try (var database = postgres.getPostgresDatabase().getConnection();
        var statement = database.createStatement()) {
      statement.execute(text);
    }
  }
}
