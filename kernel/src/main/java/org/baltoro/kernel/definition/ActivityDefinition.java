package org.baltoro.kernel.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a process: events one after another, then lines.
 *
 * @param precedingRule evaluated at each arrival; false drops the arrival; null is true
 * @param join counts arrivals; null: each arrival makes an activity instance
 * @param dataFields one set for each activity instance
 * @param lines without lines the activity is an end
 */
public record ActivityDefinition(
    String name,
    String description,
    @Nullable Expression precedingRule,
    @Nullable JoinDefinition join,
    List<DataFieldDefinition> dataFields,
    List<EventDefinition> events,
    List<LineDefinition> lines) {
  public ActivityDefinition {
    dataFields = List.copyOf(dataFields);
    events = List.copyOf(events);
    lines = List.copyOf(lines);
  }
}
