package org.baltoro.forms.broker.rest;

import org.baltoro.forms.smartobject.PropertyType;

/**
 * A property of a REST object.
 *
 * @param pointer where it is in a row, as a JSON pointer: {@code /customer/name}
 */
public record RestProperty(String name, PropertyType type, boolean key, String pointer) {
  public static RestProperty of(String name, PropertyType type, String pointer) {
    return new RestProperty(name, type, false, pointer);
  }

  public static RestProperty key(String name, PropertyType type, String pointer) {
    return new RestProperty(name, type, true, pointer);
  }
}
