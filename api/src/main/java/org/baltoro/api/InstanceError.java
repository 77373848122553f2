package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What halts a branch of an instance until it is retried or skipped.
 *
 * @param id the error's number within the instance
 * @param code stable: {@code code-failed}, {@code call-failed}, {@code worker-failed}, {@code
 *     time-limit}, {@code handler-missing}, {@code attempt-lost}, {@code interrupted}, {@code
 *     mail-failed}, {@code rule-failed}, {@code dead-end}, {@code join-starved}, {@code
 *     loop-budget}, {@code due-failed}
 * @param serialNumber the failed event's, if it was an event
 * @param stackTrace of the exception, or the rules and the values that they saw; null if there is
 *     neither
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
