package org.baltoro.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody has said about an instance.
 *
 * @param serialNumber of the worklist item that it was said about; null: about the instance
 */
public record Comment(@Nullable String serialNumber, String text, String by, Instant at) {}
