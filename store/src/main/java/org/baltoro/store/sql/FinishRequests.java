package org.baltoro.store.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.baltoro.store.Store.FinishAnswer;
import org.baltoro.store.Store.FinishRequest;

/** Finishes that applications on the same database ask for in transactions of their own. */
final class FinishRequests {
  private static final String OPEN =
      """
      SELECT id, serial_number, data, idempotency_key, finished_by, role
      FROM finish_request
      WHERE outcome IS NULL
      ORDER BY id
      LIMIT ?
      """;
  private static final String ANSWER =
      """
      UPDATE finish_request
      SET outcome = ?, message = ?, handled_at_ms = ?
      WHERE id = ? AND outcome IS NULL
      """;
  private static final String FORGET =
      """
      DELETE FROM finish_request
      WHERE id IN (
        SELECT id FROM finish_request
        WHERE outcome IS NOT NULL AND handled_at_ms < ?
        ORDER BY handled_at_ms
        LIMIT ?)
      """;

  private FinishRequests() {}

  static List<FinishRequest> open(Connection connection, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(OPEN)) {
      statement.setInt(1, limit);
      return Rows.all(
          statement,
          rows ->
              new FinishRequest(
                  rows.getLong(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getString(5),
                  rows.getString(6)));
    }
  }

  /** The caller owns the transaction. */
  static void answer(Connection connection, List<FinishAnswer> answers) throws SQLException {
    try (var statement = connection.prepareStatement(ANSWER)) {
      for (var answer : answers) {
        statement.setString(1, answer.outcome());
        statement.setString(2, answer.message());
        statement.setLong(3, answer.handledAtMillis());
        statement.setLong(4, answer.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** The caller owns the transaction. */
  static int forget(Connection connection, long beforeMillis, int limit) throws SQLException {
    try (var statement = connection.prepareStatement(FORGET)) {
      statement.setLong(1, beforeMillis);
      statement.setInt(2, limit);
      return statement.executeUpdate();
    }
  }
}
