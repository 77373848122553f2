package org.baltoro.language.yaml;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as definitions write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code PT30S}. */
public final class DurationText {
  public static final String EXPECTED = "a duration such as 500ms, 30s, 5m, 2h, 1d or PT30S";

  private static final Pattern SHORT = Pattern.compile("(-?[0-9]{1,12})(ms|s|m|h|d)");
  private static final Map<String, ChronoUnit> UNITS = units();

  private DurationText() {}

  /** The duration, or null if {@code text} is none. */
  public static @Nullable Duration read(String text) {
    var parts = SHORT.matcher(text);
    try {
      if (parts.matches()) {
        var unit = UNITS.getOrDefault(parts.group(2), ChronoUnit.MILLIS);
        return Duration.of(Long.parseLong(parts.group(1)), unit);
      }
      return Duration.parse(text);
    } catch (DateTimeException | ArithmeticException none) {
      return null;
    }
  }

  /** The shortest text that reads as {@code duration}. */
  public static String write(Duration duration) {
    if (duration.isZero()) {
      return "0s";
    }
    for (var unit : UNITS.entrySet()) {
      var length = unit.getValue().getDuration();
      long count = duration.dividedBy(length);
      if (count != 0 && length.multipliedBy(count).equals(duration)) {
        return count + unit.getKey();
      }
    }
    return duration.toString();
  }

  private static Map<String, ChronoUnit> units() {
    var units = new LinkedHashMap<String, ChronoUnit>();
    units.put("d", ChronoUnit.DAYS);
    units.put("h", ChronoUnit.HOURS);
    units.put("m", ChronoUnit.MINUTES);
    units.put("s", ChronoUnit.SECONDS);
    units.put("ms", ChronoUnit.MILLIS);
    return units;
  }
}
