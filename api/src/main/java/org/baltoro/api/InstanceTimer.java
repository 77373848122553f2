package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that an instance will do by itself.
 *
 * @param id its number within the instance
 * @param kind {@code escalation}, {@code start rule} or {@code back-off}
 * @param name of the escalation; of the activity or event otherwise
 * @param activity null for the process's own
 * @param dueDate while paused: when it was due
 * @param paused it waits to be resumed
 * @param round of an escalation: 1 before it has fired
 */
public record InstanceTimer(
    int id,
    String kind,
    String name,
    @Nullable String activity,
    @Nullable String serialNumber,
    Instant dueDate,
    boolean paused,
    int round) {}
