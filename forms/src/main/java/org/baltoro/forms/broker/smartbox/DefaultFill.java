package org.baltoro.forms.broker.smartbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.broker.sql.SqlValues;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.SystemValue;
import org.baltoro.forms.smartobject.ValueRefused;
import org.jspecify.annotations.Nullable;

/** Gives rows that have no value of a required property its default. */
final class DefaultFill {
  /** Who is told to have made a value that a deployment fills in. */
  private static final String NOBODY = "system";

  private final Connection connection;
  private final SqlDialect dialect;
  private final Instant now;

  DefaultFill(Connection connection, SqlDialect dialect, Instant now) {
    this.connection = connection;
    this.dialect = dialect;
    this.now = now;
  }

  void fill(String table, KeptColumn column, Property property) throws SQLException {
    var sql =
        "UPDATE \"%s\" SET \"%s\" = ? WHERE \"%s\" IS NULL"
            .formatted(table, column.column(), column.column());
    try (var update = connection.prepareStatement(sql)) {
      SqlValues.bind(update, 1, column.described(dialect), value(property));
      update.executeUpdate();
    }
  }

  private @Nullable Object value(Property property) {
    var given = property.defaultValue();
    var value =
        given instanceof SystemValue wanted
            ? switch (wanted) {
              case CURRENT_USER -> NOBODY;
              case NOW -> now;
              case TODAY -> LocalDate.ofInstant(now, ZoneOffset.UTC);
              case NEW_GUID -> UUID.randomUUID();
            }
            : given;
    try {
      return property.type().convert(value);
    } catch (ValueRefused impossible) {
      throw new IllegalStateException(
          "The default of '%s' was checked before.".formatted(property.name()), impossible);
    }
  }
}
