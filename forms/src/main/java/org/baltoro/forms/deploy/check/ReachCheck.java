package org.baltoro.forms.deploy.check;

import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;

/** Finds parts of a rule that are never reached. Each is told once, with what is inside of it. */
final class ReachCheck {
  private final Findings findings;

  private ReachCheck(Findings findings) {
    this.findings = findings;
  }

  static void check(Rule rule, Findings findings) {
    new ReachCheck(findings).steps(rule.handlers());
  }

  /** What a part leaves behind. */
  private enum End {
    /** The next part runs. */
    GOES_ON,
    /** The rule has ended. */
    STOPPED,
    /** An error was raised: only error handlers run. */
    FAILED
  }

  private End steps(List<? extends Step> steps) {
    var end = End.GOES_ON;
    boolean somethingRan = false;
    for (var step : steps) {
      boolean onError =
          step instanceof Handler handler && handler.type() instanceof HandlerType.Error;
      if (!isEnabled(step)) {
        continue;
      }
      if (onError && !somethingRan) {
        findings.warning(
            findings.at(step.id()),
            "an error handler with nothing before it",
            "it below the steps whose errors it handles: it is never reached");
        continue;
      }
      if (end == End.STOPPED || (end == End.FAILED && !onError)) {
        findings.warning(
            findings.at(step.id()),
            end == End.STOPPED
                ? "a part below one that ends the rule in any case"
                : "a part below an error that is raised in any case",
            "it above, or a condition on what is above: it is never reached");
        return end;
      }
      somethingRan = true;
      end = after(step, end);
    }
    return end;
  }

  private static boolean isEnabled(Step step) {
    return switch (step) {
      case Handler handler -> handler.enabled();
      case Block block -> !RuleParts.enabled(block).isEmpty();
    };
  }

  private End after(Step step, End before) {
    return switch (step) {
      case Block block -> block(block);
      case Handler handler -> {
        var inside = steps(handler.steps());
        boolean certain =
            handler.type() instanceof HandlerType.Always && handler.conditions().isEmpty();
        boolean handled = handler.type() instanceof HandlerType.Error && goesOn(handler);
        yield certain ? inside : handled ? End.GOES_ON : before;
      }
    };
  }

  private static boolean goesOn(Handler handler) {
    return RuleParts.actions(handler).stream()
        .anyMatch(action -> action.operation() instanceof Operation.Continue);
  }

  private End block(Block block) {
    var actions = RuleParts.enabled(block);
    for (int place = 0; place < actions.size(); place++) {
      var end = end(actions.get(place));
      if (end == End.GOES_ON) {
        continue;
      }
      boolean inOrder = block.type() == BlockType.THEN || block.type() == BlockType.ALSO;
      if (inOrder && place < actions.size() - 1) {
        findings.warning(
            findings.at(actions.get(place + 1).id()),
            end == End.STOPPED
                ? "an action below one that ends the rule"
                : "an action below an error that is raised",
            "it above: it is never reached");
      }
      return end;
    }
    return End.GOES_ON;
  }

  private static End end(Action action) {
    return switch (action.operation()) {
      case Operation.StopRule ignored -> End.STOPPED;
      case Operation.RaiseError ignored -> End.FAILED;
      default -> End.GOES_ON;
    };
  }
}
