package org.baltoro.engine.deploy;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.regex.Pattern;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.jspecify.annotations.Nullable;

/** Hours of a day as definitions write them: {@code 09:00-17:30}, {@code 22:00-24:00}. */
final class HoursText {
  static final String EXPECTED = "hours such as 09:00-17:00, a list of such, or closed";

  private static final String TIME = "([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?";
  private static final Pattern SHAPE = Pattern.compile(TIME + "\\s*-\\s*" + TIME);

  private HoursText() {}

  /** The hours, or null if {@code text} is none. */
  static @Nullable Hours read(String text) {
    var parts = SHAPE.matcher(text.strip());
    if (!parts.matches()) {
      return null;
    }
    try {
      var from = time(parts.group(1), parts.group(2), parts.group(3));
      boolean untilMidnight =
          parts.group(4).equals("24")
              && parts.group(5).equals("00")
              && (parts.group(6) == null || parts.group(6).equals("00"));
      var to =
          untilMidnight ? LocalTime.MIDNIGHT : time(parts.group(4), parts.group(5), parts.group(6));
      return new Hours(from, to);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private static LocalTime time(String hour, String minute, @Nullable String second) {
    return LocalTime.of(
        Integer.parseInt(hour),
        Integer.parseInt(minute),
        second == null ? 0 : Integer.parseInt(second));
  }

  static String write(Hours hours) {
    return hours.from()
        + "-"
        + (hours.to().equals(LocalTime.MIDNIGHT) ? "24:00" : hours.to().toString());
  }
}
