package org.baltoro.store.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Value;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.FilledTables;
import org.baltoro.store.PostgresPlans;
import org.baltoro.store.PostgresServer;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.Stores;
import org.baltoro.store.Story;
import org.baltoro.store.WatchedStatements;
import org.jooq.SQLDialect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How a batch is carried out on 40,000 instances by a connection that was there when the tables
 * were empty, before the database has looked how full they are.
 */
class PostgresCommitPlanTest {
  private static final Instant DUE = Instant.parse("2026-03-01T10:00:00Z");
  private static final long BEHIND_ALL = FilledTables.FIRST + FilledTables.INSTANCES;

  private final String schema = PostgresServer.newSchema();
  private final StoreConfig config =
      PostgresServer.config(schema, WatchedStatements.POSTGRES_OPTIONS);
  private final WatchedStatements watched = new WatchedStatements("");
  private final PostgresCommit commit = new PostgresCommit();
  private final long node = registerNode();

  @AfterEach
  void dropSchema() {
    PostgresServer.dropSchema(schema);
  }

  @Test
  void aBatchFindsItsRowsByTheirKeys() throws SQLException {
    var faults = faults(PostgresDialect.committerSettings(Duration.ofSeconds(10)));
    assertThat(faults).isEmpty();
  }

  @Test
  void aPlanForEmptyTablesWouldReadTheWholeTable() throws SQLException {
    var faults = faults("SET plan_cache_mode = force_generic_plan; SET jit = off");
    assertThat(faults).anyMatch(fault -> fault.contains("Seq Scan on instance"));
  }

  /** What is wrong in the plans of batches on full tables, planned on empty ones. */
  private List<String> faults(String settings) throws SQLException {
    try (var source = new PostgresKnocking(config);
        var connection = source.getConnection();
        var statement = connection.createStatement()) {
      leaveUnanalyzed(statement);
      statement.execute(settings);
      lives(connection, 1, 7);
      FilledTables.fill(connection, SQLDialect.POSTGRES, node);
      watched.taken();
      lives(connection, BEHIND_ALL, 200);
      var faults = new ArrayList<String>();
      for (var plan : watched.taken()) {
        assertThat(plan.lines()).as(plan.sql()).isNotEmpty();
        faults.addAll(PostgresPlans.faults(plan));
      }
      return faults;
    }
  }

  /** Autovacuum could look at a table while it is being filled, which would make a better plan. */
  private void leaveUnanalyzed(Statement statement) throws SQLException {
    var tables = new ArrayList<String>();
    try (var rows =
        statement.executeQuery(
            "SELECT tablename FROM pg_tables WHERE schemaname = '" + schema + "'")) {
      while (rows.next()) {
        tables.add(rows.getString(1));
      }
    }
    assertThat(tables).contains("instance");
    for (var table : tables) {
      statement.execute("ALTER TABLE " + table + " SET (autovacuum_enabled = false)");
    }
  }

  /** Batches that need each part of the statement, and one that has won already. */
  private void lives(Connection connection, long first, int count) throws SQLException {
    var stories =
        LongStream.range(first, first + count)
            .mapToObj(instance -> new Story(instance, 1, "HR/P1"))
            .toList();
    run(connection, stories, story -> story.start("k" + story.instance, customer("ACME")));
    run(connection, stories, story -> story.then(Story.enterAndRun(1, node)));
    run(
        connection,
        stories,
        story ->
            story.then(
                new Fact.RetryScheduled(2, 2, DUE),
                new Fact.ClientEventOffered(3, 1, 1, List.of("ann", "group:all"), 1, Story.AT),
                new Fact.DataFieldsChanged(0, customer("Globex"), "ann")));
    run(
        connection,
        stories,
        story ->
            story.withLarge(
                "cd",
                "content",
                new Fact.AttemptStarted(2, 2, node, Story.AT),
                new Fact.WorklistItemRedirected(
                    3, List.of("ann", "group:all"), List.of("bob", "group:all"), "cy", Story.AT)));
  }

  private static Map<String, Value> customer(String name) {
    return Map.of("Customer", new Value.StringValue(name));
  }

  private interface Move {
    Commit of(Story story);
  }

  private void run(Connection connection, List<Story> stories, Move move) throws SQLException {
    var batch = stories.stream().map(move::of).toList();
    var writes = InstanceWrite.sorted(batch);
    for (int time = 1; time <= 2; time++) {
      assertThat(commit.run(watched.of(connection), node, writes))
          .hasSameSizeAs(batch)
          .containsOnly(CommitOutcome.WON);
    }
    for (int place = 0; place < batch.size(); place++) {
      stories.get(place).won(batch.get(place));
    }
  }

  private long registerNode() {
    try (var store = Stores.open(config)) {
      return store.registerNode("first", "");
    }
  }
}
