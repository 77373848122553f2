package org.baltoro.forms.broker.sql;

import java.sql.Types;
import java.util.Locale;
import java.util.Set;
import org.baltoro.forms.broker.sql.SqlMetadata.ColumnData;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/** Finds the property type and the storage of columns. */
final class ColumnTypes {
  private static final int TEXT_MAX = PropertyType.TEXT.lengthMax();

  /** Above it drivers mean "no limit". */
  private static final int LENGTH_MAX = 100_000_000;

  private static final Set<String> POSTGRES_TEXTS =
      Set.of("varchar", "text", "char", "bpchar", "name");

  private static final int LONG_DIGITS = 18;

  /** What SQLite keeps of a fraction. */
  static final int SQLITE_DIGITS = 15;

  private ColumnTypes() {}

  /** A type and how it is held. */
  private record Typed(PropertyType type, Storage storage) {}

  static SqlColumn column(SqlDialect dialect, ColumnData data, Set<String> keys) {
    boolean key = keys.contains(data.name());
    boolean onlyKey = key && keys.size() == 1;
    var typed =
        switch (dialect) {
          case SQLITE -> sqlite(data);
          case POSTGRES, OTHER -> jdbc(dialect, data);
        };
    boolean drawn = drawn(dialect, data, typed, onlyKey);
    boolean drawnKey = drawn && key;
    return new SqlColumn(
        data.name(),
        data.name(),
        drawnKey ? automatic(typed.type()) : typed.type(),
        typed.storage(),
        key,
        data.nullable() && !key,
        data.generated() || (drawn && !isGuid(typed)),
        data.defaultText() != null || drawn,
        lengthMax(data, typed),
        least(data, typed),
        most(data, typed),
        digits(dialect, data, typed),
        scale(data, typed),
        comparable(dialect, typed));
  }

  private static PropertyType automatic(PropertyType type) {
    return type == PropertyType.GUID ? PropertyType.AUTOGUID : PropertyType.AUTONUMBER;
  }

  private static boolean isGuid(Typed typed) {
    return typed.type() == PropertyType.GUID;
  }

  /** Whether the database draws a number or a GUID itself. */
  private static boolean drawn(SqlDialect dialect, ColumnData data, Typed typed, boolean onlyKey) {
    boolean rowId =
        dialect == SqlDialect.SQLITE && onlyKey && data.typeName().equalsIgnoreCase("INTEGER");
    boolean number = typed.type() == PropertyType.NUMBER && (data.increments() || rowId);
    var text = String.valueOf(data.defaultText()).toLowerCase(Locale.ROOT);
    return number || (isGuid(typed) && text.contains("uuid"));
  }

  // ---- types

  private static Typed jdbc(SqlDialect dialect, ColumnData data) {
    var name = data.typeName().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "uuid" -> new Typed(PropertyType.GUID, Storage.GUID);
      case "timestamptz" -> new Typed(PropertyType.DATE_TIME, Storage.TIMESTAMP_WITH_ZONE);
      case "timetz", "money" -> new Typed(PropertyType.MEMO, Storage.OTHER);
      default -> jdbc(dialect, data.jdbcType(), data);
    };
  }

  private static Typed jdbc(SqlDialect dialect, int type, ColumnData data) {
    return switch (type) {
      case Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR -> text(dialect, data);
      case Types.LONGVARCHAR, Types.LONGNVARCHAR, Types.CLOB, Types.NCLOB ->
          new Typed(PropertyType.MEMO, Storage.TEXT);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          new Typed(PropertyType.NUMBER, Storage.LONG);
      case Types.NUMERIC, Types.DECIMAL -> numeric(data);
      case Types.REAL, Types.FLOAT, Types.DOUBLE -> new Typed(PropertyType.DECIMAL, Storage.DOUBLE);
      case Types.BOOLEAN, Types.BIT -> bit(data);
      case Types.DATE -> new Typed(PropertyType.DATE, Storage.DATE);
      case Types.TIME -> new Typed(PropertyType.TIME, Storage.TIME);
      case Types.TIMESTAMP -> new Typed(PropertyType.DATE_TIME, Storage.TIMESTAMP);
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          new Typed(PropertyType.DATE_TIME, Storage.TIMESTAMP_WITH_ZONE);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          new Typed(PropertyType.FILE, Storage.BYTES);
      default -> new Typed(PropertyType.MEMO, Storage.OTHER);
    };
  }

  private static Typed text(SqlDialect dialect, ColumnData data) {
    // PostgreSQL tells its enumerations as VARCHAR, by their own names.
    boolean enumeration =
        dialect == SqlDialect.POSTGRES
            && !POSTGRES_TEXTS.contains(data.typeName().toLowerCase(Locale.ROOT));
    return enumeration
        ? new Typed(PropertyType.TEXT, Storage.OTHER)
        : new Typed(data.size() <= TEXT_MAX ? PropertyType.TEXT : PropertyType.MEMO, Storage.TEXT);
  }

  private static Typed numeric(ColumnData data) {
    boolean whole = data.digits() == 0 && data.size() > 0 && data.size() <= LONG_DIGITS;
    return whole
        ? new Typed(PropertyType.NUMBER, Storage.LONG)
        : new Typed(PropertyType.DECIMAL, Storage.DECIMAL);
  }

  private static Typed bit(ColumnData data) {
    boolean bits = data.jdbcType() == Types.BIT && data.size() > 1;
    return bits
        ? new Typed(PropertyType.MEMO, Storage.OTHER)
        : new Typed(PropertyType.YES_NO, Storage.BOOLEAN);
  }

  /** By the words of the declaration, which are all that SQLite knows. */
  private static Typed sqlite(ColumnData data) {
    var declared = data.typeName().toUpperCase(Locale.ROOT);
    int bracket = declared.indexOf('(');
    var name = (bracket < 0 ? declared : declared.substring(0, bracket)).strip();
    return switch (name) {
      case "BOOLEAN", "BOOL", "BIT" -> new Typed(PropertyType.YES_NO, Storage.BOOLEAN_AS_LONG);
      case "DATE" -> new Typed(PropertyType.DATE, Storage.DATE_AS_TEXT);
      case "TIME" -> new Typed(PropertyType.TIME, Storage.TIME_AS_TEXT);
      case "DATETIME", "TIMESTAMP" -> new Typed(PropertyType.DATE_TIME, Storage.TIMESTAMP_AS_TEXT);
      case "UUID", "GUID", "UNIQUEIDENTIFIER" -> new Typed(PropertyType.GUID, Storage.GUID_AS_TEXT);
      case "BLOB" -> new Typed(PropertyType.FILE, Storage.BYTES);
      case "TEXT", "CLOB", "" -> new Typed(PropertyType.MEMO, Storage.TEXT);
      default -> sqliteByAffinity(name, data);
    };
  }

  private static Typed sqliteByAffinity(String name, ColumnData data) {
    if (name.contains("INT")) {
      return new Typed(PropertyType.NUMBER, Storage.LONG);
    }
    if (name.contains("CHAR") || name.contains("TEXT")) {
      boolean shortText = sqliteLength(data) != null;
      return new Typed(shortText ? PropertyType.TEXT : PropertyType.MEMO, Storage.TEXT);
    }
    if (name.contains("REAL") || name.contains("FLOA") || name.contains("DOUB")) {
      return new Typed(PropertyType.DECIMAL, Storage.DOUBLE);
    }
    boolean number = name.contains("NUMERIC") || name.contains("DECIMAL");
    return number
        ? new Typed(PropertyType.DECIMAL, Storage.DECIMAL)
        : new Typed(PropertyType.MEMO, Storage.TEXT);
  }

  // ---- bounds

  private static @Nullable Integer sqliteLength(ColumnData data) {
    return data.size() > 0 && data.size() <= TEXT_MAX ? data.size() : null;
  }

  private static @Nullable Integer lengthMax(ColumnData data, Typed typed) {
    boolean bounded =
        typed.storage() == Storage.TEXT && data.size() > 0 && data.size() < LENGTH_MAX;
    return bounded ? data.size() : null;
  }

  private static @Nullable Long most(ColumnData data, Typed typed) {
    if (typed.storage() != Storage.LONG) {
      return null;
    }
    return switch (data.jdbcType()) {
      case Types.TINYINT -> 255L;
      case Types.SMALLINT -> (long) Short.MAX_VALUE;
      case Types.INTEGER -> data.typeName().equalsIgnoreCase("INTEGER") ? null : int4(data);
      case Types.NUMERIC, Types.DECIMAL -> (long) Math.pow(10, data.size()) - 1;
      default -> null;
    };
  }

  /** SQLite's INTEGER has 64 bits; what others call int has 32. */
  private static @Nullable Long int4(ColumnData data) {
    var name = data.typeName().toLowerCase(Locale.ROOT);
    return name.equals("int4") || name.equals("serial") ? (long) Integer.MAX_VALUE : null;
  }

  private static @Nullable Long least(ColumnData data, Typed typed) {
    var most = most(data, typed);
    return most == null ? null : -most - 1;
  }

  private static @Nullable Integer digits(SqlDialect dialect, ColumnData data, Typed typed) {
    if (typed.storage() != Storage.DECIMAL) {
      return null;
    }
    if (dialect == SqlDialect.SQLITE) {
      return SQLITE_DIGITS;
    }
    return data.digits() > 0 && data.size() <= 1_000 ? data.size() : null;
  }

  private static @Nullable Integer scale(ColumnData data, Typed typed) {
    boolean fixed = typed.storage() == Storage.DECIMAL && data.digits() > 0;
    return fixed && data.size() <= 1_000 ? data.digits() : null;
  }

  /** SQLite compares moments and GUIDs as the texts that somebody wrote: not as what they are. */
  private static boolean comparable(SqlDialect dialect, Typed typed) {
    return switch (typed.storage()) {
      case BYTES, FILE, JSON_LIST, OTHER -> false;
      case TIMESTAMP_AS_TEXT, TIME_AS_TEXT, GUID_AS_TEXT -> dialect != SqlDialect.SQLITE;
      case TEXT, LONG, DECIMAL, DOUBLE, BOOLEAN, BOOLEAN_AS_LONG -> true;
      case DATE, DATE_AS_TEXT, TIME, TIMESTAMP, TIMESTAMP_WITH_ZONE, GUID -> true;
    };
  }
}
