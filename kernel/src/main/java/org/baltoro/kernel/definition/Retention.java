package org.baltoro.kernel.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long finished instances are kept, after which they are deleted.
 *
 * @param after counted from the end of the instance; 1 h to 36,500 d; null: for ever
 * @param archive they are written to a file first; null: as the server says
 */
public record Retention(@Nullable Duration after, @Nullable Boolean archive) {
  public static final Duration LEAST = Duration.ofHours(1);
  public static final Duration MOST = Duration.ofDays(36_500);

  /** True if {@code after} is within bounds, or for ever. */
  public boolean isWithinBounds() {
    return after == null || (after.compareTo(LEAST) >= 0 && after.compareTo(MOST) <= 0);
  }
}
