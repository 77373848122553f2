package org.baltoro.kernel.definition;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a process: events one after another, then lines.
 *
 * @param precedingRule evaluated at each arrival; false drops the arrival; null is true
 * @param join counts arrivals; null: each arrival makes an activity instance
 * @param dataFields one set for each activity instance
 * @param lines without lines the activity is an end
 * @param startRule what comes before its first event; null: nothing
 * @param exceptionRule runs when an event's last attempt or a rule of a line has failed; null: the
 *     process's
 */
public record ActivityDefinition(
    String name,
    String description,
    @Nullable Expression precedingRule,
    @Nullable JoinDefinition join,
    List<DataFieldDefinition> dataFields,
    List<EventDefinition> events,
    List<LineDefinition> lines,
    @Nullable StartRule startRule,
    List<Escalation> escalations,
    @Nullable CodeRule exceptionRule) {
  public ActivityDefinition {
    dataFields = List.copyOf(dataFields);
    events = List.copyOf(events);
    lines = List.copyOf(lines);
    escalations = List.copyOf(escalations);
  }

  public ActivityDefinition(
      String name,
      String description,
      @Nullable Expression precedingRule,
      @Nullable JoinDefinition join,
      List<DataFieldDefinition> dataFields,
      List<EventDefinition> events,
      List<LineDefinition> lines) {
    this(
        name,
        description,
        precedingRule,
        join,
        dataFields,
        events,
        lines,
        null,
        Collections.emptyList(),
        null);
  }
}
