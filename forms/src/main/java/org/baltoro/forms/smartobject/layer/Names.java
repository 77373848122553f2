package org.baltoro.forms.smartobject.layer;

import java.util.Collection;
import java.util.List;

/** Names in messages. */
final class Names {
  private static final int SHOWN_MAX = 20;

  private Names() {}

  /** {@code A, B and 3 more}, or {@code none}. */
  static String shown(Collection<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    var first = List.copyOf(names).subList(0, Math.min(SHOWN_MAX, names.size()));
    int hidden = names.size() - first.size();
    return String.join(", ", first) + (hidden > 0 ? " and %d more".formatted(hidden) : "");
  }

  /** A name that a caller gave, which may be anything. */
  static String cut(String name) {
    return name.length() <= 100 ? name : name.substring(0, 100) + "...";
  }
}
