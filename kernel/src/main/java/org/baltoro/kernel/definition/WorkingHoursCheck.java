package org.baltoro.kernel.definition;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.definition.WorkingHours.Hours;

/** Working hours: their names, days that make sense, and how far they reach. */
final class WorkingHoursCheck {
  private static final int CALENDARS_MAX = 100;
  private static final int DATES_MAX = 1_000;
  private static final int PARTS_MAX = 50;

  /** A hundred years: counting further than that takes long and means nothing. */
  private static final long WEEKS_MAX = 5_200;

  private WorkingHoursCheck() {}

  static void check(ProcessDefinition definition, Findings findings) {
    var all = definition.workingHours();
    if (all.size() > CALENDARS_MAX) {
      findings.error("workingHours", all.size() + " working hours", "at most " + CALENDARS_MAX);
      return;
    }
    all.forEach((name, hours) -> {
      var path = "workingHours." + name;
      findings.name(path, "working hours", name);
      if (hours.week().values().stream().allMatch(List::isEmpty)) {
        findings.error(path, "a week without hours", "hours on at least one weekday");
      }
      if (hours.dates().size() > DATES_MAX) {
        findings.error(path + ".dates", hours.dates().size() + " dates", "at most " + DATES_MAX);
      }
      hours
          .week()
          .forEach((day, parts) ->
              day(path + "." + day.name().toLowerCase(Locale.ROOT), parts, findings));
      hours.dates().forEach((date, parts) -> day(path + ".dates." + date, parts, findings));
    });
  }

  private static void day(String path, List<Hours> parts, Findings findings) {
    if (parts.size() > PARTS_MAX) {
      findings.error(path, parts.size() + " parts of a day", "at most " + PARTS_MAX);
      return;
    }
    for (int place = 0; place < parts.size(); place++) {
      var part = parts.get(place);
      var partPath = parts.size() == 1 ? path : path + "[" + place + "]";
      if (!part.from().isBefore(part.to()) && !part.untilMidnight()) {
        findings.error(
            partPath, "'" + told(part) + "', which ends before it begins", "hours of one day");
      } else if (place > 0 && overlaps(parts.get(place - 1), part)) {
        findings.error(
            partPath,
            "'%s', which begins before '%s' ends".formatted(told(part), told(parts.get(place - 1))),
            "hours one after another");
      }
    }
  }

  private static boolean overlaps(Hours earlier, Hours later) {
    return earlier.untilMidnight() || later.from().isBefore(earlier.to());
  }

  private static String told(Hours hours) {
    return hours.from() + "-" + (hours.untilMidnight() ? "24:00" : hours.to().toString());
  }

  /** Whether {@code length} of these hours lies within a hundred years. */
  static void reach(String path, Duration length, WorkingHours hours, Findings findings) {
    var week = week(hours);
    if (week.isZero() || length.abs().compareTo(DueCheck.LONGEST) > 0) {
      return;
    }
    if (length.abs().dividedBy(week) > WEEKS_MAX) {
      findings.error(
          path,
          "%s of working hours, of which a week has %s"
              .formatted(Spans.text(length), Spans.text(week)),
          "as many as a hundred years have, at most");
    }
  }

  /** What an ordinary week has. */
  private static Duration week(WorkingHours hours) {
    var sum = Duration.ZERO;
    for (var parts : hours.week().values()) {
      for (var part : parts) {
        var to = part.untilMidnight() ? Duration.ofDays(1) : sinceMidnight(part.to());
        var length = to.minus(sinceMidnight(part.from()));
        sum = length.isNegative() ? sum : sum.plus(length);
      }
    }
    return sum;
  }

  private static Duration sinceMidnight(LocalTime time) {
    return Duration.ofNanos(time.toNanoOfDay());
  }
}
