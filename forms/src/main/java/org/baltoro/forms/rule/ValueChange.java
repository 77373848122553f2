package org.baltoro.forms.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A value that an action changed, or was to change. Secrets are masked, long texts cut, files named
 * only.
 *
 * @param place for people: {@code "header.supplier"}
 */
public record ValueChange(
    Instant at, String place, @Nullable Object before, @Nullable Object after, Kind kind) {

  /** What became of it. */
  public enum Kind {
    APPLIED,
    /** A late result whose target is closed, or was changed meanwhile. */
    DROPPED,
    /** Put back, because its packet was all or nothing and failed. */
    UNDONE
  }
}
