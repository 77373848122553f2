package org.baltoro.forms.document;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes explicit which rules a form has: those of its views, its own, and its state's. */
public final class Inheritance {
  private Inheritance() {}

  /**
   * The rules of a form in a state, disabled ones included: those of its views in the order of the
   * tabs, then the form's own, then the state's.
   *
   * @param viewByName the view that is meant by a full name
   * @param stateId null: the base state
   * @throws IllegalArgumentException if the form has no such state
   */
  public static List<EffectiveRule> rules(
      Form form, Function<String, View> viewByName, @Nullable String stateId) {
    var state = stateId == null ? null : stateOf(form, stateId);
    var rules = new ArrayList<EffectiveRule>();
    for (var instance : form.views()) {
      for (var rule : viewByName.apply(instance.view()).rules()) {
        rules.add(inherited(rule, instance.id(), changeOf(form, state, instance.id(), rule.id())));
      }
    }
    for (var rule : form.rules()) {
      boolean disabled = state != null && state.disabledRules().contains(rule.id());
      rules.add(own(disabled ? rule.withEnabled(false) : rule));
    }
    if (state != null) {
      state.rules().forEach(rule -> rules.add(own(rule)));
    }
    return rules;
  }

  /** The rules of a view that is opened as a subview. */
  public static List<EffectiveRule> rules(View view) {
    return view.rules().stream().map(Inheritance::own).toList();
  }

  private static FormState stateOf(Form form, String stateId) {
    var state = form.state(stateId);
    if (state == null) {
      throw new IllegalArgumentException(
          "Form %s has no state '%s': it has %s."
              .formatted(form.name(), stateId, form.states().stream().map(FormState::id).toList()));
    }
    return state;
  }

  private static EffectiveRule own(Rule rule) {
    return new EffectiveRule(rule, null, Set.of());
  }

  private static @Nullable InheritedRule changeOf(
      Form form, @Nullable FormState state, String instance, String rule) {
    var ofState = state == null ? null : changeOf(state.inheritedRules(), instance, rule);
    return ofState != null ? ofState : changeOf(form.inheritedRules(), instance, rule);
  }

  private static @Nullable InheritedRule changeOf(
      List<InheritedRule> changes, String instance, String rule) {
    for (var change : changes) {
      if (change.instance().equals(instance) && change.rule().equals(rule)) {
        return change;
      }
    }
    return null;
  }

  /** The view's rule with what the form says of it. */
  public static EffectiveRule inherited(
      Rule rule, String instance, @Nullable InheritedRule change) {
    if (change == null) {
      return new EffectiveRule(rule, instance, Set.of());
    }
    var formParts = new LinkedHashSet<String>();
    var merging = new Merging(Set.copyOf(change.disabledParts()), change.additions(), formParts);
    var merged = rule.withHandlers(merging.handlers(rule.handlers()));
    return new EffectiveRule(
        change.enabled() ? merged : merged.withEnabled(false), instance, formParts);
  }

  /** Takes parts out of use and adds others, from the outside to the inside. */
  private record Merging(
      Set<String> disabled, List<RuleAddition> additions, Set<String> formParts) {

    List<Handler> handlers(List<Handler> own) {
      var all = new ArrayList<Handler>();
      own.forEach(handler -> all.add(handler(handler)));
      for (var addition : additions) {
        if (addition instanceof RuleAddition.AddHandler(var handler)) {
          all.add(added(handler));
        }
      }
      return all;
    }

    private Handler handler(Handler handler) {
      var conditions = new ArrayList<Condition>();
      for (var condition : handler.conditions()) {
        conditions.add(isDisabled(condition.id()) ? condition.withEnabled(false) : condition);
      }
      var steps = new ArrayList<Step>();
      handler.steps().forEach(step -> steps.add(step(step)));
      for (var addition : additions) {
        if (addition instanceof RuleAddition.AddCondition(var to, var condition)
            && to.equals(handler.id())) {
          formParts.add(condition.id());
          conditions.add(condition);
        }
        if (addition instanceof RuleAddition.AddStep(var to, var step) && to.equals(handler.id())) {
          steps.add(added(step));
        }
      }
      var merged = handler.withConditions(conditions).withSteps(steps);
      return isDisabled(handler.id()) ? merged.withEnabled(false) : merged;
    }

    private Step step(Step step) {
      return switch (step) {
        case Block block -> block(block);
        case Handler handler -> handler(handler);
      };
    }

    private Block block(Block block) {
      var actions = new ArrayList<Action>();
      for (var action : block.actions()) {
        actions.add(isDisabled(action.id()) ? action.withEnabled(false) : action);
      }
      for (var addition : additions) {
        if (addition instanceof RuleAddition.AddAction(var to, var action)
            && to.equals(block.id())) {
          formParts.add(action.id());
          actions.add(action);
        }
      }
      return block.withActions(actions);
    }

    private boolean isDisabled(String id) {
      return disabled.contains(id);
    }

    private <T extends Step> T added(T step) {
      remember(step);
      return step;
    }

    private void remember(Step step) {
      formParts.add(step.id());
      switch (step) {
        case Block block -> block.actions().forEach(action -> formParts.add(action.id()));
        case Handler handler -> {
          handler.conditions().forEach(condition -> formParts.add(condition.id()));
          handler.steps().forEach(this::remember);
        }
      }
    }
  }
}
