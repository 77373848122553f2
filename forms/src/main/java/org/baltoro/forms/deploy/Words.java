package org.baltoro.forms.deploy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.baltoro.forms.document.ListEvent;

/** Choices as files write them: {@code editable-list}; and as keys: {@code lengthMax}. */
public final class Words {
  private Words() {}

  public static String of(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static String key(Enum<?> choice) {
    var key = new StringBuilder();
    for (var word : choice.name().toLowerCase(Locale.ROOT).split("_", -1)) {
      key.append(key.isEmpty() ? word : capital(word));
    }
    return key.toString();
  }

  /** What happens to rows, apart from what happens to controls: {@code rowDoubleClicked}. */
  public static String ofRow(ListEvent event) {
    return "row" + capital(key(event));
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  static <E extends Enum<E>> Map<String, E> all(Class<E> type) {
    var words = new LinkedHashMap<String, E>();
    for (var choice : type.getEnumConstants()) {
      words.put(of(choice), choice);
    }
    return Collections.unmodifiableMap(words);
  }

  static <E extends Enum<E>> Map<String, E> keys(Class<E> type) {
    var keys = new LinkedHashMap<String, E>();
    for (var choice : type.getEnumConstants()) {
      keys.put(key(choice), choice);
    }
    return Collections.unmodifiableMap(keys);
  }
}
