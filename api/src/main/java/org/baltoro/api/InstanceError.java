package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What halts a branch of an instance until it is retried or skipped.
 *
 * @param id the error's number within the instance
 * @param code stable: {@code code-failed}, {@code time-limit}, {@code handler-missing}, {@code
 *     attempt-lost}, {@code rule-failed}, {@code dead-end}, {@code join-starved}, {@code
 *     loop-budget}
 * @param serialNumber the failed event's, if it was an event
 * @param stackTrace of the exception, if there was one
 */
public record InstanceError(
    long instance,
    int id,
    String code,
    String message,
    @Nullable String activity,
    @Nullable String serialNumber,
    @Nullable String stackTrace,
    Instant at) {}
