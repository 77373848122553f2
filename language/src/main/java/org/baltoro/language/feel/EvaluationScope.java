package org.baltoro.language.feel;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an expression sees. It asks for the names that it uses, and no others. */
public interface EvaluationScope {
  /**
   * The value of a name; null if it has none. Text, numbers, booleans, {@link java.time.LocalDate},
   * {@link java.time.LocalTime}, {@link Instant} and other dates with times, {@link
   * java.util.UUID}, lists and maps of these.
   *
   * @throws UnusableValue if no expression can use it
   */
  @Nullable Object value(String name) throws UnusableValue;

  /** The value as people read it. */
  String seen(String name);

  /** What {@code now()} and {@code today()} give. */
  Instant now();

  /** In which dates with times are seen. */
  ZoneId zone();

  /** A scope of values that are there already; what is absent is null. */
  static EvaluationScope of(Map<String, ?> values, Instant now, ZoneId zone) {
    return new GivenValues(values, now, zone);
  }
}
