package org.baltoro.engine.code;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessName;

/** An order process whose events have the code that a test gives them. */
final class ProcessWithCode {
  private final Map<String, List<EventDefinition>> events = new LinkedHashMap<>();

  static ProcessWithCode with(String activity, String event, String source) {
    return new ProcessWithCode().and(activity, event, source);
  }

  ProcessWithCode and(String activity, String event, String source) {
    return and(activity, event, new Code.CodeBehind(source));
  }

  ProcessWithCode and(String activity, String event, Code code) {
    events
        .computeIfAbsent(activity, ignored -> new ArrayList<>())
        .add(
            new ServerEvent(
                event, code, Map.of(), RetryPolicy.DEFAULT, ServerEvent.DEFAULT_TIME_LIMIT));
    return this;
  }

  ProcessDefinition definition() {
    var activities = new LinkedHashMap<String, ActivityDefinition>();
    events.forEach((name, list) ->
        activities.put(
            name,
            new ActivityDefinition(
                name, "", null, null, List.of(field("Remark", DataType.STRING)), list, List.of())));
    return new ProcessDefinition(
        new ProcessName("Finance/Order"),
        0,
        "",
        List.of(field("Amount", DataType.DECIMAL), field("Region", DataType.STRING)),
        null,
        ZoneId.of("UTC"),
        ProcessDefinition.Durability.EVENT,
        ProcessDefinition.OnDeadEnd.ERROR,
        ProcessDefinition.DEFAULT_STEP_BUDGET,
        events.keySet().iterator().next(),
        activities,
        List.of());
  }

  private static DataFieldDefinition field(String name, DataType type) {
    return new DataFieldDefinition(name, type, null, false, false, false, false, "");
  }
}
