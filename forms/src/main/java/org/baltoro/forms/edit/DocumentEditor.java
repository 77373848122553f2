package org.baltoro.forms.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.View;
import org.jspecify.annotations.Nullable;

/** Applies edits to the rules of views and forms, those of a form's states too. */
public final class DocumentEditor {
  private DocumentEditor() {}

  /**
   * Applies an edit to a rule of a view.
   *
   * @param rule its id
   */
  public static EditResult<View> apply(View view, String rule, RuleEdit edit) {
    return switch (edited(view.rules(), rule, edit, PartIds.of(view))) {
      case null -> none(view.name(), rule, view.rules());
      case EditResult.Refused<List<Rule>>(var reason) -> new EditResult.Refused<>(reason);
      case EditResult.Done<List<Rule>>(var rules, var undo) ->
          new EditResult.Done<>(view.withRules(rules), undo);
    };
  }

  /**
   * Applies an edit to a rule of a form, of its base state or another.
   *
   * @param rule its id
   */
  public static EditResult<Form> apply(Form form, String rule, RuleEdit edit) {
    var ids = PartIds.of(form);
    return switch (edited(form.rules(), rule, edit, ids)) {
      case null -> ofState(form, rule, edit, ids);
      case EditResult.Refused<List<Rule>>(var reason) -> new EditResult.Refused<>(reason);
      case EditResult.Done<List<Rule>>(var rules, var undo) ->
          new EditResult.Done<>(form.withRules(rules), undo);
    };
  }

  private static EditResult<Form> ofState(Form form, String rule, RuleEdit edit, Set<String> ids) {
    var states = new ArrayList<>(form.states());
    for (int place = 0; place < states.size(); place++) {
      var state = states.get(place);
      var edited = edited(state.rules(), rule, edit, ids);
      if (edited instanceof EditResult.Refused<List<Rule>>(var reason)) {
        return new EditResult.Refused<>(reason);
      }
      if (edited instanceof EditResult.Done<List<Rule>>(var rules, var undo)) {
        states.set(place, withRules(state, rules));
        return new EditResult.Done<>(form.withStates(states), undo);
      }
    }
    var all = new ArrayList<>(form.rules());
    states.forEach(state -> all.addAll(state.rules()));
    return none(form.name(), rule, all);
  }

  private static FormState withRules(FormState state, List<Rule> rules) {
    return new FormState(
        state.id(), state.name(), rules, state.disabledRules(), state.inheritedRules());
  }

  /** Null if there is no such rule among them. */
  private static @Nullable EditResult<List<Rule>> edited(
      List<Rule> rules, String id, RuleEdit edit, Set<String> ids) {
    for (int place = 0; place < rules.size(); place++) {
      if (rules.get(place).id().equals(id)) {
        var result = RuleEditor.apply(rules.get(place), edit, ids);
        return switch (result) {
          case EditResult.Refused<Rule>(var reason) -> new EditResult.Refused<>(reason);
          case EditResult.Done<Rule>(var rule, var undo) -> {
            var changed = new ArrayList<>(rules);
            changed.set(place, rule);
            yield new EditResult.Done<>(List.copyOf(changed), undo);
          }
        };
      }
    }
    return null;
  }

  private static <T> EditResult<T> none(String document, String rule, List<Rule> rules) {
    return new EditResult.Refused<>(
        "'%s' has no rule '%s' of its own: it has %s."
            .formatted(document, rule, rules.stream().map(Rule::id).toList()));
  }
}
