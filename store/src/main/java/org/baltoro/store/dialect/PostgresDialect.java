package org.baltoro.store.dialect;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.StoreException;
import org.baltoro.store.StoreException.Kind;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * A store in a PostgreSQL database, which many nodes may share. A batch is one statement and one
 * round trip. Connections that broke are dropped, so that calls work again as soon as the server
 * does: the first read after its return works.
 *
 * <p>A server that is away is reported within 5 seconds of the call (see {@link PostgresPool}); one
 * that falls silent in the midst of a statement within a minute, and 5 seconds more for a read,
 * which is tried a second time.
 */
public final class PostgresDialect implements Dialect {
  /** The newest file that makes tables. */
  static final String NEWEST_TABLES = "V9__journal.sql";

  private static final int VERSION_LEAST = 150_000;
  private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

  /**
   * Everything is looked up by an index, in tables that may have been empty when it was planned.
   * Without these settings a statement that was planned on an empty table reads the whole table
   * each time, until the server looks at the table again by itself a minute later or more: with
   * 40,000 instances a commit of 400 took 19 ms, not 8, and it grows with the table.
   */
  private static final String BY_INDEX =
      """
      SET enable_seqscan = off;
      SET random_page_cost = 0.01;
      SET jit = off
      """;

  /** What commits looks rows up by their keys: one plan is as good as any. */
  private static final String COMMITTER_SETTINGS =
      """
      SET lock_timeout = %d;
      SET plan_cache_mode = force_generic_plan;
      """
          + BY_INDEX;

  private final String description;
  private final PostgresPool committers;
  private final PostgresPool readers;
  private final PostgresCommit commit = new PostgresCommit();

  /**
   * @throws StoreException UNUSABLE if the server is not safe, too old, or holds something else;
   *     CONNECTION if it can't be reached
   */
  public static PostgresDialect open(StoreConfig config) {
    return open(config, LOCK_WAIT);
  }

  /**
   * @param lockWait how long a commit waits for rows that another transaction holds, before it is
   *     refused as LOCKED; 1 ms or more, default 10 s
   */
  static PostgresDialect open(StoreConfig config, Duration lockWait) {
    return new PostgresDialect(config, lockWait);
  }

  private PostgresDialect(StoreConfig config, Duration lockWait) {
    description = describe(config.jdbcUrl());
    var server = PostgresKnocking.server(config);
    refuseUnsafe(server, config.unsafe());
    Migration.run(server, NEWEST_TABLES, "postgres", description, config.schema());
    var inSchema = inSchema(config.schema());
    // Two more than commit: heartbeats don't queue behind batches, nor behind what reads and
    // deletes finished instances.
    committers =
        new PostgresPool(
            "committers", config, config.committers() + 2, inSchema + committerSettings(lockWait));
    readers = new PostgresPool("readers", config, config.readers(), inSchema + BY_INDEX);
  }

  private static String inSchema(String schema) {
    return schema.isEmpty() ? "" : "SET search_path TO \"%s\";\n".formatted(schema);
  }

  static String committerSettings(Duration lockWait) {
    return COMMITTER_SETTINGS.formatted(lockWait.toMillis());
  }

  private void refuseUnsafe(DataSource source, boolean accepted) {
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
      LentConnection.endReading(connection);
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

  /** A connection that broke says nothing of the server: what changes nothing is tried again. */
  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    return on(readers, work, 2);
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
        },
        1);
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
    return on(committers, connection -> commit.run(connection, node, writes), 1);
  }

  private <T extends @Nullable Object> T on(PostgresPool pool, Work<T> work, int tries) {
    try (var connection = connection(pool)) {
      return work.run(connection);
    } catch (SQLException failure) {
      var fault = Faults.of(failure, description);
      if (fault.kind() == Kind.CONNECTION) {
        dropConnections();
      }
      if (fault.kind() != Kind.CONNECTION || tries == 1) {
        throw fault;
      }
    }
    return on(pool, work, tries - 1);
  }

  private Connection connection(PostgresPool pool) {
    try {
      return pool.connection();
    } catch (SQLException none) {
      if (!pool.isBusy()) {
        dropConnections();
      }
      throw Faults.of(none, description);
    }
  }

  /** One connection broke: the others did most likely too, and would fail one call each. */
  private void dropConnections() {
    committers.drop();
    readers.drop();
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
  public String lockingRows() {
    return "\nFOR UPDATE";
  }

  @Override
  public String firstOfMonth(String day) {
    return "date_trunc('month', DATE '1970-01-01' + %s)::date - DATE '1970-01-01'".formatted(day);
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
