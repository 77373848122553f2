package org.baltoro.server.cli;

import java.util.Collection;
import org.baltoro.kernel.Nearest;

/** Asks whether another name was meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code " Did you mean 'name'?"}, or nothing if no name is near. */
  static String of(String written, Collection<String> names) {
    var nearest = Nearest.to(written, names);
    return nearest == null ? "" : " Did you mean '" + nearest + "'?";
  }
}
