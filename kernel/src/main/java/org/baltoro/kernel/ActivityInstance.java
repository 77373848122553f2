package org.baltoro.kernel;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One arrival at an activity that is still active.
 *
 * @param nextEvent the place of the event that comes next, from 0
 * @param outcome the action that its last client event was finished with; "" without one
 * @param dataFields the activity's own, without empty ones
 */
public record ActivityInstance(
    int id,
    String activity,
    int nextEvent,
    String outcome,
    SortedMap<String, Value> dataFields,
    Instant since) {
  public ActivityInstance {
    dataFields = Collections.unmodifiableSortedMap(new TreeMap<>(dataFields));
  }

  ActivityInstance withNextEvent(int next) {
    return new ActivityInstance(id, activity, next, outcome, dataFields, since);
  }

  ActivityInstance withOutcome(String action) {
    return new ActivityInstance(id, activity, nextEvent, action, dataFields, since);
  }

  ActivityInstance withDataFields(SortedMap<String, Value> values) {
    return new ActivityInstance(id, activity, nextEvent, outcome, values, since);
  }
}
