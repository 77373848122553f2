package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.Control;
import org.baltoro.language.feel.FeelExpression;
import org.baltoro.language.feel.RefusedExpression;

/** Finds controls whose expressions need each other: none of them could be the first. */
final class CalculationCheck {
  /** Longer rounds are not looked for. */
  private static final int CHAIN_MAX = 200;

  private final Findings findings;
  private final Map<String, String> paths = new LinkedHashMap<>();
  private final Map<String, Set<String>> needs = new LinkedHashMap<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> done = new LinkedHashSet<>();

  private CalculationCheck(Findings findings) {
    this.findings = findings;
  }

  static void check(List<Control> controls, Findings findings) {
    var check = new CalculationCheck(findings);
    check.collect(controls, "controls");
    check.needs.keySet().forEach(cell -> check.follow(cell, new ArrayList<>()));
  }

  private void collect(List<Control> controls, String path) {
    for (var control : controls) {
      var at = path + "." + control.id();
      var expression = control.expression();
      if (expression != null) {
        var cell = Cells.cell(control, control.id());
        paths.put(cell, at + ".expression");
        needs.put(cell, names(expression));
      }
      collect(control.controls(), at + ".controls");
    }
  }

  private static Set<String> names(String expression) {
    try {
      return new LinkedHashSet<>(FeelExpression.of(expression).names());
    } catch (RefusedExpression refused) {
      return Set.of();
    }
  }

  private void follow(String cell, List<String> way) {
    int from = way.indexOf(cell);
    if (from >= 0) {
      var round = new ArrayList<>(way.subList(from, way.size()));
      if (told.addAll(round)) {
        round.add(cell);
        findings.error(
            paths.getOrDefault(cell, "controls"),
            "expressions that need each other: " + String.join(", ", round),
            "expressions that end at values: no control of a round could be calculated first");
      }
      return;
    }
    if (done.contains(cell) || way.size() > CHAIN_MAX) {
      return;
    }
    way.add(cell);
    needs.getOrDefault(cell, Set.of()).forEach(next -> follow(next, way));
    way.removeLast();
    done.add(cell);
  }
}
