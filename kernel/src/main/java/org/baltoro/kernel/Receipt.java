package org.baltoro.kernel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of a finish.
 *
 * @param droppedBy what ended the event before a kept finish could be applied
 */
public record Receipt(
    SerialNumber serialNumber, Outcome outcome, String by, Instant at, @Nullable String droppedBy) {

  /** What became of a finish. */
  public enum Outcome {
    APPLIED,
    KEPT,
    DROPPED
  }
}
