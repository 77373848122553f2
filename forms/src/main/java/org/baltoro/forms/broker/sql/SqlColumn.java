package org.baltoro.forms.broker.sql;

import org.baltoro.forms.broker.ServiceProperty;
import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param property the service property's name
 * @param name the column's, as the database has it
 * @param generated the database draws the value at an insert
 * @param hasDefault the database has a value where an insert gives none
 * @param lengthMax of text; null: none that is known
 * @param min the least whole number; null: none that is known
 * @param max the largest
 * @param digits of a decimal before and after the point; null: none that are known
 * @param scale digits after the point; null: none that are known
 * @param comparable the database compares its values as the layer does
 */
public record SqlColumn(
    String property,
    String name,
    PropertyType type,
    Storage storage,
    boolean key,
    boolean nullable,
    boolean generated,
    boolean hasDefault,
    @Nullable Integer lengthMax,
    @Nullable Long min,
    @Nullable Long max,
    @Nullable Integer digits,
    @Nullable Integer scale,
    boolean comparable) {

  /** An insert must give it. */
  public boolean required() {
    return !nullable && !generated && !hasDefault;
  }

  ServiceProperty described() {
    return new ServiceProperty(property, type, key, required(), lengthMax);
  }
}
