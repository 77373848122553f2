package org.baltoro.forms.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of rules of a form: those of the base state and these.
 *
 * @param id an identifier, unique among the form's states
 * @param rules run after the base state's for the same event
 * @param disabledRules ids of rules of the base state that this state does without
 * @param inheritedRules as in {@link Form}, for this state; one named here replaces what the form
 *     says of it
 */
public record FormState(
    String id,
    String name,
    List<Rule> rules,
    List<String> disabledRules,
    List<InheritedRule> inheritedRules) {
  public FormState {
    rules = List.copyOf(rules);
    disabledRules = List.copyOf(disabledRules);
    inheritedRules = List.copyOf(inheritedRules);
  }

  public @Nullable Rule rule(String ruleId) {
    return Parts.find(rules, ruleId, Rule::id);
  }
}
