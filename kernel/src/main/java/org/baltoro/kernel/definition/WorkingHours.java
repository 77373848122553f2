package org.baltoro.kernel.definition;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The hours that count, in a time zone with its daylight-saving changes.
 *
 * @param week hours by weekday; a missing day has none
 * @param dates hours of single dates in place of their weekday's: none on a holiday, others on a
 *     special day
 */
public record WorkingHours(
    ZoneId zone, Map<DayOfWeek, List<Hours>> week, Map<LocalDate, List<Hours>> dates) {

  /** Days without any hours after which counting is given up: the calendar has no hours left. */
  private static final int EMPTY_DAYS_MAX = 3_660;

  /**
   * @param to after {@code from}; midnight is the end of the day
   */
  public record Hours(LocalTime from, LocalTime to) {
    boolean untilMidnight() {
      return to.equals(LocalTime.MIDNIGHT);
    }
  }

  public WorkingHours {
    week = sorted(week);
    dates = sorted(dates);
  }

  /**
   * The moment at which {@code length} of working time has passed since {@code start}. With a
   * length of zero: {@code start}, or the next opening when that lies outside the hours. A negative
   * length counts backwards.
   *
   * @throws IllegalArgumentException if no hours come for ten years
   */
  public Instant after(Instant start, Duration length) {
    return length.isNegative() ? backwards(start, length.negated()) : forwards(start, length);
  }

  private Instant forwards(Instant start, Duration length) {
    var left = length;
    var day = start.atZone(zone).toLocalDate();
    int emptyDays = 0;
    while (emptyDays < EMPTY_DAYS_MAX) {
      var hours = on(day);
      for (var part : hours) {
        var from = later(opening(day, part), start);
        var worked = Duration.between(from, closing(day, part));
        if (!worked.isNegative() && !worked.isZero()) {
          if (worked.compareTo(left) >= 0) {
            return from.plus(left);
          }
          left = left.minus(worked);
        }
      }
      emptyDays = hours.isEmpty() ? emptyDays + 1 : 0;
      day = day.plusDays(1);
    }
    throw new IllegalArgumentException("The working hours have no hours from " + start + " on.");
  }

  private Instant backwards(Instant start, Duration length) {
    var left = length;
    var day = start.atZone(zone).toLocalDate();
    int emptyDays = 0;
    while (emptyDays < EMPTY_DAYS_MAX) {
      var hours = on(day);
      for (var part : hours.reversed()) {
        var closing = closing(day, part);
        var to = closing.isBefore(start) ? closing : start;
        var worked = Duration.between(opening(day, part), to);
        if (!worked.isNegative() && !worked.isZero()) {
          if (worked.compareTo(left) >= 0) {
            return to.minus(left);
          }
          left = left.minus(worked);
        }
      }
      emptyDays = hours.isEmpty() ? emptyDays + 1 : 0;
      day = day.minusDays(1);
    }
    throw new IllegalArgumentException("The working hours have no hours before " + start + ".");
  }

  private List<Hours> on(LocalDate day) {
    var special = dates.get(day);
    return special != null
        ? special
        : week.getOrDefault(day.getDayOfWeek(), Collections.emptyList());
  }

  private Instant opening(LocalDate day, Hours hours) {
    return moment(day, hours.from());
  }

  private Instant closing(LocalDate day, Hours hours) {
    var date = hours.untilMidnight() ? day.plusDays(1) : day;
    return moment(date, hours.to());
  }

  /** A time that the clock leaves out is the moment at which it is set forward. */
  private Instant moment(LocalDate day, LocalTime time) {
    var local = day.atTime(time);
    var change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static <K extends Comparable<? super K>> Map<K, List<Hours>> sorted(
      Map<K, List<Hours>> hours) {
    SortedMap<K, List<Hours>> copy = new TreeMap<>();
    hours.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    return Collections.unmodifiableSortedMap(copy);
  }
}
