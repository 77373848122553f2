package org.baltoro.forms.session;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.baltoro.forms.document.ElementProperty;
import org.jspecify.annotations.Nullable;

/** How a control, a view, a tab or a form is. */
final class Properties {
  private final Map<ElementProperty, Object> values = new EnumMap<>(ElementProperty.class);
  private final Map<ElementProperty, Long> changed = new EnumMap<>(ElementProperty.class);
  private int version;

  Properties with(ElementProperty property, Object value) {
    values.put(property, value);
    version++;
    return this;
  }

  boolean has(ElementProperty property) {
    return values.containsKey(property);
  }

  boolean is(ElementProperty property) {
    return Boolean.TRUE.equals(values.get(property));
  }

  @Nullable Object get(ElementProperty property) {
    return values.get(property);
  }

  void set(ElementProperty property, Object value, long change) {
    values.put(property, value);
    changed.put(property, change);
    version++;
  }

  /** The number of the last change in the session; 0: never. */
  long changed(ElementProperty property) {
    return changed.getOrDefault(property, 0L);
  }

  /** Is another after each change. */
  int version() {
    return version;
  }

  Map<ElementProperty, Object> all() {
    return new LinkedHashMap<>(values);
  }
}
