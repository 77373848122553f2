package org.baltoro.forms.broker.sql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.baltoro.forms.smartobject.FileValue;
import org.jspecify.annotations.Nullable;

/** Binds values to statements and reads them from rows. */
public final class SqlValues {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private SqlValues() {}

  // ---- writing

  /** Binds a value of the column's property type. */
  public static void bind(
      PreparedStatement statement, int place, SqlColumn column, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      statement.setNull(place, sqlType(column.storage()));
      return;
    }
    switch (column.storage()) {
      case TEXT, GUID_AS_TEXT -> statement.setString(place, value.toString());
      case LONG -> statement.setLong(place, ((Number) value).longValue());
      case DECIMAL -> statement.setBigDecimal(place, decimal(value));
      case DOUBLE -> statement.setDouble(place, ((Number) value).doubleValue());
      case BOOLEAN -> statement.setBoolean(place, (Boolean) value);
      case BOOLEAN_AS_LONG -> statement.setLong(place, (Boolean) value ? 1 : 0);
      case DATE -> statement.setObject(place, value);
      case DATE_AS_TEXT -> statement.setString(place, value.toString());
      case TIME -> statement.setObject(place, ((LocalTime) value).truncatedTo(ChronoUnit.MICROS));
      case TIME_AS_TEXT -> statement.setString(place, TIME.format((LocalTime) value));
      case TIMESTAMP -> statement.setObject(place, utc(value).toLocalDateTime());
      case TIMESTAMP_WITH_ZONE -> statement.setObject(place, utc(value));
      case TIMESTAMP_AS_TEXT -> statement.setString(place, MOMENT.format((Instant) value));
      case GUID -> statement.setObject(place, value);
      case BYTES -> statement.setBytes(place, ((FileValue) value).content());
      case FILE -> statement.setBytes(place, Envelope.pack((FileValue) value));
      case JSON_LIST -> statement.setString(place, JsonList.write((List<?>) value));
      case OTHER -> statement.setObject(place, value.toString(), Types.OTHER);
    }
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(value.toString());
  }

  /** To the microsecond: what databases keep. */
  private static OffsetDateTime utc(Object value) {
    return ((Instant) value).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static int sqlType(Storage storage) {
    return switch (storage) {
      case TEXT, GUID_AS_TEXT, DATE_AS_TEXT, TIME_AS_TEXT, TIMESTAMP_AS_TEXT, JSON_LIST ->
          Types.VARCHAR;
      case LONG, BOOLEAN_AS_LONG -> Types.BIGINT;
      case DECIMAL -> Types.NUMERIC;
      case DOUBLE -> Types.DOUBLE;
      case BOOLEAN -> Types.BOOLEAN;
      case DATE -> Types.DATE;
      case TIME -> Types.TIME;
      case TIMESTAMP -> Types.TIMESTAMP;
      case TIMESTAMP_WITH_ZONE -> Types.TIMESTAMP_WITH_TIMEZONE;
      case GUID, OTHER -> Types.OTHER;
      case BYTES, FILE -> Types.BINARY;
    };
  }

  // ---- reading

  /** Reads a value, of the column's property type or one that it converts. */
  static @Nullable Object read(ResultSet rows, int place, SqlColumn column) throws SQLException {
    return switch (column.storage()) {
      case TEXT, GUID_AS_TEXT, OTHER -> rows.getString(place);
      case LONG -> orNull(rows, rows.getLong(place));
      case DECIMAL -> readDecimal(rows.getString(place));
      case DOUBLE -> orNull(rows, readDouble(rows.getDouble(place)));
      case BOOLEAN -> orNull(rows, rows.getBoolean(place));
      case BOOLEAN_AS_LONG -> orNull(rows, rows.getLong(place) != 0);
      case DATE -> rows.getObject(place, LocalDate.class);
      case DATE_AS_TEXT -> rows.getString(place);
      case TIME -> rows.getObject(place, LocalTime.class);
      case TIME_AS_TEXT -> rows.getString(place);
      case TIMESTAMP -> instant(rows.getObject(place, LocalDateTime.class));
      case TIMESTAMP_WITH_ZONE -> instant(rows.getObject(place, OffsetDateTime.class));
      case TIMESTAMP_AS_TEXT -> moment(rows.getString(place));
      case GUID -> rows.getObject(place, UUID.class);
      case BYTES -> file(rows.getBytes(place));
      case FILE -> unpacked(rows.getBytes(place));
      case JSON_LIST -> list(rows.getString(place));
    };
  }

  private static @Nullable Object orNull(ResultSet rows, Object value) throws SQLException {
    return rows.wasNull() ? null : value;
  }

  private static @Nullable BigDecimal readDecimal(@Nullable String text) throws SQLException {
    try {
      return text == null ? null : new BigDecimal(text);
    } catch (NumberFormatException malformed) {
      throw new SQLException("A decimal is none.", malformed);
    }
  }

  /** Infinity and not-a-number are nothing that a Decimal has. */
  private static Object readDouble(double value) throws SQLException {
    if (!Double.isFinite(value)) {
      throw new SQLException("A number is not finite.");
    }
    return BigDecimal.valueOf(value);
  }

  private static @Nullable Instant instant(@Nullable LocalDateTime time) {
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  /** As it was written here, or as SQLite's own functions write moments; or milliseconds. */
  private static @Nullable Instant moment(@Nullable String text) throws SQLException {
    if (text == null) {
      return null;
    }
    try {
      if (text.chars().allMatch(Character::isDigit)) {
        return Instant.ofEpochMilli(Long.parseLong(text));
      }
      var joined = text.strip().replace(' ', 'T');
      boolean zoned = joined.matches(".*([Zz]|[+-]\\d\\d:?\\d\\d)$");
      return zoned
          ? OffsetDateTime.parse(joined).toInstant()
          : LocalDateTime.parse(joined).toInstant(ZoneOffset.UTC);
    } catch (DateTimeParseException | NumberFormatException malformed) {
      throw new SQLException("A moment is none.", malformed);
    }
  }

  private static @Nullable FileValue file(byte @Nullable [] content) {
    return content == null ? null : new FileValue("", "application/octet-stream", content);
  }

  private static @Nullable FileValue unpacked(byte @Nullable [] packed) throws SQLException {
    return packed == null ? null : Envelope.unpack(packed);
  }

  private static @Nullable List<Object> list(@Nullable String json) throws SQLException {
    return json == null ? null : JsonList.read(json);
  }
}
