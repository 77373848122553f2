package org.baltoro.store.codec;

/**
 * The form in which large values lie in the store: {@code t} and the text; or, for a text that no
 * database's text column takes, {@code u} and the text with NUL, backslash and lone surrogates as
 * {@code \\uXXXX}.
 */
public final class LargeText {
  private LargeText() {}

  public static String encode(String text) {
    if (PlainText.isStorable(text)) {
      return "t" + text;
    }
    var escaped = new StringBuilder(text.length() + 64).append('u');
    for (int place = 0; place < text.length(); place++) {
      char character = text.charAt(place);
      if (character == 0 || character == '\\' || Character.isSurrogate(character)) {
        escaped.append("\\u%04x".formatted((int) character));
      } else {
        escaped.append(character);
      }
    }
    return escaped.toString();
  }

  /**
   * @throws IllegalArgumentException if the text is of another form
   */
  public static String decode(String stored) {
    if (stored.startsWith("t")) {
      return stored.substring(1);
    }
    if (!stored.startsWith("u")) {
      throw new IllegalArgumentException(
          "A large value in the store has an unknown form: it was written by a newer version.");
    }
    var text = new StringBuilder(stored.length());
    for (int place = 1; place < stored.length(); place++) {
      char character = stored.charAt(place);
      if (character == '\\') {
        text.append((char) Integer.parseInt(stored, place + 2, place + 6, 16));
        place += 5;
      } else {
        text.append(character);
      }
    }
    return text.toString();
  }
}
