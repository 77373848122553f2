package org.baltoro.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.UUID;
import java.util.regex.Pattern;
import org.baltoro.engine.EngineConfig;

/** The database of one test: made for it, and removed after it. */
sealed interface TestDatabase {

  EngineConfig config();

  void remove();

  /** Makes the database of the next test. */
  @FunctionalInterface
  interface Maker {
    TestDatabase make();
  }

  /** A SQLite file in a folder of its own. */
  record SqliteFile(Path folder) implements TestDatabase {
    static SqliteFile make() {
      try {
        return new SqliteFile(Files.createTempDirectory("baltoro-test-"));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public EngineConfig config() {
      return EngineConfig.sqlite(folder.resolve("store.db"));
    }

    @Override
    public void remove() {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  /** A database of its own on a PostgreSQL server; {@code user} may make databases there. */
  record PostgresDatabase(String server, String name, String options, String user, String password)
      implements TestDatabase {
    private static final Pattern URL = Pattern.compile("(jdbc:postgresql://[^/]+/)([^?]*)(.*)");

    static PostgresDatabase make(String url, String user, String password) {
      var parts = URL.matcher(url);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "'%s' does not name a server: give jdbc:postgresql://host:port/database."
                .formatted(url));
      }
      var name = "baltoro_test_" + UUID.randomUUID().toString().replace("-", "");
      run(url, user, password, "CREATE DATABASE " + name);
      return new PostgresDatabase(parts.group(1), name, parts.group(3), user, password);
    }

    /** Commits may get lost when the server dies: the data is gone after the test anyway. */
    @Override
    public EngineConfig config() {
      return EngineConfig.postgres(server + name + options, user, password).unsafe(true);
    }

    @Override
    public void remove() {
      run(server + "postgres" + options, user, password, "DROP DATABASE " + name + " WITH (FORCE)");
    }

    private static void run(String url, String user, String password, String sql) {
      try (var connection = DriverManager.getConnection(url, user, password);
          var statement = connection.createStatement()) {
        statement.execute(sql);
      } catch (SQLException failure) {
        throw new IllegalStateException(
            "A database for the test could not be made or removed: " + failure.getMessage(),
            failure);
      }
    }

    /** Without the password. */
    @Override
    public String toString() {
      return server + name;
    }
  }
}
