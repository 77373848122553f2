package org.baltoro.forms.smartobject;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by name, in order. A name that is there with null is empty; one that is not there was not
 * given.
 */
public record Row(SequencedMap<String, @Nullable Object> values) {
  public static final Row EMPTY = new Row(new LinkedHashMap<>());

  public Row {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  public static Row of(Map<String, ? extends @Nullable Object> values) {
    return new Row(new LinkedHashMap<>(values));
  }

  /**
   * A row of names and values, by turns.
   *
   * @throws IllegalArgumentException for an odd number, or a name that is no text
   */
  public static Row of(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("Give names and values by turns: a value is missing.");
    }
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (int place = 0; place < namesAndValues.length; place += 2) {
      if (!(namesAndValues[place] instanceof String name)) {
        throw new IllegalArgumentException("%s is no name.".formatted(namesAndValues[place]));
      }
      values.put(name, namesAndValues[place + 1]);
    }
    return new Row(values);
  }

  /** The value; null if it is empty or was not given. */
  public @Nullable Object get(String name) {
    return values.get(name);
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** This row with another value; a new name comes last. */
  public Row with(String name, @Nullable Object value) {
    var changed = new LinkedHashMap<String, @Nullable Object>(values);
    changed.put(name, value);
    return new Row(changed);
  }

  /** This row with the values of another, which win. */
  public Row with(Row other) {
    var changed = new LinkedHashMap<String, @Nullable Object>(values);
    changed.putAll(other.values);
    return new Row(changed);
  }

  /** The named values only, in the order of {@code names}; what was not given stays so. */
  public Row only(Collection<String> names) {
    var chosen = new LinkedHashMap<String, @Nullable Object>();
    for (var name : names) {
      if (values.containsKey(name)) {
        chosen.put(name, values.get(name));
      }
    }
    return new Row(chosen);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
