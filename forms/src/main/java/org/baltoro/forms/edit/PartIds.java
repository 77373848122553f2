package org.baltoro.forms.edit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.Mapping;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.View;

/** The ids of the parts of rules, so that new ones differ. */
final class PartIds {
  private final Set<String> ids = new LinkedHashSet<>();

  private PartIds() {}

  static Set<String> of(View view) {
    var all = new PartIds();
    view.rules().forEach(all::rule);
    return all.ids;
  }

  static Set<String> of(Form form) {
    var all = new PartIds();
    form.rules().forEach(all::rule);
    all.inherited(form.inheritedRules());
    for (var state : form.states()) {
      state.rules().forEach(all::rule);
      all.inherited(state.inheritedRules());
    }
    return all.ids;
  }

  static Set<String> of(Rule rule) {
    var all = new PartIds();
    all.rule(rule);
    return all.ids;
  }

  static Set<String> of(Action action) {
    var all = new PartIds();
    all.action(action);
    return all.ids;
  }

  static Set<String> of(Handler handler) {
    var all = new PartIds();
    all.step(handler);
    return all.ids;
  }

  private void inherited(List<InheritedRule> rules) {
    for (var rule : rules) {
      for (var addition : rule.additions()) {
        switch (addition) {
          case RuleAddition.AddHandler(var handler) -> step(handler);
          case RuleAddition.AddCondition(var to, var condition) -> ids.add(condition.id());
          case RuleAddition.AddStep(var to, var step) -> step(step);
          case RuleAddition.AddAction(var to, var action) -> action(action);
        }
      }
    }
  }

  private void rule(Rule rule) {
    ids.add(rule.id());
    rule.handlers().forEach(this::step);
  }

  private void step(Step step) {
    ids.add(step.id());
    switch (step) {
      case Block block -> block.actions().forEach(this::action);
      case Handler handler -> {
        handler.conditions().forEach(condition -> ids.add(condition.id()));
        handler.steps().forEach(this::step);
      }
    }
  }

  private void action(Action action) {
    ids.add(action.id());
    switch (action.operation()) {
      case Operation.ExecuteSmartObject call -> mappings(call.inputs(), call.outputs());
      case Operation.ExecuteViewMethod call -> mappings(call.inputs(), call.outputs());
      case Operation.ExecuteForItems call -> mappings(call.inputs(), call.outputs());
      case Operation.TransferData transfer -> mappings(transfer.mappings(), List.of());
      case Operation.SetProperties set -> set.settings().forEach(setting -> ids.add(setting.id()));
      case Operation.OpenSubform open -> mappings(open.parameters(), List.of());
      case Operation.NavigateToForm navigate -> mappings(navigate.parameters(), List.of());
      case Operation.StartProcess start -> mappings(start.dataFields(), start.outputs());
      case Operation.OpenWorklistItem open -> mappings(open.outputs(), List.of());
      case Operation.FinishWorklistItem finish -> mappings(finish.dataFields(), List.of());
      case Operation.EditList edit -> mappings(edit.values(), List.of());
      case Operation.RunViewMethod ignored -> {}
      case Operation.RunControlMethod ignored -> {}
      case Operation.Close ignored -> {}
      case Operation.NavigateToAddress ignored -> {}
      case Operation.ShowTab ignored -> {}
      case Operation.ShowView ignored -> {}
      case Operation.ShowMessage ignored -> {}
      case Operation.Confirm ignored -> {}
      case Operation.ExecuteRule ignored -> {}
      case Operation.Continue ignored -> {}
      case Operation.StopRule ignored -> {}
      case Operation.RaiseError ignored -> {}
    }
  }

  private void mappings(List<Mapping> some, List<Mapping> others) {
    some.forEach(mapping -> ids.add(mapping.id()));
    others.forEach(mapping -> ids.add(mapping.id()));
  }

  /** An id that nothing has: that of a part it belongs to, and a number. */
  static String fresh(String belongsTo, Set<String> taken) {
    int number = 1;
    while (taken.contains(belongsTo + "+" + number)) {
      number++;
    }
    return belongsTo + "+" + number;
  }
}
