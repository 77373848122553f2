package org.baltoro.kernel;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Lengths of time as people write them: {@code 10 s}, {@code 2 min 12 s}, {@code 99999 d}. */
public final class Spans {
  private static final Map<String, ChronoUnit> UNITS = units();

  private Spans() {}

  /** Exact to the millisecond; what is shorter is written as nanoseconds. */
  public static String text(Duration span) {
    if (span.isZero()) {
      return "0 s";
    }
    if (span.isNegative()) {
      return "-" + text(span.negated());
    }
    var parts = new ArrayList<String>();
    var left = span;
    for (var unit : UNITS.entrySet()) {
      var length = unit.getValue().getDuration();
      long count = left.dividedBy(length);
      if (count > 0) {
        parts.add(count + " " + unit.getKey());
        left = left.minus(length.multipliedBy(count));
      }
    }
    return parts.isEmpty() ? span.toNanos() + " ns" : String.join(" ", parts);
  }

  private static Map<String, ChronoUnit> units() {
    var units = new LinkedHashMap<String, ChronoUnit>();
    units.put("d", ChronoUnit.DAYS);
    units.put("h", ChronoUnit.HOURS);
    units.put("min", ChronoUnit.MINUTES);
    units.put("s", ChronoUnit.SECONDS);
    units.put("ms", ChronoUnit.MILLIS);
    return units;
  }
}
