package org.baltoro.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One open event of an activity instance; its item is the second part of its serial number.
 *
 * @param event the event's place in the activity, from 0
 * @param failures failed attempts so far, since the last retry by hand
 * @param lost attempts lost with their node so far, since the last retry by hand
 * @param kept a finish that came early
 */
public record EventInstance(
    int item,
    int activityInstance,
    int event,
    Status status,
    int failures,
    int lost,
    Fact.@Nullable FinishKept kept) {

  /** Where the event stands. */
  public sealed interface Status {
    /** The attempt that runs, ran last, or will run next; 0 before the first. */
    int attempt();

    /** Scheduled in this very decision, and not yet more. */
    record Scheduled(int attempt, Instant since) implements Status {}

    /** Its code runs on a node. */
    record Running(int attempt, long node, Instant since) implements Status {}

    /** A back-off before {@code attempt}. */
    record BackOff(int attempt, Instant dueAt) implements Status {}

    /** Ready to run {@code attempt}, when the instance is started. */
    record Held(int attempt) implements Status {}

    /** For finish from outside. */
    record Waiting(int attempt, Instant since) implements Status {}

    /** In error. */
    record Failed(int attempt, Instant since) implements Status {}
  }

  EventInstance with(Status now) {
    return new EventInstance(item, activityInstance, event, now, failures, lost, kept);
  }
}
