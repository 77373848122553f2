package org.baltoro.forms.document;

import java.util.List;

/**
 * What a form does to a rule that comes with one of its views. The form can't remove what the view
 * defined, and the view does not hear of it; what changes in the view is changed here too.
 *
 * @param instance the view's place on the form
 * @param rule the id of the view's rule
 * @param enabled false: the rule does not run on this form; true: as the view says
 * @param disabledParts ids of handlers, conditions, blocks' actions that do not run on this form
 * @param additions what the form adds, in order; their references are seen from the form
 * @param comment the form's own
 */
public record InheritedRule(
    String instance,
    String rule,
    boolean enabled,
    List<String> disabledParts,
    List<RuleAddition> additions,
    String comment) {
  public InheritedRule {
    disabledParts = List.copyOf(disabledParts);
    additions = List.copyOf(additions);
  }
}
