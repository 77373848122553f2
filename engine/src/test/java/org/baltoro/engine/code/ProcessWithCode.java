package org.baltoro.engine.code;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.DataType;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.EventDefinition;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.RetryPolicy;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnError;
import org.baltoro.kernel.definition.ProcessName;
import org.baltoro.kernel.definition.StartRule;
import org.jspecify.annotations.Nullable;

/** An order process whose events, rules and escalations have the code that a test gives them. */
final class ProcessWithCode {
  private final Map<String, Map<String, Code>> events = new LinkedHashMap<>();
  private final Map<CodePlace, CodeRule> exceptionRules = new LinkedHashMap<>();
  private final List<CodePlace> escalationPlaces = new ArrayList<>();
  private final List<Escalation> escalations = new ArrayList<>();
  private @Nullable CodeRule startRule;
  private @Nullable CodeRule finishRule;

  static ProcessWithCode with(String activity, String event, String source) {
    return new ProcessWithCode().and(activity, event, source);
  }

  ProcessWithCode and(String activity, String event, String source) {
    return and(activity, event, new Code.CodeBehind(source));
  }

  ProcessWithCode and(String activity, String event, Code code) {
    events.computeIfAbsent(activity, ignored -> new LinkedHashMap<>()).put(event, code);
    return this;
  }

  ProcessWithCode startRule(String source) {
    startRule = rule(source);
    return this;
  }

  ProcessWithCode finishRule(String source) {
    finishRule = rule(source);
    return this;
  }

  /** Of an event, of an activity where {@code event} is "", of the process where both are. */
  ProcessWithCode exceptionRule(String activity, String event, String source) {
    exceptionRules.put(CodePlace.exceptionRule(activity, event), rule(source));
    return this;
  }

  ProcessWithCode escalation(String activity, String event, String name, String source) {
    escalationPlaces.add(CodePlace.escalation(activity, event, name));
    escalations.add(
        new Escalation(
            name,
            Due.after(Duration.ofHours(1)),
            null,
            new Escalation.Action.RunCode(rule(source))));
    return this;
  }

  private static CodeRule rule(String source) {
    return CodeRule.of(new Code.CodeBehind(source));
  }

  ProcessDefinition definition() {
    var activities = new LinkedHashMap<String, ActivityDefinition>();
    events.forEach((name, codes) -> {
      var defined = new ArrayList<EventDefinition>();
      codes.forEach((event, code) -> defined.add(event(name, event, code)));
      activities.put(
          name,
          new ActivityDefinition(
              name,
              "",
              null,
              null,
              List.of(field("Remark", DataType.STRING)),
              defined,
              List.of(),
              null,
              escalations(name, ""),
              exceptionRules.get(CodePlace.exceptionRule(name, ""))));
    });
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
        List.of(),
        OnError.BRANCH,
        startRule == null ? null : new StartRule(null, startRule),
        finishRule,
        exceptionRules.get(CodePlace.exceptionRule("", "")),
        escalations("", ""),
        Map.of());
  }

  private ServerEvent event(String activity, String event, Code code) {
    return new ServerEvent(
        event,
        code,
        Map.of(),
        RetryPolicy.DEFAULT,
        ServerEvent.DEFAULT_TIME_LIMIT,
        escalations(activity, event),
        exceptionRules.get(CodePlace.exceptionRule(activity, event)));
  }

  private List<Escalation> escalations(String activity, String event) {
    var found = new ArrayList<Escalation>();
    for (int at = 0; at < escalations.size(); at++) {
      var place = escalationPlaces.get(at);
      if (place.activity().equals(activity) && place.event().equals(event)) {
        found.add(escalations.get(at));
      }
    }
    return found;
  }

  private static DataFieldDefinition field(String name, DataType type) {
    return new DataFieldDefinition(name, type, null, false, false, false, false, "");
  }
}
