package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.forms.document.Form;
import org.baltoro.forms.document.FormState;
import org.baltoro.forms.document.InheritedRule;
import org.baltoro.forms.document.RuleAddition;
import org.baltoro.forms.document.Tab;
import org.baltoro.forms.document.ViewInstance;
import org.baltoro.forms.smartobject.Rights;
import org.jspecify.annotations.Nullable;

/** Writes forms. */
final class FormWriter {
  /** The reader meets the rules of states before those of the form. */
  private final RuleWriter rules = new RuleWriter(new Ids());

  private FormWriter() {}

  static Map<String, Object> write(Form form) {
    return new FormWriter().form(form);
  }

  private Map<String, Object> form(Form form) {
    var states = states(form.states());
    var own = rules.all(form.rules());
    var tree =
        new Tree()
            .put("form", form.name())
            .putUnless("id", form.id(), Ids.slug(form.name()))
            .putIfThere("title", form.title())
            .putIfThere("description", form.description())
            .putIfThere("mayOpen", rights(form.mayOpen()))
            .putIfThere("parameters", ControlWriter.parameters(form.parameters()));
    tabs(tree, form.tabs());
    return tree.putIfThere("controls", ControlWriter.all(form.controls()))
        .putIfThere("states", states)
        .putIfThere("defaultState", form.defaultState())
        .putIfThere("rules", own)
        .putIfThere("inherited", inherited(form.inheritedRules(), ""))
        .entries();
  }

  /** Null: everyone. */
  static @Nullable Object rights(Rights rights) {
    return switch (rights) {
      case Rights.Everyone ignored -> null;
      case Rights.Only(var users, var groups) ->
          users.isEmpty() && groups.isEmpty()
              ? new Tree().put("users", users).entries()
              : new Tree().putIfThere("users", users).putIfThere("groups", groups).entries();
    };
  }

  private static void tabs(Tree tree, List<Tab> tabs) {
    if (tabs.size() == 1) {
      var tab = tabs.getFirst();
      if (tab.equals(new Tab(FormReader.ONLY_TAB, "", true, tab.views()))) {
        tree.put("views", views(tab.views()));
        return;
      }
    }
    var all = new LinkedHashMap<String, Object>();
    for (var tab : tabs) {
      all.put(
          tab.id(),
          new Tree()
              .putIfThere("title", tab.title())
              .putUnless("visible", tab.visible(), true)
              .putIfThere("views", views(tab.views()))
              .entries());
    }
    tree.put("tabs", all);
  }

  private static Map<String, Object> views(List<ViewInstance> views) {
    var all = new LinkedHashMap<String, Object>();
    for (var view : views) {
      var tree =
          new Tree()
              .put("view", view.view())
              .putIfThere("title", view.title())
              .putUnless("visible", view.visible(), true)
              .putUnless("enabled", view.enabled(), true)
              .putUnless("readOnly", view.readOnly(), false)
              .putUnless("collapsed", view.collapsed(), false)
              .entries();
      all.put(view.id(), tree.size() == 1 ? view.view() : tree);
    }
    return all;
  }

  private Map<String, Object> states(List<FormState> states) {
    var all = new LinkedHashMap<String, Object>();
    for (var state : states) {
      all.put(
          state.id(),
          new Tree()
              .putUnless("name", state.name(), state.id())
              .putIfThere("without", state.disabledRules())
              .putIfThere("rules", rules.all(state.rules()))
              .putIfThere("inherited", inherited(state.inheritedRules(), state.id()))
              .entries());
    }
    return all;
  }

  private static List<Object> inherited(List<InheritedRule> rules, String place) {
    var all = new ArrayList<Object>();
    for (var rule : rules) {
      all.add(
          new Tree()
              .put("view", rule.instance())
              .put("rule", rule.rule())
              .putUnless("enabled", rule.enabled(), true)
              .putIfThere("disable", rule.disabledParts())
              .putIfThere("add", additions(rule, place))
              .putIfThere("comment", rule.comment())
              .entries());
    }
    return all;
  }

  private static List<Object> additions(InheritedRule rule, String place) {
    var all = new ArrayList<Object>();
    for (var addition : rule.additions()) {
      var derived = Ids.addition(place, rule.instance(), rule.rule(), all.size());
      all.add(
          switch (addition) {
            case RuleAddition.AddHandler(var handler) ->
                new Tree().put("handler", RuleWriter.handler(handler, derived)).entries();
            case RuleAddition.AddCondition(var to, var condition) ->
                added("condition", ConditionWriter.write(condition, derived), to);
            case RuleAddition.AddStep(var to, var step) ->
                added("step", RuleWriter.step(step, derived), to);
            case RuleAddition.AddAction(var to, var action) ->
                added("action", ActionWriter.write(action, derived), to);
          });
    }
    return all;
  }

  private static Object added(String kind, Object what, String to) {
    return new Tree().put(kind, what).put("to", to).entries();
  }
}
