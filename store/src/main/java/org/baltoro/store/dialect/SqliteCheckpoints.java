package org.baltoro.store.dialect;

import java.sql.Connection;
import java.sql.SQLException;
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
  private static final int PAGES = 20_000;
  private static final long LOOK_EVERY_MILLIS = 250;

  private final DataSource source;
  private final ReentrantLock writing;
  private final String store;
  private final Object bell = new Object();
  private final Thread thread;
  private boolean closed;

  /**
   * @param writing held by whoever writes
   */
  SqliteCheckpoints(DataSource source, ReentrantLock writing, String store) {
    this.source = source;
    this.writing = writing;
    this.store = store;
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
      try (var connection = source.getConnection()) {
        while (!pausedUntilClosed()) {
          checkpointIfGrown(connection);
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
   * Copies most of it while commits go on, and the rest while none does: only a log that is copied
   * to its end is begun anew.
   */
  private void checkpointIfGrown(Connection connection) throws SQLException {
    if (pages(connection, "NOOP") < PAGES) {
      return;
    }
    pages(connection, "PASSIVE");
    writing.lock();
    try {
      pages(connection, "PASSIVE");
    } finally {
      writing.unlock();
    }
  }

  /** Runs a checkpoint and returns how many pages of the log are still to be copied after it. */
  private static long pages(Connection connection, String mode) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA wal_checkpoint(" + mode + ")")) {
      return rows.next() ? rows.getLong(2) - rows.getLong(3) : 0;
    }
  }
}
