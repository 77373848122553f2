package org.baltoro.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL server whose commits reach the disk, and what it counts. */
final class PostgresServer implements AutoCloseable {
  /** What a client does about transactions is no statement of its work. */
  private static final String STATEMENTS =
      """
      SELECT coalesce(sum(calls), 0)
      FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
      WHERE d.datname = ?
        AND query !~* '^\\s*(BEGIN|COMMIT|ROLLBACK|START TRANSACTION|SET|SHOW|DISCARD)\\y'
      """;

  private static final int TICKS_A_SECOND = 100;

  private final EmbeddedPostgres postgres;
  private final Path processes = Path.of("/proc");
  private final long pid;

  private PostgresServer(EmbeddedPostgres postgres, long pid) {
    this.postgres = postgres;
    this.pid = pid;
  }

  /**
   * @param folder for its data, on a real disk
   */
  static PostgresServer start(Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    var postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(true)
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("full_page_writes", "on")
            .setServerConfig("max_connections", "200")
            .setServerConfig("shared_buffers", "1GB")
            .setServerConfig("max_wal_size", "8GB")
            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
            .setServerConfig("pg_stat_statements.track", "top")
            .start();
    long pid =
        Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).getFirst().strip());
    var server = new PostgresServer(postgres, pid);
    server.execute("postgres", "CREATE EXTENSION pg_stat_statements");
    return server;
  }

  // ---- databases

  String url(String database) {
    return "jdbc:postgresql://localhost:%d/%s".formatted(postgres.getPort(), database);
  }

  void create(String database) throws SQLException {
    execute("postgres", "CREATE DATABASE " + database);
  }

  void drop(String database) throws SQLException {
    execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
  }

  /** Writes out what others have left in memory, so that no measurement pays for it. */
  void checkpoint() throws SQLException {
    execute("postgres", "CHECKPOINT");
  }

  /** As a database is after a while, and not just after it was filled. */
  void vacuum(String database) throws SQLException {
    execute(database, "VACUUM (ANALYZE)");
  }

  long bytes(String database) throws SQLException {
    return number("SELECT pg_database_size(?)", database);
  }

  Connection connect(String database) throws SQLException {
    return postgres.getDatabase("postgres", database).getConnection();
  }

  String version() throws SQLException {
    try (var connection = connect("postgres")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  // ---- what it counts

  void forgetStatements() throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.createStatement()) {
      statement.executeQuery("SELECT pg_stat_statements_reset()").close();
    }
  }

  /** Statements that clients of a database have sent. */
  long statements(String database) throws SQLException {
    return number(STATEMENTS, database);
  }

  /** Bytes of write-ahead log since the server was set up. */
  long walBytes() throws SQLException {
    return number("SELECT (pg_current_wal_insert_lsn() - '0/0'::pg_lsn)::bigint", null);
  }

  /** Of all its processes, also those that have ended; nothing where there is no {@code /proc}. */
  Duration cpu() throws IOException {
    if (!Files.exists(processes.resolve(pid + "/stat"))) {
      return Duration.ZERO;
    }
    long ticks = ticks(pid, 4);
    for (var child : ProcessHandle.of(pid).orElseThrow().children().toList()) {
      ticks += ticks(child.pid(), 2);
    }
    return Duration.ofMillis(ticks * 1_000 / TICKS_A_SECOND);
  }

  /**
   * @param fields 2: user and system time of a process; 4: those of its children that have ended,
   *     too
   */
  private long ticks(long process, int fields) throws IOException {
    String line;
    try {
      line = Files.readString(processes.resolve(process + "/stat"));
    } catch (IOException ended) {
      return 0; // it is in its parent's sum by now
    }
    var words = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
    long sum = 0;
    for (int field = 0; field < fields; field++) {
      sum += Long.parseLong(words[11 + field]);
    }
    return sum;
  }

  // ---- help

  private void execute(String database, String sql) throws SQLException {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql, @Nullable String parameter) throws SQLException {
    try (var connection = connect("postgres");
        var statement = connection.prepareStatement(sql)) {
      if (parameter != null) {
        statement.setString(1, parameter);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
