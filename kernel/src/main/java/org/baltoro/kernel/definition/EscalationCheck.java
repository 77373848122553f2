package org.baltoro.kernel.definition;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.kernel.Spans;
import org.baltoro.kernel.definition.Escalation.Action;
import org.baltoro.kernel.definition.Escalation.Repeat;

/** Escalations: names, due times, and whether their owner can do what they say. */
final class EscalationCheck {
  private static final int ESCALATIONS_MAX = 100;
  private static final int REPETITIONS_MAX = 9_999;
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final ProcessDefinition definition;
  private final Owner owner;
  private final Findings findings;

  /** Whose escalations they are, as far as that limits them. */
  enum Owner {
    PROCESS,
    /** An activity that has no work for people. */
    WITHOUT_CLIENT_EVENT,
    SERVER_EVENT,
    /** A client event, or an activity with one. */
    WITH_CLIENT_EVENT
  }

  private EscalationCheck(ProcessDefinition definition, Owner owner, Findings findings) {
    this.definition = definition;
    this.owner = owner;
    this.findings = findings;
  }

  /**
   * @param ownerPath "" for the process
   */
  static void check(
      ProcessDefinition definition,
      String ownerPath,
      Owner owner,
      List<Escalation> escalations,
      Findings findings) {
    var path = ownerPath.isEmpty() ? "escalations" : ownerPath + ".escalations";
    if (escalations.size() > ESCALATIONS_MAX) {
      findings.error(path, escalations.size() + " escalations", "at most " + ESCALATIONS_MAX);
      return;
    }
    var check = new EscalationCheck(definition, owner, findings);
    var names = new LinkedHashSet<String>();
    for (int place = 0; place < escalations.size(); place++) {
      var escalation = escalations.get(place);
      var escalationPath = path + "[" + place + "]";
      findings.name(escalationPath + ".name", "escalation", escalation.name());
      if (!names.add(escalation.name())) {
        findings.error(
            escalationPath + ".name",
            "'%s' a second time".formatted(Findings.shortened(escalation.name())),
            "a name of its own for each escalation here");
      }
      check.escalation(escalationPath, escalation);
    }
  }

  private void escalation(String path, Escalation escalation) {
    DueCheck.check(definition, path, escalation.due(), findings);
    if (escalation.repeat() != null) {
      repeat(path + ".repeat", escalation.due(), escalation.repeat());
    }
    switch (escalation.action()) {
      case Action.RunCode(CodeRule rule) -> CodeCheck.check(path, rule, findings);
      case Action.Goto to -> gotoActivity(path, to);
      case Action.Expire expire -> expire(path);
      case Action.Redirect(List<String> to) -> redirect(path + ".redirect", to);
      case Action.Mail mail -> mail(path + ".mail", mail);
    }
  }

  private void repeat(String path, Due due, Repeat repeat) {
    boolean counted = repeat.count() >= 1 && repeat.count() <= REPETITIONS_MAX;
    if (!counted) {
      findings.error(path + ".count", String.valueOf(repeat.count()), "1 to 9999");
    }
    if (repeat.every().compareTo(SHORTEST) < 0 || repeat.every().compareTo(DueCheck.LONGEST) > 0) {
      findings.error(path + ".every", Spans.text(repeat.every()), "1s to 36500d");
    } else if (due.workingHours() != null && counted) {
      var hours = definition.workingHours().get(due.workingHours());
      if (hours != null) {
        WorkingHoursCheck.reach(path, repeat.every().multipliedBy(repeat.count()), hours, findings);
      }
    }
  }

  private void gotoActivity(String path, Action.Goto to) {
    activity(path + ".goto", to.activity());
    var expireActivity = to.expireActivity();
    if (expireActivity == null) {
      return;
    }
    if (owner == Owner.PROCESS) {
      activity(path + ".expireActivity", expireActivity);
    } else {
      findings.error(
          path + ".expireActivity",
          "'expireActivity' in an escalation of an activity or an event",
          "expireAll: true or false; 'expireActivity' is for escalations of the process");
    }
  }

  private void activity(String path, String name) {
    var names = definition.activities().keySet();
    if (!names.contains(name)) {
      findings.unknown(
          path,
          name.isEmpty()
              ? "nothing"
              : "the activity '%s', which does not exist".formatted(Findings.shortened(name)),
          name,
          names);
    }
  }

  private void expire(String path) {
    if (owner == Owner.PROCESS) {
      findings.error(
          path + ".expire",
          "'expire' in an escalation of the process",
          "another action: activities and events expire, a process does not");
    }
  }

  private void redirect(String path, List<String> to) {
    switch (owner) {
      case PROCESS ->
          findings.error(
              path,
              "'redirect' in an escalation of the process",
              "another action: worklist items belong to activities and their events");
      case WITHOUT_CLIENT_EVENT, SERVER_EVENT ->
          findings.error(
              path,
              "'redirect' where there is no client event",
              "another action: only work for people can be given to others");
      case WITH_CLIENT_EVENT -> {}
    }
    if (to.isEmpty()) {
      findings.error(path, "nobody", "at least one user, group or originator");
    }
    SubjectCheck.destinations(path, to, findings);
  }

  private void mail(String path, Action.Mail mail) {
    if (mail.to().isEmpty()) {
      findings.error(path + ".to", "no recipient", "at least one address, user or originator");
    }
    SubjectCheck.recipients(path + ".to", mail.to(), findings);
    if (mail.subject().text().isBlank()) {
      findings.error(path + ".subject", "nothing", "an expression that gives text");
    }
    if (mail.body().text().isBlank()) {
      findings.error(path + ".body", "nothing", "an expression that gives text");
    }
  }
}
