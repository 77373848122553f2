package org.baltoro.store.codec;

/**
 * Text for columns that lists show and search. Java's strings may hold what no database's text
 * column takes: NUL, and halves of surrogate pairs.
 */
public final class PlainText {
  /** So long at most is the text of an indexed column; both databases could index more. */
  private static final int INDEXED_CHARACTERS_MAX = 400;

  private PlainText() {}

  /** The storable text for an indexed column: cut to 400 characters. */
  public static String indexed(String text) {
    return storable(
        text.length() <= INDEXED_CHARACTERS_MAX ? text : text.substring(0, INDEXED_CHARACTERS_MAX));
  }

  /** The text with what can't be stored replaced by U+FFFD; the same text when there is none. */
  public static String storable(String text) {
    if (isStorable(text)) {
      return text;
    }
    var storable = new StringBuilder(text.replace('\0', '\uFFFD'));
    for (int lone = Surrogates.nextLone(text, 0);
        lone >= 0;
        lone = Surrogates.nextLone(text, lone + 1)) {
      storable.setCharAt(lone, '\uFFFD');
    }
    return storable.toString();
  }

  static boolean isStorable(String text) {
    return text.indexOf('\0') < 0 && Surrogates.nextLone(text, 0) < 0;
  }
}
