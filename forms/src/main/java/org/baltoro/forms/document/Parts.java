package org.baltoro.forms.document;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds parts by their ids. */
final class Parts {
  private Parts() {}

  static <T> @Nullable T find(List<T> parts, String id, Function<T, String> idOf) {
    for (var part : parts) {
      if (idOf.apply(part).equals(id)) {
        return part;
      }
    }
    return null;
  }
}
