package org.baltoro.forms.broker.sql;

import java.util.List;
import java.util.Objects;
import org.baltoro.forms.smartobject.Filter;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.Sort;

/** Writes filters, orders and places in an order as SQL that means what the layer means. */
final class SqlConditions {
  private final SqlText sql;
  private final SqlTable table;
  private final SqlDialect dialect;

  SqlConditions(SqlText sql, SqlTable table, SqlDialect dialect) {
    this.sql = sql;
    this.table = table;
    this.dialect = dialect;
  }

  // ---- filters

  /** The filter: true or false, never unknown, so that it may stand behind NOT. */
  void filter(Filter filter) {
    switch (filter) {
      case Filter.And and -> joined(and.parts(), " AND ", "1 = 1");
      case Filter.Or or -> joined(or.parts(), " OR ", "1 = 0");
      case Filter.Not not -> {
        sql.add("NOT (");
        filter(not.part());
        sql.add(")");
      }
      case Filter.Empty empty -> empty(column(empty.property()));
      case Filter.In in -> in(column(in.property()), in.values());
      case Filter.Compare compare -> compare(column(compare.property()), compare);
    }
  }

  private void joined(List<Filter> parts, String word, String none) {
    sql.add("(");
    for (int place = 0; place < parts.size(); place++) {
      sql.add(place == 0 ? "" : word);
      filter(parts.get(place));
    }
    sql.add(parts.isEmpty() ? none : "").add(")");
  }

  private void empty(SqlColumn column) {
    sql.add("(").column(column).add(" IS NULL");
    if (column.storage() == Storage.TEXT) {
      sql.add(" OR ").column(column).add(" = ''");
    }
    sql.add(")");
  }

  private void in(SqlColumn column, List<Object> values) {
    if (values.isEmpty()) {
      sql.add("1 = 0");
      return;
    }
    sql.add("(").column(column).add(" IS NOT NULL AND ").column(column).add(" IN (");
    for (int place = 0; place < values.size(); place++) {
      sql.add(place == 0 ? "" : ", ").value(column, values.get(place));
    }
    sql.add("))");
  }

  private void compare(SqlColumn column, Filter.Compare filter) {
    if (filter.operator() == Filter.Operator.NOT_EQUALS) {
      sql.add("(").column(column).add(" IS NULL OR ").column(column).add(" <> ");
      sql.value(column, filter.value()).add(")");
      return;
    }
    sql.add("(");
    if (column.nullable()) {
      sql.column(column).add(" IS NOT NULL AND ");
    }
    compared(column, filter);
    sql.add(")");
  }

  private void compared(SqlColumn column, Filter.Compare filter) {
    switch (filter.operator()) {
      case EQUALS -> sql.column(column).add(" = ").value(column, filter.value());
      case NOT_EQUALS -> sql.column(column).add(" <> ").value(column, filter.value());
      case GREATER -> sql.column(column).add(" > ").value(column, filter.value());
      case GREATER_OR_EQUAL -> sql.column(column).add(" >= ").value(column, filter.value());
      case LESS -> sql.column(column).add(" < ").value(column, filter.value());
      case LESS_OR_EQUAL -> sql.column(column).add(" <= ").value(column, filter.value());
      case CONTAINS -> like(column, "%", filter.value().toString(), "%");
      case STARTS_WITH -> like(column, "", filter.value().toString(), "%");
      case ENDS_WITH -> like(column, "%", filter.value().toString(), "");
    }
  }

  /** SQLite's LIKE does not care about case, so its functions stand in. */
  private void like(SqlColumn column, String before, String wanted, String after) {
    if (dialect == SqlDialect.SQLITE) {
      likeOnSqlite(column, before, wanted, after);
      return;
    }
    var escaped = wanted.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    sql.column(column).add(" LIKE ").text(before + escaped + after).add(" ESCAPE '!'");
  }

  private void likeOnSqlite(SqlColumn column, String before, String wanted, String after) {
    if (wanted.isEmpty()) {
      sql.add("1 = 1");
    } else if (!before.isEmpty() && !after.isEmpty()) {
      sql.add("instr(").column(column).add(", ").text(wanted).add(") > 0");
    } else {
      int length = wanted.codePointCount(0, wanted.length());
      sql.add("substr(").column(column).add(", ");
      sql.add(before.isEmpty() ? "1, " : "-").number(length).add(") = ").text(wanted);
    }
  }

  // ---- orders

  void order(List<Sort> sort) {
    for (int place = 0; place < sort.size(); place++) {
      sql.add(place == 0 ? " ORDER BY " : ", ");
      order(column(sort.get(place).property()), sort.get(place).direction());
    }
  }

  private void order(SqlColumn column, Sort.Direction direction) {
    boolean down = direction == Sort.Direction.DESCENDING;
    boolean lastAnyway = !column.nullable() || (!down && dialect.ascendingHasNullsLast());
    if (!lastAnyway && !dialect.nullsLast()) {
      sql.add("CASE WHEN ").column(column).add(" IS NULL THEN 1 ELSE 0 END, ");
    }
    sql.column(column).add(down ? " DESC" : "");
    sql.add(!lastAnyway && dialect.nullsLast() ? " NULLS LAST" : "");
  }

  // ---- a place in an order

  /** Rows that come after one. */
  void after(List<Sort> sort, Row last) {
    if (asRow(sort)) {
      boolean down = sort.getFirst().direction() == Sort.Direction.DESCENDING;
      var columns = sort.stream().map(order -> column(order.property())).toList();
      sql.add("(").columns(columns).add(down ? ") < (" : ") > (");
      for (int place = 0; place < columns.size(); place++) {
        var column = columns.get(place);
        sql.add(place == 0 ? "" : ", ").value(column, last.get(column.property()));
      }
      sql.add(")");
      return;
    }
    after(sort, last, 0);
  }

  /** One comparison that an index serves: all in one direction, and no empty values. */
  private boolean asRow(List<Sort> sort) {
    var direction = sort.getFirst().direction();
    return dialect.nullsLast()
        && sort.stream()
            .allMatch(
                order -> order.direction() == direction && !column(order.property()).nullable());
  }

  /** Greater by this one, or equal by this one and greater by the next. */
  private void after(List<Sort> sort, Row last, int place) {
    if (place == sort.size()) {
      sql.add("1 = 0");
      return;
    }
    var column = column(sort.get(place).property());
    var value = last.get(column.property());
    sql.add("(");
    if (value == null) {
      sql.column(column).add(" IS NULL AND ");
      after(sort, last, place + 1);
    } else {
      boolean down = sort.get(place).direction() == Sort.Direction.DESCENDING;
      sql.column(column).add(down ? " < " : " > ").value(column, value);
      sql.add(column.nullable() ? " OR " : "");
      if (column.nullable()) {
        sql.column(column).add(" IS NULL");
      }
      sql.add(" OR (").column(column).add(" = ").value(column, value).add(" AND ");
      after(sort, last, place + 1);
      sql.add(")");
    }
    sql.add(")");
  }

  private SqlColumn column(String property) {
    return Objects.requireNonNull(table.column(property), property);
  }
}
