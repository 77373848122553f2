package org.baltoro.kernel.definition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a data field. */
public enum DataType {
  BOOLEAN,
  INTEGER,
  LONG,
  DECIMAL,
  DOUBLE,
  STRING,
  DATE,
  DATETIME,
  BINARY,
  JSON;

  /** As definitions write it: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with this label, or null. */
  public static @Nullable DataType of(String label) {
    for (var type : values()) {
      if (type.label().equals(label)) {
        return type;
      }
    }
    return null;
  }
}
