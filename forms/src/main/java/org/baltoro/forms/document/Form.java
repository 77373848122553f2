package org.baltoro.forms.document;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.smartobject.Rights;
import org.jspecify.annotations.Nullable;

/**
 * One version of a form, frozen: what users and workflows open.
 *
 * @param id of the document: stays when it is renamed
 * @param name the full name, folder and name: {@code "Finance/Purchase Order"}
 * @param version 1 or more; 0 before deployment
 * @param tabs one or more; with one the page shows no tab
 * @param controls on the form itself, below its tabs
 * @param states named sets of rules; one is active at a time
 * @param defaultState the id of the state that is active when none is asked for; null: the base
 *     state, which has the form's own rules and no others
 * @param rules of the base state, which every state has too, in the order in which rules for the
 *     same event run
 * @param inheritedRules what the form does to the rules that come with its views; those that are
 *     not named here are enabled and unchanged
 * @param mayOpen who may open it
 */
public record Form(
    String id,
    String name,
    int version,
    String title,
    String description,
    List<Tab> tabs,
    List<Control> controls,
    List<Parameter> parameters,
    List<FormState> states,
    @Nullable String defaultState,
    List<Rule> rules,
    List<InheritedRule> inheritedRules,
    Rights mayOpen) {
  public Form {
    tabs = List.copyOf(tabs);
    controls = List.copyOf(controls);
    parameters = List.copyOf(parameters);
    states = List.copyOf(states);
    rules = List.copyOf(rules);
    inheritedRules = List.copyOf(inheritedRules);
  }

  public Form withVersion(int deployed) {
    return new Form(
        id,
        name,
        deployed,
        title,
        description,
        tabs,
        controls,
        parameters,
        states,
        defaultState,
        rules,
        inheritedRules,
        mayOpen);
  }

  public Form withRules(List<Rule> others) {
    return new Form(
        id,
        name,
        version,
        title,
        description,
        tabs,
        controls,
        parameters,
        states,
        defaultState,
        others,
        inheritedRules,
        mayOpen);
  }

  public Form withStates(List<FormState> others) {
    return new Form(
        id,
        name,
        version,
        title,
        description,
        tabs,
        controls,
        parameters,
        others,
        defaultState,
        rules,
        inheritedRules,
        mayOpen);
  }

  public Form withInheritedRules(List<InheritedRule> others) {
    return new Form(
        id,
        name,
        version,
        title,
        description,
        tabs,
        controls,
        parameters,
        states,
        defaultState,
        rules,
        others,
        mayOpen);
  }

  public @Nullable Tab tab(String tabId) {
    return Parts.find(tabs, tabId, Tab::id);
  }

  /** The view with this id, on whatever tab. */
  public @Nullable ViewInstance view(String instanceId) {
    return Parts.find(views(), instanceId, ViewInstance::id);
  }

  /** All views, in the order of the tabs. */
  public List<ViewInstance> views() {
    var all = new ArrayList<ViewInstance>();
    for (var tab : tabs) {
      all.addAll(tab.views());
    }
    return all;
  }

  public @Nullable Control control(String controlId) {
    return Parts.find(allControls(), controlId, Control::id);
  }

  /** The form's own controls, a table before what is inside of it. */
  public List<Control> allControls() {
    return Control.flat(controls);
  }

  public @Nullable Parameter parameter(String parameterId) {
    return Parts.find(parameters, parameterId, Parameter::id);
  }

  public @Nullable FormState state(String stateId) {
    return Parts.find(states, stateId, FormState::id);
  }

  /** The form's own rule with this id, of the base state. */
  public @Nullable Rule rule(String ruleId) {
    return Parts.find(rules, ruleId, Rule::id);
  }
}
