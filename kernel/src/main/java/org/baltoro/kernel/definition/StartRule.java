package org.baltoro.kernel.definition;

import org.jspecify.annotations.Nullable;

/**
 * What comes before the first step of a process or the first event of an activity.
 *
 * @param due it waits until then; null: it does not wait
 * @param code runs after the wait; of a process only; null: none
 */
public record StartRule(@Nullable Due due, @Nullable CodeRule code) {}
