package org.baltoro.client;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant, by the kernel's rule, which clients do not have. */
final class Nearest {
  private Nearest() {}

  /** The name nearest to {@code given}, or null if none is within a third of its length. */
  static @Nullable String to(String given, Collection<String> names) {
    String best = null;
    int bestDistance = Math.max(1, given.length() / 3) + 1;
    for (var name : names) {
      int distance = distance(given.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return best;
  }

  /** How many slips lie between: letters added, left out, replaced, or two of them swapped. */
  private static int distance(String one, String other) {
    int[] earlier = new int[other.length() + 1];
    int[] before = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      before[column] = column;
    }
    for (int row = 1; row <= one.length(); row++) {
      int[] now = new int[other.length() + 1];
      now[0] = row;
      for (int column = 1; column <= other.length(); column++) {
        int replaced =
            before[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
        now[column] = Math.min(replaced, Math.min(before[column], now[column - 1]) + 1);
        if (row > 1
            && column > 1
            && one.charAt(row - 1) == other.charAt(column - 2)
            && one.charAt(row - 2) == other.charAt(column - 1)) {
          now[column] = Math.min(now[column], earlier[column - 2] + 1);
        }
      }
      earlier = before;
      before = now;
    }
    return before[other.length()];
  }
}
