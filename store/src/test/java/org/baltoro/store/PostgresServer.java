package org.baltoro.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL for the tests of this process, as safe as in production. */
public final class PostgresServer {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private PostgresServer() {}

  private static final class Holder {
    static final EmbeddedPostgres SERVER = start();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("fsync", "on")
          .setServerConfig("synchronous_commit", "on")
          .setServerConfig("full_page_writes", "on")
          .setPGStartupWait(Duration.ofMinutes(1))
          .start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Makes an empty schema and returns its name. */
  public static String newSchema() {
    var name = "store_" + SCHEMAS.incrementAndGet();
    run("CREATE SCHEMA " + name);
    return name;
  }

  public static void dropSchema(String name) {
    run("DROP SCHEMA " + name + " CASCADE");
  }

  public static void run(String sql) {
    try (var connection = Holder.SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static int port() {
    return Holder.SERVER.getPort();
  }

  public static StoreConfig config(String schema) {
    return config(schema, port());
  }

  static StoreConfig config(String schema, int port) {
    return config(schema, port, "");
  }

  /**
   * @param options more of the JDBC URL, from its next & on
   */
  public static StoreConfig config(String schema, String options) {
    return config(schema, port(), options);
  }

  private static StoreConfig config(String schema, int port, String options) {
    return StoreConfig.postgres(
        "jdbc:postgresql://localhost:%d/postgres?currentSchema=%s%s"
            .formatted(port, schema, options),
        "postgres",
        "postgres");
  }
}
