package org.baltoro.engine.deploy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.baltoro.kernel.definition.WorkingHours;
import org.baltoro.kernel.definition.WorkingHours.Hours;
import org.jspecify.annotations.Nullable;

/** The hours that count. Hours are written as in files: {@code "09:00-17:00"}. */
public final class WorkingHoursBuilder {
  private @Nullable ZoneId zone;
  private final Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
  private final Map<LocalDate, List<Hours>> dates = new TreeMap<>();

  WorkingHoursBuilder() {}

  /** Default: the process's. */
  public WorkingHoursBuilder timeZone(ZoneId of) {
    zone = of;
    return this;
  }

  /** The same hours on each day from {@code first} to {@code last}. */
  public WorkingHoursBuilder days(DayOfWeek first, DayOfWeek last, String... hours) {
    for (var day = first; ; day = day.plus(1)) {
      week.put(day, read(hours));
      if (day == last) {
        return this;
      }
    }
  }

  public WorkingHoursBuilder on(DayOfWeek day, String... hours) {
    return days(day, day, hours);
  }

  /** Other hours on a single date; none: closed. */
  public WorkingHoursBuilder date(LocalDate date, String... hours) {
    dates.put(date, read(hours));
    return this;
  }

  private static List<Hours> read(String... texts) {
    var all = new ArrayList<Hours>();
    for (var text : texts) {
      var hours = HoursText.read(text);
      if (hours == null) {
        throw new IllegalArgumentException(
            "'%s' are no hours: write them as 09:00-17:00.".formatted(text));
      }
      all.add(hours);
    }
    return all;
  }

  /**
   * @param usual the time zone of the process
   */
  WorkingHours build(ZoneId usual) {
    return new WorkingHours(zone == null ? usual : zone, week, dates);
  }
}
