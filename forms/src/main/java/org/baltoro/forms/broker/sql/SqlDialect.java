package org.baltoro.forms.broker.sql;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

/** Where databases differ. */
public enum SqlDialect {
  POSTGRES,
  SQLITE,
  /** Any other: only what all of them have. */
  OTHER;

  public static SqlDialect of(DatabaseMetaData metadata) throws SQLException {
    return switch (metadata.getDatabaseProductName().toLowerCase(Locale.ROOT)) {
      case "postgresql" -> POSTGRES;
      case "sqlite" -> SQLITE;
      default -> OTHER;
    };
  }

  /** INSERT, UPDATE and DELETE give rows back. */
  boolean returning() {
    return switch (this) {
      case POSTGRES, SQLITE -> true;
      case OTHER -> false;
    };
  }

  /** LIMIT and OFFSET; otherwise the driver is told how many rows, and the first are skipped. */
  boolean limit() {
    return returning();
  }

  /** NULLS LAST, and comparisons of rows as {@code (a, b) > (1, 2)}. */
  boolean nullsLast() {
    return returning();
  }

  /** How an offset without a limit is told, and when empty values come last by themselves. */
  boolean ascendingHasNullsLast() {
    return this == POSTGRES;
  }
}
