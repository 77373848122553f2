package org.baltoro.engine.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.baltoro.kernel.definition.Destination;
import org.baltoro.kernel.definition.DestinationRule;
import org.baltoro.kernel.definition.DestinationRule.Completion;
import org.baltoro.kernel.definition.DestinationRule.DestinationSet;
import org.baltoro.kernel.definition.DestinationRule.Plan;
import org.baltoro.kernel.definition.DestinationRule.Remaining;
import org.baltoro.kernel.definition.DestinationRule.Slots;
import org.baltoro.kernel.definition.Expression;
import org.baltoro.kernel.definition.OutcomeRule;
import org.baltoro.kernel.definition.OutcomeRule.Condition;
import org.baltoro.language.yaml.Reading;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/** Reads who gets the work of an activity, and what their answers lead to. */
final class DestinationReader {
  static final String PEOPLE =
      "users, group:<name>, role:<name>, originator, manager:<user or originator>, or ="
          + " <expression>";

  private static final List<String> KEYS =
      List.of("to", "sets", "plan", "resolve", "slots", "rows", "completion", "remaining");
  private static final List<String> SET_KEYS = List.of("when", "to");
  private static final List<String> CONDITION_KEYS =
      List.of("all", "allSlots", "atLeast", "atMost", "none", "action", "when");
  private static final String EXPECTED_SLOTS = "a number from 1, each, or = <expression>";
  private static final String EXPECTED_COMPLETION = "all, first, any <number>, or = <expression>";
  private static final Pattern ANY = Pattern.compile("any\\s+([0-9]{1,9})");

  private final Reading reading;
  private final Section rule;

  private DestinationReader(Reading reading, Section rule) {
    this.reading = reading;
    this.rule = rule;
  }

  /** Null where the activity has no destinations. A list of people is a plan once with one slot. */
  static @Nullable DestinationRule read(Reading reading, Section activity) {
    var part = activity.part("destinations");
    if (part == null) {
      return null;
    }
    if (!(part.node() instanceof MappingNode)) {
      return DestinationRule.once(activity.texts("destinations", PEOPLE));
    }
    var section = Section.of(reading, part, "destinations", KEYS);
    return new DestinationReader(reading, section).rule();
  }

  private DestinationRule rule() {
    return new DestinationRule(
        sets(),
        rule.choice("plan", plans(), Plan.ONCE),
        rule.truth("resolve", false),
        slots(),
        Expressions.read(rule, "rows"),
        completion(),
        rule.choice("remaining", remainings(), Remaining.EXPIRE));
  }

  private static Map<String, Plan> plans() {
    var plans = new LinkedHashMap<String, Plan>();
    Stream.of(Plan.values()).forEach(plan -> plans.put(plan.label(), plan));
    return plans;
  }

  private static Map<String, Remaining> remainings() {
    var words = new LinkedHashMap<String, Remaining>();
    words.put("expire", Remaining.EXPIRE);
    words.put("continue", Remaining.CONTINUE);
    return words;
  }

  private List<DestinationSet> sets() {
    var sets = new ArrayList<DestinationSet>();
    if (rule.has("to")) {
      sets.add(new DestinationSet(null, rule.texts("to", PEOPLE)));
    }
    for (var part : rule.items("sets", "a list of sets, each with to: and perhaps when:")) {
      var set = Section.of(reading, part, "a set with to: <people>", SET_KEYS);
      if (!set.has("to")) {
        set.missing("to", PEOPLE);
      }
      sets.add(new DestinationSet(Expressions.read(set, "when"), set.texts("to", PEOPLE)));
    }
    return sets;
  }

  private Slots slots() {
    var part = rule.part("slots");
    if (part == null) {
      return new Slots.Count(1);
    }
    var count = Section.whole(part);
    if (count != null) {
      return new Slots.Count(count);
    }
    var text = rule.text(part, EXPECTED_SLOTS);
    if (text == null) {
      return new Slots.Count(1);
    }
    if (text.startsWith(Destination.EXPRESSION_PREFIX)) {
      return new Slots.Evaluated(expression(text));
    }
    if (!text.equals("each")) {
      refuse(part, EXPECTED_SLOTS, text, List.of("each"));
    }
    return new Slots.EachDestination();
  }

  private Completion completion() {
    var part = rule.part("completion");
    var text = part == null ? null : rule.text(part, EXPECTED_COMPLETION);
    if (part == null || text == null) {
      return new Completion.All();
    }
    if (text.startsWith(Destination.EXPRESSION_PREFIX)) {
      return new Completion.When(expression(text));
    }
    var any = ANY.matcher(text);
    if (any.matches()) {
      return new Completion.Any(Integer.parseInt(any.group(1)));
    }
    return switch (text) {
      case "all" -> new Completion.All();
      case "first" -> new Completion.Any(1);
      default -> {
        refuse(part, EXPECTED_COMPLETION, text, List.of("all", "first", "any"));
        yield new Completion.All();
      }
    };
  }

  private void refuse(Part part, String expected, String text, List<String> words) {
    reading.unreadable(
        part.path(), Reading.shown(part.node()), expected, Reading.nearest(text, words));
  }

  private static Expression expression(String text) {
    return new Expression(text.substring(Destination.EXPRESSION_PREFIX.length()).strip());
  }

  // ---- succeeding rule

  static List<OutcomeRule> succeedingRule(Reading reading, Section activity) {
    var outcomes = new ArrayList<OutcomeRule>();
    activity
        .entries("succeedingRule", "a mapping of outcomes by name")
        .forEach((outcome, part) -> {
          var section =
              Section.of(
                  reading,
                  part,
                  "one of all, allSlots, atLeast, atMost, none, when",
                  CONDITION_KEYS);
          var condition = condition(section);
          if (condition != null) {
            outcomes.add(new OutcomeRule(outcome, condition));
          }
        });
    return outcomes;
  }

  private static @Nullable Condition condition(Section section) {
    var kinds =
        Stream.of("all", "allSlots", "atLeast", "atMost", "none", "when")
            .filter(section::has)
            .toList();
    if (kinds.size() != 1) {
      section.missing("one of all, allSlots, atLeast, atMost, none, when");
      return null;
    }
    var kind = kinds.getFirst();
    boolean counts = kind.equals("atLeast") || kind.equals("atMost");
    section.allowOnly(
        counts ? List.of(kind, "action") : List.of(kind), "an outcome by '" + kind + "'");
    var action = counts ? section.requiredText("action", "the action that is counted") : "";
    return switch (kind) {
      case "all" -> new Condition.All(section.requiredText(kind, "an action"));
      case "allSlots" -> new Condition.AllSlots(section.requiredText(kind, "an action"));
      case "none" -> new Condition.None(section.requiredText(kind, "an action"));
      case "atLeast" -> new Condition.AtLeast(section.whole(kind, 1), action);
      case "atMost" -> new Condition.AtMost(section.whole(kind, 0), action);
      default -> new Condition.When(new Expression(section.requiredText(kind, "a rule")));
    };
  }
}
