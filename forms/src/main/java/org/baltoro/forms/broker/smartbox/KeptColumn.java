package org.baltoro.forms.broker.smartbox;

import org.baltoro.forms.broker.sql.SqlColumn;
import org.baltoro.forms.broker.sql.SqlDialect;
import org.baltoro.forms.smartobject.Property;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * A property and its column.
 *
 * @param property unique in the table among those that are not retired
 * @param column unique in the table
 * @param index of the unique ones; null: none
 * @param retired the property is no more, and its values are kept
 */
record KeptColumn(
    String property,
    String column,
    PropertyType type,
    boolean key,
    boolean required,
    @Nullable Integer lengthMax,
    @Nullable String index,
    boolean retired) {

  static KeptColumn of(Property property, String column, @Nullable String index) {
    return new KeptColumn(
        property.name(),
        column,
        property.type(),
        property.key(),
        property.required(),
        property.lengthMax(),
        index,
        false);
  }

  KeptColumn asRetired() {
    return new KeptColumn(property, column, type, key, false, lengthMax, null, true);
  }

  KeptColumn named(String name) {
    return new KeptColumn(property, name, type, key, required, lengthMax, index, retired);
  }

  KeptColumn withIndex(@Nullable String name) {
    return new KeptColumn(property, column, type, key, required, lengthMax, name, retired);
  }

  /** How many characters a text may have; 0: it is no text. */
  int length() {
    return lengthMax == null ? type.lengthMax() : lengthMax;
  }

  /**
   * As a column for statements. What is required is held to here and not by the database, so that a
   * property may be retired.
   */
  SqlColumn described(SqlDialect dialect) {
    return new SqlColumn(
        property,
        column,
        type,
        ColumnSql.storage(type, dialect),
        key,
        !key && !required,
        type == PropertyType.AUTONUMBER,
        type == PropertyType.AUTOGUID,
        type.isText() ? length() : null,
        null,
        null,
        type == PropertyType.DECIMAL && dialect == SqlDialect.SQLITE
            ? ColumnSql.SQLITE_DIGITS
            : null,
        null,
        type.ordered());
  }
}
