package org.baltoro.store.codec;

/**
 * Halves of surrogate pairs that stand alone: Java's strings may hold them, UTF-8 can't. In JSON
 * they can be written as escapes.
 */
final class Surrogates {
  private Surrogates() {}

  /** The JSON text with every lone half escaped; the same text when there is none. */
  static String escapeLone(StringBuffer json) {
    var text = json.toString();
    int lone = nextLone(text, 0);
    if (lone < 0) {
      return text;
    }
    var escaped = new StringBuilder(text.length() + 16);
    int copied = 0;
    for (; lone >= 0; lone = nextLone(text, copied)) {
      escaped.append(text, copied, lone).append("\\u%04x".formatted((int) text.charAt(lone)));
      copied = lone + 1;
    }
    return escaped.append(text, copied, text.length()).toString();
  }

  /** Where the next lone half stands, or -1. */
  static int nextLone(String text, int from) {
    for (int place = from; place < text.length(); place++) {
      char character = text.charAt(place);
      if (!Character.isSurrogate(character)) {
        continue;
      }
      boolean pair =
          Character.isHighSurrogate(character)
              && place + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(place + 1));
      if (!pair) {
        return place;
      }
      place++;
    }
    return -1;
  }
}
