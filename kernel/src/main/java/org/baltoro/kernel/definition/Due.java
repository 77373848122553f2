package org.baltoro.kernel.definition;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When something is due: a moment, and a time after it. A due time in the past is due at once.
 *
 * @param at gives a date or a date with time; null: the moment at which the timer is set
 * @param after that moment; negative only with {@code at}; zero for the moment itself
 * @param workingHours {@code after} counts only the hours of this entry of {@link
 *     ProcessDefinition#workingHours()}; null: all hours count
 */
public record Due(@Nullable Expression at, Duration after, @Nullable String workingHours) {
  public static Due after(Duration after) {
    return new Due(null, after, null);
  }
}
