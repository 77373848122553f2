package org.baltoro.api;

import org.jspecify.annotations.Nullable;

/**
 * Which errors; null is no condition.
 *
 * @param process the full name
 * @param activity in which it failed
 * @param code for example {@code code-failed}
 * @param text that the message contains, in any case
 * @param cursor of the page before
 * @param limit 1 to 1000
 */
public record ErrorQuery(
    @Nullable String process,
    @Nullable String activity,
    @Nullable String code,
    @Nullable String text,
    @Nullable String cursor,
    int limit) {
  public ErrorQuery {
    Limits.check(limit);
  }
}
