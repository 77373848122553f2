package org.baltoro.kernel;

/**
 * A folio that a rule gives, within the bounds of one that is given: 256 characters on one line. A
 * start must not fail for the length of what somebody has typed into a field, so it is made to fit.
 */
final class ComputedFolio {
  static final int CHARACTERS_MAX = 256;

  private ComputedFolio() {}

  /** With blanks in place of control characters, and without what is too much. */
  static String of(String text) {
    int end = Math.min(text.length(), CHARACTERS_MAX);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    var fitting = new StringBuilder(end);
    for (int place = 0; place < end; place++) {
      char letter = text.charAt(place);
      fitting.append(Character.isISOControl(letter) ? ' ' : letter);
    }
    return fitting.toString();
  }
}
