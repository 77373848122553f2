package org.baltoro.store.dialect;

import java.sql.SQLException;
import org.baltoro.store.StoreException;
import org.baltoro.store.StoreException.Kind;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says of a database's error what kind of trouble it is, and what to do about it. */
final class Faults {
  private Faults() {}

  /**
   * @param store what the store is, for people
   */
  static StoreException of(SQLException failure, String store) {
    var kind =
        failure instanceof SQLiteException sqlite
            ? sqliteKind(sqlite.getResultCode())
            : postgresKind(failure.getSQLState());
    return new StoreException(
        kind, "%s: %s. %s".formatted(store, failure.getMessage(), mend(kind)), failure);
  }

  /** The database's own error behind another one, or null. */
  static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static Kind sqliteKind(SQLiteErrorCode code) {
    return switch (primary(code)) {
      case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_INTERRUPT -> Kind.LOCKED;
      case SQLITE_FULL -> Kind.FULL;
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH -> Kind.CONTENT;
      // The disk answered with an error: what of a commit has reached it is not known.
      case SQLITE_IOERR -> Kind.CONNECTION;
      case null, default -> Kind.UNUSABLE;
    };
  }

  private static @Nullable SQLiteErrorCode primary(SQLiteErrorCode code) {
    return SQLiteErrorCode.getErrorCode(code.code & 0xff);
  }

  private static Kind postgresKind(@Nullable String state) {
    if (state == null || state.length() != 5) {
      return Kind.CONNECTION;
    }
    switch (state) {
      case "53100", "53400" -> {
        return Kind.FULL;
      }
      case "40001", "40P01", "55P03", "57014" -> {
        return Kind.LOCKED;
      }
      // The server stops, starts, has no room, or is a standby just now.
      case "57P01", "57P02", "57P03", "57P05", "53200", "53300", "25006" -> {
        return Kind.CONNECTION;
      }
      default -> {}
    }
    return switch (state.substring(0, 2)) {
      case "08", "58" -> Kind.CONNECTION;
      case "22", "23", "54" -> Kind.CONTENT;
      default -> Kind.UNUSABLE;
    };
  }

  private static String mend(Kind kind) {
    return switch (kind) {
      case CONNECTION ->
          "Whether a commit happened is not known; it is tried again when it is back.";
      case FULL -> "Nothing was stored. Make room on the disk, or raise the quota.";
      case LOCKED -> "Nothing was stored. Another process or transaction holds it: try again.";
      case CONTENT -> "Nothing was stored. The database refuses this very content.";
      case UNUSABLE -> "The store can't be used as it is.";
    };
  }
}
