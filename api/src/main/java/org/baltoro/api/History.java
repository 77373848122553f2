package org.baltoro.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been: how the data of an instance changed, what happened in it and how long that took,
 * statistics over many instances, and how long all that is kept.
 */
public interface History {

  /**
   * How the audited data fields of an instance changed, oldest first. Needs View.
   *
   * @param field only this one; null: all that are declared with {@code audit: true}
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if the field is not audited, {@link
   *     Problem#NOT_FOUND}, {@link Problem#GONE}, {@link Problem#ACCESS_DENIED}
   */
  List<FieldChange> fieldAudit(long instance, @Nullable String field);

  /**
   * An instance with its activity instances and their events: when each began and ended, and who
   * ended it. Needs View.
   *
   * @throws BaltoroException {@link Problem#NOT_FOUND}, {@link Problem#GONE}, {@link
   *     Problem#ACCESS_DENIED}
   */
  InstanceOverview overview(long instance);

  /** How many instances began and ended, and how long they took. Needs View on the process. */
  Statistics<Statistics.OfProcess> processStatistics(StatisticsQuery query);

  /**
   * How often activities were entered, how they ended, and how long they took. Needs View.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if live instances are asked for, too
   */
  Statistics<Statistics.OfActivity> activityStatistics(StatisticsQuery query);

  /**
   * What users did with worklist items, and how long those had been offered. Needs View.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if live instances are asked for, too
   */
  Statistics<Statistics.OfUser> userStatistics(StatisticsQuery query);

  /**
   * Counts all that has finished before this call, and returns when that is done. The server does
   * so by itself within seconds; this is for tests, and for reports that may not wait. Needs the
   * server right Admin.
   *
   * @return the time of the call: the statistics are complete up to then
   * @throws BaltoroException {@link Problem#BUSY} if it takes longer than a minute: call again
   */
  Instant rollUp();

  /** How long instances are kept, what would be deleted now, and what was. Needs server Admin. */
  RetentionReport retention();

  /**
   * Deletes instances past their time, archived first where that is wanted, at most so many. The
   * server does so by itself, slowly. Needs the server right Admin.
   *
   * @param most 1 to 100,000
   * @throws BaltoroException {@link Problem#BUSY} while another node is at it
   */
  RetentionRun runRetention(int most);
}
