package org.baltoro.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.baltoro.engine.EngineConfig;
import org.jspecify.annotations.Nullable;

/**
 * A database to measure on: each measurement gets an empty store. Commits reach the disk on both.
 */
final class Database implements AutoCloseable {
  private final Path folder;
  private final @Nullable EmbeddedPostgres postgres;
  private final AtomicInteger number = new AtomicInteger();

  private Database(Path folder, @Nullable EmbeddedPostgres postgres) {
    this.folder = folder;
    this.postgres = postgres;
  }

  static Database open(String kind) throws Exception {
    var folder = Files.createTempDirectory("baltoro-bench");
    return switch (kind) {
      case "sqlite" -> new Database(folder, null);
      case "postgres" ->
          new Database(
              folder,
              EmbeddedPostgres.builder()
                  .setServerConfig("fsync", "on")
                  .setServerConfig("synchronous_commit", "on")
                  .setServerConfig("full_page_writes", "on")
                  .setServerConfig("max_connections", "50")
                  .setServerConfig("shared_buffers", "256MB")
                  .setServerConfig("max_wal_size", "4GB")
                  .start());
      default ->
          throw new IllegalArgumentException(
              "There is no store '%s': give sqlite, postgres or both.".formatted(kind));
    };
  }

  /** A configuration on an empty store. */
  EngineConfig fresh() throws SQLException {
    int next = number.incrementAndGet();
    if (postgres == null) {
      return EngineConfig.sqlite(folder.resolve("bench-" + next + ".db"));
    }
    var name = "bench_" + next;
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return EngineConfig.postgres(
        "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), name), "postgres", "");
  }

  @Override
  public void close() throws Exception {
    if (postgres != null) {
      postgres.close();
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
