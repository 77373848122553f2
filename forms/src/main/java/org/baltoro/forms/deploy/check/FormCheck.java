package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.Inheritance;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.forms.document.ViewInstance;

/** Checks a form. */
final class FormCheck {
  private final Form form;
  private final Surroundings surroundings;
  private final Home home;
  private final Findings findings;

  private FormCheck(Form form, Surroundings surroundings, Findings findings) {
    this.form = form;
    this.surroundings = surroundings;
    this.home = Home.of(form, surroundings);
    this.findings = findings;
  }

  static void check(Form form, Surroundings surroundings, Findings findings) {
    new FormCheck(form, surroundings, findings).check();
  }

  private void check() {
    ids();
    views();
    new ControlCheck(home, findings).check(form.controls(), "controls");
    CalculationCheck.check(form.controls(), findings);
    for (var control : form.allControls()) {
      if (control.field() != null) {
        findings.error(
            "controls." + control.id() + ".field", "a field of a form", "a control of a view");
      }
    }
    states();
    rules(form.rules());
    form.states().forEach(state -> rules(state.rules()));
    inherited(form.inheritedRules(), "inherited");
    unbound();
    cycles();
  }

  private void ids() {
    var ids = new IdCheck(findings);
    for (var tab : form.tabs()) {
      if (form.tabs().size() > 1 || !tab.id().equals("main")) {
        ids.check(tab.id(), "tabs." + tab.id());
      }
      tab.views().forEach(view -> ids.check(view.id(), path(view)));
    }
    form.parameters().forEach(one -> ids.check(one.id(), "parameters." + one.id()));
    form.allControls().forEach(control -> ids.check(control.id(), "controls." + control.id()));
  }

  /** Views stand on their tabs, or alone where there is one tab that nobody has named. */
  private String path(ViewInstance view) {
    for (var tab : form.tabs()) {
      if (tab.views().contains(view) && !tab.id().equals("main")) {
        return "tabs.%s.views.%s".formatted(tab.id(), view.id());
      }
    }
    return "views." + view.id();
  }

  private void views() {
    if (form.views().isEmpty() && form.controls().isEmpty()) {
      findings.warning("tabs", "no view and no control", "one of them: the form shows nothing");
    }
    for (var view : form.views()) {
      if (surroundings.view(view.view()) == null) {
        findings.unknown(
            path(view), "view", view.view(), surroundings.viewNames(), "those that are deployed");
      }
    }
  }

  private void states() {
    var ids = form.states().stream().map(FormState::id).toList();
    var initial = form.defaultState();
    if (initial != null && !ids.contains(initial)) {
      findings.unknown("defaultState", "state", initial, ids, "this form");
    }
    var rules = form.rules().stream().map(Rule::id).toList();
    for (var state : form.states()) {
      for (var without : state.disabledRules()) {
        if (!rules.contains(without)) {
          findings.unknown(
              "states.%s.without".formatted(state.id()),
              "rule",
              without,
              rules,
              "the form's base state");
        }
      }
      inherited(state.inheritedRules(), "states.%s.inherited".formatted(state.id()));
    }
  }

  private void rules(List<Rule> rules) {
    rules.forEach(rule -> RuleCheck.check(rule, home, findings));
  }

  // ---- rules of views

  private void inherited(List<InheritedRule> rules, String path) {
    for (int place = 0; place < rules.size(); place++) {
      inherited(rules.get(place), "%s[%d]".formatted(path, place));
    }
  }

  private void inherited(InheritedRule change, String path) {
    var instance = form.view(change.instance());
    if (instance == null) {
      findings.unknown(
          path + ".view",
          "view",
          change.instance(),
          form.views().stream().map(ViewInstance::id).toList(),
          "this form");
      return;
    }
    var view = surroundings.view(instance.view());
    if (view == null) {
      return;
    }
    var rule = view.rule(change.rule());
    if (rule == null) {
      findings.unknown(
          path + ".rule",
          "rule",
          change.rule(),
          view.rules().stream().map(Rule::id).toList(),
          "view '%s'".formatted(view.name()));
      return;
    }
    parts(change, rule, path);
  }

  private void parts(InheritedRule change, Rule rule, String path) {
    var parts = RuleParts.ids(rule);
    for (var disabled : change.disabledParts()) {
      if (!parts.contains(disabled)) {
        findings.unknown(
            path + ".disable", "part", disabled, parts, "rule '%s'".formatted(rule.name()));
      }
    }
    var merged = Inheritance.inherited(rule, change.instance(), change).rule();
    var check = RuleCheck.ofAdditions(merged, home, findings);
    for (int place = 0; place < change.additions().size(); place++) {
      var at = "%s.add[%d]".formatted(path, place);
      switch (change.additions().get(place)) {
        case RuleAddition.AddHandler(var handler) -> check.addition(handler);
        case RuleAddition.AddCondition(var to, var condition) -> {
          to(to, RuleParts.handlers(rule).stream().map(handler -> handler.id()).toList(), at);
          check.addition(condition);
        }
        case RuleAddition.AddStep(var to, var step) -> {
          to(to, RuleParts.handlers(rule).stream().map(handler -> handler.id()).toList(), at);
          check.addition(step);
        }
        case RuleAddition.AddAction(var to, var action) -> {
          to(to, RuleParts.blocks(rule).stream().map(block -> block.id()).toList(), at);
          check.addition(action);
        }
      }
    }
  }

  private void to(String to, List<String> there, String path) {
    if (!there.contains(to)) {
      findings.unknown(path + ".to", "part", to, there, "the view's rule");
    }
  }

  // ---- rules among each other

  private void unbound() {
    var executed = new LinkedHashSet<String>();
    for (var rule : home.own().rules()) {
      for (var action : RuleParts.actions(rule)) {
        if (action.operation() instanceof Operation.ExecuteRule(var scope, var id)) {
          executed.add(id);
        }
      }
    }
    for (var rule : home.own().rules()) {
      boolean never =
          rule.event() instanceof Event.Unbound
              && rule.enabled()
              && !executed.contains(rule.id())
              && !isExecutedByParts(rule.id());
      if (never) {
        findings.warning(
            findings.at(rule.id()),
            "rule '%s', which has no event and which no rule of the form executes"
                .formatted(rule.name()),
            "an event, or executeRule: it never runs, unless a subform of it executes it");
      }
    }
  }

  /** By what the form adds to rules of its views. */
  private boolean isExecutedByParts(String id) {
    var changes = new ArrayList<>(form.inheritedRules());
    form.states().forEach(state -> changes.addAll(state.inheritedRules()));
    return changes.stream()
        .flatMap(change -> change.additions().stream())
        .flatMap(addition -> added(addition).stream())
        .anyMatch(action ->
            action.operation() instanceof Operation.ExecuteRule(var scope, var rule)
                && rule.equals(id));
  }

  private static List<org.baltoro.forms.document.Action> added(RuleAddition addition) {
    return switch (addition) {
      case RuleAddition.AddHandler(var handler) -> RuleParts.actions(handler);
      case RuleAddition.AddStep(var to, var step) -> RuleParts.actions(step);
      case RuleAddition.AddAction(var to, var action) -> List.of(action);
      case RuleAddition.AddCondition ignored -> List.of();
    };
  }

  private void cycles() {
    var rules = new ArrayList<CycleCheck.Standing>();
    var own = new LinkedHashSet<String>();
    for (var rule : home.own().rules()) {
      own.add(rule.id());
      rules.add(new CycleCheck.Standing(rule, home, ""));
    }
    for (var instance : form.views()) {
      var view = surroundings.view(instance.view());
      if (view != null) {
        rules.addAll(ViewCheck.standing(view.rules(), Home.of(view, surroundings), instance.id()));
      }
    }
    CycleCheck.check(rules, own, findings);
  }
}
