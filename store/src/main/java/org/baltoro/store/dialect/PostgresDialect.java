package org.baltoro.store.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.StoreException;
import org.baltoro.store.StoreException.Kind;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A store in a PostgreSQL database, which many nodes may share. A batch is one statement and one
 * round trip. Connections that broke are dropped, so that calls work again as soon as the server
 * does.
 */
public final class PostgresDialect implements Dialect {
  private static final int VERSION_LEAST = 150_000;
  private static final long CONNECTION_WAIT_MILLIS = 3_000;
  private static final int ANSWER_WAIT_SECONDS = 60;

  /**
   * The statements that commit look rows up by key, in tables that may have been empty when they
   * were planned: one plan, made for growth.
   */
  private static final String COMMITTER_SETTINGS =
      """
      SET lock_timeout = '10s';
      SET plan_cache_mode = force_generic_plan;
      SET enable_seqscan = off;
      SET random_page_cost = 0.01;
      SET jit = off
      """;

  private static final String READER_SETTINGS = "SET jit = off";

  private final String description;
  private final HikariDataSource committers;
  private final HikariDataSource readers;
  private final PostgresCommit commit = new PostgresCommit();

  /**
   * @throws StoreException UNUSABLE if the server is not safe, too old, or holds something else;
   *     CONNECTION if it can't be reached
   */
  public static PostgresDialect open(StoreConfig config) {
    return new PostgresDialect(config);
  }

  private PostgresDialect(StoreConfig config) {
    description = describe(config.jdbcUrl());
    var source = source(config);
    refuseUnsafe(source, config.unsafe());
    Migration.run(source, "postgres", description);
    var patient = source(config);
    patient.setSocketTimeout(ANSWER_WAIT_SECONDS);
    patient.setPrepareThreshold(1);
    // One more than commit: heartbeats don't queue behind batches.
    committers = pool("committers", patient, config.committers() + 1, COMMITTER_SETTINGS);
    readers = pool("readers", patient, config.readers(), READER_SETTINGS);
  }

  private static PGSimpleDataSource source(StoreConfig config) {
    var source = new PGSimpleDataSource();
    source.setUrl(config.jdbcUrl());
    source.setUser(config.user());
    source.setPassword(config.password());
    source.setApplicationName("baltoro");
    source.setConnectTimeout((int) (CONNECTION_WAIT_MILLIS / 1_000));
    source.setTcpKeepAlive(true);
    return source;
  }

  private static HikariDataSource pool(
      String name, PGSimpleDataSource source, int size, String settings) {
    var pool = new HikariConfig();
    pool.setPoolName("baltoro-" + name);
    pool.setDataSource(source);
    pool.setConnectionInitSql(settings);
    pool.setMaximumPoolSize(size);
    pool.setConnectionTimeout(CONNECTION_WAIT_MILLIS);
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  private void refuseUnsafe(PGSimpleDataSource source, boolean accepted) {
    try (var connection = source.getConnection();
        var statement =
            connection.prepareStatement(
                """
                SELECT current_setting('server_version_num')::integer,
                    current_setting('server_encoding'), current_setting('fsync'),
                    current_setting('synchronous_commit'), current_setting('full_page_writes')
                """);
        var rows = statement.executeQuery()) {
      rows.next();
      if (rows.getInt(1) < VERSION_LEAST) {
        throw unusable("is older than PostgreSQL 15. Give a newer server.");
      }
      if (!"UTF8".equals(rows.getString(2))) {
        throw unusable(
            "is encoded in %s. Make the database with ENCODING 'UTF8'."
                .formatted(rows.getString(2)));
      }
      var off = new ArrayList<String>();
      off(off, "fsync", rows.getString(3));
      off(off, "synchronous_commit", rows.getString(4));
      off(off, "full_page_writes", rows.getString(5));
      if (!off.isEmpty() && !accepted) {
        throw unusable(
            "may lose what was committed: %s off. Switch it on, or set store.unsafe if losing work does not matter here."
                .formatted(String.join(", ", off)));
      }
    } catch (SQLException failure) {
      throw Faults.of(failure, description);
    }
  }

  private static void off(List<String> off, String setting, String value) {
    if ("off".equals(value)) {
      off.add(setting);
    }
  }

  private StoreException unusable(String why) {
    return new StoreException(Kind.UNUSABLE, description + " " + why, null);
  }

  /** Host and database of the URL, without what else may be in it. */
  private static String describe(String jdbcUrl) {
    try {
      var address = URI.create(jdbcUrl.substring("jdbc:".length()));
      if (address.getRawAuthority() != null) {
        return "PostgreSQL " + address.getRawAuthority() + address.getPath();
      }
    } catch (IllegalArgumentException several) {
      // Several hosts, for example: said in full below.
    }
    int parameters = jdbcUrl.indexOf('?');
    return "PostgreSQL " + (parameters < 0 ? jdbcUrl : jdbcUrl.substring(0, parameters));
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return on(readers, work);
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return on(
        committers,
        connection -> {
          connection.setAutoCommit(false);
          try {
            var result = work.run(connection);
            connection.commit();
            return result;
          } catch (SQLException | RuntimeException | Error failure) {
            rollback(connection, failure);
            throw failure;
          }
        });
  }

  private static void rollback(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException alsoFailed) {
      cause.addSuppressed(alsoFailed);
    }
  }

  @Override
  public List<CommitOutcome> commit(long node, List<Commit> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    var writes = InstanceWrite.sorted(batch);
    return on(committers, connection -> commit.run(connection, node, writes));
  }

  private <T extends @Nullable Object> T on(HikariDataSource pool, Work<T> work) {
    try (var connection = pool.getConnection()) {
      return work.run(connection);
    } catch (SQLException failure) {
      var fault = Faults.of(failure, description);
      if (fault.kind() == Kind.CONNECTION) {
        dropConnections();
      }
      throw fault;
    }
  }

  /** One connection broke: the others did most likely too, and would fail one call each. */
  private void dropConnections() {
    for (var pool : List.of(committers, readers)) {
      var control = pool.getHikariPoolMXBean();
      if (control != null) {
        control.softEvictConnections();
      }
    }
  }

  @Override
  public boolean exclusive() {
    return false;
  }

  @Override
  public String among(String column) {
    return column + " = ANY (?)";
  }

  @Override
  public void bindAmong(PreparedStatement statement, int place, Collection<Long> numbers)
      throws SQLException {
    statement.setArray(
        place,
        new PostgresArrays(statement.getConnection()).longs(List.copyOf(numbers), Long::longValue));
  }

  @Override
  public String clock() {
    return "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";
  }

  @Override
  public SQLDialect jooq() {
    return SQLDialect.POSTGRES;
  }

  @Override
  public void backup(Path file) {
    throw unusable("is not backed up by Baltoro. Use pg_basebackup or pg_dump.");
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    committers.close();
    readers.close();
  }
}
