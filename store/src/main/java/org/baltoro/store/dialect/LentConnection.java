package org.baltoro.store.dialect;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * A connection that belongs to the program around the store: its settings are changed while the
 * store has it, and are as before when it goes back.
 */
final class LentConnection {
  private LentConnection() {}

  static Connection of(Connection lent) throws SQLException {
    var driver = lent.unwrap(PGConnection.class);
    int threshold = driver.getPrepareThreshold();
    driver.setPrepareThreshold(1);
    return (Connection)
        Proxy.newProxyInstance(
            LentConnection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(lent, driver, threshold);
                return null;
              }
              try {
                return method.invoke(lent, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }

  /** A connection that broke is told apart by its owner, who saw the failure. */
  private static void giveBack(Connection lent, PGConnection driver, int threshold)
      throws SQLException {
    try (lent) {
      if (!lent.isClosed()) {
        driver.setPrepareThreshold(threshold);
        reset(lent);
      }
    }
  }

  /** Ends the transaction that a connection without auto-commit has begun by being read from. */
  static void endReading(Connection connection) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
    }
  }

  private static void reset(Connection lent) throws SQLException {
    endReading(lent);
    try (var statement = lent.createStatement()) {
      statement.execute("RESET ALL");
      if (!lent.getAutoCommit()) {
        lent.commit();
      }
    }
  }
}
