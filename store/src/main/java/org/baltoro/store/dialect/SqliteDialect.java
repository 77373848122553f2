package org.baltoro.store.dialect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.locks.ReentrantLock;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.StoreException;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * A store in one SQLite file: one connection writes, behind a lock; a few read. The write-ahead log
 * is flushed with every commit, and copied into the file by a thread of its own, never by a commit.
 */
public final class SqliteDialect implements Dialect {
  /** The newest file that makes tables. */
  static final String NEWEST_TABLES = "V8__participants.sql";

  private static final int BUSY_MILLIS = 5_000;

  private final String description;
  private final SQLiteDataSource source;
  private final long maxMegabytes;
  private final int logPages;
  private final FileLock fileLock;
  private final HikariDataSource readers;
  private final ReentrantLock writing = new ReentrantLock();
  private final SqliteCheckpoints checkpoints;
  private @Nullable SqliteWriter writer;

  /**
   * Locks and opens the file, and makes it when it is missing.
   *
   * @throws StoreException LOCKED if another process has it, UNUSABLE if it is no store of ours
   */
  public static SqliteDialect open(StoreConfig config, Path file) {
    return open(config, file, SqliteCheckpoints.PAGES);
  }

  /**
   * @param logPages the write-ahead log is copied into the file when it has grown by so many
   */
  static SqliteDialect open(StoreConfig config, Path file, int logPages) {
    var path = FileLock.realPath(file);
    refuseReadOnly(path);
    var lock = FileLock.take(path);
    try {
      return new SqliteDialect(config, path, lock, logPages);
    } catch (RuntimeException | Error failure) {
      lock.close();
      throw failure;
    }
  }

  private SqliteDialect(StoreConfig config, Path file, FileLock fileLock, int logPages) {
    this.fileLock = fileLock;
    description = "SQLite " + file;
    maxMegabytes = config.maxMegabytes();
    this.logPages = logPages;
    var pragmas = new SQLiteConfig();
    pragmas.setJournalMode(SQLiteConfig.JournalMode.WAL);
    pragmas.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    pragmas.setBusyTimeout(BUSY_MILLIS);
    pragmas.setCacheSize(-16_384);
    source = new SQLiteDataSource(pragmas);
    source.setUrl("jdbc:sqlite:" + file);
    Migration.run(source, NEWEST_TABLES, "sqlite", description, "");
    try {
      writer = new SqliteWriter(source.getConnection(), maxMegabytes, logPages);
    } catch (SQLException failure) {
      throw Faults.of(failure, description);
    }
    readers = readers(config);
    checkpoints = new SqliteCheckpoints(source, writing, description, logPages);
    checkpoints.start();
  }

  private static void refuseReadOnly(Path file) {
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "The store %s can't be written: the file is read-only. Give this user the right to write it."
              .formatted(file),
          null);
    }
  }

  private HikariDataSource readers(StoreConfig config) {
    var pool = new HikariConfig();
    pool.setPoolName("baltoro-readers");
    pool.setDataSource(source);
    pool.setConnectionInitSql("PRAGMA query_only = ON");
    pool.setMaximumPoolSize(config.readers());
    pool.setMinimumIdle(1);
    pool.setMaxLifetime(0);
    return new HikariDataSource(pool);
  }

  @Override
  public <T extends @Nullable Object> T read(Work<T> work) {
    try (var connection = readers.getConnection()) {
      return work.run(connection);
    } catch (SQLException failure) {
      throw Faults.of(failure, description);
    }
  }

  @Override
  public <T extends @Nullable Object> T write(Work<T> work) {
    return writing(writer -> work.run(writer.connection()));
  }

  @Override
  public List<CommitOutcome> commit(long node, List<Commit> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    var writes = InstanceWrite.sorted(batch);
    return writing(writer -> writer.commit(node, writes));
  }

  private interface Writing<T extends @Nullable Object> {
    T run(SqliteWriter writer) throws SQLException;
  }

  private <T extends @Nullable Object> T writing(Writing<T> work) {
    writing.lock();
    try {
      var current = writer();
      try {
        current.begin();
        var result = work.run(current);
        current.commit();
        return result;
      } catch (SQLException failure) {
        current.rollback();
        var fault = Faults.of(failure, description);
        if (fault.kind() == StoreException.Kind.CONNECTION) {
          current.close();
          writer = null;
        }
        throw fault;
      } catch (RuntimeException | Error failure) {
        current.rollback();
        throw failure;
      }
    } finally {
      writing.unlock();
    }
  }

  private SqliteWriter writer() {
    var current = writer;
    if (current == null) {
      try {
        current = new SqliteWriter(source.getConnection(), maxMegabytes, logPages);
        writer = current;
      } catch (SQLException failure) {
        throw Faults.of(failure, description);
      }
    }
    return current;
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public String among(String column) {
    return column + " IN (SELECT value FROM json_each(?))";
  }

  @Override
  public void bindAmong(PreparedStatement statement, int place, Collection<Long> numbers)
      throws SQLException {
    var list = new StringJoiner(",", "[", "]");
    for (var number : numbers) {
      list.add(Long.toString(number));
    }
    statement.setString(place, list.toString());
  }

  /** One connection writes: nothing else can. */
  @Override
  public String lockingRows() {
    return "";
  }

  @Override
  public String firstOfMonth(String day) {
    return "CAST(strftime('%%s', %s * 86400, 'unixepoch', 'start of month') AS INTEGER) / 86400"
        .formatted(day);
  }

  @Override
  public String clock() {
    return "CAST(unixepoch('subsec') * 1000 AS INTEGER)";
  }

  @Override
  public SQLDialect jooq() {
    return SQLDialect.SQLITE;
  }

  @Override
  public void backup(Path file) {
    var target = file.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new StoreException(
          StoreException.Kind.UNUSABLE,
          "The backup can't be written to %s: there is a file already. Give a new name."
              .formatted(target),
          null);
    }
    // On a connection of its own: commits go on meanwhile.
    try (var connection = source.getConnection();
        var statement = connection.prepareStatement("VACUUM INTO ?")) {
      statement.setString(1, target.toString());
      statement.execute();
    } catch (SQLException failure) {
      throw Faults.of(failure, "The backup of %s to %s".formatted(description, target));
    }
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public void close() {
    checkpoints.close();
    readers.close();
    writing.lock();
    try {
      if (writer != null) {
        writer.close();
        writer = null;
      }
    } finally {
      writing.unlock();
      fileLock.close();
    }
  }
}
