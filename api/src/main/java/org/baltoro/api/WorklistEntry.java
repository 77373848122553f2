package org.baltoro.api;

import java.time.Instant;
import java.util.List;

/** One row of a worklist. */
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
    Instant since) {
  public WorklistEntry {
    actions = List.copyOf(actions);
    destinations = List.copyOf(destinations);
  }
}
