package org.baltoro.forms.broker.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;

/** Finds which reference is broken, for databases that only say that one is. */
final class BrokenReferences {
  /** A foreign key: where it points to, and which column to which. */
  private record Reference(String table, Map<String, String> columns) {}

  private BrokenReferences() {}

  /** The failure with the fields of the references that are broken, or as it was. */
  static SmartObjectException find(
      Connection connection,
      SqlTable table,
      Row inputs,
      String quote,
      SQLException failure,
      SmartObjectException otherwise) {
    try {
      var errors = new ArrayList<FieldError>();
      for (var reference : references(connection, table)) {
        var columns = given(reference, table, inputs);
        if (!columns.isEmpty() && !exists(connection, table, reference, columns, inputs, quote)) {
          columns.forEach(column ->
              errors.add(
                  new FieldError(
                      column.property(),
                      FieldError.Code.NO_SUCH_REFERENCE,
                      "there is no such row to refer to; make it first or give another.")));
        }
      }
      return errors.isEmpty()
          ? otherwise
          : SmartObjectException.ofFields(
              SmartObjectProblem.CONFLICT, "the database refused it", errors, failure);
    } catch (SQLException unknown) {
      return otherwise;
    }
  }

  private static List<Reference> references(Connection connection, SqlTable table)
      throws SQLException {
    var found = new ArrayList<Reference>();
    var metadata = connection.getMetaData();
    try (var rows =
        metadata.getImportedKeys(connection.getCatalog(), table.schema(), table.name())) {
      while (rows.next()) {
        if (rows.getInt("KEY_SEQ") == 1) {
          found.add(new Reference(rows.getString("PKTABLE_NAME"), new LinkedHashMap<>()));
        }
        found
            .getLast()
            .columns()
            .put(rows.getString("FKCOLUMN_NAME"), rows.getString("PKCOLUMN_NAME"));
      }
    }
    return found;
  }

  /** The columns of a reference if all of them were given; an empty one refers to nothing. */
  private static List<SqlColumn> given(Reference reference, SqlTable table, Row inputs) {
    var columns =
        table.columns().stream()
            .filter(column -> reference.columns().containsKey(column.name()))
            .filter(column -> inputs.get(column.property()) != null)
            .toList();
    return columns.size() == reference.columns().size() ? columns : List.of();
  }

  private static boolean exists(
      Connection connection,
      SqlTable table,
      Reference reference,
      List<SqlColumn> columns,
      Row inputs,
      String quote)
      throws SQLException {
    var select = new SqlText(quote).add("SELECT 1 FROM ");
    if (table.schema() != null) {
      select.name(table.schema()).add(".");
    }
    select.name(reference.table());
    var word = " WHERE ";
    for (var column : columns) {
      select.add(word).name(String.valueOf(reference.columns().get(column.name()))).add(" = ");
      select.value(column, inputs.get(column.property()));
      word = " AND ";
    }
    try (var statement = connection.prepareStatement(select.toString())) {
      select.bind(statement);
      try (var rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }
}
