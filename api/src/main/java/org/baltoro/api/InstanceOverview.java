package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance from its start to its end, or to now.
 *
 * @param duration until its end; until now while it lives
 * @param errors how many it has had
 * @param activities in the order in which they were entered
 * @param events code that belongs to no activity: start rule, finish rule, escalations of the
 *     process
 */
public record InstanceOverview(
    long id,
    String process,
    int version,
    ProcessInstanceStatus status,
    String folio,
    String originator,
    Instant startDate,
    @Nullable Instant finishDate,
    Duration duration,
    int errors,
    List<ActivityRun> activities,
    List<EventRun> events) {
  public InstanceOverview {
    activities = List.copyOf(activities);
    events = List.copyOf(events);
  }

  /**
   * One instance of an activity.
   *
   * @param status {@code Active}, {@code Completed}, {@code Expired} or {@code Deleted}
   * @param by who expired it; null: nobody did
   */
  public record ActivityRun(
      int id,
      String name,
      String status,
      Instant startDate,
      @Nullable Instant finishDate,
      Duration duration,
      @Nullable String by,
      List<EventRun> events) {
    public ActivityRun {
      events = List.copyOf(events);
    }
  }

  /**
   * One instance of an event, or of other code.
   *
   * @param kind {@code client}, {@code server}, {@code worker}, {@code sub-process}, {@code
   *     escalation}, {@code start rule}, {@code finish rule} or {@code exception rule}
   * @param status {@code Active}, or how it ended: {@code Returned}, {@code Finished}, {@code
   *     Skipped}, {@code Expired}, {@code Handled}, {@code Failed}, {@code Deleted}
   * @param attempts how often its code was started, a worker was given it, or a child asked for
   * @param by who ended it
   * @param action what was chosen; null: it was no choice of an action
   */
  public record EventRun(
      String serialNumber,
      String name,
      String kind,
      String status,
      Instant startDate,
      @Nullable Instant finishDate,
      Duration duration,
      int attempts,
      @Nullable String by,
      @Nullable String action) {}
}
