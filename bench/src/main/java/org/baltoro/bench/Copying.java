package org.baltoro.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.bench.contender.Order;

/**
 * Multiplies the rows that an engine writes for an instance, for engines that name things by UUIDs:
 * a copy has the same rows, in all tables, with a number behind every UUID and order number that is
 * the instance's own.
 */
final class Copying {
  private static final Pattern NAME =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|" + Order.NUMBER_PATTERN);

  private static final String TABLES =
      """
      SELECT table_name
      FROM information_schema.tables
      WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
      ORDER BY table_name
      """;

  private static final String ROWS = "SELECT to_jsonb(t)::text FROM %s t";

  private static final String INSERT =
      """
      INSERT INTO %1$s
      SELECT copy.*
      FROM generate_series(1, ?) number,
        LATERAL jsonb_populate_record(
          NULL::%1$s, regexp_replace(?, ?, '\\1-' || number, 'g')::jsonb) copy
      """;

  private final Connection connection;
  private final List<Original> originals = new ArrayList<>();
  private Map<String, Set<String>> known;

  /** What is in the database now is not copied. */
  Copying(Connection connection) throws SQLException {
    this.connection = connection;
    known = rows();
  }

  /**
   * A row that is to be copied.
   *
   * @param names those of its values that the copies have others for
   */
  private record Original(String table, String row, Set<String> names, int copies) {}

  /** What was written since the last call is to be copied so often. */
  void remember(int copies) throws SQLException {
    var knownNames = new HashSet<String>();
    known.values().forEach(rows -> rows.forEach(row -> knownNames.addAll(names(row))));
    var now = rows();
    now.forEach((table, rows) -> {
      var before = known.getOrDefault(table, Set.of());
      for (var row : rows) {
        var names = new LinkedHashSet<>(names(row));
        names.removeAll(knownNames);
        if (!before.contains(row) && !names.isEmpty()) {
          originals.add(new Original(table, row, names, copies));
        }
      }
    });
    known = now;
  }

  /** In one transaction, without a look at what refers to what. */
  void carryOut() throws SQLException {
    connection.setAutoCommit(false);
    try (var statement = connection.createStatement()) {
      statement.execute("SET LOCAL session_replication_role = replica");
    }
    for (var original : originals) {
      try (var statement = connection.prepareStatement(INSERT.formatted(original.table()))) {
        statement.setInt(1, original.copies());
        statement.setString(2, original.row());
        statement.setString(3, "(" + String.join("|", original.names()) + ")");
        statement.executeUpdate();
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  private static List<String> names(String row) {
    return NAME.matcher(row).results().map(found -> found.group()).toList();
  }

  private Map<String, Set<String>> rows() throws SQLException {
    var rows = new LinkedHashMap<String, Set<String>>();
    for (var table : column(TABLES)) {
      rows.put(table, new LinkedHashSet<>(column(ROWS.formatted(table))));
    }
    return rows;
  }

  private List<String> column(String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var found = statement.executeQuery(sql)) {
      while (found.next()) {
        values.add(found.getString(1));
      }
    }
    return values;
  }
}
