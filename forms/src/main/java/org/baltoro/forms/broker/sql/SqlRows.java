package org.baltoro.forms.broker.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.broker.AnswerBudget;
import org.baltoro.forms.broker.ServiceCall;
import org.baltoro.forms.broker.ServiceContext;
import org.baltoro.forms.broker.ServiceResult;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.Page;
import org.baltoro.forms.smartobject.Row;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/** Creates, reads, changes, deletes and lists rows of one table. */
public final class SqlRows {
  /** So many rows with long values are fetched at a time. */
  private static final int LONG_ROWS = 16;

  private final SqlTable table;
  private final SqlResource resource;
  private final SqlDialect dialect;
  private final String quote;
  private final Duration timeout;

  /**
   * Rows of a table.
   *
   * @param quote the database's, for names
   */
  public SqlRows(
      SqlTable table, SqlResource resource, SqlDialect dialect, String quote, Duration timeout) {
    this.table = table;
    this.resource = resource;
    this.dialect = dialect;
    this.quote = quote;
    this.timeout = timeout;
  }

  /** Executes one of the table's methods. */
  public ServiceResult execute(ServiceCall call, ServiceContext context) {
    return switch (call.serviceMethod()) {
      case SqlTable.CREATE -> create(call, context);
      case SqlTable.READ -> read(call, context);
      case SqlTable.UPDATE -> update(call, context);
      case SqlTable.DELETE -> delete(call, context);
      case SqlTable.LIST -> list(call, context);
      default ->
          throw new SmartObjectException(
              SmartObjectProblem.INVALID_DEFINITION,
              "'%s' has no method '%s'.".formatted(table.object(), call.serviceMethod()));
    };
  }

  // ---- create

  private ServiceResult create(ServiceCall call, ServiceContext context) {
    var given = given(call.inputs());
    check(given, call.inputs(), true);
    var insert = insert(given, call.inputs());
    var returns = returns(call);
    if (dialect.returning()) {
      insert.add(returns.isEmpty() ? "" : " RETURNING ").columns(returns);
      var rows = single(call, context, insert, returns, 1);
      return new ServiceResult(rows, false);
    }
    return resource.run(
        context,
        connection -> {
          var key = insertForKey(connection, insert, call);
          return returns.isEmpty() || key.isEmpty()
              ? ServiceResult.of(key)
              : new ServiceResult(select(connection, key, returns), false);
        });
  }

  private SqlText insert(List<SqlColumn> given, Row inputs) {
    var insert = text().add("INSERT INTO ").table(table);
    if (given.isEmpty()) {
      return insert.add(" DEFAULT VALUES");
    }
    insert.add(" (").columns(given).add(") VALUES (");
    for (int place = 0; place < given.size(); place++) {
      var column = given.get(place);
      insert.add(place == 0 ? "" : ", ").value(column, inputs.get(column.property()));
    }
    return insert.add(")");
  }

  /** The new row's key, from what was given and what the driver tells. */
  private Row insertForKey(Connection connection, SqlText insert, ServiceCall call)
      throws SQLException {
    var keys = table.keys();
    var drawn = keys.stream().filter(key -> call.inputs().get(key.property()) == null).toList();
    var names = drawn.stream().map(SqlColumn::name).toArray(String[]::new);
    try (var statement =
        names.length == 0
            ? connection.prepareStatement(insert.toString())
            : connection.prepareStatement(insert.toString(), names)) {
      prepare(statement, insert);
      statement.executeUpdate();
      var key = new LinkedHashMap<String, @Nullable Object>();
      keys.forEach(column -> key.put(column.property(), call.inputs().get(column.property())));
      if (!drawn.isEmpty()) {
        readDrawn(statement, drawn, key);
      }
      return new Row(key);
    } catch (SQLException failure) {
      throw typed(failure, connection, call);
    }
  }

  private static void readDrawn(
      PreparedStatement statement, List<SqlColumn> drawn, Map<String, @Nullable Object> key)
      throws SQLException {
    try (var rows = statement.getGeneratedKeys()) {
      if (rows.next()) {
        for (int place = 0; place < drawn.size(); place++) {
          key.put(drawn.get(place).property(), SqlValues.read(rows, place + 1, drawn.get(place)));
        }
      }
    }
  }

  // ---- read

  private ServiceResult read(ServiceCall call, ServiceContext context) {
    var key = call.inputs().only(keyNames());
    var returns = orKeys(returns(call));
    var select = select(key, returns);
    var rows = single(call, context, select, returns, 1);
    if (rows.isEmpty()) {
      throw notFound(key);
    }
    return new ServiceResult(rows, false);
  }

  private SqlText select(Row key, List<SqlColumn> returns) {
    var select = text().add("SELECT ").columns(returns).add(" FROM ").table(table);
    return byKey(select, key);
  }

  private List<Row> select(Connection connection, Row key, List<SqlColumn> returns)
      throws SQLException {
    var select = select(key, returns);
    try (var statement = connection.prepareStatement(select.toString())) {
      prepare(statement, select);
      return rows(statement, returns, 0, 1, null);
    }
  }

  private SqlText byKey(SqlText sql, Row key) {
    var keys = table.keys();
    for (int place = 0; place < keys.size(); place++) {
      var column = keys.get(place);
      sql.add(place == 0 ? " WHERE " : " AND ").column(column).add(" = ");
      sql.value(column, key.get(column.property()));
    }
    return sql;
  }

  // ---- update

  private ServiceResult update(ServiceCall call, ServiceContext context) {
    var key = call.inputs().only(keyNames());
    var changed = given(call.inputs()).stream().filter(column -> !column.key()).toList();
    if (changed.isEmpty()) {
      return read(call, context);
    }
    check(changed, call.inputs(), false);
    var update = text().add("UPDATE ").table(table).add(" SET ");
    for (int place = 0; place < changed.size(); place++) {
      var column = changed.get(place);
      update.add(place == 0 ? "" : ", ").column(column).add(" = ");
      update.value(column, call.inputs().get(column.property()));
    }
    byKey(update, key);
    var returns = orKeys(returns(call));
    if (dialect.returning()) {
      update.add(" RETURNING ").columns(returns);
      var rows = single(call, context, update, returns, 1);
      if (rows.isEmpty()) {
        throw notFound(key);
      }
      return new ServiceResult(rows, false);
    }
    return resource.run(
        context,
        connection -> {
          count(connection, update, call, key);
          return new ServiceResult(select(connection, key, returns), false);
        });
  }

  // ---- delete

  private ServiceResult delete(ServiceCall call, ServiceContext context) {
    var key = call.inputs().only(keyNames());
    var delete = byKey(text().add("DELETE FROM ").table(table), key);
    resource.runSingle(
        context,
        connection -> {
          count(connection, delete, call, key);
          return true;
        });
    return ServiceResult.NOTHING;
  }

  /** Runs a change of one row, which must be there. */
  private void count(Connection connection, SqlText change, ServiceCall call, Row key)
      throws SQLException {
    try (var statement = connection.prepareStatement(change.toString())) {
      prepare(statement, change);
      if (statement.executeUpdate() == 0) {
        throw notFound(key);
      }
    } catch (SQLException failure) {
      throw typed(failure, connection, call);
    }
  }

  // ---- list

  private ServiceResult list(ServiceCall call, ServiceContext context) {
    var returns = orKeys(returns(call));
    var page = call.page();
    int size = page == null ? call.rowsMax() : Math.min(page.size(), call.rowsMax());
    long offset = page == null ? 0 : page.offset();
    var select = listText(call, returns, page);
    if (dialect.limit()) {
      // One row more than wanted tells whether there are more.
      select.add(" LIMIT ").number(size + 1L);
      if (offset > 0) {
        select.add(" OFFSET ").number(offset);
      }
      offset = 0;
    }
    long skip = offset;
    var budget = context.budget();
    SqlResource.Work<List<Row>> work =
        connection -> rows(connection, call, select, returns, skip, size + 1, budget);
    // Drivers read rows in parts in a transaction only, and otherwise all at once.
    boolean inParts = size >= LONG_ROWS && hasLongValues(returns);
    var rows = inParts ? resource.run(context, work) : resource.runSingle(context, work);
    return rows.size() > size
        ? new ServiceResult(rows.subList(0, size), true)
        : new ServiceResult(rows, false);
  }

  private SqlText listText(ServiceCall call, List<SqlColumn> returns, @Nullable Page page) {
    var select = text().add("SELECT ").columns(returns).add(" FROM ").table(table);
    var conditions = new SqlConditions(select, table, dialect);
    var word = " WHERE ";
    for (var column : given(call.inputs())) {
      var value = call.inputs().get(column.property());
      select.add(word).column(column);
      if (value == null) {
        select.add(" IS NULL");
      } else {
        select.add(" = ").value(column, value);
      }
      word = " AND ";
    }
    if (call.filter() != null) {
      select.add(word);
      conditions.filter(call.filter());
      word = " AND ";
    }
    if (page != null && page.after() != null) {
      select.add(word);
      conditions.after(call.sort(), page.after());
    }
    conditions.order(call.sort());
    return select;
  }

  // ---- statements

  private SqlText text() {
    return new SqlText(quote);
  }

  private List<Row> single(
      ServiceCall call, ServiceContext context, SqlText sql, List<SqlColumn> returns, int max) {
    return resource.runSingle(
        context, connection -> rows(connection, call, sql, returns, 0, max, null));
  }

  private List<Row> rows(
      Connection connection,
      ServiceCall call,
      SqlText sql,
      List<SqlColumn> returns,
      long skip,
      int max,
      @Nullable AnswerBudget budget)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql.toString())) {
      prepare(statement, sql);
      if (hasLongValues(returns)) {
        statement.setFetchSize(LONG_ROWS);
      }
      if (!dialect.limit()) {
        statement.setMaxRows((int) Math.min(Integer.MAX_VALUE, skip + max));
      }
      return returns.isEmpty() ? none(statement) : rows(statement, returns, skip, max, budget);
    } catch (SQLException failure) {
      throw typed(failure, connection, call);
    }
  }

  private static List<Row> none(PreparedStatement statement) throws SQLException {
    statement.executeUpdate();
    return List.of();
  }

  private static List<Row> rows(
      PreparedStatement statement,
      List<SqlColumn> returns,
      long skip,
      int max,
      @Nullable AnswerBudget budget)
      throws SQLException {
    var found = new ArrayList<Row>();
    long size = 0;
    try (var rows = statement.executeQuery()) {
      long left = skip;
      while (found.size() < max && rows.next()) {
        if (left-- <= 0) {
          if (budget != null) {
            budget.check(size); // without the row that tells whether there are more
          }
          var row = row(rows, returns);
          found.add(row);
          size += AnswerBudget.bytes(row);
        }
      }
    }
    return found;
  }

  private boolean hasLongValues(List<SqlColumn> columns) {
    return dialect != SqlDialect.SQLITE // which reads row by row anyway
        && columns.stream().anyMatch(SqlRows::isLong);
  }

  private static boolean isLong(SqlColumn column) {
    return switch (column.type()) {
      case MEMO, FILE, IMAGE, MULTIVALUE -> true;
      case TEXT,
          HYPERLINK,
          NUMBER,
          DECIMAL,
          YES_NO,
          DATE,
          TIME,
          DATE_TIME,
          GUID,
          AUTONUMBER,
          AUTOGUID ->
          false;
    };
  }

  private static Row row(ResultSet rows, List<SqlColumn> returns) throws SQLException {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int place = 0; place < returns.size(); place++) {
      var column = returns.get(place);
      values.put(column.property(), SqlValues.read(rows, place + 1, column));
    }
    return new Row(values);
  }

  private void prepare(PreparedStatement statement, SqlText sql) throws SQLException {
    // SQLite's driver takes a time-out for how long to wait for a lock, and keeps it.
    if (dialect != SqlDialect.SQLITE) {
      statement.setQueryTimeout((int) timeout.toSeconds());
    }
    sql.bind(statement);
  }

  private SmartObjectException typed(
      SQLException failure, Connection connection, ServiceCall call) {
    var typed = SqlErrors.of(failure, table, call.serviceMethod());
    boolean unnamed =
        typed.problem() == SmartObjectProblem.CONFLICT
            && typed.fieldErrors().isEmpty()
            && dialect != SqlDialect.POSTGRES;
    return unnamed
        ? BrokenReferences.find(connection, table, call.inputs(), quote, failure, typed)
        : typed;
  }

  // ---- columns

  private List<String> keyNames() {
    return table.keys().stream().map(SqlColumn::property).toList();
  }

  private List<SqlColumn> given(Row inputs) {
    return table.columns().stream().filter(column -> inputs.has(column.property())).toList();
  }

  private List<SqlColumn> returns(ServiceCall call) {
    return table.columns().stream()
        .filter(column -> call.returns().contains(column.property()))
        .toList();
  }

  private List<SqlColumn> orKeys(List<SqlColumn> returns) {
    if (!returns.isEmpty()) {
      return returns;
    }
    return table.keys().isEmpty() ? table.columns() : table.keys();
  }

  /** Finds all that does not fit its columns before the database names the first. */
  private void check(List<SqlColumn> given, Row inputs, boolean creates) {
    var errors = new ArrayList<FieldError>();
    for (var column : table.columns()) {
      boolean has = given.contains(column);
      boolean empty = inputs.get(column.property()) == null;
      if (empty && ((creates && column.required()) || (has && !column.nullable()))) {
        errors.add(
            new FieldError(column.property(), FieldError.Code.REQUIRED, "must not be empty."));
      } else if (has && !empty) {
        ColumnCheck.check(column, inputs.get(column.property()), errors);
      }
    }
    if (!errors.isEmpty()) {
      throw SmartObjectException.ofFields(
          SmartObjectProblem.INVALID_DATA, "it does not fit the table", errors, null);
    }
  }

  private SmartObjectException notFound(Row key) {
    var errors =
        keyNames().stream()
            .map(name ->
                new FieldError(name, FieldError.Code.NO_SUCH_REFERENCE, "no row has this key."))
            .toList();
    return SmartObjectException.ofFields(
        SmartObjectProblem.NOT_FOUND,
        "'%s' has no row with the key %s".formatted(table.object(), key),
        errors,
        null);
  }
}
