package org.baltoro.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operation does to an instance, or would do.
 *
 * @param version the instance's version that a preview was made on: give it back to carry out just
 *     what was shown; after it was carried out, the version that it made
 * @param carriedOut false for a preview and for a refusal
 * @param waits code runs: the operation is carried out when that has returned
 * @param differences what goes, comes and changes
 * @param journal the facts that the operation makes
 * @param refused why not; null when it is possible
 * @param problem the code of the refusal
 */
public record OperationReport(
    long instance,
    long version,
    boolean carriedOut,
    boolean waits,
    ProcessInstanceStatus statusBefore,
    ProcessInstanceStatus statusAfter,
    List<Difference> differences,
    List<JournalEntry> journal,
    @Nullable String refused,
    @Nullable Problem problem) {
  public OperationReport {
    differences = List.copyOf(differences);
    journal = List.copyOf(journal);
  }

  /**
   * One thing.
   *
   * @param change {@code -} goes, {@code +} comes, {@code ~} changes
   * @param kind {@code activity}, {@code server event}, {@code worklist item}, {@code code}, {@code
   *     timer}, {@code error}, {@code data field}, {@code instance}, {@code sub-process}, {@code
   *     process instance} for a parent or child
   * @param name of the activity, event, timer or field
   * @param detail with whom it was or is, when it is due, the values before and after
   */
  public record Difference(String change, String kind, String name, String detail) {}
}
