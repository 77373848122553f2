package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.ControlEvent;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.ViewMethod;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds rules that raise each other round and round: by changing what another waits for, by
 * executing it, by initialising its view. Whether a condition ends the round nobody can say here,
 * so it is a warning; when it runs, a round of changes is cut.
 */
final class CycleCheck {
  /**
   * A rule and where it stands.
   *
   * @param self how its own view or form is called: "" or, on a form, the view's id
   */
  record Standing(Rule rule, Home home, String self) {}

  private final List<Standing> rules;
  private final Findings findings;
  private final Set<Set<String>> told = new LinkedHashSet<>();

  private CycleCheck(List<Standing> rules, Findings findings) {
    this.rules = rules.stream().filter(standing -> standing.rule.enabled()).toList();
    this.findings = findings;
  }

  /**
   * @param own rules that the document itself has: rounds without any of them are others' business
   */
  static void check(List<Standing> rules, Set<String> own, Findings findings) {
    var check = new CycleCheck(rules, findings);
    for (var standing : check.rules) {
      if (own.contains(standing.rule.id()) && standing.self.isEmpty()) {
        check.from(standing, new ArrayList<>());
      }
    }
  }

  private boolean from(Standing standing, List<Standing> way) {
    int round = way.indexOf(standing);
    if (round == 0) {
      tell(way);
      return true;
    }
    if (round > 0) {
      return false;
    }
    var further = new ArrayList<>(way);
    further.add(standing);
    if (further.size() > 12) {
      return false;
    }
    for (var next : rules) {
      if (raises(standing, next) && from(next, further)) {
        return true;
      }
    }
    return false;
  }

  private void tell(List<Standing> round) {
    var ids = new LinkedHashSet<String>();
    round.forEach(standing -> ids.add(standing.self + "/" + standing.rule.id()));
    if (!told.add(ids)) {
      return;
    }
    var names = new ArrayList<String>();
    round.forEach(standing -> names.add("'" + standing.rule.name() + "'"));
    names.add(names.getFirst());
    findings.warning(
        findings.at(round.getFirst().rule.id()),
        round.size() == 1
            ? "a rule that raises itself"
            : "rules that raise each other: " + String.join(", ", names),
        "an end: a condition that fails the second time, or values that do not change any more");
  }

  private static boolean raises(Standing one, Standing other) {
    for (var handler : one.rule.handlers()) {
      if (raises(handler, one, other)) {
        return true;
      }
    }
    return false;
  }

  private static boolean raises(Step step, Standing one, Standing other) {
    if (step instanceof Handler handler) {
      return handler.enabled()
          && handler.steps().stream().anyMatch(inner -> raises(inner, one, other));
    }
    return RuleParts.actions(step).stream()
        .anyMatch(action -> action.enabled() && raises(action, one, other));
  }

  private static boolean raises(Action action, Standing one, Standing other) {
    var event = other.rule.event();
    boolean byAction =
        switch (action.operation()) {
          case Operation.ExecuteRule(var scope, var rule) ->
              rule.equals(other.rule.id()) && Cells.key(scope, one.self).equals(other.self);
          case Operation.RunViewMethod(var scope, var method) ->
              method == ViewMethod.INITIALISE
                  && event instanceof Event.Initialise(var of)
                  && Cells.key(scope, one.self).equals(Cells.key(of, other.self));
          case Operation.ExecuteViewMethod call ->
              event instanceof Event.MethodExecuted(var of, var method)
                  && Cells.key(call.view(), one.self).equals(Cells.key(of, other.self))
                  && (method == null || method.equals(call.method()));
          default -> false;
        };
    var watched = byAction ? null : watched(event, other);
    return byAction
        || (watched != null
            && Cells.common(Set.of(watched), Cells.of(action, one.home, one.self).writes())
                != null);
  }

  /** The cell whose change raises a rule; null: none does. */
  private static @Nullable String watched(Event event, Standing standing) {
    if (event instanceof Event.OnControl(var scope, var id, var what)
        && what == ControlEvent.CHANGED) {
      var control = standing.home.area(scope).control(id);
      return Cells.key(scope, standing.self) + "/" + Cells.cell(control, id);
    }
    return event instanceof Event.ParameterChanged(var scope, var id)
        ? Cells.key(scope, standing.self) + "/parameter " + id
        : null;
  }
}
