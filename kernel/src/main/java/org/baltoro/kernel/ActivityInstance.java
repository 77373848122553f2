package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One arrival at an activity that is still active.
 *
 * @param nextEvent the place of the event that comes next, from 0
 * @param dataFields the activity's own, without empty ones
 */
public record ActivityInstance(
    int id, String activity, int nextEvent, SortedMap<String, Value> dataFields, Instant since) {
  public ActivityInstance {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
  }
}
