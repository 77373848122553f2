package org.baltoro.kernel;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.definition.ProcessName;
import org.jspecify.annotations.Nullable;

/** Draws definitions for stories, line by line. */
final class Drawing {
  private final Map<String, ActivityDefinition> activities = new LinkedHashMap<>();
  private OnDeadEnd onDeadEnd = OnDeadEnd.ERROR;
  private int stepBudget = 100;
  private RetryPolicy retry = RetryPolicy.DEFAULT;

  static LineDefinition line(String to) {
    return new LineDefinition("", to, null, false);
  }

  static LineDefinition line(String to, String rule) {
    return new LineDefinition("", to, new Expression(rule), false);
  }

  static LineDefinition otherwise(String to) {
    return new LineDefinition("", to, null, true);
  }

  Drawing retry(RetryPolicy policy) {
    retry = policy;
    return this;
  }

  Drawing onDeadEnd(OnDeadEnd policy) {
    onDeadEnd = policy;
    return this;
  }

  Drawing stepBudget(int steps) {
    stepBudget = steps;
    return this;
  }

  Drawing activity(String name, int events, LineDefinition... lines) {
    return activity(name, null, null, events, lines);
  }

  Drawing activity(
      String name,
      @Nullable String precedingRule,
      @Nullable JoinDefinition join,
      int events,
      LineDefinition... lines) {
    var made = new ArrayList<EventDefinition>();
    for (int number = 1; number <= events; number++) {
      made.add(
          new ServerEvent(
              "E" + number,
              new EventDefinition.Code.Handler("handler"),
              Map.of(),
              retry,
              Duration.ofMinutes(1)));
    }
    activities.put(
        name,
        new ActivityDefinition(
            name,
            "",
            precedingRule == null ? null : new Expression(precedingRule),
            join,
            List.of(),
            made,
            List.of(lines)));
    return this;
  }

  ProcessDefinition done() {
    return new ProcessDefinition(
        new ProcessName("Test/Story"),
        1,
        "",
        List.of(
            new DataFieldDefinition(
                "Count",
                DataType.INTEGER,
                new Value.IntegerValue(0),
                false,
                false,
                false,
                false,
                ""),
            new DataFieldDefinition("Text", DataType.STRING, null, false, false, false, false, "")),
        null,
        ZoneOffset.UTC,
        Durability.EVENT,
        onDeadEnd,
        stepBudget,
        activities.keySet().iterator().next(),
        activities,
        List.of());
  }
}
