package org.baltoro.forms.deploy.check;

import java.util.LinkedHashSet;
import java.util.Set;
import org.baltoro.forms.deploy.check.CycleCheck.Standing;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/** What a rule may raise, whatever its conditions say. */
final class Raised {
  private final Standing by;
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> executedRules = new LinkedHashSet<>();
  private final Set<String> initialised = new LinkedHashSet<>();
  private final Set<String> executedMethods = new LinkedHashSet<>();

  private Raised(Standing by) {
    this.by = by;
  }

  static Raised by(Standing standing) {
    var raised = new Raised(standing);
    standing.rule().handlers().forEach(raised::step);
    return raised;
  }

  private void step(Step step) {
    switch (step) {
      case Block block -> RuleParts.enabled(block).forEach(this::action);
      case Handler handler -> {
        if (handler.enabled()) {
          handler.steps().forEach(this::step);
        }
      }
    }
  }

  private void action(Action action) {
    changed.addAll(Cells.of(action, by.home(), by.self()).writes());
    switch (action.operation()) {
      case Operation.ExecuteRule(var scope, var rule) ->
          executedRules.add(Cells.key(scope, by.self()) + "/" + rule);
      case Operation.RunViewMethod(var scope, var method) -> {
        if (method == ViewMethod.INITIALISE) {
          initialised.add(Cells.key(scope, by.self()));
        }
      }
      case Operation.ExecuteViewMethod call -> {
        var view = Cells.key(call.view(), by.self());
        executedMethods.add(view);
        executedMethods.add(view + "/" + call.method());
      }
      default -> {}
    }
  }

  boolean raises(Standing other) {
    var self = other.self();
    if (executedRules.contains(self + "/" + other.rule().id())) {
      return true;
    }
    return switch (other.rule().event()) {
      case Event.Initialise(var scope) -> initialised.contains(Cells.key(scope, self));
      case Event.MethodExecuted(var scope, var method) ->
          executedMethods.contains(Cells.key(scope, self) + (method == null ? "" : "/" + method));
      default -> changes(watched(other));
    };
  }

  private boolean changes(@Nullable String cell) {
    return cell != null && Cells.common(Set.of(cell), changed) != null;
  }

  /** The cell whose change raises a rule; null: none does. */
  private static @Nullable String watched(Standing standing) {
    var event = standing.rule().event();
    if (event instanceof Event.OnControl(var scope, var id, var what)
        && what == ControlEvent.CHANGED) {
      var control = standing.home().area(scope).control(id);
      return Cells.key(scope, standing.self()) + "/" + Cells.cell(control, id);
    }
    return event instanceof Event.ParameterChanged(var scope, var id)
        ? Cells.key(scope, standing.self()) + "/parameter " + id
        : null;
  }
}
