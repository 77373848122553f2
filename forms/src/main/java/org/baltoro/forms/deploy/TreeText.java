package org.baltoro.forms.deploy;

import java.util.List;
import java.util.Map;
import org.baltoro.language.yaml.YamlText;

/**
 * Writes a tree of mappings, lists and values as YAML: small parts in braces on one line, others
 * over several.
 */
final class TreeText {
  private static final int COLUMNS_MAX = 96;

  private final StringBuilder text = new StringBuilder();

  private TreeText() {}

  static String write(Map<String, Object> document) {
    var writer = new TreeText();
    boolean first = true;
    for (var entry : document.entrySet()) {
      boolean section = isBlock(entry.getValue(), 0, entry.getKey());
      writer.text.append(!first && section ? "\n" : "");
      writer.entry(entry.getKey(), entry.getValue(), 0);
      first = false;
    }
    return writer.text.toString();
  }

  private void entry(String key, Object value, int indentation) {
    text.append(" ".repeat(indentation)).append(YamlText.quoted(key)).append(':');
    value(value, indentation, key);
  }

  /** What stands behind a colon or a dash's key. */
  private void value(Object value, int indentation, String key) {
    if (!isBlock(value, indentation, key)) {
      text.append(' ').append(single(value, indentation)).append('\n');
      return;
    }
    text.append('\n');
    switch (value) {
      case Map<?, ?> map ->
          map.forEach((name, item) -> entry(String.valueOf(name), item, indentation + 2));
      case List<?> list -> list.forEach(item -> item(item, indentation + 2));
      default -> throw new IllegalStateException("Only mappings and lists are blocks: " + value);
    }
  }

  private void item(Object item, int indentation) {
    text.append(" ".repeat(indentation)).append("- ");
    if (!(item instanceof Map<?, ?> map) || (map.size() != 1 && isFlow(item, indentation + 2))) {
      text.append(single(item, indentation)).append('\n');
      return;
    }
    boolean first = true;
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      if (first) {
        text.append(YamlText.quoted(key)).append(':');
        value(entry.getValue(), indentation + 2, key);
      } else {
        entry(key, entry.getValue(), indentation + 2);
      }
      first = false;
    }
  }

  private static String single(Object value, int indentation) {
    return value instanceof String text ? YamlText.block(text, indentation) : YamlText.flow(value);
  }

  private static boolean isBlock(Object value, int indentation, String key) {
    return switch (value) {
      case Map<?, ?> map -> !map.isEmpty() && !isFlow(map, indentation + key.length() + 2);
      case List<?> list ->
          !list.isEmpty()
              && (list.stream().anyMatch(item -> item instanceof Map || item instanceof List)
                  || !isFlow(list, indentation + key.length() + 2));
      default -> false;
    };
  }

  private static boolean isFlow(Object value, int column) {
    return depth(value) <= 3
        && !hasLists(value)
        && column + YamlText.flow(value).length() <= COLUMNS_MAX;
  }

  private static int depth(Object value) {
    return switch (value) {
      case Map<?, ?> map -> 1 + map.values().stream().mapToInt(TreeText::depth).max().orElse(0);
      case List<?> list -> 1 + list.stream().mapToInt(TreeText::depth).max().orElse(0);
      default -> 0;
    };
  }

  /** Lists of anything but values are easier to read, and to change, line by line. */
  private static boolean hasLists(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.values().stream().anyMatch(TreeText::hasLists);
      case List<?> list ->
          list.stream().anyMatch(item -> item instanceof Map || item instanceof List);
      case String text -> text.contains("\n");
      default -> false;
    };
  }
}
