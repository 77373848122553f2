package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.language.yaml.Section;
import org.baltoro.language.yaml.Section.Part;
import org.jspecify.annotations.Nullable;

/** Reads what a form does to the rules that come with its views. */
final class InheritedRuleReader {
  private static final List<String> KEYS =
      List.of("view", "rule", "enabled", "disable", "add", "comment");
  private static final List<String> ADDITIONS = List.of("handler", "condition", "step", "action");
  private static final List<String> ADDITION_KEYS = Parts.with(ADDITIONS, "to");

  private final Parts parts;
  private final RuleReader rules;

  InheritedRuleReader(Parts parts, RuleReader rules) {
    this.parts = parts;
    this.rules = rules;
  }

  /**
   * @param place the state's id; "" for the form
   */
  List<InheritedRule> read(Section owner, String place) {
    var inherited = new ArrayList<InheritedRule>();
    for (var item : owner.items("inherited", "a list of { view, rule, ... }")) {
      var section = parts.section(item, "a rule of a view", KEYS);
      var view = section.requiredText("view", "the id of a view on the form");
      var rule = section.requiredText("rule", "the id of a rule of that view");
      inherited.add(
          new InheritedRule(
              view,
              rule,
              section.truth("enabled", true),
              section.texts("disable", "ids of handlers, conditions and actions"),
              additions(section, place, view, rule),
              section.text("comment", "")));
    }
    return inherited;
  }

  private List<RuleAddition> additions(Section section, String place, String view, String rule) {
    var additions = new ArrayList<RuleAddition>();
    for (var item : section.items("add", "a list of what is added")) {
      var addition = addition(item, Ids.addition(place, view, rule, additions.size()));
      if (addition != null) {
        additions.add(addition);
      }
    }
    return additions;
  }

  private @Nullable RuleAddition addition(Part item, String derived) {
    var section = parts.section(item, "an addition", ADDITION_KEYS);
    var kinds = item.keys().stream().filter(ADDITIONS::contains).toList();
    if (kinds.size() != 1) {
      if (section.isReadable()) {
        parts.reading.unreadable(
            item.path(),
            "a mapping with " + item.keys(),
            "one of " + String.join(", ", ADDITIONS) + ", and to");
      }
      return null;
    }
    var kind = kinds.getFirst();
    var part = java.util.Objects.requireNonNull(section.part(kind));
    if (kind.equals("handler")) {
      section.allowOnly(List.of("handler"), "an added handler");
      return new RuleAddition.AddHandler(rules.handler(part, derived));
    }
    var to =
        section.requiredText(
            "to", kind.equals("action") ? "the id of a block" : "the id of a handler");
    return switch (kind) {
      case "condition" -> new RuleAddition.AddCondition(to, rules.condition(part, derived));
      case "step" -> new RuleAddition.AddStep(to, rules.step(part, derived));
      default -> new RuleAddition.AddAction(to, rules.action(part, derived));
    };
  }
}
