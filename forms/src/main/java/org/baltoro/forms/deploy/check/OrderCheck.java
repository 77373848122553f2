package org.baltoro.forms.deploy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.deploy.Words;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Operation.Closing;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Scope;
import org.baltoro.forms.document.Step;

/**
 * Finds orders that lose data: a transfer after what it reads from has closed, a transfer beside
 * the close, an action that reads what one beside it writes, a result that is not there yet.
 * Disabled parts are as if they were not there.
 */
final class OrderCheck {
  /** What the rule itself runs in, among what is closed. */
  private static final String OWN = "";

  /** Actions of one block that are compared with each other: nobody has more side by side. */
  private static final int COMPARED_MAX = 200;

  private final Home home;
  private final Findings findings;

  /** Actions that have completed when the part that is looked at begins. */
  private final Set<String> completed = new LinkedHashSet<>();

  /** Actions whose block has released the next before they had to complete, by their block. */
  private final Map<String, Block> released = new LinkedHashMap<>();

  private final Set<String> all = new LinkedHashSet<>();

  private OrderCheck(Home home, Findings findings) {
    this.home = home;
    this.findings = findings;
  }

  static void check(Rule rule, Home home, Findings findings) {
    var check = new OrderCheck(home, findings);
    RuleParts.actions(rule).forEach(action -> check.all.add(action.id()));
    check.steps(rule.handlers(), new LinkedHashMap<>());
  }

  /**
   * @param closed what is closed by then, and by which action
   */
  private void steps(List<? extends Step> steps, Map<String, Action> closed) {
    for (var step : steps) {
      switch (step) {
        case Block block -> block(block, closed);
        case Handler handler -> handler(handler, closed);
      }
    }
  }

  /** What closes in a handler that may not run is closed for sure only inside of it. */
  private void handler(Handler handler, Map<String, Action> closed) {
    if (handler.enabled()) {
      boolean certain = handler.type() instanceof HandlerType.Always;
      steps(handler.steps(), certain ? closed : new LinkedHashMap<>(closed));
    }
  }

  private void block(Block block, Map<String, Action> closed) {
    var actions = RuleParts.enabled(block);
    if (RuleCheck.isParallel(block.type())) {
      actions.forEach(action -> afterClose(action, closed));
      var compared = actions.subList(0, Math.min(COMPARED_MAX, actions.size()));
      besideClose(block, compared);
      races(block, compared);
      var siblings = new LinkedHashSet<String>();
      actions.forEach(action -> siblings.add(action.id()));
      actions.forEach(action -> notYet(action, block, siblings));
      actions.forEach(action -> closes(action, closed));
      actions.forEach(action -> completed.add(action.id()));
      if (block.type() == BlockType.ASYNCHRONOUSLY && actions.size() > 1) {
        actions.forEach(action -> released.put(action.id(), block));
      }
      return;
    }
    for (var action : actions) {
      afterClose(action, closed);
      notYet(action, block, Set.of());
      closes(action, closed);
      completed.add(action.id());
    }
  }

  // ---- after the close

  private static void closes(Action action, Map<String, Action> closed) {
    switch (action.operation()) {
      case Operation.Close(Closing.Opened(var opened)) -> closed.put(opened, action);
      case Operation.Close ignored -> closed.put(OWN, action);
      case Operation.OpenSubform open -> closed.remove(open.opened());
      default -> {}
    }
  }

  private void afterClose(Action action, Map<String, Action> closed) {
    for (var entry : closed.entrySet()) {
      if (uses(action, entry.getKey())) {
        findings.warning(
            findings.at(action.id()),
            "%s after %s has closed, in line %d"
                .formatted(
                    isTransfer(action) ? "a transfer" : "an action that needs its values",
                    shown(entry.getKey()),
                    line(entry.getValue())),
            "it before the close: what is closed has no values any more, and the target stays as it"
                + " was");
        return;
      }
    }
  }

  private static boolean isTransfer(Action action) {
    return action.operation() instanceof Operation.TransferData;
  }

  /** Whether an action needs what has closed: its values, or the way from it to its opener. */
  private static boolean uses(Action action, String closed) {
    if (closed.equals(OWN) && isTransfer(action)) {
      return true;
    }
    for (var scope : Touch.of(action).scopes()) {
      boolean touched =
          switch (scope) {
            case Scope.Opened(var opened, var instance) -> opened.equals(closed);
            case Scope.Parent ignored -> closed.equals(OWN);
            case Scope.Own ignored -> false;
            case Scope.Instance ignored -> false;
          };
      if (touched) {
        return true;
      }
    }
    return false;
  }

  private static String shown(String closed) {
    return closed.equals(OWN) ? "the form or view of this rule" : "subform '%s'".formatted(closed);
  }

  private int line(Action action) {
    return findings.line(action.id());
  }

  // ---- beside each other

  private void besideClose(Block block, List<Action> actions) {
    for (var closing : actions) {
      var closed = new LinkedHashMap<String, Action>();
      closes(closing, closed);
      for (var other : actions) {
        var what = closed.isEmpty() ? null : closed.keySet().iterator().next();
        if (what != null && other != closing && uses(other, what)) {
          findings.warning(
              findings.at(other.id()),
              "%s beside the close of %s in a block '%s'"
                  .formatted(
                      isTransfer(other) ? "a transfer" : "an action that needs its values",
                      shown(what),
                      Words.of(block.type())),
              "both in a block 'then', the close last: beside each other it may close first");
        }
      }
    }
  }

  private void races(Block block, List<Action> actions) {
    var cells = new ArrayList<Cells>();
    actions.forEach(action -> cells.add(Cells.of(action, home, OWN)));
    for (int one = 0; one < actions.size(); one++) {
      for (int other = 0; other < actions.size(); other++) {
        if (one != other) {
          race(block, actions.get(one), cells.get(one), actions.get(other), cells.get(other));
        }
        if (one < other) {
          bothWrite(block, cells.get(one), actions.get(one), actions.get(other), cells.get(other));
        }
      }
    }
  }

  private void race(Block block, Action reader, Cells reads, Action writer, Cells writes) {
    var foreign = new LinkedHashSet<>(reads.reads());
    foreign.removeIf(cell -> cell.endsWith("/*") && reads.writes().contains(cell));
    var cell = Cells.common(foreign, writes.writes());
    if (cell != null) {
      findings.warning(
          findings.at(reader.id()),
          "an action that reads %s, which the action in line %d beside it writes"
              .formatted(Cells.shown(cell), line(writer)),
          "it in a block of its own below: in '%s' nobody knows which comes first"
              .formatted(Words.of(block.type())));
    }
  }

  private void bothWrite(Block block, Cells first, Action one, Action other, Cells second) {
    var cell = Cells.common(second.writes(), first.writes());
    if (cell != null) {
      findings.warning(
          findings.at(other.id()),
          "an action that writes %s, which the action in line %d beside it writes, too"
              .formatted(Cells.shown(cell), line(one)),
          "one of them, or a block 'then': in '%s' nobody knows which comes last"
              .formatted(Words.of(block.type())));
    }
  }

  // ---- results

  private void notYet(Action action, Block block, Set<String> siblings) {
    for (var result : Cells.of(action, home, OWN).results()) {
      var path = findings.at(action.id());
      if (siblings.contains(result)) {
        findings.warning(
            path,
            "the result of '%s', which runs beside it".formatted(result),
            "it in a block of its own below: in '%s' the result may not be there yet"
                .formatted(Words.of(block.type())));
      } else if (released.containsKey(result)) {
        findings.warning(
            path,
            "the result of '%s', whose block 'asynchronously' waits for its first action only"
                .formatted(result),
            "that action in a block that waits for it: the result may not be there yet");
      } else if (!completed.contains(result) && all.contains(result)) {
        findings.error(
            path,
            "the result of '%s', which has not run by then".formatted(result),
            "the result of an action that is above, and enabled");
      }
    }
  }
}
