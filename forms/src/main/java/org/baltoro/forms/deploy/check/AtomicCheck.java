package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.smartobject.MethodReference;
import org.jspecify.annotations.Nullable;

/** Checks that what is to be all or nothing can be. */
final class AtomicCheck {
  private AtomicCheck() {}

  static void check(Block block, Home home, Findings findings) {
    var methods = new ArrayList<MethodReference>();
    for (var action : RuleParts.enabled(block)) {
      var path = findings.at(action.id());
      switch (action.operation()) {
        case Operation.StartProcess ignored -> workflow(path, findings);
        case Operation.OpenWorklistItem ignored -> workflow(path, findings);
        case Operation.FinishWorklistItem ignored -> workflow(path, findings);
        default -> {
          var method = method(action, home);
          if (method != null) {
            methods.add(method);
          }
        }
      }
    }
    tell(block, methods, home, findings);
  }

  private static void workflow(String path, Findings findings) {
    findings.error(
        path,
        "an action of the workflow in a block that is atomic",
        "it in a block of its own: what a process has done can't be taken back");
  }

  private static void tell(
      Block block, List<MethodReference> methods, Home home, Findings findings) {
    var surroundings = home.surroundings();
    var known = methods.stream().filter(method -> isThere(method, surroundings)).toList();
    if (known.isEmpty() || surroundings.canBeAtomic(known)) {
      return;
    }
    var alone =
        known.stream().filter(method -> !surroundings.canBeAtomic(List.of(method))).toList();
    findings.error(
        findings.at(block.id(), "atomic"),
        alone.isEmpty()
            ? "methods of services that have no transaction in common: "
                + Findings.shown(known.stream().map(MethodReference::toString).distinct().toList())
            : "methods of services without transactions: "
                + Findings.shown(alone.stream().map(MethodReference::toString).distinct().toList()),
        "methods of one service with transactions, or a block that is not atomic");
  }

  private static boolean isThere(MethodReference method, Surroundings surroundings) {
    return surroundings
        .smartObjects()
        .find(method.smartObject())
        .flatMap(definition -> definition.method(method.method()))
        .isPresent();
  }

  /** The SmartObject's method that an action calls; null: none, or nobody can say. */
  static @Nullable MethodReference method(Action action, Home home) {
    return switch (action.operation()) {
      case Operation.ExecuteSmartObject call ->
          new MethodReference(call.smartObject(), call.method());
      case Operation.ExecuteViewMethod call -> {
        var view = home.area(call.view()).asView();
        yield view == null || view.source() == null
            ? null
            : new MethodReference(view.source().smartObject(), call.method());
      }
      case Operation.ExecuteForItems call -> {
        var smartObject = SmartObjectUse.ofItems(call, home);
        yield smartObject == null ? null : new MethodReference(smartObject, call.method());
      }
      default -> null;
    };
  }
}
