package org.baltoro.engine.history;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the server says of finished instances, where their definition says nothing.
 *
 * @param after how long they are kept; null: for ever
 * @param archive they are written to a file before they are deleted
 * @param folder of the archive; null: there is none, and what is to be archived stays
 */
public record RetentionSettings(@Nullable Duration after, boolean archive, @Nullable Path folder) {
  /** For ever. */
  public static final RetentionSettings NONE = new RetentionSettings(null, false, null);
}
