package org.baltoro.server.forms;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.time.Duration;
import org.baltoro.forms.service.SqlService;

/** Makes the pools of connections of services. */
final class ServicePools {
  private static final Duration IDLE = Duration.ofMinutes(1);
  private static final Duration VALIDATION = Duration.ofMillis(250);
  private static final String SQLITE = "jdbc:sqlite:";

  private ServicePools() {}

  /**
   * A pool that holds no connection until one is asked for, and none for long after: a database
   * that is down holds nothing up. The secret is read for each new connection, so one that was
   * changed is taken.
   */
  static HikariDataSource open(SqlService service, Secrets secrets) {
    var pool = new HikariConfig();
    pool.setPoolName("baltoro-service-" + service.name());
    pool.setJdbcUrl(service.url());
    pool.setMaximumPoolSize(service.connectionsMax());
    pool.setMinimumIdle(0);
    pool.setIdleTimeout(IDLE.toMillis());
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionTimeout(service.connectTimeout().toMillis());
    pool.setValidationTimeout(VALIDATION.toMillis());
    var password = service.password();
    pool.setCredentialsProvider(
        () -> new Credentials(service.user(), password == null ? null : secrets.read(password)));
    if (service.url().startsWith(SQLITE)) {
      pool.addDataSourceProperty("foreign_keys", "true");
      pool.addDataSourceProperty("busy_timeout", "20000");
      pool.addDataSourceProperty("transaction_mode", "IMMEDIATE");
    } else {
      pool.setReadOnly(service.config().readOnly());
    }
    return new HikariDataSource(pool);
  }

  /** Closes a pool when what runs on it is done, or has had its time. */
  static void closeLater(HikariDataSource pool, Duration patience) {
    Thread.ofVirtual()
        .name("baltoro-service-end")
        .start(() -> {
          long end = System.nanoTime() + patience.toNanos();
          try {
            while (isInUse(pool) && System.nanoTime() < end) {
              Thread.sleep(100);
            }
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          }
          pool.close();
        });
  }

  private static boolean isInUse(HikariDataSource pool) {
    var numbers = pool.getHikariPoolMXBean();
    return numbers != null && numbers.getActiveConnections() > 0;
  }
}
