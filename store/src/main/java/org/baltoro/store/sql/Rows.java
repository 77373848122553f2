package org.baltoro.store.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a statement. */
final class Rows {
  private Rows() {}

  @FunctionalInterface
  interface Row<T> {
    T read(ResultSet rows) throws SQLException;
  }

  static <T> List<T> all(PreparedStatement statement, Row<T> row) throws SQLException {
    var found = new ArrayList<T>();
    try (var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.add(row.read(rows));
      }
    }
    return found;
  }

  /** The first row, or null. */
  static <T> @Nullable T first(PreparedStatement statement, Row<T> row) throws SQLException {
    try (var rows = statement.executeQuery()) {
      return rows.next() ? row.read(rows) : null;
    }
  }

  /** The column's number, or null. */
  static @Nullable Long nullableLong(ResultSet rows, int column) throws SQLException {
    long value = rows.getLong(column);
    return rows.wasNull() ? null : value;
  }

  static void bind(PreparedStatement statement, List<?> values) throws SQLException {
    for (int place = 1; place <= values.size(); place++) {
      var value = values.get(place - 1);
      if (value == null) {
        statement.setNull(place, Types.NULL);
      } else {
        statement.setObject(place, value);
      }
    }
  }
}
