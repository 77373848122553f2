package org.baltoro.forms.broker.smartbox;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.smartobject.PropertyType;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** Which SmartObject has which table, and which property which column. */
final class Catalogue {
  private static final String CREATE_OBJECT =
      """
      CREATE TABLE IF NOT EXISTS smartbox_object (
        name text PRIMARY KEY,
        table_name text NOT NULL UNIQUE
      )
      """;
  private static final String CREATE_PROPERTY =
      """
      CREATE TABLE IF NOT EXISTS smartbox_property (
        object text NOT NULL REFERENCES smartbox_object (name),
        position integer NOT NULL,
        property text NOT NULL,
        column_name text NOT NULL,
        type text NOT NULL,
        is_key integer NOT NULL,
        is_required integer NOT NULL,
        length_max integer,
        index_name text,
        is_retired integer NOT NULL,
        PRIMARY KEY (object, position)
      )
      """;
  private static final String SELECT =
      """
      SELECT o.name, o.table_name, p.property, p.column_name, p.type, p.is_key, p.is_required,
             p.length_max, p.index_name, p.is_retired
      FROM smartbox_object o JOIN smartbox_property p ON p.object = o.name
      ORDER BY o.name, p.position
      """;
  private static final String INSERT_OBJECT =
      """
      INSERT INTO smartbox_object (name, table_name)
      VALUES (?, ?)
      """;
  private static final String DELETE_OBJECT = "DELETE FROM smartbox_object WHERE name = ?";
  private static final String DELETE_PROPERTIES = "DELETE FROM smartbox_property WHERE object = ?";
  private static final String INSERT_PROPERTY =
      """
      INSERT INTO smartbox_property (object, position, property, column_name, type, is_key,
                                     is_required, length_max, index_name, is_retired)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private Catalogue() {}

  static SqlDialect dialect(Connection connection) throws SQLException {
    var dialect = SqlDialect.of(connection.getMetaData());
    if (dialect == SqlDialect.OTHER) {
      throw new SmartObjectException(
          SmartObjectProblem.INVALID_DEFINITION,
          "A SmartBox is kept by PostgreSQL or SQLite, and this is %s. Reach it with the SQL broker."
              .formatted(connection.getMetaData().getDatabaseProductName()));
    }
    return dialect;
  }

  /** Makes the tables of the catalogue if they are not there. */
  static void prepare(Connection connection, SqlDialect dialect) throws SQLException {
    if (isThere(connection)) {
      return;
    }
    lock(connection, dialect);
    try (var statement = connection.createStatement()) {
      statement.execute(CREATE_OBJECT);
      statement.execute(CREATE_PROPERTY);
    }
  }

  private static boolean isThere(Connection connection) throws SQLException {
    var schema = connection.getSchema();
    try (var rows = connection.getMetaData().getTables(null, schema, "smartbox_property", null)) {
      return rows.next();
    }
  }

  /** Keeps other deployments out until the transaction ends. SQLite has one writer anyway. */
  static void lock(Connection connection, SqlDialect dialect) throws SQLException {
    if (dialect == SqlDialect.POSTGRES) {
      try (var statement = connection.createStatement()) {
        statement.execute("SELECT pg_advisory_xact_lock(hashtext('baltoro.smartbox'))");
      }
    }
  }

  /** None, while nothing was deployed yet. */
  static Map<String, KeptTable> readIfThere(Connection connection) throws SQLException {
    return isThere(connection) ? read(connection) : Map.of();
  }

  static Map<String, KeptTable> read(Connection connection) throws SQLException {
    var columns = new LinkedHashMap<String, List<KeptColumn>>();
    var tables = new LinkedHashMap<String, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SELECT)) {
      while (rows.next()) {
        tables.put(rows.getString(1), rows.getString(2));
        columns.computeIfAbsent(rows.getString(1), name -> new ArrayList<>()).add(column(rows));
      }
    }
    var all = new LinkedHashMap<String, KeptTable>();
    tables.forEach((object, table) ->
        all.put(object, new KeptTable(object, table, columns.getOrDefault(object, List.of()))));
    return all;
  }

  private static KeptColumn column(ResultSet row) throws SQLException {
    int length = row.getInt(8);
    var lengthMax = row.wasNull() ? null : length;
    return new KeptColumn(
        row.getString(3),
        row.getString(4),
        PropertyType.valueOf(row.getString(5)),
        row.getInt(6) != 0,
        row.getInt(7) != 0,
        lengthMax,
        row.getString(9),
        row.getInt(10) != 0);
  }

  /** Writes what a SmartObject's table is now. */
  static void write(Connection connection, KeptTable table) throws SQLException {
    forget(connection, table.object());
    try (var insert = connection.prepareStatement(INSERT_OBJECT)) {
      insert.setString(1, table.object());
      insert.setString(2, table.table());
      insert.executeUpdate();
    }
    try (var insert = connection.prepareStatement(INSERT_PROPERTY)) {
      for (int position = 0; position < table.columns().size(); position++) {
        var column = table.columns().get(position);
        insert.setString(1, table.object());
        insert.setInt(2, position);
        insert.setString(3, column.property());
        insert.setString(4, column.column());
        insert.setString(5, column.type().name());
        insert.setInt(6, column.key() ? 1 : 0);
        insert.setInt(7, column.required() ? 1 : 0);
        insert.setObject(8, column.lengthMax(), java.sql.Types.INTEGER);
        insert.setString(9, column.index());
        insert.setInt(10, column.retired() ? 1 : 0);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void forget(Connection connection, @Nullable String object) throws SQLException {
    for (var sql : List.of(DELETE_PROPERTIES, DELETE_OBJECT)) {
      try (var delete = connection.prepareStatement(sql)) {
        delete.setString(1, object);
        delete.executeUpdate();
      }
    }
  }
}
