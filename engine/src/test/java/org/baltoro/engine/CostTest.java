package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.sql.SQLException;
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
   * What one instance costs at most.
   *
   * @param statements without those that begin and end transactions
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
    assertThat(cost(() -> startToEnd("Cost/Wait"))).satisfies(atMost(new Cost(0, 0, 0)));
  }

  @Test
  void straightThroughWithACommitForEachEvent() throws Exception {
    assertThat(cost(() -> startToEnd("Cost/Event"))).satisfies(atMost(new Cost(0, 0, 0)));
  }

  @Test
  void completedFromOutside() throws Exception {
    var cost =
        cost(() -> {
          var started = start("Cost/Outside");
          var item = started.activities().getFirst().events().getFirst().serialNumber();
          connection.openServerItem(item).finish();
        });
    assertThat(cost).satisfies(atMost(new Cost(0, 0, 0)));
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
    assertThat(cost).satisfies(atMost(new Cost(0, 0, 0)));
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
    long wal = walBytes();
    long allocated = allocatedBytes();
    for (int i = 0; i < INSTANCES; i++) {
      work.run();
    }
    return new Cost(
        number(
                """
                SELECT COALESCE(SUM(calls), 0) FROM pg_stat_statements
                WHERE query NOT ILIKE 'BEGIN%' AND query NOT ILIKE 'COMMIT%'
                  AND query NOT ILIKE '%pg_stat_statements%' AND query NOT ILIKE '%pg_current_wal%'
                """)
            / (double) INSTANCES,
        (walBytes() - wal) / (double) INSTANCES,
        (allocatedBytes() - allocated) / (double) INSTANCES);
  }

  private static java.util.function.Consumer<Cost> atMost(Cost bound) {
    return cost -> {
      System.out.println(cost);
      assertThat(cost.statements).as("statements").isLessThanOrEqualTo(bound.statements);
      assertThat(cost.walBytes).as("bytes of log").isLessThanOrEqualTo(bound.walBytes);
      assertThat(cost.allocatedBytes).as("bytes").isLessThanOrEqualTo(bound.allocatedBytes);
    };
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  private long walBytes() throws SQLException {
    return number("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint");
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
