package org.baltoro.api;

/** Bounds that several queries share. */
final class Limits {
  private Limits() {}

  static void check(int limit) {
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException("limit is %d: give 1 to 1000.".formatted(limit));
    }
  }
}
