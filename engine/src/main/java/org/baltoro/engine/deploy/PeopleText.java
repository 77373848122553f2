package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.kernel.definition.ClientAction;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.baltoro.language.yaml.YamlText;
import org.jspecify.annotations.Nullable;

/** Writes what a definition says of people, line by line. */
final class PeopleText {
  private PeopleText() {}

  static List<String> destinations(@Nullable DestinationRule rule) {
    var lines = new ArrayList<String>();
    if (rule == null) {
      return lines;
    }
    lines.add("    destinations:\n");
    sets(lines, rule.sets());
    if (rule.plan() != Plan.ONCE) {
      line(lines, 6, "plan", rule.plan().label());
    }
    if (rule.resolve()) {
      line(lines, 6, "resolve", "true");
    }
    slots(lines, rule.slots());
    if (rule.rows() != null) {
      line(lines, 6, "rows", YamlText.quoted(rule.rows().text()));
    }
    completion(lines, rule.completion());
    if (rule.remaining() == Remaining.CONTINUE) {
      line(lines, 6, "remaining", "continue");
    }
    if (lines.size() == 1) {
      lines.set(0, "    destinations: {}\n");
    }
    return lines;
  }

  private static void sets(List<String> lines, List<DestinationSet> sets) {
    if (sets.size() == 1 && sets.getFirst().rule() == null) {
      line(lines, 6, "to", YamlText.flow(sets.getFirst().to()));
      return;
    }
    if (!sets.isEmpty()) {
      lines.add("      sets:\n");
    }
    for (var set : sets) {
      line(lines, 8, "- to", YamlText.flow(set.to()));
      if (set.rule() != null) {
        line(lines, 10, "when", YamlText.quoted(set.rule().text()));
      }
    }
  }

  private static void slots(List<String> lines, Slots slots) {
    switch (slots) {
      case Slots.Count(int number) -> {
        if (number != 1) {
          line(lines, 6, "slots", String.valueOf(number));
        }
      }
      case Slots.EachDestination each -> line(lines, 6, "slots", "each");
      case Slots.Evaluated(var number) ->
          line(lines, 6, "slots", YamlText.quoted("= " + number.text()));
    }
  }

  private static void completion(List<String> lines, Completion completion) {
    switch (completion) {
      case Completion.All all -> {}
      case Completion.Any(int answers) -> line(lines, 6, "completion", "any " + answers);
      case Completion.When(var rule) ->
          line(lines, 6, "completion", YamlText.quoted("= " + rule.text()));
    }
  }

  static List<String> succeedingRule(List<OutcomeRule> outcomes) {
    var lines = new ArrayList<String>();
    if (!outcomes.isEmpty()) {
      lines.add("    succeedingRule:\n");
    }
    for (var outcome : outcomes) {
      line(lines, 6, YamlText.quoted(outcome.outcome()), condition(outcome.condition()));
    }
    return lines;
  }

  private static String condition(Condition condition) {
    return switch (condition) {
      case Condition.All(var action) -> "{ all: %s }".formatted(YamlText.quoted(action));
      case Condition.AllSlots(var action) -> "{ allSlots: %s }".formatted(YamlText.quoted(action));
      case Condition.None(var action) -> "{ none: %s }".formatted(YamlText.quoted(action));
      case Condition.AtLeast(int answers, var action) ->
          "{ atLeast: %d, action: %s }".formatted(answers, YamlText.quoted(action));
      case Condition.AtMost(int answers, var action) ->
          "{ atMost: %d, action: %s }".formatted(answers, YamlText.quoted(action));
      case Condition.When(var rule) -> "{ when: %s }".formatted(YamlText.quoted(rule.text()));
    };
  }

  static List<String> actions(List<ClientAction> actions) {
    var lines = new ArrayList<String>();
    boolean plain =
        actions.stream().allMatch(action -> action.equals(new ClientAction(action.name())));
    if (plain) {
      line(lines, 8, "actions", YamlText.flow(actions.stream().map(ClientAction::name).toList()));
      return lines;
    }
    lines.add("        actions:\n");
    for (var action : actions) {
      line(lines, 10, "- name", YamlText.quoted(action.name()));
      if (action.kind() == ClientAction.Kind.UPDATE) {
        line(lines, 12, "kind", "update");
      }
      if (!action.batch()) {
        line(lines, 12, "batch", "false");
      }
      if (!action.allow().isEmpty()) {
        line(lines, 12, "allow", YamlText.flow(action.allow()));
      }
      if (!action.deny().isEmpty()) {
        line(lines, 12, "deny", YamlText.flow(action.deny()));
      }
    }
    return lines;
  }

  private static void line(List<String> lines, int indentation, String key, String value) {
    lines.add(" ".repeat(indentation) + key + ": " + value + "\n");
  }
}
