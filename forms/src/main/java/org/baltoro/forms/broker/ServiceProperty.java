package org.baltoro.forms.broker;

import org.baltoro.forms.smartobject.PropertyType;
import org.jspecify.annotations.Nullable;

/**
 * A property of a service object.
 *
 * @param key part of what identifies a row
 * @param required the system refuses an empty one
 * @param lengthMax of text, in characters; null: not known
 */
public record ServiceProperty(
    String name, PropertyType type, boolean key, boolean required, @Nullable Integer lengthMax) {

  public static ServiceProperty of(String name, PropertyType type) {
    return new ServiceProperty(name, type, false, false, null);
  }
}
