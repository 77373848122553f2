package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a finish.
 *
 * @param outcome see {@link Outcome}
 * @param by who finished
 * @param at when the finish was stored
 * @param droppedBy what kept a kept finish from being applied; null otherwise
 */
public record FinishReceipt(
    String serialNumber, Outcome outcome, String by, Instant at, @Nullable String droppedBy) {

  /** What became of a finish. */
  public enum Outcome {
    /** The event is finished and the instance has moved on. */
    APPLIED,
    /**
     * Stored durably; applied when the event's code has returned, or the instance is started again.
     */
    KEPT,
    /** It was kept, but the event ended otherwise first, or its data could no longer be written. */
    DROPPED
  }
}
