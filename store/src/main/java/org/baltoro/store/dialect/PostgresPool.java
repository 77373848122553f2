package org.baltoro.store.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.baltoro.store.StoreConfig;

/**
 * Open connections to one server. While the server is away the pool goes on knocking, so that the
 * first caller after its return is let in. Safe for many threads.
 *
 * <p>A caller waits 3 seconds for a connection, and up to 2 more when the connections at hand turn
 * out to be dead without having said so.
 */
final class PostgresPool implements AutoCloseable {
  static final Duration CONNECTION_WAIT = Duration.ofSeconds(3);
  private static final Duration VALIDATION_WAIT = Duration.ofSeconds(2);

  private final PostgresKnocking source;
  private final HikariDataSource pool;
  private final int size;

  /**
   * @param name for threads and logs
   * @param settings carried out on each new connection
   */
  PostgresPool(String name, StoreConfig config, int size, String settings) {
    this.size = size;
    source = new PostgresKnocking(config);
    var options = new HikariConfig();
    options.setPoolName("baltoro-" + name);
    options.setDataSource(source);
    options.setConnectionInitSql(settings);
    options.setMaximumPoolSize(size);
    options.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    options.setValidationTimeout(VALIDATION_WAIT.toMillis());
    options.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(options);
  }

  /**
   * @throws SQLException when there was none in time: what the server said last, if it said
   *     something
   */
  Connection connection() throws SQLException {
    try {
      return pool.getConnection();
    } catch (SQLException none) {
      var said = source.failure();
      if (said == null) {
        throw none;
      }
      throw said;
    }
  }

  /** True when all connections are in use. */
  boolean isBusy() {
    return pool.getHikariPoolMXBean().getActiveConnections() >= size;
  }

  /** Replaces all connections, those in use when they come back. */
  void drop() {
    var control = pool.getHikariPoolMXBean();
    if (control != null) {
      control.softEvictConnections();
    }
  }

  @Override
  public void close() {
    source.close();
    pool.close();
  }
}
