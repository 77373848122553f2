package org.baltoro.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What halts a branch until it is retried or skipped.
 *
 * @param id the failure's number within the instance
 * @param code {@code code-failed}, {@code call-failed}, {@code worker-failed}, {@code time-limit},
 *     {@code handler-missing}, {@code attempt-lost}, {@code rule-failed}, {@code dead-end}, {@code
 *     join-starved}, {@code loop-budget}, {@code interrupted}, {@code mail-failed}, {@code
 *     due-failed}, {@code child-refused}, {@code child-failed}, {@code child-deleted}, {@code
 *     child-depth}, {@code receive-failed}, {@code no-destination}
 * @param detail a stack trace, or the rules and the values they saw
 */
public record Failure(
    int id, Place place, String code, String message, @Nullable String detail, Instant at) {

  /** Where the branch stands: what a retry does again. */
  public sealed interface Place {
    /** The code of an event or a rule. */
    record Event(int item) implements Place {}

    /**
     * The lines out of an activity instance.
     *
     * @param expired it has expired; false: it completed
     */
    record Lines(int activityInstance, boolean expired) implements Place {
      public Lines(int activityInstance) {
        this(activityInstance, false);
      }
    }

    /**
     * The arrival at {@code to}; {@code from} is "" for the start.
     *
     * @param line the line's place in {@code from}; {@link #GOTO} when no line led here
     */
    record Arrival(String from, int line, String to) implements Place {
      /** The arrival of a goto: preceding rule and join are not asked. */
      public static final int GOTO = -1;

      static Arrival byGoto(String to) {
        return new Arrival("", GOTO, to);
      }
    }

    /** The due time of a start rule. */
    record Start(int activityInstance) implements Place {}

    /** The destinations of an activity instance, or of its next client event. */
    record Destinations(int activityInstance) implements Place {}

    /** The succeeding rule, about the answers so far. */
    record Succeeding(int activityInstance) implements Place {}

    /** A join that nothing can fill any more. */
    record Join(String activity) implements Place {}
  }
}
