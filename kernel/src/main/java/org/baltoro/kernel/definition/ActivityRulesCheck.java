package org.baltoro.kernel.definition;

import org.baltoro.kernel.definition.EscalationCheck.Owner;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;

/** What an activity has besides events and lines: its start rule, exception rule, escalations. */
final class ActivityRulesCheck {
  private ActivityRulesCheck() {}

  static void check(ProcessDefinition definition, ActivityDefinition activity, Findings findings) {
    var path = "activities." + activity.name();
    var start = activity.startRule();
    if (start != null && start.code() != null) {
      findings.error(
          path + ".startRule",
          "a start rule with code",
          "a due time only: code is for the start rule of the process, or an event");
    }
    if (start != null && start.due() != null) {
      DueCheck.check(definition, path + ".startRule", start.due(), findings);
    } else if (start != null && start.code() == null) {
      findings.error(path + ".startRule", "a start rule that says nothing", "a due time");
    }
    CodeCheck.check(path + ".exceptionRule", activity.exceptionRule(), findings);
    boolean forPeople = activity.events().stream().anyMatch(event -> event instanceof ClientEvent);
    EscalationCheck.check(
        definition,
        path,
        forPeople ? Owner.WITH_CLIENT_EVENT : Owner.WITHOUT_CLIENT_EVENT,
        activity.escalations(),
        findings);
  }
}
