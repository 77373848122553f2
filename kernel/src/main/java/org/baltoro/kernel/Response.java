package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One answer to work for several: of a person, or of a destination instance that has done its
 * events.
 *
 * @param destination whose answer it is
 * @param by who has answered; "" if code did
 * @param onBehalfOf who had the item, when that is another; null otherwise
 * @param outcome what was chosen; "" when there was nothing to choose
 * @param dataFields of the activity, as this answer left them
 * @param dataHash tells a repetition from another answer; null where there can be none
 */
public record Response(
    String destination,
    String by,
    @Nullable String onBehalfOf,
    String outcome,
    SortedMap<String, Value> dataFields,
    @Nullable String dataHash,
    Instant at) {
  public Response {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
  }

  /** One that nobody repeats. */
  public Response(
      String destination,
      String by,
      @Nullable String onBehalfOf,
      String outcome,
      SortedMap<String, Value> dataFields,
      Instant at) {
    this(destination, by, onBehalfOf, outcome, dataFields, null, at);
  }
}
