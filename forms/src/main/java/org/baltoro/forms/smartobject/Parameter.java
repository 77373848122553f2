package org.baltoro.forms.smartobject;

import org.jspecify.annotations.Nullable;

/**
 * An input of a method that is no property, for example an argument of a stored procedure.
 *
 * @param defaultValue taken when none is given: a value of the type, or a {@link SystemValue}; null
 *     for none
 */
public record Parameter(
    String name, PropertyType type, boolean required, @Nullable Object defaultValue) {

  public static Parameter of(String name, PropertyType type) {
    return new Parameter(name, type, false, null);
  }

  public static Parameter required(String name, PropertyType type) {
    return new Parameter(name, type, true, null);
  }
}
