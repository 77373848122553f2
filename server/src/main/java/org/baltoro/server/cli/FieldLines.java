package org.baltoro.server.cli;

import java.util.Locale;
import org.baltoro.api.DataFields;
import org.jspecify.annotations.Nullable;

/**
 * Data fields, one below another. The hidden ones are left out and long values are cut, unless all
 * is wanted.
 */
record FieldLines(Terminal terminal, boolean all) {
  /** Letters of a value that are shown when not all is wanted. */
  private static final int LONGEST = 200;

  private static final String INDENT = " ".repeat(17);

  /** Whether there is something to print. */
  boolean hasAny(DataFields fields) {
    return fields.names().stream().anyMatch(name -> shows(fields, name));
  }

  void print(DataFields fields) {
    fields
        .all()
        .forEach((name, value) -> {
          if (shows(fields, name)) {
            print(name, value);
          }
        });
  }

  private boolean shows(DataFields fields, String name) {
    return all || !fields.hidden().contains(name);
  }

  private void print(String name, @Nullable Object value) {
    var text = value == null ? "" : Json.inline(value);
    if (all) {
      var lines = text.lines().toList();
      line(name, lines.isEmpty() ? "" : lines.getFirst());
      lines.stream().skip(1).forEach(line -> terminal.printLines(INDENT, line));
    } else {
      line(name, text.length() <= LONGEST ? text : cut(text));
    }
  }

  private void line(String name, String text) {
    var line = "  %-14s %s".formatted(Terminal.clean(name), Terminal.clean(text));
    terminal.out().println(line.stripTrailing());
  }

  private static String cut(String text) {
    return String.format(
        Locale.ROOT,
        "%s (%,d characters; --all shows them)",
        Table.shorten(text, LONGEST),
        text.length());
  }
}
