package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.kernel.definition.EscalationCheck.Owner;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.Code;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;

/** The events of an activity: names, code, destinations, actions, children, escalations. */
final class EventCheck {
  private static final int EVENTS_MAX = 1_000;
  private static final int DESTINATIONS_MAX = 1_000;
  private static final int ACTIONS_MAX = 100;

  private EventCheck() {}

  static void check(ProcessDefinition definition, ActivityDefinition activity, Findings findings) {
    var path = "activities." + activity.name() + ".events";
    if (activity.events().size() > EVENTS_MAX) {
      findings.error(path, activity.events().size() + " events", "at most " + EVENTS_MAX);
      return;
    }
    var names = new LinkedHashSet<String>();
    for (int place = 0; place < activity.events().size(); place++) {
      var event = activity.events().get(place);
      var eventPath = path + "[" + place + "]";
      switch (event) {
        case ServerEvent server -> {
          name(eventPath + ".server", server.name(), names, findings);
          var code =
              new CodeRule(
                  server.code(), server.configuration(), server.retry(), server.timeLimit());
          CodeCheck.check(eventPath, code, findings);
          if (server.code() instanceof Code.Http(HttpCall call)) {
            HttpCallCheck.check(eventPath + ".http", call, fields(definition, activity), findings);
          }
          CodeCheck.check(eventPath + ".exceptionRule", server.exceptionRule(), findings);
          EscalationCheck.check(
              definition, eventPath, Owner.SERVER_EVENT, server.escalations(), findings);
        }
        case ClientEvent client -> {
          name(eventPath + ".client", client.name(), names, findings);
          client(eventPath, activity, client, findings);
          EscalationCheck.check(
              definition, eventPath, Owner.WITH_CLIENT_EVENT, client.escalations(), findings);
        }
        case SubProcess child -> {
          name(eventPath + ".subProcess", child.name(), names, findings);
          SubProcessCheck.check(definition, activity, eventPath, child, findings);
          CodeCheck.check(eventPath + ".exceptionRule", child.exceptionRule(), findings);
          EscalationCheck.check(
              definition, eventPath, Owner.SERVER_EVENT, child.escalations(), findings);
        }
      }
    }
  }

  private static List<DataFieldDefinition> fields(
      ProcessDefinition definition, ActivityDefinition activity) {
    var fields = new ArrayList<>(definition.dataFields());
    fields.addAll(activity.dataFields());
    return fields;
  }

  private static void name(
      String path, String name, LinkedHashSet<String> names, Findings findings) {
    findings.stepName(path, "event", name);
    if (!names.add(name)) {
      findings.error(
          path,
          "'%s' a second time".formatted(Findings.shortened(name)),
          "a name of its own for each event of the activity");
    }
  }

  private static void client(
      String path, ActivityDefinition activity, ClientEvent event, Findings findings) {
    var destinations = event.destinations();
    var rule = activity.destinationRule();
    if (destinations.isEmpty()) {
      if (rule == null || rule.plan() == DestinationRule.Plan.PER_SLOT) {
        findings.error(
            path + ".destinations",
            "no destination",
            "at least one, here or as destinations of the activity: who gets it");
      }
    } else if (destinations.size() > DESTINATIONS_MAX) {
      findings.error(
          path + ".destinations",
          destinations.size() + " destinations",
          "at most %d: give them to a group".formatted(DESTINATIONS_MAX));
    } else {
      SubjectCheck.destinations(path + ".destinations", destinations, findings);
    }
    var actions = event.actions();
    if (actions.isEmpty()) {
      findings.error(path + ".actions", "no action", "at least one: what may be chosen");
    } else if (actions.size() > ACTIONS_MAX) {
      findings.error(path + ".actions", actions.size() + " actions", "at most " + ACTIONS_MAX);
    } else {
      actions(path + ".actions", event, findings);
      if (actions.stream().noneMatch(action -> action.kind() == ClientAction.Kind.FINISH)) {
        findings.error(
            path + ".actions",
            "only actions of kind update",
            "at least one that finishes: nothing would ever end it");
      }
    }
  }

  private static void actions(String path, ClientEvent event, Findings findings) {
    var names = new LinkedHashSet<String>();
    for (int place = 0; place < event.actions().size(); place++) {
      var action = event.actions().get(place);
      findings.name(path + "[" + place + "]", "action", action.name());
      SubjectCheck.subjects(path + "[" + place + "].allow", action.allow(), findings);
      SubjectCheck.subjects(path + "[" + place + "].deny", action.deny(), findings);
      if (!names.add(action.name())) {
        findings.error(
            path + "[" + place + "]",
            "'%s' a second time".formatted(Findings.shortened(action.name())),
            "each action once");
      }
    }
  }
}
