package org.baltoro.forms.broker.smartbox;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/**
 * Names of tables and columns: small letters, digits and underscores, short enough for any
 * database.
 */
final class PlainNames {
  private static final int LENGTH_MAX = 40;

  private PlainNames() {}

  /** {@code smartbox_purchase_order} for {@code Finance/Purchase Order}. */
  static String table(String object) {
    return "smartbox_" + plain(object.substring(object.lastIndexOf('/') + 1));
  }

  static String column(String property) {
    var plain = plain(property);
    return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  /** An index's name: 63 characters at most, and another for each column. */
  static String index(String table, String column) {
    var all = Integer.toHexString((table + "." + column).hashCode());
    return cut(table, 30) + "_" + cut(column, 20) + "_" + all;
  }

  /** The name, with a number behind it if it is taken. */
  static String free(String name, Set<String> taken) {
    var free = name;
    for (int number = 2; taken.contains(free); number++) {
      free = name + "_" + number;
    }
    return free;
  }

  private static String plain(String name) {
    var letters = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    var plain =
        letters.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    return plain.isEmpty() ? "x" : cut(plain, LENGTH_MAX);
  }

  private static String cut(String name, int length) {
    return name.length() <= length ? name : name.substring(0, length);
  }
}
