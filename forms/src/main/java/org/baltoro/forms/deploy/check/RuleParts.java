package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;

/** Goes through the parts of rules. */
final class RuleParts {
  private RuleParts() {}

  /** All actions, in order, disabled ones too. */
  static List<Action> actions(Rule rule) {
    var actions = new ArrayList<Action>();
    rule.handlers().forEach(handler -> collect(handler, actions));
    return actions;
  }

  static List<Action> actions(Step step) {
    var actions = new ArrayList<Action>();
    collect(step, actions);
    return actions;
  }

  private static void collect(Step step, List<Action> actions) {
    switch (step) {
      case Block block -> actions.addAll(block.actions());
      case Handler handler -> handler.steps().forEach(inner -> collect(inner, actions));
    }
  }

  static List<Action> enabled(Block block) {
    return block.actions().stream().filter(Action::enabled).toList();
  }

  /** The ids of a rule's handlers, blocks, conditions and actions. */
  static List<String> ids(Rule rule) {
    var ids = new ArrayList<String>();
    rule.handlers().forEach(handler -> ids(handler, ids));
    return ids;
  }

  private static void ids(Step step, List<String> ids) {
    ids.add(step.id());
    switch (step) {
      case Block block -> block.actions().forEach(action -> ids.add(action.id()));
      case Handler handler -> {
        handler.conditions().forEach(condition -> ids.add(condition.id()));
        handler.steps().forEach(inner -> ids(inner, ids));
      }
    }
  }

  /** The handlers of a rule, those inside of others too. */
  static List<Handler> handlers(Rule rule) {
    var handlers = new ArrayList<Handler>();
    rule.handlers().forEach(handler -> handlers(handler, handlers));
    return handlers;
  }

  private static void handlers(Step step, List<Handler> handlers) {
    if (step instanceof Handler handler) {
      handlers.add(handler);
      handler.steps().forEach(inner -> handlers(inner, handlers));
    }
  }

  static List<Block> blocks(Rule rule) {
    return handlers(rule).stream()
        .flatMap(handler -> handler.steps().stream())
        .filter(Block.class::isInstance)
        .map(Block.class::cast)
        .toList();
  }
}
