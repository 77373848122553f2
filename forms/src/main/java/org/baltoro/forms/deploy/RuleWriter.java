package org.baltoro.forms.deploy;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;

/** Writes rules, with the ids that reading would not make by itself. */
final class RuleWriter {
  private final Ids ids;

  RuleWriter(Ids ids) {
    this.ids = ids;
  }

  List<Object> all(List<Rule> rules) {
    return rules.stream().map(this::write).toList();
  }

  Object write(Rule rule) {
    var tree =
        new Tree()
            .put("rule", rule.name())
            .putUnless("id", rule.id(), ids.rule(rule.name()))
            .putIfThere("when", EventWriter.write(rule.event()))
            .putUnless("enabled", rule.enabled(), true)
            .putIfThere("comment", rule.comment());
    if (rule.handlers().size() == 1 && isPlain(rule.handlers().getFirst(), rule.id())) {
      var handler = rule.handlers().getFirst();
      return tree.put("do", steps(handler)).entries();
    }
    var handlers = new ArrayList<Object>();
    for (var handler : rule.handlers()) {
      handlers.add(handler(handler, Ids.child(rule.id(), handlers.size())));
    }
    return tree.putIfThere("handlers", handlers).entries();
  }

  /** A handler that is told by its steps alone. */
  private static boolean isPlain(Handler handler, String rule) {
    return handler.type() instanceof HandlerType.Always
        && handler.id().equals(Ids.child(rule, 0))
        && handler.conditions().isEmpty()
        && handler.enabled()
        && handler.comment().isEmpty();
  }

  static Object handler(Handler handler, String derived) {
    var tree = new Tree();
    switch (handler.type()) {
      case HandlerType.ForEach(var items) -> tree.put("forEach", ActionWriter.items(items));
      case HandlerType.Error ignored -> tree.put("onError", true);
      case HandlerType.If ignored -> {}
      case HandlerType.Always ignored -> {}
    }
    var conditions = ConditionWriter.all(handler.conditions(), handler.id());
    if (handler.type() instanceof HandlerType.If || !conditions.isEmpty()) {
      tree.put("if", conditions);
    }
    return tree.putUnless("id", handler.id(), derived)
        .putUnless("enabled", handler.enabled(), true)
        .putIfThere("comment", handler.comment())
        .put("do", steps(handler))
        .entries();
  }

  private static List<Object> steps(Handler handler) {
    var steps = new ArrayList<Object>();
    for (var step : handler.steps()) {
      steps.add(step(step, Ids.child(handler.id(), steps.size())));
    }
    return steps;
  }

  static Object step(Step step, String derived) {
    return switch (step) {
      case Block block -> block(block, derived);
      case Handler handler -> handler(handler, derived);
    };
  }

  private static Object block(Block block, String derived) {
    var actions = new ArrayList<Object>();
    for (var action : block.actions()) {
      actions.add(ActionWriter.write(action, Ids.child(block.id(), actions.size())));
    }
    return new Tree()
        .put(Words.of(block.type()), actions)
        .putUnless("atomic", block.atomic(), false)
        .putUnless("id", block.id(), derived)
        .entries();
  }
}
