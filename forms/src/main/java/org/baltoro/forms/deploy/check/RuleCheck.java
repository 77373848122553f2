package org.baltoro.forms.deploy.check;

import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Source;
import org.baltoro.forms.document.Step;
import org.baltoro.forms.document.SystemVariable;

/** Checks one rule: its event, and its parts one after another. */
final class RuleCheck {
  private final Home home;
  private final Findings findings;
  private final Rule rule;
  private final SourceCheck sources;
  private final OperationCheck operations;
  private final ConditionCheck conditions;

  /** An error handler that lets the rule go on has been met. */
  private boolean errorBefore;

  private RuleCheck(Home home, Findings findings, Rule rule) {
    this.home = home;
    this.findings = findings;
    this.rule = rule;
    this.sources = new SourceCheck(home, findings, Results.of(rule, home));
    this.operations = new OperationCheck(home, findings, sources);
    this.conditions = new ConditionCheck(home, findings, sources);
  }

  static void check(Rule rule, Home home, Findings findings) {
    var check = new RuleCheck(home, findings, rule);
    new EventCheck(home, findings, check.sources).check(rule);
    check.steps(rule.handlers(), new Place(rule.event() instanceof Event.ErrorRaised, false));
    ReachCheck.check(rule, findings);
    OrderCheck.check(rule, home, findings);
  }

  /**
   * Parts that a form adds to a rule of a view, seen from the form.
   *
   * @param rule the view's rule with the additions
   */
  static RuleCheck ofAdditions(Rule rule, Home home, Findings findings) {
    return new RuleCheck(home, findings, rule);
  }

  void addition(Step step) {
    steps(List.of(step), new Place(false, false));
  }

  void addition(Condition condition) {
    conditions.check(condition, true);
  }

  void addition(Action action) {
    action(action, new Place(true, true));
  }

  /**
   * Where in the rule.
   *
   * @param error in an error handler: there is an error to be told
   * @param items in a loop: there is an item
   */
  private record Place(boolean error, boolean items) {}

  private void steps(List<? extends Step> steps, Place place) {
    for (var step : steps) {
      switch (step) {
        case Block block -> block(block, place);
        case Handler handler -> handler(handler, place);
      }
    }
  }

  private void handler(Handler handler, Place outside) {
    var path = findings.at(handler.id());
    boolean items = outside.items;
    if (handler.type() instanceof HandlerType.ForEach(var each)) {
      operations.items(each, path + ".forEach");
      items = true;
    }
    boolean error = outside.error || handler.type() instanceof HandlerType.Error;
    handler.conditions().forEach(condition -> conditions.check(condition, errorBefore));
    steps(handler.steps(), new Place(error, items));
    if (handler.type() instanceof HandlerType.Error && goesOn(handler)) {
      errorBefore = true;
    }
  }

  private static boolean goesOn(Handler handler) {
    return RuleParts.actions(handler).stream()
        .anyMatch(action -> action.operation() instanceof Operation.Continue);
  }

  private void block(Block block, Place place) {
    block.actions().forEach(action -> action(action, place));
    if (block.atomic()) {
      AtomicCheck.check(block, home, findings);
    }
    if (block.actions().isEmpty()) {
      findings.warning(
          findings.at(block.id()), "a block without actions", "an action, or no such block");
    }
  }

  private void action(Action action, Place place) {
    operations.check(action);
    var path = findings.at(action.id());
    if (action.operation() instanceof Operation.Continue && !place.error) {
      findings.warning(
          path,
          "continue outside of an error handler of rule '%s'".formatted(rule.name()),
          "continue in a handler with onError: elsewhere it does nothing");
    }
    boolean forItems = action.operation() instanceof Operation.ExecuteForItems;
    for (var source : Touch.of(action).sources()) {
      source(source, path, place.error, place.items || forItems);
    }
  }

  private void source(Source source, String path, boolean error, boolean items) {
    switch (source) {
      case Source.CurrentItem ignored when !items -> outsideOfLoop(path);
      case Source.CurrentItemState ignored when !items -> outsideOfLoop(path);
      case Source.SystemValue(var variable) when isError(variable) && !error ->
          findings.warning(
              path,
              "an error's text, where there is no error",
              "it in a handler with onError, or in a rule when errorRaised");
      default -> {}
    }
  }

  private void outsideOfLoop(String path) {
    findings.error(
        path, "an item, and no loop", "it in a handler with forEach, or in executeForItems");
  }

  private static boolean isError(SystemVariable variable) {
    return switch (variable) {
      case ERROR_MESSAGE, ERROR_DETAIL, ERROR_TYPE -> true;
      default -> false;
    };
  }

  /** Those that run at the same time. */
  static boolean isParallel(BlockType type) {
    return type == BlockType.AND || type == BlockType.ASYNCHRONOUSLY;
  }
}
