package org.baltoro.language.feel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a value before it is there.
 *
 * @param entries of a context, or of each context in a list: no others are allowed. Empty where
 *     nobody knows them
 */
public record Known(FeelType type, Map<String, Known> entries) {
  static final Known ANY = of(FeelType.ANY);

  public Known {
    entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
  }

  public static Known of(FeelType type) {
    return new Known(type, Map.of());
  }

  /** A context with these entries: {@code Header} in {@code Header.Total}. */
  public static Known context(Map<String, Known> entries) {
    return new Known(FeelType.CONTEXT, entries);
  }

  /** A list of contexts with these entries each: {@code Lines} in {@code sum(Lines.Amount)}. */
  public static Known rows(Map<String, Known> entries) {
    return new Known(FeelType.LIST, entries);
  }

  /** One of the elements, if this is a list. */
  Known element() {
    return type == FeelType.LIST && !entries.isEmpty() ? context(entries) : ANY;
  }
}
