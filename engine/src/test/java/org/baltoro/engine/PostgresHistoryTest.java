package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.api.StatisticsQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresHistoryTest extends HistoryStories {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres postgres;
  private String database = "";

  @BeforeAll
  static void startPostgres() throws Exception {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
  }

  @AfterAll
  static void stopPostgres() throws Exception {
    postgres.close();
  }

  @Override
  EngineConfig config() {
    if (database.isEmpty()) {
      database = "history_" + DATABASES.incrementAndGet();
      try (var connection = postgres.getPostgresDatabase().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("CREATE DATABASE " + database);
      } catch (java.sql.SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
    return EngineConfig.postgres(
            "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), database),
            "postgres",
            "")
        .unsafe(true);
  }

  /** Both count by themselves, and both are told to, while instances go on finishing. */
  @Test
  void twoNodesCountAndDeleteEachInstanceOnce() throws Exception {
    try (var second = Engine.open(settled(config()).nodeName("second"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var engines = List.of(engine, second);
      var finished = new AtomicInteger();
      var work = new ArrayList<java.util.concurrent.Future<?>>();
      for (int thread = 0; thread < 8; thread++) {
        var node = engines.get(thread % 2);
        work.add(
            threads.submit(() -> {
              for (int number = 0; number < 40; number++) {
                var connection = node.connectTrusted("ann");
                long id =
                    connection
                        .startProcessInstance(connection.createProcessInstance("HR/Leave"), true)
                        .id();
                act(node, id, number % 2 == 0 ? "Approve" : "Decline");
                if (finished.incrementAndGet() % 25 == 0) {
                  connection.history().rollUp();
                }
              }
              return null;
            }));
      }
      for (var done : work) {
        done.get();
      }
      for (var node : engines) {
        node.connectTrusted("ann").history().rollUp();
      }
      var counted = second.connectTrusted("ann").history().processStatistics(StatisticsQuery.ALL);
      assertThat(counted.uncounted()).isZero();
      assertThat(counted.rows().getFirst().completed()).isEqualTo(320);
      assertThat(counted.rows().getFirst().started()).isEqualTo(320);

      clock.advance(Duration.ofDays(91));
      var deleted = new AtomicInteger();
      var runs = new ArrayList<java.util.concurrent.Future<?>>();
      for (var node : engines) {
        runs.add(
            threads.submit(() -> {
              boolean more = true;
              while (more) {
                try {
                  var run = node.connectTrusted("ann").history().runRetention(30);
                  deleted.addAndGet((int) run.deleted());
                  more = run.more();
                } catch (BaltoroException busy) {
                  assertThat(busy.problem()).isEqualTo(Problem.BUSY);
                }
              }
              return null;
            }));
      }
      for (var run : runs) {
        run.get();
      }
      assertThat(ann.history().retention().deleted().getFirst().instances()).isEqualTo(320);
      assertThat(deleted.get()).isLessThanOrEqualTo(320);
    }
  }
}
