package org.baltoro.api;

import java.time.Instant;

/** A server event that waits for {@code finish} from outside. */
public record WaitingServerItem(
    String serialNumber,
    long instance,
    String process,
    int version,
    String folio,
    String activity,
    String event,
    Instant since) {}
