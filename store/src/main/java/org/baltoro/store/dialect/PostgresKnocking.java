package org.baltoro.store.dialect;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.baltoro.store.StoreConfig;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where a pool gets its connections from: knocks four times a second until the server lets it in. A
 * pool that is refused would sleep instead, longer each time, and keep callers waiting when the
 * server has long been back.
 */
final class PostgresKnocking implements DataSource, AutoCloseable {
  private static final long PAUSE_MILLIS = 250;
  private static final int ANSWER_WAIT_SECONDS = 60;

  private final DataSource server;
  private final boolean lent;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable SQLException failure;

  PostgresKnocking(StoreConfig config) {
    lent = config.dataSource() != null;
    server = server(config);
    if (server instanceof PGSimpleDataSource own) {
      own.setSocketTimeout(ANSWER_WAIT_SECONDS);
      own.setPrepareThreshold(1);
      own.setReWriteBatchedInserts(true); // what is counted of finished instances: rows by dozens
    }
  }

  /** The server itself, or the program's own way to it, which lets in or fails at once. */
  static DataSource server(StoreConfig config) {
    var given = config.dataSource();
    if (given != null) {
      return given;
    }
    var server = new PGSimpleDataSource();
    server.setUrl(config.jdbcUrl());
    server.setUser(config.user());
    server.setPassword(config.password());
    server.setApplicationName("baltoro");
    server.setConnectTimeout((int) PostgresPool.CONNECTION_WAIT.toSeconds());
    server.setTcpKeepAlive(true);
    return server;
  }

  /** Why the server did not let it in just now; null when it did. */
  @Nullable SQLException failure() {
    return failure;
  }

  @Override
  public Connection getConnection() throws SQLException {
    while (true) {
      try {
        var connection = server.getConnection();
        failure = null;
        return lent ? LentConnection.of(connection) : connection;
      } catch (SQLException refused) {
        failure = refused;
        pause(refused);
      }
    }
  }

  private void pause(SQLException refused) throws SQLException {
    try {
      if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        throw refused;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  // ---- what a DataSource is asked besides

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The user is in the settings.");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return server.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    server.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    server.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return server.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return server.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return server.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return server.isWrapperFor(type);
  }
}
