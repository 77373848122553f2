package org.baltoro.forms.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** An empty database of its own, real; its statements are noted. */
public final class Database implements AutoCloseable {
  /** What is done when it is closed. */
  @FunctionalInterface
  private interface End {
    void run() throws IOException;
  }

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final WatchedDataSource watched;
  private final boolean postgres;
  private final End end;

  private Database(DataSource dataSource, boolean postgres, End end) {
    this.watched = new WatchedDataSource(dataSource);
    this.postgres = postgres;
    this.end = end;
  }

  private static final class Server {
    static final EmbeddedPostgres POSTGRES = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.start();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  public static Database postgres() {
    var schema = "forms_" + SCHEMAS.incrementAndGet();
    run(Server.POSTGRES.getPostgresDatabase(), "CREATE SCHEMA " + schema);
    var source = new PGSimpleDataSource();
    source.setUrl(
        "jdbc:postgresql://localhost:%d/postgres?currentSchema=%s"
            .formatted(Server.POSTGRES.getPort(), schema));
    source.setUser("postgres");
    source.setPassword("postgres");
    return new Database(
        source,
        true,
        () ->
            run(Server.POSTGRES.getPostgresDatabase(), "DROP SCHEMA %s CASCADE".formatted(schema)));
  }

  public static Database sqlite() {
    try {
      Path file = Files.createTempFile("forms", ".db");
      var config = new SQLiteConfig();
      config.enforceForeignKeys(true);
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.OFF);
      config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
      config.setBusyTimeout(10_000);
      var source = new SQLiteDataSource(config);
      source.setUrl("jdbc:sqlite:" + file);
      return new Database(source, false, () -> Files.deleteIfExists(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  public DataSource dataSource() {
    return watched;
  }

  public boolean isPostgres() {
    return postgres;
  }

  /** The statements that were prepared since this was asked last. */
  public List<String> statements() {
    return watched.taken();
  }

  public Database run(String... statements) {
    for (var statement : statements) {
      run(watched.plain(), statement);
    }
    return this;
  }

  private static void run(DataSource source, String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  /** The first column of what a query finds, as texts. */
  public List<String> query(String sql) {
    try (var connection = watched.plain().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      var found = new ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException failure) {
      throw new IllegalStateException(sql, failure);
    }
  }

  @Override
  public void close() {
    try {
      end.run();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
