package org.baltoro.engine.code;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.code.ActivityEscalationActionContext;
import org.baltoro.api.code.CodeContext;
import org.baltoro.api.code.ExceptionRuleContext;
import org.baltoro.api.code.ProcessEscalationActionContext;
import org.baltoro.api.code.ProcessFinishRuleContext;
import org.baltoro.api.code.ProcessStartRuleContext;
import org.baltoro.api.code.ServerEventContext;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.CodeRule;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action.RunCode;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.jspecify.annotations.Nullable;

/**
 * A piece of code of a definition.
 *
 * @param path the part of the definition that it belongs to, as in the file: {@code
 *     activities.Pay.events[0]}
 * @param context what the code is given
 */
public record PlacedCode(
    CodePlace place, String path, Code code, Class<? extends CodeContext> context) {

  /** The path of the code itself. */
  public String codePath() {
    return switch (code) {
      case Code.Handler handler -> path + ".handler";
      case Code.CodeBehind source -> path + ".code";
      case Code.Http call -> path + ".http";
      case Code.Worker worker -> path + ".worker";
    };
  }

  /** All code of a definition: of the process, then of each activity in design order. */
  public static List<PlacedCode> of(ProcessDefinition definition) {
    var collector = new Collector();
    collector.process(definition);
    return List.copyOf(collector.found);
  }

  private static final class Collector {
    private final List<PlacedCode> found = new ArrayList<>();

    void process(ProcessDefinition definition) {
      var start = definition.startRule();
      if (start != null) {
        rule(CodePlace.startRule(), "startRule", start.code(), ProcessStartRuleContext.class);
      }
      rule(
          CodePlace.finishRule(),
          "finishRule",
          definition.finishRule(),
          ProcessFinishRuleContext.class);
      exceptionRule("", "", "", definition.exceptionRule());
      escalations("", "", "", definition.escalations());
      definition.activities().forEach(this::activity);
    }

    private void activity(String name, ActivityDefinition activity) {
      var path = "activities." + name;
      for (int place = 0; place < activity.events().size(); place++) {
        var eventPath = path + ".events[" + place + "]";
        switch (activity.events().get(place)) {
          case ServerEvent server -> {
            found.add(
                new PlacedCode(
                    CodePlace.serverEvent(name, server.name()),
                    eventPath,
                    server.code(),
                    ServerEventContext.class));
            exceptionRule(eventPath + ".", name, server.name(), server.exceptionRule());
            escalations(eventPath + ".", name, server.name(), server.escalations());
          }
          case ClientEvent client ->
              escalations(eventPath + ".", name, client.name(), client.escalations());
          case SubProcess child -> {
            exceptionRule(eventPath + ".", name, child.name(), child.exceptionRule());
            escalations(eventPath + ".", name, child.name(), child.escalations());
          }
        }
      }
      exceptionRule(path + ".", name, "", activity.exceptionRule());
      escalations(path + ".", name, "", activity.escalations());
    }

    private void exceptionRule(
        String owner, String activity, String event, @Nullable CodeRule rule) {
      rule(
          CodePlace.exceptionRule(activity, event),
          owner + "exceptionRule",
          rule,
          ExceptionRuleContext.class);
    }

    private void escalations(
        String owner, String activity, String event, List<Escalation> escalations) {
      for (int place = 0; place < escalations.size(); place++) {
        var escalation = escalations.get(place);
        if (escalation.action() instanceof RunCode(CodeRule rule)) {
          rule(
              CodePlace.escalation(activity, event, escalation.name()),
              "%sescalations[%d]".formatted(owner, place),
              rule,
              activity.isEmpty()
                  ? ProcessEscalationActionContext.class
                  : ActivityEscalationActionContext.class);
        }
      }
    }

    private void rule(
        CodePlace place,
        String path,
        @Nullable CodeRule rule,
        Class<? extends CodeContext> context) {
      if (rule != null) {
        found.add(new PlacedCode(place, path, rule.code(), context));
      }
    }
  }
}
