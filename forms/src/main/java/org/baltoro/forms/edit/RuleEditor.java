package org.baltoro.forms.edit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/** Applies edits to rules. Pure: the same rule and edit always give the same. */
public final class RuleEditor {
  private final Rule rule;
  private final Set<String> taken;

  private RuleEditor(Rule rule, Set<String> taken) {
    this.rule = rule;
    this.taken = taken;
  }

  /** Applies an edit to a rule that stands alone. */
  public static EditResult<Rule> apply(Rule rule, RuleEdit edit) {
    return apply(rule, edit, Set.of());
  }

  /**
   * Applies an edit to a rule of a document.
   *
   * @param others ids of the document's other parts, which new ones must not have
   */
  public static EditResult<Rule> apply(Rule rule, RuleEdit edit, Set<String> others) {
    var taken = new LinkedHashSet<>(others);
    taken.addAll(PartIds.of(rule));
    try {
      var after = new RuleEditor(rule, taken).edited(edit);
      return new EditResult.Done<>(after, new RuleEdit.Restore(rule));
    } catch (RefusedEdit refused) {
      return new EditResult.Refused<>(refused.reason());
    }
  }

  private Rule edited(RuleEdit edit) throws RefusedEdit {
    return switch (edit) {
      case RuleEdit.AppendAction(var to, var action) -> appended(to, action);
      case RuleEdit.AppendHandler(var handler) -> appended(handler);
      case RuleEdit.AppendCondition(var handler, var condition) -> appended(handler, condition);
      case RuleEdit.MoveActionUp(var action) -> atAction(action, Steps::moveUp);
      case RuleEdit.MoveActionDown(var action) -> atAction(action, Steps::moveDown);
      case RuleEdit.MoveStepUp(var step) -> movedStep(step, -1);
      case RuleEdit.MoveStepDown(var step) -> movedStep(step, 1);
      case RuleEdit.ChangeWord(var action, var word) ->
          atAction(action, (steps, at) -> steps.changeWord(at, word));
      case RuleEdit.ChangeBlockWord(var block, var word) ->
          atStep(block, (steps, at) -> steps.changeBlockWord(at, word));
      case RuleEdit.SetAtomic(var block, var atomic) ->
          atStep(block, (steps, at) -> steps.setAtomic(at, atomic));
      case RuleEdit.SplitBlock(var action) -> atAction(action, Steps::splitBlock);
      case RuleEdit.MergeWithNext(var block) -> atStep(block, Steps::mergeWithNext);
      case RuleEdit.SetEnabled(var part, var enabled) -> enabled(part, enabled);
      case RuleEdit.Remove(var part) -> removed(part);
      case RuleEdit.Comment(var part, var comment) -> commented(part, comment);
      case RuleEdit.Configure(var action, var operation) ->
          onParts(
              action,
              new PartChange() {
                @Override
                public Action of(Action old) {
                  return old.withOperation(operation);
                }
              });
      case RuleEdit.Restore(var before) -> restored(before);
    };
  }

  private Rule restored(Rule before) throws RefusedEdit {
    if (!before.id().equals(rule.id())) {
      throw new RefusedEdit(
          "This undoes an edit of rule '%s', and here is '%s'.".formatted(before.id(), rule.id()));
    }
    return before;
  }

  // ---- adding

  private Rule appended(String to, Action given) throws RefusedEdit {
    if (to.equals(rule.id()) && rule.handlers().isEmpty()) {
      var handler = PartIds.fresh(rule.id(), taken);
      taken.add(handler);
      var steps = new Steps(List.of(), taken);
      steps.append(handler, withId(given, handler));
      return rule.withHandlers(
          List.of(
              new Handler(handler, new HandlerType.Always(), List.of(), steps.result(), true, "")));
    }
    var handler = to.equals(rule.id()) ? rule.handlers().getLast().id() : to;
    var action = withId(given, handler);
    return onHandler(
        handler,
        found -> {
          var steps = new Steps(found.steps(), taken);
          steps.append(handler, action);
          return found.withSteps(steps.result());
        });
  }

  private Action withId(Action given, String handler) throws RefusedEdit {
    var action =
        given.id().isEmpty()
            ? new Action(
                PartIds.fresh(handler, taken), given.operation(), given.enabled(), given.comment())
            : given;
    take(PartIds.of(action));
    return action;
  }

  private void take(Set<String> ids) throws RefusedEdit {
    for (var id : ids) {
      if (id.isEmpty() || !taken.add(id)) {
        throw new RefusedEdit(
            "The id '%s' is %s. Give what is added an id of its own."
                .formatted(id, id.isEmpty() ? "none" : "taken"));
      }
    }
  }

  private Rule appended(Handler handler) throws RefusedEdit {
    take(PartIds.of(handler));
    var handlers = new ArrayList<>(rule.handlers());
    handlers.add(handler);
    return rule.withHandlers(handlers);
  }

  private Rule appended(String handler, Condition condition) throws RefusedEdit {
    take(Set.of(condition.id()));
    return onHandler(
        handler,
        found -> {
          if (found.type() instanceof HandlerType.Always) {
            throw new RefusedEdit(
                "Handler '%s' always runs: it has no conditions. Add the condition to another."
                    .formatted(handler));
          }
          var conditions = new ArrayList<>(found.conditions());
          conditions.add(condition);
          return found.withConditions(conditions);
        });
  }

  // ---- finding what is edited

  private interface StepsChange<P> {
    void change(Steps steps, P at) throws RefusedEdit;
  }

  private interface HandlerChange {
    Handler of(Handler handler) throws RefusedEdit;
  }

  private Rule atAction(String action, StepsChange<Steps.Position> change) throws RefusedEdit {
    return inHandlers(
        handler -> {
          var steps = new Steps(handler.steps(), taken);
          var at = steps.find(action);
          if (at == null) {
            return null;
          }
          change.change(steps, at);
          return handler.withSteps(steps.result());
        },
        "action",
        action);
  }

  private Rule atStep(String step, StepsChange<Integer> change) throws RefusedEdit {
    return inHandlers(
        handler -> {
          var steps = new Steps(handler.steps(), taken);
          int at = steps.findStep(step);
          if (at < 0) {
            return null;
          }
          change.change(steps, at);
          return handler.withSteps(steps.result());
        },
        "block",
        step);
  }

  private Rule onHandler(String id, HandlerChange change) throws RefusedEdit {
    return inHandlers(
        handler -> handler.id().equals(id) ? change.of(handler) : null, "handler", id);
  }

  /** Gives null where what is looked for is not. */
  private interface Search {
    @Nullable Handler in(Handler handler) throws RefusedEdit;
  }

  private Rule inHandlers(Search search, String what, String id) throws RefusedEdit {
    var handlers = new ArrayList<>(rule.handlers());
    for (int place = 0; place < handlers.size(); place++) {
      var changed = within(handlers.get(place), search);
      if (changed != null) {
        handlers.set(place, changed);
        return rule.withHandlers(handlers);
      }
    }
    throw new RefusedEdit(
        "Rule '%s' has no %s '%s'. Perhaps it was removed meanwhile: look at the rule again."
            .formatted(rule.name(), what, id));
  }

  private static @Nullable Handler within(Handler handler, Search search) throws RefusedEdit {
    var found = search.in(handler);
    if (found != null) {
      return found;
    }
    var steps = new ArrayList<>(handler.steps());
    for (int place = 0; place < steps.size(); place++) {
      if (steps.get(place) instanceof Handler inner) {
        var changed = within(inner, search);
        if (changed != null) {
          steps.set(place, changed);
          return handler.withSteps(steps);
        }
      }
    }
    return null;
  }

  /** A step among those of its handler, or a handler among those of the rule. */
  private Rule movedStep(String id, int by) throws RefusedEdit {
    var handlers = new ArrayList<>(rule.handlers());
    for (int place = 0; place < handlers.size(); place++) {
      if (handlers.get(place).id().equals(id)) {
        int to = place + by;
        if (to < 0 || to >= handlers.size()) {
          throw new RefusedEdit(
              "'%s' is the %s of the rule already."
                  .formatted(id, by < 0 ? "first handler" : "last handler"));
        }
        handlers.add(to, handlers.remove(place));
        return rule.withHandlers(handlers);
      }
    }
    return atStep(id, (steps, at) -> steps.moveStep(at, by));
  }

  // ---- removing

  private Rule removed(String part) throws RefusedEdit {
    var handlers = new ArrayList<>(rule.handlers());
    if (handlers.removeIf(handler -> handler.id().equals(part))) {
      return rule.withHandlers(handlers);
    }
    return inHandlers(handler -> without(handler, part), "part", part);
  }

  private @Nullable Handler without(Handler handler, String part) {
    var conditions = new ArrayList<>(handler.conditions());
    if (conditions.removeIf(condition -> condition.id().equals(part))) {
      return handler.withConditions(conditions);
    }
    var steps = new ArrayList<>(handler.steps());
    if (steps.removeIf(step -> step.id().equals(part))) {
      return handler.withSteps(steps);
    }
    var blocks = new Steps(handler.steps(), taken);
    var at = blocks.find(part);
    if (at == null) {
      return null;
    }
    blocks.remove(at);
    return handler.withSteps(blocks.result());
  }

  // ---- changing single parts

  /** What becomes of a part; parts of kinds that it says nothing of can't be changed so. */
  private interface PartChange {
    default @Nullable Rule of(Rule old) {
      return null;
    }

    default @Nullable Handler of(Handler old) {
      return null;
    }

    default @Nullable Condition of(Condition old) {
      return null;
    }

    default @Nullable Block of(Block old) {
      return null;
    }

    default @Nullable Action of(Action old) {
      return null;
    }
  }

  private Rule enabled(String part, boolean enabled) throws RefusedEdit {
    return onParts(
        part,
        new PartChange() {
          @Override
          public Rule of(Rule old) {
            return old.withEnabled(enabled);
          }

          @Override
          public Handler of(Handler old) {
            return old.withEnabled(enabled);
          }

          @Override
          public Condition of(Condition old) {
            return old.withEnabled(enabled);
          }

          @Override
          public Block of(Block old) {
            return old.withActions(
                old.actions().stream().map(action -> action.withEnabled(enabled)).toList());
          }

          @Override
          public Action of(Action old) {
            return old.withEnabled(enabled);
          }
        });
  }

  private Rule commented(String part, String comment) throws RefusedEdit {
    return onParts(
        part,
        new PartChange() {
          @Override
          public Rule of(Rule old) {
            return old.withComment(comment);
          }

          @Override
          public Handler of(Handler old) {
            return old.withComment(comment);
          }

          @Override
          public Condition of(Condition old) {
            return old.withComment(comment);
          }

          @Override
          public Action of(Action old) {
            return old.withComment(comment);
          }
        });
  }

  private Rule onParts(String part, PartChange change) throws RefusedEdit {
    if (part.equals(rule.id())) {
      return possible(change.of(rule), part);
    }
    return inHandlers(handler -> changed(handler, part, change), "part", part);
  }

  private static <T> T possible(@Nullable T changed, String part) throws RefusedEdit {
    if (changed == null) {
      throw new RefusedEdit(
          "'%s' is of a kind that can't be changed so: name one of its parts, or what it is in."
              .formatted(part));
    }
    return changed;
  }

  private static @Nullable Handler changed(Handler handler, String part, PartChange change)
      throws RefusedEdit {
    if (handler.id().equals(part)) {
      return possible(change.of(handler), part);
    }
    var conditions = new ArrayList<>(handler.conditions());
    for (int place = 0; place < conditions.size(); place++) {
      if (conditions.get(place).id().equals(part)) {
        conditions.set(place, possible(change.of(conditions.get(place)), part));
        return handler.withConditions(conditions);
      }
    }
    var steps = new ArrayList<>(handler.steps());
    for (int place = 0; place < steps.size(); place++) {
      var changed = changed(steps.get(place), part, change);
      if (changed != null) {
        steps.set(place, changed);
        return handler.withSteps(steps);
      }
    }
    return null;
  }

  /** Of a block or one of its actions; handlers inside are looked at by themselves. */
  private static @Nullable Step changed(Step step, String part, PartChange change)
      throws RefusedEdit {
    if (!(step instanceof Block block)) {
      return null;
    }
    if (block.id().equals(part)) {
      return possible(change.of(block), part);
    }
    var actions = new ArrayList<>(block.actions());
    for (int place = 0; place < actions.size(); place++) {
      if (actions.get(place).id().equals(part)) {
        actions.set(place, possible(change.of(actions.get(place)), part));
        return block.withActions(actions);
      }
    }
    return null;
  }
}
