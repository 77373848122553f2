package org.baltoro.forms.broker.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.baltoro.forms.broker.Transaction;

/** A transaction of a database. */
final class SqlTransaction implements Transaction {
  private final Connection connection;
  private final boolean autoCommit;
  private boolean open = true;

  private SqlTransaction(Connection connection, boolean autoCommit) {
    this.connection = connection;
    this.autoCommit = autoCommit;
  }

  static SqlTransaction begin(Connection connection) throws SQLException {
    try {
      boolean autoCommit = connection.getAutoCommit();
      connection.setAutoCommit(false);
      return new SqlTransaction(connection, autoCommit);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  Connection connection() {
    return connection;
  }

  @Override
  public void commit() {
    try {
      connection.commit();
      open = false;
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  @Override
  public Savepoint savepoint() {
    try {
      var place = connection.setSavepoint();
      return new Savepoint() {
        @Override
        public void rollback() {
          back(place);
        }

        @Override
        public void release() {
          forget(place);
        }
      };
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  private void back(java.sql.Savepoint place) {
    try {
      connection.rollback(place);
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  private void forget(java.sql.Savepoint place) {
    try {
      connection.releaseSavepoint(place);
    } catch (SQLException failure) {
      throw SqlErrors.of(failure);
    }
  }

  @Override
  public void close() {
    try (connection) {
      if (open) {
        connection.rollback();
      }
      connection.setAutoCommit(autoCommit);
    } catch (SQLException gone) {
      // The connection is lost, and with it what was not committed.
      open = false;
    }
    open = false;
  }
}
