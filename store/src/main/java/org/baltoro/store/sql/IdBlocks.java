package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Numbers that grow and are never given twice; after a crash some are never used. */
final class IdBlocks {
  private static final String TAKE =
      "UPDATE id_block SET next = next + ? WHERE name = ? RETURNING next";

  private IdBlocks() {}

  /** Takes {@code count} numbers and returns the first. The caller owns the transaction. */
  static long take(Connection connection, String name, int count) throws SQLException {
    try (var statement = connection.prepareStatement(TAKE)) {
      statement.setInt(1, count);
      statement.setString(2, name);
      var next = Rows.first(statement, rows -> rows.getLong(1));
      if (next == null) {
        throw new IllegalStateException(
            "The table id_block has lost its row '%s'.".formatted(name));
      }
      return next - count;
    }
  }
}
