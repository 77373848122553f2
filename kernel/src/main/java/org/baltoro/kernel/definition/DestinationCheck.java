package org.baltoro.kernel.definition;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.OutcomeRule.Condition;

/** The destination rule and the succeeding rule: what could never be fulfilled is refused. */
final class DestinationCheck {
  private static final int SETS_MAX = 100;
  private static final int SLOTS_MAX = 10_000;
  private static final int OUTCOMES_MAX = 100;

  /** How many answers there will be is not known before the work begins. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private final ActivityDefinition activity;
  private final DestinationRule rule;
  private final String path;
  private final Findings findings;

  private DestinationCheck(
      ActivityDefinition activity, DestinationRule rule, String path, Findings findings) {
    this.activity = activity;
    this.rule = rule;
    this.path = path;
    this.findings = findings;
  }

  static void check(ActivityDefinition activity, Findings findings) {
    var path = "activities." + activity.name();
    var rule = activity.destinationRule();
    int answers = 1;
    if (rule != null) {
      var check = new DestinationCheck(activity, rule, path + ".destinations", findings);
      check.rule();
      answers = check.answers();
    }
    if (!activity.exclusive().isEmpty()) {
      findings.name(path + ".exclusive", "section", activity.exclusive());
    }
    succeedingRule(activity, path + ".succeedingRule", answers, findings);
  }

  private void rule() {
    if (rule.plan() == Plan.PER_SLOT) {
      slotsWithoutPeople();
    } else {
      people();
    }
    if (activity.runsForEach() && activity.events().isEmpty()) {
      findings.error(
          path + ".plan",
          "'%s' in an activity without events".formatted(rule.plan().label()),
          "at least one event: it is run for each of them");
    }
    slots();
    completion();
  }

  private void slotsWithoutPeople() {
    if (!rule.sets().isEmpty()) {
      findings.error(
          path,
          "destinations in a plan per slot",
          "slots or rows only: name people in the client event, or take another plan");
    }
    if (rule.rows() != null && !(rule.slots() instanceof Slots.Count(int one) && one == 1)) {
      findings.error(
          path + ".slots", "slots beside rows", "one of them: there is a slot for each row");
    }
    if (rule.slots() instanceof Slots.EachDestination) {
      findings.error(path + ".slots", "'each' in a plan per slot", "a number, or an expression");
    }
  }

  private void people() {
    if (rule.sets().isEmpty()) {
      findings.error(path, "no destination", "at least one: who gets it");
    } else if (rule.sets().size() > SETS_MAX) {
      findings.error(path, rule.sets().size() + " destination sets", "at most " + SETS_MAX);
    }
    for (int place = 0; place < rule.sets().size(); place++) {
      var set = rule.sets().get(place);
      boolean alone = rule.sets().size() == 1 && set.rule() == null;
      var setPath = alone ? path + ".to" : path + ".sets[" + place + "].to";
      if (set.to().isEmpty()) {
        findings.error(setPath, "no destination", "at least one: who gets it");
      }
      SubjectCheck.destinations(setPath, set.to(), findings);
    }
    if (rule.rows() != null) {
      findings.error(
          path + ".rows",
          "rows in plan '%s'".formatted(rule.plan().label()),
          "plan: per-slot, which runs the events for each row");
    }
  }

  private void slots() {
    switch (rule.slots()) {
      case Slots.Count(int number) -> {
        if (number < 1 || number > SLOTS_MAX) {
          findings.error(path + ".slots", String.valueOf(number), "1 to " + SLOTS_MAX);
        } else if (number > 1 && (rule.plan() == Plan.EACH || rule.plan() == Plan.IN_TURN)) {
          findings.error(
              path + ".slots",
              "slots in plan '%s'".formatted(rule.plan().label()),
              "no slots: each destination answers; or plan: once");
        } else if (rule.plan() == Plan.ONCE && number > peopleKnown()) {
          findings.error(
              path + ".slots",
              "%d slots for %d destinations".formatted(number, peopleKnown()),
              "no more slots than there are destinations");
        }
      }
      case Slots.EachDestination each -> {}
      case Slots.Evaluated evaluated -> {}
    }
  }

  private void completion() {
    if (rule.completion() instanceof Completion.Any(int answers)) {
      if (answers < 1) {
        findings.error(path + ".completion", "any " + answers, "any 1 or more");
      } else if (answers > answers()) {
        findings.error(
            path + ".completion",
            "%d answers where there are %d".formatted(answers, answers()),
            "at most %d: more would never come".formatted(answers()));
      }
    }
  }

  /** How many answers there can be at most. */
  private int answers() {
    boolean counted = rule.plan() == Plan.ONCE || rule.plan() == Plan.PER_SLOT;
    if (counted && rule.rows() == null && rule.slots() instanceof Slots.Count(int number)) {
      return number;
    }
    return rule.plan() == Plan.PER_SLOT || rule.slots() instanceof Slots.Evaluated
        ? UNKNOWN
        : peopleKnown();
  }

  /** The number of destinations, if only users are named; a group may have any number. */
  private int peopleKnown() {
    Set<String> users = new LinkedHashSet<>();
    for (var set : rule.sets()) {
      for (var text : set.to()) {
        boolean one =
            switch (Destination.of(text)) {
              case Destination.Subject subject -> !(subject.isOfSeveral());
              case Destination.Originator originator -> true;
              case Destination.ManagerOf manager -> true;
              case Destination.Evaluated evaluated -> false;
            };
        if (!one) {
          return UNKNOWN;
        }
        users.add(text);
      }
    }
    return users.size();
  }

  // ---- succeeding rule

  private static void succeedingRule(
      ActivityDefinition activity, String path, int answers, Findings findings) {
    if (activity.succeedingRule().size() > OUTCOMES_MAX) {
      findings.error(
          path, activity.succeedingRule().size() + " outcomes", "at most " + OUTCOMES_MAX);
      return;
    }
    var actions = actions(activity);
    for (var rule : activity.succeedingRule()) {
      var outcomePath = path + "." + rule.outcome();
      findings.name(outcomePath, "outcome", rule.outcome());
      switch (rule.condition()) {
        case Condition.All(var action) -> action(outcomePath + ".all", action, actions, findings);
        case Condition.AllSlots(var action) ->
            action(outcomePath + ".allSlots", action, actions, findings);
        case Condition.None(var action) -> action(outcomePath + ".none", action, actions, findings);
        case Condition.AtLeast(int least, var action) -> {
          action(outcomePath + ".action", action, actions, findings);
          if (least < 1 || least > answers) {
            findings.error(
                outcomePath + ".atLeast",
                String.valueOf(least),
                answers == UNKNOWN
                    ? "1 or more"
                    : "1 to %d: more answers never come".formatted(answers));
          }
        }
        case Condition.AtMost(int most, var action) -> {
          action(outcomePath + ".action", action, actions, findings);
          if (most < 0) {
            findings.error(outcomePath + ".atMost", String.valueOf(most), "0 or more");
          }
        }
        case Condition.When(var when) -> {
          if (when.text().isBlank()) {
            findings.error(outcomePath + ".when", "nothing", "a rule over Responses");
          }
        }
      }
    }
  }

  private static Set<String> actions(ActivityDefinition activity) {
    var actions = new LinkedHashSet<String>();
    for (var event : activity.events()) {
      if (event instanceof ClientEvent client) {
        actions.addAll(client.actionNames());
      }
    }
    return actions;
  }

  private static void action(String path, String action, Set<String> actions, Findings findings) {
    if (!actions.contains(action)) {
      findings.unknown(
          path,
          "the action '%s', which no client event of the activity has"
              .formatted(Findings.shortened(action)),
          action,
          List.copyOf(actions));
    }
  }
}
