package org.baltoro.language.feel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of an evaluation. */
public sealed interface Evaluation<T extends @Nullable Object> {
  /** The values that the expression used, by name, as people read them. */
  Map<String, String> seen();

  /**
   * @param value text, {@link java.math.BigDecimal}, {@link Boolean}, {@link java.time.LocalDate},
   *     {@link java.time.LocalTime}, a date with a time, a duration, lists and maps of these, or
   *     null
   */
  record Answer<T extends @Nullable Object>(T value, Map<String, String> seen)
      implements Evaluation<T> {
    public Answer {
      seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }
  }

  /**
   * @param why the rest of a sentence that begins with the expression: {@code "failed: ..."}
   */
  record Failed<T extends @Nullable Object>(String why, Map<String, String> seen)
      implements Evaluation<T> {
    public Failed {
      seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }

    /** The same for an answer of another type. */
    public <U extends @Nullable Object> Failed<U> as() {
      return new Failed<>(why, seen);
    }
  }

  /**
   * The answer if it is of this type; for any other, null too, a failure that says so.
   *
   * @param expected what is needed: {@code "true or false"}
   */
  default <U> Evaluation<U> only(Class<U> type, String expected) {
    return switch (this) {
      case Failed<T> failed -> failed.as();
      case Answer<T>(var value, var seen) ->
          type.isInstance(value)
              ? new Answer<>(type.cast(value), seen)
              : new Failed<>(
                  "gave %s where %s is needed.".formatted(FeelText.shown(value), expected), seen);
    };
  }
}
