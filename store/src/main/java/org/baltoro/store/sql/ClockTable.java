package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** The one row that says how far the servers' clocks were moved ahead. */
final class ClockTable {
  private static final String AHEAD = "SELECT ahead_ms FROM clock";
  private static final String MOVE = "UPDATE clock SET ahead_ms = ahead_ms + ? RETURNING ahead_ms";

  private ClockTable() {}

  static Duration ahead(Connection connection) throws SQLException {
    try (var statement = connection.prepareStatement(AHEAD)) {
      return only(statement);
    }
  }

  /** The caller owns the transaction. */
  static Duration moveAhead(Connection connection, Duration further) throws SQLException {
    try (var statement = connection.prepareStatement(MOVE)) {
      statement.setLong(1, further.toMillis());
      return only(statement);
    }
  }

  private static Duration only(PreparedStatement statement) throws SQLException {
    var millis = Rows.first(statement, rows -> rows.getLong(1));
    if (millis == null) {
      throw new IllegalStateException("The table clock has lost its row.");
    }
    return Duration.ofMillis(millis);
  }
}
