package org.baltoro.store.dialect;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies SQLite's write-ahead log into the database file once it has grown, on a thread of its own:
 * a commit that did it would keep its callers waiting.
 */
final class SqliteCheckpoints implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteCheckpoints.class);

  /** Pages of the log, of 4,096 bytes, that are copied at once. */
  static final int PAGES = 20_000;

  private static final long LOOK_EVERY_MILLIS = 250;

  /** How long commits may be kept waiting for readers to end. */
  private static final int STANDSTILL_MILLIS = 100;

  /** Looks after a standstill in vain, until there may be one more: 4 seconds. */
  private static final int LOOKS_BETWEEN_STANDSTILLS = 16;

  private final DataSource source;
  private final ReentrantLock writing;
  private final String store;
  private final int pages;
  private final Object bell = new Object();
  private final Thread thread;
  private boolean closed;
  private int looksUntilStandstill;

  /**
   * @param writing held by whoever writes
   * @param pages the log is copied when it has grown by so many
   */
  SqliteCheckpoints(DataSource source, ReentrantLock writing, String store, int pages) {
    this.source = source;
    this.writing = writing;
    this.store = store;
    this.pages = pages;
    thread = new Thread(this::work, "baltoro-checkpoints");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    synchronized (bell) {
      closed = true;
      bell.notifyAll();
    }
    try {
      thread.join(10_000);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void work() {
    boolean told = false;
    while (!pausedUntilClosed()) {
      try (var connection = source.getConnection();
          var statement = connection.createStatement()) {
        statement.execute("PRAGMA busy_timeout = " + STANDSTILL_MILLIS);
        while (!pausedUntilClosed()) {
          checkpointIfGrown(statement);
          told = false;
        }
      } catch (SQLException failure) {
        if (!told) {
          LOG.atWarn()
              .addKeyValue("store", store)
              .setCause(failure)
              .log("The write-ahead log can't be copied into the file; it grows until that works");
          told = true;
        }
      }
    }
  }

  private boolean pausedUntilClosed() {
    synchronized (bell) {
      if (!closed) {
        try {
          bell.wait(LOOK_EVERY_MILLIS);
        } catch (InterruptedException interrupted) {
          return true;
        }
      }
      return closed;
    }
  }

  /**
   * Copies most of it while commits go on, and the rest while none does. Only then may it be begun
   * anew, and only when no reader needs it: new ones find all in the file, and those that read it
   * are waited for, but not for long.
   */
  private void checkpointIfGrown(Statement statement) throws SQLException {
    if (looksUntilStandstill > 0) {
      looksUntilStandstill--;
    }
    if (checkpoint(statement, "NOOP").left < pages) {
      return;
    }
    checkpoint(statement, "PASSIVE");
    if (looksUntilStandstill > 0) {
      return;
    }
    writing.lock();
    try {
      if (checkpoint(statement, "RESTART").busy) {
        looksUntilStandstill = LOOKS_BETWEEN_STANDSTILLS;
      }
    } finally {
      writing.unlock();
    }
  }

  /**
   * What became of a checkpoint.
   *
   * @param busy a reader was in its way
   * @param left pages that are still to be copied
   */
  private record Checkpoint(boolean busy, long left) {}

  private static Checkpoint checkpoint(Statement statement, String mode) throws SQLException {
    try (var rows = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return rows.next()
          ? new Checkpoint(rows.getBoolean(1), rows.getLong(2) - rows.getLong(3))
          : new Checkpoint(false, 0);
    }
  }
}
