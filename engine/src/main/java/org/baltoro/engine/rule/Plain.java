package org.baltoro.engine.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an expression gave, as JSON can hold it.
 *
 * @param value text, {@link BigDecimal}, {@link Boolean}, lists and maps of these, or null; dates,
 *     times and durations are text
 */
public record Plain(@Nullable Object value) {
  static Plain of(@Nullable Object result) {
    return new Plain(plain(result));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number;
      case Boolean truth -> truth;
      case List<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        list.forEach(item -> items.add(plain(item)));
        yield items;
      }
      case Map<?, ?> context -> {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        context.forEach((key, item) -> entries.put(String.valueOf(key), plain(item)));
        yield entries;
      }
      default -> value.toString();
    };
  }
}
