package org.baltoro.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What statistics are asked for. A day is one in the process's time zone.
 *
 * @param process its full name; null: all that the user may view
 * @param from the first day; null: from the beginning
 * @param to the last day, with it; null: up to now
 * @param period into what the time is divided
 * @param byVersion versions are told apart
 * @param live instances that have not ended are counted, too, in the statistics of processes: what
 *     that costs grows with them
 */
public record StatisticsQuery(
    @Nullable String process,
    @Nullable LocalDate from,
    @Nullable LocalDate to,
    Period period,
    boolean byVersion,
    boolean live) {

  /** All processes and days together. */
  public static final StatisticsQuery ALL =
      new StatisticsQuery(null, null, null, Period.ALL, false, false);

  public StatisticsQuery {
    if (from != null && to != null && to.isBefore(from)) {
      throw new IllegalArgumentException(
          "from is %s and to is %s: give a last day that is not before the first."
              .formatted(from, to));
    }
  }

  /** A span of time of its own row. */
  public enum Period {
    /** The whole time in one. */
    ALL,
    DAY,
    /** From Monday. */
    WEEK,
    MONTH
  }

  public StatisticsQuery process(String name) {
    return new StatisticsQuery(name, from, to, period, byVersion, live);
  }

  public StatisticsQuery between(@Nullable LocalDate first, @Nullable LocalDate last) {
    return new StatisticsQuery(process, first, last, period, byVersion, live);
  }

  public StatisticsQuery per(Period span) {
    return new StatisticsQuery(process, from, to, span, byVersion, live);
  }

  public StatisticsQuery withVersions() {
    return new StatisticsQuery(process, from, to, period, true, live);
  }

  public StatisticsQuery withLive() {
    return new StatisticsQuery(process, from, to, period, byVersion, true);
  }
}
