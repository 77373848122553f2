package org.baltoro.forms.broker.sql;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which tables and views a database has. */
final class SqlMetadata {
  private static final Set<String> TABLES =
      Set.of("TABLE", "BASE TABLE", "PARTITIONED TABLE", "FOREIGN TABLE");
  private static final Set<String> VIEWS = Set.of("VIEW", "MATERIALIZED VIEW");

  private final Connection connection;
  private final DatabaseMetaData metadata;
  private final SqlDialect dialect;
  private final SqlConfig config;
  private final boolean severalSchemas;

  private SqlMetadata(Connection connection, SqlConfig config, SqlDialect dialect)
      throws SQLException {
    this.connection = connection;
    this.metadata = connection.getMetaData();
    this.dialect = dialect;
    this.config = config;
    this.severalSchemas = config.schemas().size() > 1;
  }

  /** The tables and views, by name. */
  static List<SqlTable> read(Connection connection, SqlConfig config, SqlDialect dialect)
      throws SQLException {
    return new SqlMetadata(connection, config, dialect).read(config.schemas());
  }

  private List<SqlTable> read(List<String> schemas) throws SQLException {
    if (!schemas.isEmpty()) {
      var all = new ArrayList<SqlTable>();
      for (var schema : schemas) {
        all.addAll(readSchema(schema));
      }
      return all;
    }
    return readSchema(dialect == SqlDialect.SQLITE ? null : connection.getSchema());
  }

  /** A table as the first query tells it. */
  private record Found(String name, String description, boolean writable) {}

  private List<SqlTable> readSchema(@Nullable String schema) throws SQLException {
    var found = new ArrayList<Found>();
    try (var rows = metadata.getTables(connection.getCatalog(), pattern(schema), "%", null)) {
      while (rows.next()) {
        var type = String.valueOf(rows.getString("TABLE_TYPE"));
        boolean isWanted = config.uses(rows.getString("TABLE_NAME"));
        if (isWanted && (TABLES.contains(type) || VIEWS.contains(type))) {
          var remarks = rows.getString("REMARKS");
          found.add(
              new Found(
                  rows.getString("TABLE_NAME"),
                  remarks == null ? "" : remarks,
                  TABLES.contains(type)));
        }
      }
    }
    var columns = columns(schema);
    var tables = new ArrayList<SqlTable>();
    for (var table : found) {
      tables.add(table(schema, table, columns.getOrDefault(table.name(), List.of())));
    }
    return tables;
  }

  private SqlTable table(@Nullable String schema, Found found, List<ColumnData> columns)
      throws SQLException {
    var keys = found.writable() ? keys(schema, found.name()) : Set.<String>of();
    var described = new ArrayList<SqlColumn>();
    for (var column : columns) {
      described.add(ColumnTypes.column(dialect, column, keys));
    }
    var object = severalSchemas ? schema + "." + found.name() : found.name();
    boolean writable = found.writable() && !config.readOnly();
    return new SqlTable(object, schema, found.name(), found.description(), described, writable);
  }

  /**
   * A column as the metadata tells it.
   *
   * @param jdbcType of {@code java.sql.Types}
   */
  record ColumnData(
      String name,
      int jdbcType,
      String typeName,
      int size,
      int digits,
      boolean nullable,
      @Nullable String defaultText,
      boolean increments,
      boolean generated) {}

  private Map<String, List<ColumnData>> columns(@Nullable String schema) throws SQLException {
    var byTable = new LinkedHashMap<String, List<ColumnData>>();
    try (var rows = metadata.getColumns(connection.getCatalog(), pattern(schema), "%", "%")) {
      while (rows.next()) {
        byTable
            .computeIfAbsent(rows.getString("TABLE_NAME"), table -> new ArrayList<>())
            .add(column(rows));
      }
    }
    return byTable;
  }

  private static ColumnData column(ResultSet row) throws SQLException {
    return new ColumnData(
        row.getString("COLUMN_NAME"),
        row.getInt("DATA_TYPE"),
        String.valueOf(row.getString("TYPE_NAME")),
        row.getInt("COLUMN_SIZE"),
        row.getInt("DECIMAL_DIGITS"),
        row.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
        row.getString("COLUMN_DEF"),
        "YES".equals(row.getString("IS_AUTOINCREMENT")),
        "YES".equals(row.getString("IS_GENERATEDCOLUMN")));
  }

  private Set<String> keys(@Nullable String schema, String table) throws SQLException {
    var keys = new HashSet<String>();
    try (var rows = metadata.getPrimaryKeys(connection.getCatalog(), schema, table)) {
      while (rows.next()) {
        keys.add(rows.getString("COLUMN_NAME"));
      }
    }
    return keys;
  }

  /** The schema's name where a pattern is wanted: its own letters only. */
  private @Nullable String pattern(@Nullable String schema) throws SQLException {
    if (schema == null) {
      return null;
    }
    var escape = metadata.getSearchStringEscape();
    return schema.replace("_", escape + "_").replace("%", escape + "%");
  }
}
