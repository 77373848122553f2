package org.baltoro.engine.rule;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What an expression gave, without the types of the engine's language.
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
      case scala.math.BigDecimal number -> number.bigDecimal();
      case Number number -> new BigDecimal(number.toString());
      case Boolean truth -> truth;
      case scala.collection.Seq<?> list -> {
        var items = new ArrayList<@Nullable Object>();
        CollectionConverters.asJava(list).forEach(item -> items.add(plain(item)));
        yield items;
      }
      case scala.collection.Map<?, ?> context -> {
        var entries = new LinkedHashMap<String, @Nullable Object>();
        CollectionConverters.asJava(context)
            .forEach((key, item) -> entries.put(String.valueOf(key), plain(item)));
        yield entries;
      }
      default -> value.toString();
    };
  }
}
