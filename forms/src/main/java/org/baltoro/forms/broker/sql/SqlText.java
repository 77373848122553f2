package org.baltoro.forms.broker.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement that is being written: text with places, and what is bound to them. */
final class SqlText {
  private final StringBuilder text = new StringBuilder();
  private final List<Bound> bound = new ArrayList<>();
  private final String quote;

  /** A value for a place. */
  private interface Bound {
    void bind(PreparedStatement statement, int place) throws SQLException;
  }

  /**
   * An empty statement.
   *
   * @param quote the database's, for names
   */
  SqlText(String quote) {
    this.quote = quote;
  }

  SqlText add(String words) {
    text.append(words);
    return this;
  }

  /** A name, from metadata, quoted. */
  SqlText name(String name) {
    text.append(quote).append(name.replace(quote, quote + quote)).append(quote);
    return this;
  }

  SqlText column(SqlColumn column) {
    return name(column.name());
  }

  SqlText table(SqlTable table) {
    if (table.schema() != null) {
      name(table.schema()).add(".");
    }
    return name(table.name());
  }

  SqlText columns(List<SqlColumn> columns) {
    for (int place = 0; place < columns.size(); place++) {
      add(place == 0 ? "" : ", ").column(columns.get(place));
    }
    return this;
  }

  /** A place for a value of a column. */
  SqlText value(SqlColumn column, @Nullable Object value) {
    text.append('?');
    bound.add((statement, place) -> SqlValues.bind(statement, place, column, value));
    return this;
  }

  /** A place for a text that is no value of a column. */
  SqlText text(String value) {
    text.append('?');
    bound.add((statement, place) -> statement.setString(place, value));
    return this;
  }

  SqlText number(long value) {
    text.append('?');
    bound.add((statement, place) -> statement.setLong(place, value));
    return this;
  }

  void bind(PreparedStatement statement) throws SQLException {
    for (int place = 0; place < bound.size(); place++) {
      bound.get(place).bind(statement, place + 1);
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
