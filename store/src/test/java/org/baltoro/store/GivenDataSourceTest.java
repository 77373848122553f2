package org.baltoro.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A store on the connections of the program around it, in a schema of its own. */
class GivenDataSourceTest {
  private static final int KEPT = 4;

  @Test
  void connectionsAreKeptWhileItIsOpenAndGoBackAsTheyWere() throws SQLException {
    var schema = PostgresServer.newSchema();
    try (var pool = pool()) {
      try (var store = Stores.open(StoreConfig.dataSource(pool).withSchema(schema))) {
        long node = store.registerNode("first", "");
        assertThat(store.heartbeat(node)).isTrue();
        assertThat(store.takeInstanceIds()).isPositive();
        assertThat(store.description()).startsWith("PostgreSQL localhost:");
        assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isBetween(1, KEPT);
        assertSettings(pool);
      }
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      for (int look = 0; look <= KEPT; look++) {
        assertSettings(pool);
      }
    }
    PostgresServer.run("SELECT * FROM %s.schema_history".formatted(schema));
    PostgresServer.dropSchema(schema);
  }

  @Test
  void aSchemaIsMadeWhenItIsMissing() {
    var config = PostgresServer.config("public").withSchema("baltoro_made");
    try (var store = Stores.open(config)) {
      store.ping();
    }
    PostgresServer.dropSchema("baltoro_made");
  }

  /** One more than the store keeps: the program's own must come through. */
  private static HikariDataSource pool() {
    var config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://localhost:%d/postgres".formatted(PostgresServer.port()));
    config.setUsername("postgres");
    config.setMaximumPoolSize(KEPT + 1);
    return new HikariDataSource(config);
  }

  private static void assertSettings(DataSource pool) throws SQLException {
    try (var connection = pool.getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    SELECT current_setting('enable_seqscan'), current_setting('search_path'),
                        current_setting('lock_timeout')
                    """)) {
      rows.next();
      assertThat(rows.getString(1)).isEqualTo("on");
      assertThat(rows.getString(2)).contains("public");
      assertThat(rows.getString(3)).isEqualTo("0");
      assertThat(connection.getAutoCommit()).isTrue();
    }
  }

  @Test
  void aSqliteFileIsOpenedByTheStoreItself(@TempDir Path folder) {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("given.db"));
    try (var store = Stores.open(StoreConfig.dataSource(source))) {
      assertThat(store.description()).startsWith("SQLite ").endsWith("given.db");
      assertThat(store.exclusive()).isTrue();
      assertThat(store.takeInstanceIds()).isPositive();
    }
  }

  @Test
  void aDatabaseInMemoryIsRefused() {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite::memory:");
    assertThatThrownBy(() -> Stores.open(StoreConfig.dataSource(source)))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("in memory, which keeps nothing");
  }
}
