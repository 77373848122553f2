package org.baltoro.forms.deploy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ids of parts that say none: made from where they stand, so that the same file always gives
 * the same. Reader and writer go through a document in the same order and so find the same ones;
 * the writer leaves out those that the reader would make.
 */
final class Ids {
  private final Map<String, Integer> rules = new HashMap<>();

  /** {@code "Save is clicked"} is {@code save-is-clicked}, the second of this name ends in -2. */
  String rule(String name) {
    var slug = slug(name.isBlank() ? "rule" : name);
    int count = rules.merge(slug, 1, Integer::sum);
    return count == 1 ? slug : slug + "-" + count;
  }

  /** A handler of a rule, a step of a handler, an action of a block. */
  static String child(String parent, int place) {
    return parent + "/" + (place + 1);
  }

  /**
   * Something of a part that is not done: a condition, a mapping, a setting.
   *
   * @param role {@code if}, {@code in}, {@code out}, {@code set}
   */
  static String of(String parent, String role, int place) {
    return parent + "/" + role + (place + 1);
  }

  static String addition(String place, String instance, String rule, int addition) {
    return (place.isEmpty() ? "" : place + "/") + instance + "/" + rule + "/add" + (addition + 1);
  }

  /** Lower case, words joined by dashes. */
  static String slug(String name) {
    var slug =
        name.toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{Nd}]+", "-")
            .replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "rule" : slug;
  }
}
