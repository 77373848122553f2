package org.baltoro.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that will happen by itself.
 *
 * @param id the timer's number within the instance
 * @param setAt when it was set; repetitions are counted from {@code dueAt}
 * @param dueAt while paused: what it was when it was paused
 * @param pausedAt null: it runs
 * @param round of an escalation: 1 before it has fired
 */
public record PendingTimer(
    int id, Purpose purpose, Instant setAt, Instant dueAt, @Nullable Instant pausedAt, int round) {

  /** What it is for. */
  public sealed interface Purpose {
    /** The activity instance whose end takes the timer with it; 0 for the process. */
    int activityInstance();

    /** The process begins. */
    record StartProcess() implements Purpose {
      @Override
      public int activityInstance() {
        return 0;
      }
    }

    /** The activity instance begins its first event. */
    record StartActivity(int activityInstance) implements Purpose {}

    /**
     * @param activityInstance 0 for an escalation of the process
     * @param item of the event that it belongs to; 0 for one of the activity or process
     */
    record Escalate(int activityInstance, int item, String escalation) implements Purpose {}
  }

  /** When its row in the store is due; null while it is paused. */
  @Nullable Instant wakesAt() {
    return pausedAt == null ? dueAt : null;
  }
}
