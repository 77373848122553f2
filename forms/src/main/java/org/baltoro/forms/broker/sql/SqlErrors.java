package org.baltoro.forms.broker.sql;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.baltoro.forms.smartobject.FieldError;
import org.baltoro.forms.smartobject.SmartObjectException;
import org.baltoro.forms.smartobject.SmartObjectProblem;
import org.jspecify.annotations.Nullable;

/**
 * Makes typed errors of what databases say, by field where they name columns. What they say is kept
 * as the cause: a connection's failure may name its address, so that is not shown.
 */
final class SqlErrors {
  private static final int SQLITE_BUSY = 5;
  private static final int SQLITE_LOCKED = 6;

  /** {@code Key (a, b)=(1, 2) already exists}: PostgreSQL, in any language. */
  private static final Pattern POSTGRES_KEY = Pattern.compile("\\(([^()]+)\\)=\\(");

  /** {@code UNIQUE constraint failed: t.a, t.b}: SQLite. */
  private static final Pattern SQLITE_COLUMNS =
      Pattern.compile("(?:UNIQUE|NOT NULL) constraint failed: ([^)\\n]+)");

  private static final Pattern QUOTED = Pattern.compile("[\"«]([^\"»]+)[\"»]");

  private enum Kind {
    UNIQUE,
    NOT_NULL,
    FOREIGN_KEY,
    CHECK,
    TOO_LONG,
    OUT_OF_RANGE,
    TIMED_OUT,
    AGAIN,
    REFUSED_LOGIN,
    NO_CONNECTION,
    UNREACHABLE,
    FAILED
  }

  private SqlErrors() {}

  /** The error, where no table is known. */
  static SmartObjectException of(SQLException failure) {
    return of(failure, null, null);
  }

  /**
   * The error.
   *
   * @param table whose statement failed; null: not known
   * @param method of the table
   */
  static SmartObjectException of(
      SQLException failure, @Nullable SqlTable table, @Nullable String method) {
    var kind = kind(failure);
    var columns = table == null ? List.<SqlColumn>of() : columns(kind, failure, table);
    boolean deletes = SqlTable.DELETE.equals(method);
    return switch (kind) {
      case UNIQUE ->
          conflict(
              failure,
              columns,
              FieldError.Code.NOT_UNIQUE,
              "another row has this value already; give another.",
              "another row has these values already");
      case FOREIGN_KEY ->
          deletes
              ? conflict(
                  failure,
                  table == null ? List.of() : table.keys(),
                  FieldError.Code.STILL_REFERENCED,
                  "other rows refer to this one; change or delete them first.",
                  "other rows refer to this one")
              : conflict(
                  failure,
                  columns,
                  FieldError.Code.NO_SUCH_REFERENCE,
                  "there is no such row to refer to; make it first or give another.",
                  "it refers to a row that is not there");
      case NOT_NULL -> invalid(failure, columns, FieldError.Code.REQUIRED, "must not be empty.");
      case TOO_LONG ->
          invalid(failure, columns, FieldError.Code.TOO_LONG, "is longer than its column.");
      case OUT_OF_RANGE ->
          invalid(failure, columns, FieldError.Code.OUT_OF_RANGE, "is too large for its column.");
      case CHECK ->
          invalid(failure, columns, FieldError.Code.REFUSED, "breaks a rule of the database.");
      case TIMED_OUT ->
          plain(SmartObjectProblem.TIMED_OUT, "the database took longer than it may.", failure);
      case AGAIN ->
          plain(
              SmartObjectProblem.UNAVAILABLE,
              "the database is busy with others' changes; call again.",
              failure);
      case REFUSED_LOGIN ->
          plain(
              SmartObjectProblem.UNAVAILABLE,
              "the database refuses the service's login; an administrator mends it.",
              failure);
      case NO_CONNECTION ->
          plain(
              SmartObjectProblem.UNAVAILABLE,
              "no connection to the database came free in time; call again.",
              failure);
      case UNREACHABLE ->
          plain(SmartObjectProblem.UNAVAILABLE, "the database is not reached.", failure);
      case FAILED ->
          plain(
              SmartObjectProblem.SOURCE_FAILED,
              "the database refused the statement (SQL state %s, code %d)."
                  .formatted(failure.getSQLState(), failure.getErrorCode()),
              failure);
    };
  }

  private static Kind kind(SQLException failure) {
    if (failure instanceof SQLTimeoutException) {
      return Kind.TIMED_OUT;
    }
    var state = failure.getSQLState();
    if (state == null && failure instanceof SQLTransientConnectionException) {
      return Kind.NO_CONNECTION;
    }
    return state == null ? sqliteKind(failure) : kind(state);
  }

  private static Kind kind(String state) {
    return switch (state) {
      case "23505" -> Kind.UNIQUE;
      case "23502" -> Kind.NOT_NULL;
      case "23503", "23001", "23506" -> Kind.FOREIGN_KEY;
      case "23514", "23513" -> Kind.CHECK;
      case "22001" -> Kind.TOO_LONG;
      case "22003" -> Kind.OUT_OF_RANGE;
      case "57014" -> Kind.TIMED_OUT;
      case "40001", "40P01", "55P03" -> Kind.AGAIN;
      default ->
          switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08", "53" -> Kind.UNREACHABLE;
            case "57", "3D" -> Kind.UNREACHABLE;
            case "28" -> Kind.REFUSED_LOGIN;
            case "23" -> Kind.CHECK;
            default -> Kind.FAILED;
          };
    };
  }

  /** SQLite gives no SQL states: its code, and its words after that. */
  private static Kind sqliteKind(SQLException failure) {
    var message = String.valueOf(failure.getMessage());
    int code = failure.getErrorCode() & 0xff;
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
      return Kind.AGAIN;
    }
    if (message.contains("UNIQUE constraint failed")) {
      return Kind.UNIQUE;
    }
    if (message.contains("NOT NULL constraint failed")) {
      return Kind.NOT_NULL;
    }
    if (message.contains("FOREIGN KEY constraint failed")) {
      return Kind.FOREIGN_KEY;
    }
    return message.contains("constraint failed") ? Kind.CHECK : Kind.FAILED;
  }

  private static List<SqlColumn> columns(Kind kind, SQLException failure, SqlTable table) {
    var message = String.valueOf(failure.getMessage());
    var named = new ArrayList<String>();
    var postgres = POSTGRES_KEY.matcher(message);
    var sqlite = SQLITE_COLUMNS.matcher(message);
    if (postgres.find()) {
      named.addAll(List.of(postgres.group(1).split(", ", -1)));
    } else if (sqlite.find()) {
      for (var column : sqlite.group(1).split(", ", -1)) {
        named.add(column.substring(column.lastIndexOf('.') + 1));
      }
    } else if (kind == Kind.NOT_NULL) {
      var quoted = QUOTED.matcher(message);
      while (quoted.find()) {
        named.add(quoted.group(1));
      }
    }
    var plain = named.stream().map(name -> name.strip().replace("\"", "")).toList();
    return table.columns().stream().filter(column -> plain.contains(column.name())).toList();
  }

  private static SmartObjectException conflict(
      SQLException failure,
      List<SqlColumn> columns,
      FieldError.Code code,
      String message,
      String plain) {
    return columns.isEmpty()
        ? plain(SmartObjectProblem.CONFLICT, plain + ".", failure)
        : fields(SmartObjectProblem.CONFLICT, failure, columns, code, message);
  }

  private static SmartObjectException invalid(
      SQLException failure, List<SqlColumn> columns, FieldError.Code code, String message) {
    return columns.isEmpty()
        ? plain(SmartObjectProblem.INVALID_DATA, "a value " + message, failure)
        : fields(SmartObjectProblem.INVALID_DATA, failure, columns, code, message);
  }

  private static SmartObjectException fields(
      SmartObjectProblem problem,
      SQLException failure,
      List<SqlColumn> columns,
      FieldError.Code code,
      String message) {
    var errors =
        columns.stream().map(column -> new FieldError(column.property(), code, message)).toList();
    return SmartObjectException.ofFields(problem, "the database refused it", errors, failure);
  }

  private static SmartObjectException plain(
      SmartObjectProblem problem, String message, SQLException failure) {
    return new SmartObjectException(problem, message, List.of(), failure);
  }
}
