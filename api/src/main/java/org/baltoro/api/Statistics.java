package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of finished instances.
 *
 * @param asOf all that was finished and stored by then has been counted, but for what can't be read
 * @param uncounted instances that have finished and are still to be counted; at most 10,000 are
 *     told
 */
public record Statistics<T>(Instant asOf, long uncounted, List<T> rows) {
  public Statistics {
    rows = List.copyOf(rows);
  }

  /**
   * How long something took. Count, average, least and most are exact; median and the time within
   * which nine of ten were done are never off by more than an eighth.
   */
  public record Durations(
      long count, Duration average, Duration median, Duration p90, Duration min, Duration max) {}

  /**
   * A process in a period.
   *
   * @param version null: all together
   * @param period its first day; null: the whole time
   * @param started instances that began in it, and have ended by now, or live if that was asked for
   * @param completed instances that completed in it
   * @param deleted instances that were deleted in it before they had completed
   * @param withErrors of those that ended, how many ever had an error
   * @param live of those that began in it, how many have not ended; null: not asked for
   * @param inError of the live ones, how many are in error; null: not asked for
   * @param durations of the completed ones, from start to end; null: there are none
   */
  public record OfProcess(
      String process,
      @Nullable Integer version,
      @Nullable LocalDate period,
      long started,
      long completed,
      long deleted,
      long withErrors,
      @Nullable Long live,
      @Nullable Long inError,
      @Nullable Durations durations) {}

  /**
   * An activity, of instances that have ended, in the period in which the activity ended.
   *
   * @param count how often it was entered: completed, expired, and deleted with its instance
   * @param durations from its beginning to its end, however it ended
   */
  public record OfActivity(
      String process,
      @Nullable Integer version,
      @Nullable LocalDate period,
      String activity,
      long count,
      long completed,
      long expired,
      Durations durations) {}

  /**
   * An action that a user chose, of instances that have ended, in the period in which it was
   * chosen.
   *
   * @param durations from the moment the item was offered
   */
  public record OfUser(
      String process,
      @Nullable Integer version,
      @Nullable LocalDate period,
      String user,
      String activity,
      String action,
      long count,
      Durations durations) {}
}
