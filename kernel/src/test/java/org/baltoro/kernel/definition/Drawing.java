package org.baltoro.kernel.definition;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.Value;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;
import org.jspecify.annotations.Nullable;

/** Draws definitions for the check's tests: what is not said is right. */
final class Drawing {
  private String start = "";
  private int stepBudget = 1000;
  private OnDeadEnd onDeadEnd = OnDeadEnd.ERROR;
  private final List<DataFieldDefinition> fields = new ArrayList<>();
  private final List<RightGrant> rights = new ArrayList<>();
  private final Map<String, ActivityDefinition> activities = new LinkedHashMap<>();

  static DataFieldDefinition field(String name, DataType type, @Nullable Value initial) {
    return new DataFieldDefinition(name, type, initial, false, false, false, false, "");
  }

  static ServerEvent event(String name) {
    return event(name, RetryPolicy.DEFAULT, ServerEvent.DEFAULT_TIME_LIMIT, Map.of());
  }

  static ServerEvent event(
      String name, RetryPolicy retry, Duration timeLimit, Map<String, Object> configuration) {
    return new ServerEvent(
        name, new Code.CodeBehind("int work = 1;"), configuration, retry, timeLimit);
  }

  static LineDefinition line(String to) {
    return new LineDefinition("", to, null, false);
  }

  static LineDefinition when(String rule, String to) {
    return new LineDefinition("", to, new Expression(rule), false);
  }

  static LineDefinition otherwise(String to) {
    return new LineDefinition("", to, null, true);
  }

  Drawing start(String activity) {
    start = activity;
    return this;
  }

  Drawing stepBudget(int steps) {
    stepBudget = steps;
    return this;
  }

  Drawing onDeadEnd(OnDeadEnd what) {
    onDeadEnd = what;
    return this;
  }

  Drawing data(DataFieldDefinition field) {
    fields.add(field);
    return this;
  }

  Drawing right(String right, String subject) {
    rights.add(new RightGrant(right, subject));
    return this;
  }

  /** An activity without events. */
  Drawing point(String name, LineDefinition... lines) {
    return add(name, null, null, List.of(), List.of(), lines);
  }

  /** An activity with one event. */
  Drawing work(String name, LineDefinition... lines) {
    return add(name, null, null, List.of(), List.of(event("Work")), lines);
  }

  Drawing joined(String name, JoinDefinition join, LineDefinition... lines) {
    return add(name, null, join, List.of(), List.of(event("Work")), lines);
  }

  Drawing add(
      String name,
      @Nullable Expression precedingRule,
      @Nullable JoinDefinition join,
      List<DataFieldDefinition> data,
      List<EventDefinition> events,
      LineDefinition... lines) {
    activities.put(
        name, new ActivityDefinition(name, "", precedingRule, join, data, events, List.of(lines)));
    return this;
  }

  ProcessDefinition drawn() {
    var first = activities.isEmpty() ? "" : activities.keySet().iterator().next();
    return new ProcessDefinition(
        new ProcessName("Test/Drawing"),
        0,
        "",
        fields,
        null,
        ZoneId.of("UTC"),
        Durability.EVENT,
        onDeadEnd,
        stepBudget,
        start.isEmpty() ? first : start,
        activities,
        rights);
  }

  List<DefinitionFinding> findings() {
    return DefinitionCheck.check(drawn());
  }
}
