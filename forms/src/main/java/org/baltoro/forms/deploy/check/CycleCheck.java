package org.baltoro.forms.deploy.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.Rule;

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

  private final Findings findings;
  private final Map<Standing, List<Standing>> next = new LinkedHashMap<>();
  private final Set<Set<String>> told = new LinkedHashSet<>();

  private CycleCheck(List<Standing> rules, Findings findings) {
    this.findings = findings;
    var enabled = rules.stream().filter(standing -> standing.rule.enabled()).toList();
    for (var one : enabled) {
      var raised = Raised.by(one);
      next.put(one, enabled.stream().filter(raised::raises).toList());
    }
  }

  /**
   * @param own rules that the document itself has: rounds without any of them are others' business
   */
  static void check(List<Standing> rules, Set<String> own, Findings findings) {
    var check = new CycleCheck(rules, findings);
    for (var standing : check.next.keySet()) {
      if (own.contains(standing.rule.id()) && standing.self.isEmpty()) {
        var round = check.shortestRound(standing);
        if (!round.isEmpty()) {
          check.tell(round);
        }
      }
    }
  }

  /** From a rule back to it, without its repetition at the end; empty if there is none. */
  private List<Standing> shortestRound(Standing start) {
    Map<Standing, Standing> cameFrom = new LinkedHashMap<>();
    var open = new ArrayDeque<Standing>();
    open.add(start);
    while (!open.isEmpty()) {
      var one = open.poll();
      for (var other : next.getOrDefault(one, List.of())) {
        if (other.equals(start)) {
          return wayBack(one, start, cameFrom);
        }
        if (!cameFrom.containsKey(other)) {
          cameFrom.put(other, one);
          open.add(other);
        }
      }
    }
    return List.of();
  }

  private static List<Standing> wayBack(
      Standing last, Standing start, Map<Standing, Standing> cameFrom) {
    var way = new ArrayList<Standing>();
    for (var one = last; one != null && !one.equals(start); one = cameFrom.get(one)) {
      way.add(one);
    }
    way.add(start);
    Collections.reverse(way);
    return way;
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
}
