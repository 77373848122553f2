package org.baltoro.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why an instance stands where it stands.
 *
 * @param summary one sentence
 * @param waits what it waits for; empty when it has ended
 * @param lines of the activities that have ended, newest first: which were followed and why
 */
public record Explanation(
    long instance,
    ProcessInstanceStatus status,
    String summary,
    List<Wait> waits,
    List<LineTaken> lines) {
  public Explanation {
    waits = List.copyOf(waits);
    lines = List.copyOf(lines);
  }

  /**
   * One thing that is waited for.
   *
   * @param what as in {@code finish of 'Pay/Ask the finance system' (4711_3)}
   * @param movedBy who or what can move it
   * @param dueDate when it moves by itself, if it does
   */
  public record Wait(
      String what,
      @Nullable String activity,
      @Nullable String serialNumber,
      Instant since,
      @Nullable Instant dueDate,
      String movedBy) {}

  /**
   * A line, as it was evaluated when its activity ended.
   *
   * @param rule null: none, or otherwise
   * @param taken whether it was followed
   * @param values what the rule saw, by name
   */
  public record LineTaken(
      int activityInstance,
      String from,
      String to,
      @Nullable String rule,
      boolean otherwise,
      boolean taken,
      Map<String, String> values,
      Instant at) {
    public LineTaken {
      values = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(values));
    }
  }
}
