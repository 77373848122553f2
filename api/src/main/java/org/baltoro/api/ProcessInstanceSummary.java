package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One row of a list of instances. */
public record ProcessInstanceSummary(
    long id,
    String process,
    int version,
    ProcessInstanceStatus status,
    boolean hasError,
    String folio,
    String originator,
    int priority,
    Instant startDate,
    @Nullable Instant finishDate) {}
