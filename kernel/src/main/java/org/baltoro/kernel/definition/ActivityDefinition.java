package org.baltoro.kernel.definition;

import java.time.Duration;
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
 * @param destinationRule who gets its work; null: its events run once, and its client events say
 *     themselves
 * @param succeedingRule the outcomes that end its work, the first that is true; empty: none
 * @param exclusive its section: of the activities of a section one at a time is at work in an
 *     instance; "" for none
 * @param expectedDuration what is usual, for people to see what is late; null: not known
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
    @Nullable CodeRule exceptionRule,
    @Nullable DestinationRule destinationRule,
    List<OutcomeRule> succeedingRule,
    String exclusive,
    @Nullable Duration expectedDuration) {
  public ActivityDefinition {
    dataFields = List.copyOf(dataFields);
    events = List.copyOf(events);
    lines = List.copyOf(lines);
    escalations = List.copyOf(escalations);
    succeedingRule = List.copyOf(succeedingRule);
  }

  /** One without destinations of its own. */
  public ActivityDefinition(
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
    this(
        name,
        description,
        precedingRule,
        join,
        dataFields,
        events,
        lines,
        startRule,
        escalations,
        exceptionRule,
        null,
        Collections.emptyList(),
        "",
        null);
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

  /** True if its events are run for each of its destinations, not once. */
  public boolean runsForEach() {
    return destinationRule != null && destinationRule.plan() != DestinationRule.Plan.ONCE;
  }
}
