package org.baltoro.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What halts a branch until it is retried or skipped.
 *
 * @param id the failure's number within the instance
 * @param code {@code code-failed}, {@code time-limit}, {@code handler-missing}, {@code
 *     attempt-lost}, {@code rule-failed}, {@code dead-end}, {@code join-starved}, {@code
 *     loop-budget}
 * @param detail a stack trace, or the rules and the values they saw
 */
public record Failure(
    int id, Place place, String code, String message, @Nullable String detail, Instant at) {

  /** Where the branch stands: what a retry does again. */
  public sealed interface Place {
    /** A server event's code. */
    record Event(int item) implements Place {}

    /** The lines out of a completed activity instance. */
    record Lines(int activityInstance) implements Place {}

    /** The arrival at {@code to}; {@code from} is "" for the start. */
    record Arrival(String from, int line, String to) implements Place {}

    /** A join that nothing can fill any more. */
    record Join(String activity) implements Place {}
  }
}
