package org.baltoro.server.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.baltoro.api.JournalEntry;
import org.jspecify.annotations.Nullable;

/** The details of a journal entry, read forgivingly: what is not there is 0, false or "". */
final class Details {
  private final Map<?, ?> values;

  Details(JournalEntry entry) {
    this(entry.details());
  }

  private Details(Map<?, ?> values) {
    this.values = values;
  }

  int number(String name) {
    return values.get(name) instanceof Number number ? number.intValue() : 0;
  }

  boolean truth(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  String text(String name) {
    var value = values.get(name);
    return value == null ? "" : value.toString();
  }

  @Nullable Instant time(String name) {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException none) {
      return null;
    }
  }

  /** The names in a list, with commas. */
  String list(String name) {
    return values.get(name) instanceof Iterable<?> ? String.join(", ", names(name)) : text(name);
  }

  /** The names in a list. */
  List<String> names(String name) {
    return values.get(name) instanceof Iterable<?> items
        ? StreamSupport.stream(items.spliterator(), false).map(String::valueOf).toList()
        : List.of();
  }

  Details nested(String name) {
    return new Details(values.get(name) instanceof Map<?, ?> nested ? nested : Map.of());
  }
}
