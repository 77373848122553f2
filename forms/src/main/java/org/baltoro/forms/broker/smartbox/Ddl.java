package org.baltoro.forms.broker.smartbox;

import java.sql.Connection;
import java.sql.SQLException;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.smartobject.PropertyType;

/** Statements that make and change tables, and those that ask what a change would meet. */
final class Ddl {
  private final Connection connection;
  private final SqlDialect dialect;

  Ddl(Connection connection, SqlDialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  // ---- changes

  void create(KeptTable table) throws SQLException {
    var sql = new StringBuilder("CREATE TABLE \"%s\" (".formatted(table.table()));
    boolean autonumber = table.keys().getFirst().type() == PropertyType.AUTONUMBER;
    for (var column : table.columns()) {
      var type =
          column.key() && autonumber
              ? ColumnSql.autonumberKey(dialect)
              : ColumnSql.type(column.type(), dialect) + (column.key() ? " NOT NULL" : "");
      sql.append("\"%s\" %s, ".formatted(column.column(), type));
    }
    if (autonumber) {
      sql.setLength(sql.length() - 2);
    } else {
      var keys = table.keys().stream().map(key -> "\"%s\"".formatted(key.column())).toList();
      sql.append("PRIMARY KEY (%s)".formatted(String.join(", ", keys)));
    }
    execute(sql.append(")").toString());
    for (var column : table.columns()) {
      if (column.index() != null) {
        index(table.table(), column.column(), column.index());
      }
    }
  }

  void drop(String table) throws SQLException {
    execute("DROP TABLE \"%s\"".formatted(table));
  }

  void add(String table, KeptColumn column) throws SQLException {
    execute(
        "ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s"
            .formatted(table, column.column(), ColumnSql.type(column.type(), dialect)));
  }

  void rename(String table, String from, String to) throws SQLException {
    execute("ALTER TABLE \"%s\" RENAME COLUMN \"%s\" TO \"%s\"".formatted(table, from, to));
  }

  /** Changes a column's type, where every value has a text or a number that is the new value. */
  void retype(String table, String column, PropertyType type) throws SQLException {
    var sqlType = ColumnSql.type(type, dialect);
    if (dialect == SqlDialect.POSTGRES) {
      execute(
          "ALTER TABLE \"%s\" ALTER COLUMN \"%s\" TYPE %s USING \"%s\"::%s"
              .formatted(table, column, sqlType, column, sqlType));
      return;
    }
    // SQLite changes no column's type: a new column takes the values, then the name.
    var old = "smartbox_retyped";
    rename(table, column, old);
    execute("ALTER TABLE \"%s\" ADD COLUMN \"%s\" %s".formatted(table, column, sqlType));
    execute("UPDATE \"%s\" SET \"%s\" = CAST(\"%s\" AS %s)".formatted(table, column, old, sqlType));
    execute("ALTER TABLE \"%s\" DROP COLUMN \"%s\"".formatted(table, old));
  }

  void index(String table, String column, String index) throws SQLException {
    execute("CREATE UNIQUE INDEX \"%s\" ON \"%s\" (\"%s\")".formatted(index, table, column));
  }

  void dropIndex(String index) throws SQLException {
    execute("DROP INDEX \"%s\"".formatted(index));
  }

  // ---- questions

  boolean hasRows(String table) throws SQLException {
    return number("SELECT count(*) FROM (SELECT 1 FROM \"%s\" LIMIT 1) AS one".formatted(table))
        > 0;
  }

  long longerThan(String table, String column, int length) throws SQLException {
    return number(
        "SELECT count(*) FROM \"%s\" WHERE length(\"%s\") > %d".formatted(table, column, length));
  }

  long empty(String table, String column) throws SQLException {
    return number(
        "SELECT count(*) FROM \"%s\" WHERE \"%s\" IS NULL OR CAST(\"%s\" AS text) = ''"
            .formatted(table, column, column));
  }

  /** How many values are there more than once. */
  long repeated(String table, String column) throws SQLException {
    return number(
        "SELECT count(*) FROM (SELECT 1 FROM \"%s\" WHERE \"%s\" IS NOT NULL GROUP BY \"%s\" HAVING count(*) > 1) AS twice"
            .formatted(table, column, column));
  }

  private long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
