package org.baltoro.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fact of an instance's history.
 *
 * @param version the commit that it belongs to; facts of one commit share it and keep their order
 * @param by who did it; of a consequence, who did what it follows from
 * @param kind the fact's name, for example {@code ServerEventFinished}
 * @param text the fact as a sentence
 * @param details the fact's own fields by name
 * @param why what the commit as a whole is: who did what, or what came due; "" where it is not
 *     known
 */
public record JournalEntry(
    long version,
    Instant at,
    String kind,
    @Nullable String activity,
    @Nullable String serialNumber,
    @Nullable String by,
    String text,
    Map<String, Object> details,
    String why) {

  public JournalEntry(
      long version,
      Instant at,
      String kind,
      @Nullable String activity,
      @Nullable String serialNumber,
      @Nullable String by,
      String text,
      Map<String, Object> details) {
    this(version, at, kind, activity, serialNumber, by, text, details, "");
  }
}
