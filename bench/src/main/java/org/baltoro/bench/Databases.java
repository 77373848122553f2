package org.baltoro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Gives empty databases, all PostgreSQL ones on one server, which is started when it is needed. */
final class Databases implements AutoCloseable {
  private final Path folder;
  private final AtomicInteger number = new AtomicInteger();
  private @Nullable PostgresServer postgres;

  /**
   * @param folder for their data, on a real disk; emptied at the end
   */
  Databases(Path folder) throws IOException {
    this.folder = folder;
    delete(folder);
    Files.createDirectories(folder);
  }

  enum Kind {
    SQLITE,
    POSTGRES;

    static Kind of(String key) {
      return valueOf(key.toUpperCase(Locale.ROOT));
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param url for JDBC
   */
  record Place(Kind kind, String name, String url) {}

  Place fresh(Kind kind) throws IOException, SQLException {
    var name = "bench_" + number.incrementAndGet();
    return switch (kind) {
      case SQLITE -> new Place(kind, name, "jdbc:sqlite:" + folder.resolve(name + ".db"));
      case POSTGRES -> {
        postgres().create(name);
        yield new Place(kind, name, postgres().url(name));
      }
    };
  }

  void drop(Place place) throws IOException, SQLException {
    switch (place.kind()) {
      case SQLITE -> {
        for (var suffix : new String[] {"", "-wal", "-shm"}) {
          Files.deleteIfExists(folder.resolve(place.name() + ".db" + suffix));
        }
      }
      case POSTGRES -> postgres().drop(place.name());
    }
  }

  long bytes(Place place) throws IOException, SQLException {
    return switch (place.kind()) {
      case SQLITE -> Files.size(folder.resolve(place.name() + ".db"));
      case POSTGRES -> postgres().bytes(place.name());
    };
  }

  PostgresServer postgres() throws IOException, SQLException {
    var running = postgres;
    if (running == null) {
      running = PostgresServer.start(folder.resolve("postgres"));
      postgres = running;
    }
    return running;
  }

  @Override
  public void close() throws IOException {
    if (postgres != null) {
      postgres.close();
    }
    delete(folder);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
