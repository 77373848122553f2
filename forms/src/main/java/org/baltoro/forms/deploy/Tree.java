package org.baltoro.forms.deploy;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping on its way into a file: what would be read without being written stays out. */
final class Tree {
  private final Map<String, Object> entries = new LinkedHashMap<>();

  /** Writes it in any case. */
  Tree put(String key, Object value) {
    entries.put(key, value instanceof Tree tree ? tree.entries : value);
    return this;
  }

  /** Nothing for null, "" and empty collections. */
  Tree putIfThere(String key, @Nullable Object value) {
    var shown = value instanceof Tree tree ? tree.entries : value;
    return shown == null || isNothing(shown) ? this : put(key, shown);
  }

  private static boolean isNothing(Object shown) {
    return shown.equals("")
        || (shown instanceof Collection<?> items && items.isEmpty())
        || (shown instanceof Map<?, ?> map && map.isEmpty());
  }

  /** Nothing for what the reader would take anyway. */
  Tree putUnless(String key, @Nullable Object value, @Nullable Object usual) {
    return value == null || value.equals(usual) ? this : put(key, value);
  }

  Map<String, Object> entries() {
    return entries;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
