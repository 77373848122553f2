package org.baltoro.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a worklist.
 *
 * @param actions what this user may choose
 * @param startDate when it was offered
 * @param status for this user
 * @param onBehalfOf whose item it is, where this user has it in another's place; null otherwise
 * @param allocatedTo who has it open
 * @param instruction what is to be done; "" for nothing
 * @param formUrl where it is done; null: nowhere special
 * @param expectedBy by when it is usually done; null: not known
 */
public record WorklistEntry(
    String serialNumber,
    long instance,
    String process,
    String folio,
    int priority,
    String activity,
    String event,
    List<String> actions,
    List<String> destinations,
    Instant startDate,
    WorklistStatus status,
    String originator,
    @Nullable String onBehalfOf,
    List<String> allocatedTo,
    String instruction,
    @Nullable String formUrl,
    @Nullable Instant expectedBy) {
  public WorklistEntry {
    actions = List.copyOf(actions);
    destinations = List.copyOf(destinations);
    allocatedTo = List.copyOf(allocatedTo);
  }
}
