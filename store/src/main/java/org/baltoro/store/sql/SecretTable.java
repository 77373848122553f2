package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Keys that all nodes share. */
final class SecretTable {
  private static final String KEEP =
      "INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING";
  private static final String KEPT = "SELECT value FROM secret WHERE name = ?";

  private SecretTable() {}

  /** The one that is kept, {@code made} if there was none. The caller owns the transaction. */
  static String keep(Connection connection, String name, String made) throws SQLException {
    try (var statement = connection.prepareStatement(KEEP)) {
      statement.setString(1, name);
      statement.setString(2, made);
      statement.executeUpdate();
    }
    try (var statement = connection.prepareStatement(KEPT)) {
      statement.setString(1, name);
      var kept = Rows.first(statement, rows -> rows.getString(1));
      if (kept == null) {
        throw new IllegalStateException("The table secret has lost " + name + ".");
      }
      return kept;
    }
  }
}
