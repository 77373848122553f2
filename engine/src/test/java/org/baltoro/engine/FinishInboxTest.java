package org.baltoro.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.deploy.DefinitionBuilder;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.store.Store;
import org.baltoro.store.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application on the same database finishes a server event in a transaction of its own. */
class FinishInboxTest {

  abstract static class Stories {
    private static final String INSERT =
        "INSERT INTO finish_request (serial_number, data, finished_by) VALUES (?, %s, ?)";

    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean outcomesGetLost = new AtomicBoolean();
    private Engine engine;

    abstract EngineConfig config() throws Exception;

    /** The application's own connection. */
    abstract Connection application() throws Exception;

    /** A parameter that takes JSON. */
    abstract String json();

    @BeforeEach
    void open() throws Exception {
      engine =
          Engine.open(
              config()
                  .storeWrapper(this::forgetful)
                  .handler(
                      "ask",
                      k2 -> {
                        k2.setSynchronous(false);
                        waiting.add(k2.serialNumber());
                      }));
      engine.deploy(
          DefinitionBuilder.process("Finance/Payment")
              .data("Field1", DataType.STRING)
              .data("Amount", DataType.DECIMAL)
              .activity("Pay", pay -> pay.server("Ask", "ask").line("Book"))
              .activity("Book", book -> book.server("Wait", "ask"))
              .build(),
          "ann");
      try (var connection = application();
          var statement = connection.createStatement()) {
        statement.execute("CREATE TABLE IF NOT EXISTS payment (number integer PRIMARY KEY)");
      }
    }

    @AfterEach
    void close() throws Exception {
      engine.close();
      stopDatabase();
    }

    void stopDatabase() throws Exception {}

    /** A store whose outcomes of finish requests don't arrive while the test wants so. */
    private Store forgetful(Store store) {
      return (Store)
          Proxy.newProxyInstance(
              Store.class.getClassLoader(),
              new Class<?>[] {Store.class},
              (proxy, method, arguments) -> {
                if (method.getName().equals("answerFinishRequests") && outcomesGetLost.get()) {
                  throw new StoreException(
                      StoreException.Kind.CONNECTION, "the process died here", null);
                }
                try {
                  return method.invoke(store, arguments);
                } catch (InvocationTargetException failed) {
                  throw failed.getCause();
                }
              });
    }

    String started() throws InterruptedException {
      var ann = engine.connectTrusted("ann");
      ann.startProcessInstance(ann.createProcessInstance("Finance/Payment"), true);
      return Objects.requireNonNull(waiting.poll(20, TimeUnit.SECONDS));
    }

    private long instance(String serialNumber) {
      return Long.parseLong(serialNumber.substring(0, serialNumber.indexOf('_')));
    }

    List<String> finishes(String serialNumber) {
      return engine.connectTrusted("ann").journal(instance(serialNumber), 0, 200).stream()
          .filter(entry -> entry.kind().equals("ServerEventFinished"))
          .map(entry -> entry.text())
          .toList();
    }

    private void request(Connection connection, String serialNumber, String data)
        throws SQLException {
      try (var statement = connection.prepareStatement(INSERT.formatted(json()))) {
        statement.setString(1, serialNumber);
        statement.setString(2, data);
        statement.setString(3, "payroll");
        statement.executeUpdate();
      }
    }

    private String outcome(String serialNumber) {
      try (var connection = application();
          var statement =
              connection.prepareStatement(
                  "SELECT outcome, message FROM finish_request WHERE serial_number = ? ORDER BY id"
                      + " DESC")) {
        statement.setString(1, serialNumber);
        try (var rows = statement.executeQuery()) {
          return rows.next() ? rows.getString(1) + " " + rows.getString(2) : "no row";
        }
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    }

    void until(String serialNumber, String outcome) {
      Await.until(
          "the outcome " + outcome,
          Duration.ofSeconds(30),
          () -> outcome(serialNumber).startsWith(outcome));
    }

    @Test
    void whatWasRolledBackNeverWasAndWhatWasCommittedFinishes() throws Exception {
      var rolledBack = started();
      var committed = started();
      try (var connection = application()) {
        connection.setAutoCommit(false);
        request(connection, rolledBack, "{\"Field1\": \"never\"}");
        connection.rollback();
        request(connection, committed, "{\"Field1\": \"1\", \"Amount\": 12.50}");
        try (var own = connection.createStatement()) {
          own.execute("INSERT INTO payment VALUES (4711)");
        }
        connection.commit();
      }
      until(committed, "applied");
      var instance = engine.connectTrusted("ann").openProcessInstance(instance(committed));
      assertThat(instance.dataFields().getString("Field1")).isEqualTo("1");
      assertThat(instance.dataFields().getDecimal("Amount")).isEqualByComparingTo("12.50");
      assertThat(finishes(committed)).singleElement().asString().contains("sql:payroll");
      assertThat(finishes(rolledBack)).isEmpty();
      assertThat(outcome(rolledBack)).isEqualTo("no row");
    }

    /** The finish is durable, its outcome is not: as when the process dies between the two. */
    @Test
    void aFinishWhoseOutcomeGotLostIsNotAppliedTwice() throws Exception {
      var serialNumber = started();
      outcomesGetLost.set(true);
      try (var connection = application()) {
        request(connection, serialNumber, "{\"Field1\": \"1\"}");
      }
      Await.until("the finish", Duration.ofSeconds(30), () -> !finishes(serialNumber).isEmpty());
      assertThat(outcome(serialNumber)).isEqualTo("null null");
      outcomesGetLost.set(false);
      until(serialNumber, "applied");
      assertThat(finishes(serialNumber)).hasSize(1);
    }

    @Test
    void aRefusalTellsItsReasonInTheRow() throws Exception {
      var serialNumber = started();
      try (var connection = application()) {
        request(connection, serialNumber, "{\"Nothing\": 1}");
        until(serialNumber, "refused invalid-data: ");
        request(connection, "999999_1", "{}");
        until("999999_1", "refused not-found: ");
        request(connection, "no number", "{}");
        until("no number", "refused not-found: ");
        request(connection, serialNumber, "{}");
        until(serialNumber, "applied");
        request(connection, serialNumber, "{\"Field1\": \"late\"}");
        until(serialNumber, "refused already-finished: ");
      }
      var status =
          engine.connectTrusted("ann").openProcessInstance(instance(serialNumber)).status();
      assertThat(status).isEqualTo(ProcessInstanceStatus.ACTIVE);
    }
  }

  @Nested
  class OnSqlite extends Stories {
    @TempDir Path folder;

    @Override
    EngineConfig config() {
      return EngineConfig.sqlite(folder.resolve("store.db"));
    }

    @Override
    Connection application() throws SQLException {
      var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
      try (var statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = 10000");
      }
      return connection;
    }

    @Override
    String json() {
      return "?";
    }
  }

  @Nested
  class OnPostgres extends Stories {
    private final EmbeddedPostgres postgres = server();

    private static EmbeddedPostgres server() {
      try {
        return EmbeddedPostgres.builder()
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .start();
      } catch (IOException failure) {
        throw new java.io.UncheckedIOException(failure);
      }
    }

    @Override
    void stopDatabase() throws IOException {
      postgres.close();
    }

    @Override
    EngineConfig config() {
      return EngineConfig.postgres(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "");
    }

    @Override
    Connection application() throws SQLException {
      return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    String json() {
      return "?::json";
    }

    @Test
    void theFunctionFinishesForARoleThatMayExecuteItAndNothingElse() throws Exception {
      var serialNumber = super.started();
      try (var owner = application();
          var statement = owner.createStatement()) {
        statement.execute("CREATE ROLE payroll LOGIN PASSWORD 'payroll'");
        statement.execute("GRANT EXECUTE ON FUNCTION baltoro_finish(text, json, text) TO payroll");
      }
      var url = postgres.getJdbcUrl("payroll", "postgres");
      try (var payroll = DriverManager.getConnection(url, "payroll", "payroll");
          var statement = payroll.createStatement()) {
        assertThat(
                org.assertj.core.api.Assertions.catchThrowable(
                    () -> statement.execute("SELECT * FROM finish_request")))
            .hasMessageContaining("permission denied");
        statement.execute(
            "SELECT baltoro_finish('%s', '{\"Field1\": \"f\"}')".formatted(serialNumber));
      }
      super.until(serialNumber, "applied");
      assertThat(super.finishes(serialNumber)).singleElement().asString().contains("sql:payroll");
    }
  }
}
