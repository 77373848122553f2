package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long finished instances are kept.
 *
 * @param processes each with what would be deleted now
 * @param deleted what was, newest day first
 */
public record RetentionReport(List<OfProcess> processes, List<Deleted> deleted) {
  public RetentionReport {
    processes = List.copyOf(processes);
    deleted = List.copyOf(deleted);
  }

  /**
   * @param after how long; null: for ever
   * @param archive they are written to a file before they are deleted
   * @param saidBy {@code definition}, {@code server}, or {@code default}: for ever
   * @param due how many instances are past their time now; at most 100,000 are told
   * @param oldest when the oldest of them ended; null: there is none
   * @param obstacle why nothing is deleted although it is due; null: nothing is in the way
   */
  public record OfProcess(
      String process,
      @Nullable Duration after,
      boolean archive,
      String saidBy,
      long due,
      @Nullable Instant oldest,
      @Nullable String obstacle) {}

  /**
   * @param day in UTC
   */
  public record Deleted(LocalDate day, String process, boolean archived, long instances) {}
}
