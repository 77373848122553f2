package org.baltoro.kernel.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.kernel.definition.EscalationCheck.Owner;
import org.baltoro.kernel.definition.ProcessDefinition.RightGrant;

/**
 * Says everything that is wrong in a definition, at once. What needs more than the definition is
 * checked elsewhere: whether expressions are FEEL, whether code compiles, whether handlers are
 * registered.
 */
public final class DefinitionCheck {
  private static final List<String> RIGHTS =
      List.of("admin", "start", "view", "viewParticipate", "serverEvent");
  private static final String EXPECTED_SUBJECT =
      "a user's name, group:<name>, role:<name> or everyone";
  private static final int STEP_BUDGET_MAX = 1_000_000;

  /** What names nobody where rights are granted; the originator is another in each instance. */
  private static final List<String> NOBODY = List.of("group:", "role:", "originator");

  private static final int ACTIVITIES_MAX = 1_000;

  private final ProcessDefinition definition;
  private final Findings findings = new Findings();

  private DefinitionCheck(ProcessDefinition definition) {
    this.definition = definition;
  }

  /** All findings: first of the parts, then of the drawing; without errors it may be deployed. */
  public static List<DefinitionFinding> check(ProcessDefinition definition) {
    var found = new ArrayList<>(checkParts(definition));
    if (definition.activities().size() <= ACTIVITIES_MAX) {
      found.addAll(checkDrawing(definition));
    }
    return found;
  }

  /**
   * What is wrong in single parts: names, values, bounds, lines to nowhere. For a definition whose
   * lines could not all be read; {@link #check} is the whole.
   */
  public static List<DefinitionFinding> checkParts(ProcessDefinition definition) {
    return new DefinitionCheck(definition).parts();
  }

  /** What is wrong in how lines connect the activities: reach, ends, cycles, joins. */
  private static List<DefinitionFinding> checkDrawing(ProcessDefinition definition) {
    var findings = new Findings();
    JoinCheck.check(definition, findings);
    StarvingCheck.check(definition, findings);
    new DrawingCheck(definition, findings).check();
    return findings.all();
  }

  private List<DefinitionFinding> parts() {
    if (definition.folio() != null && definition.folio().text().isBlank()) {
      findings.error("folio", "nothing", "an expression, or no folio");
    }
    if (definition.stepBudget() < 1 || definition.stepBudget() > STEP_BUDGET_MAX) {
      findings.error("stepBudget", String.valueOf(definition.stepBudget()), "1 to 1000000");
    }
    var retention = definition.retention();
    if (retention != null && !retention.isWithinBounds()) {
      findings.error("retention", String.valueOf(retention.after()), "1h to 36500d, or forever");
    }
    start();
    WorkingHoursCheck.check(definition, findings);
    rules();
    FieldCheck.checkProcess(definition, findings);
    rights();
    activities();
    return findings.all();
  }

  private void start() {
    var names = definition.activities().keySet();
    if (names.isEmpty() || names.contains(definition.start())) {
      return;
    }
    if (definition.start().isBlank()) {
      findings.error("start", "nothing", "the activity that an instance starts with");
    } else {
      findings.unknown(
          "start",
          "the activity '%s', which does not exist".formatted(definition.start()),
          definition.start(),
          names);
    }
  }

  private void rules() {
    var start = definition.startRule();
    if (start != null) {
      if (start.due() == null && start.code() == null) {
        findings.error("startRule", "a start rule that says nothing", "a due time, code, or both");
      }
      if (start.due() != null) {
        DueCheck.check(definition, "startRule", start.due(), findings);
      }
      CodeCheck.check("startRule", start.code(), findings);
    }
    CodeCheck.check("finishRule", definition.finishRule(), findings);
    CodeCheck.check("exceptionRule", definition.exceptionRule(), findings);
    EscalationCheck.check(definition, "", Owner.PROCESS, definition.escalations(), findings);
  }

  private void rights() {
    Map<String, Integer> places = new LinkedHashMap<>();
    for (RightGrant grant : definition.rights()) {
      int place = places.merge(grant.right(), 1, Integer::sum) - 1;
      var path = "rights." + grant.right();
      if (!RIGHTS.contains(grant.right()) && place == 0) {
        findings.unknown(path, "the right '%s'".formatted(grant.right()), grant.right(), RIGHTS);
      }
      var subject = grant.subject();
      if (SubjectCheck.hasPrefix(subject) && !subject.startsWith("role:")) {
        SubjectCheck.prefix(path + "[" + place + "]", subject, EXPECTED_SUBJECT, true, findings);
      } else if (subject.isBlank()
          || !subject.equals(subject.strip())
          || NOBODY.contains(subject)) {
        findings.error(
            path + "[" + place + "]",
            "'%s'".formatted(subject),
            EXPECTED_SUBJECT + ", without blanks around it");
      }
    }
  }

  private void activities() {
    if (definition.activities().isEmpty()) {
      findings.error("activities", "no activity", "at least one");
    }
    if (definition.activities().size() > ACTIVITIES_MAX) {
      findings.error(
          "activities",
          definition.activities().size() + " activities",
          "at most %d: split the process".formatted(ACTIVITIES_MAX));
      return;
    }
    definition
        .activities()
        .forEach((name, activity) -> {
          var path = "activities." + name;
          findings.stepName(path, "activity", name);
          if (!activity.name().equals(name)) {
            findings.error(
                path, "an activity named '%s'".formatted(activity.name()), "'" + name + "'");
          }
          if (activity.precedingRule() != null && activity.precedingRule().text().isBlank()) {
            findings.error(
                path + ".precedingRule", "nothing", "an expression, or no rule: absent is true");
          }
          FieldCheck.checkActivity(definition, activity, findings);
          ActivityRulesCheck.check(definition, activity, findings);
          DestinationCheck.check(activity, findings);
          EventCheck.check(definition, activity, findings);
          LineCheck.check(definition, activity, findings);
        });
  }
}
