package org.baltoro.forms.rule;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/**
 * Runs one rule: handlers from top to bottom, each condition evaluated when it is reached, the
 * steps of a handler one after another.
 *
 * <p>When a step fails, the next error handler after it in the same list takes the error, else the
 * next one after the handler around it, and so on; its conditions choose. After it the rule ends,
 * unless the handler said that it goes on: then it goes on after the error handler. What an action
 * of an <i>asynchronously</i> block fails with while the rule goes on is handled between two steps,
 * by the error handler that follows that block; if that says to go on, the rule goes on where it
 * was.
 */
public final class RuleRunner {
  private final RuleRun run;
  private final RunRecording recording;
  private final BlockRunner blocks;
  private final Queue<Beside> failedBeside = new ArrayDeque<>();
  private boolean over;
  private boolean errorOccurred;

  public RuleRunner(Threads threads, RuleRun run, RunRecording recording) {
    this.run = run;
    this.recording = recording;
    this.blocks = new BlockRunner(threads, run);
  }

  /** A failure beside the rule's way, with the place that it happened at. */
  private record Beside(RuleError error, Place place) {}

  /**
   * Where the rule is.
   *
   * @param next the step after this one
   * @param around where the handler stands whose steps these are; null: in the rule
   */
  private record Place(
      List<? extends Step> steps,
      int next,
      RuleSurroundings surroundings,
      Recorder recorder,
      @Nullable Place around) {

    Place at(int step) {
      return new Place(steps, step + 1, surroundings, recorder, around);
    }
  }

  /** How a list of steps ended. */
  private sealed interface End {
    record Done(boolean goOn) implements End {}

    record Stopped() implements End {}

    record Handled(RuleError error) implements End {}

    /** It is looked for an error handler around the list. */
    record Failed(RuleError error) implements End {}

    /** All error handlers that might have taken it were asked. */
    record Unhandled(RuleError error) implements End {}
  }

  /**
   * Runs the rule to its end, on this thread.
   *
   * @throws InterruptedException if the run is cancelled; its actions are interrupted
   */
  public RuleOutcome run(Rule rule, RuleSurroundings surroundings) throws InterruptedException {
    try {
      var outcome = outcome(lastWord(steps(rule, surroundings), surroundings));
      recording.ended(traced(outcome), errorOf(outcome));
      return outcome;
    } catch (InterruptedException cancelled) {
      run.cancel();
      recording.ended(TraceOutcome.CANCELLED, null);
      throw cancelled;
    }
  }

  private End steps(Rule rule, RuleSurroundings surroundings) throws InterruptedException {
    try {
      return steps(new Place(rule.handlers(), 0, surroundings, recording.steps(), null));
    } catch (RuntimeException | Error bug) { // whatever it is, the form must hear of it
      return new End.Failed(BlockRunner.unexpected(bug, "a rule"));
    }
  }

  /** Whether an error handler has let the rule go on. */
  public boolean errorOccurred() {
    return errorOccurred;
  }

  private static RuleOutcome outcome(End end) {
    return switch (end) {
      case End.Done(var goOn) -> new RuleOutcome.Completed();
      case End.Stopped() -> new RuleOutcome.Stopped();
      case End.Handled(var error) -> new RuleOutcome.Handled(error);
      case End.Failed(var error) -> new RuleOutcome.Failed(error);
      case End.Unhandled(var error) -> new RuleOutcome.Failed(error);
    };
  }

  private static TraceOutcome traced(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.Completed() -> TraceOutcome.COMPLETED;
      case RuleOutcome.Stopped() -> TraceOutcome.STOPPED;
      case RuleOutcome.Handled(var error) -> TraceOutcome.HANDLED;
      case RuleOutcome.Failed(var error) -> TraceOutcome.FAILED;
    };
  }

  private static @Nullable RuleError errorOf(RuleOutcome outcome) {
    return switch (outcome) {
      case RuleOutcome.Completed completed -> null;
      case RuleOutcome.Stopped stopped -> null;
      case RuleOutcome.Handled(var error) -> error;
      case RuleOutcome.Failed(var error) -> error;
    };
  }

  /** After the last step: what failed beside is heard once more, and from now on by the form. */
  private End lastWord(End end, RuleSurroundings surroundings) throws InterruptedException {
    var last = end;
    while (true) {
      var beside = nextBeside(true);
      if (beside == null) {
        return last;
      }
      if (last instanceof End.Done) {
        var handled = handleBeside(beside);
        last = handled == null ? last : handled;
      } else {
        surroundings.failedBeside(beside.error());
      }
    }
  }

  private @Nullable Beside nextBeside(boolean elseOver) {
    synchronized (failedBeside) {
      var next = failedBeside.poll();
      over |= next == null && elseOver;
      return next;
    }
  }

  private void failedBeside(RuleError error, Place place) {
    synchronized (failedBeside) {
      if (!over) {
        failedBeside.add(new Beside(error, place));
        return;
      }
    }
    place.surroundings().failedBeside(error);
  }

  private End steps(Place from) throws InterruptedException {
    boolean goOn = false;
    var place = from;
    while (place.next() < place.steps().size()) {
      run.checkCancelled();
      var beside = besideEnd();
      if (beside != null) {
        return beside;
      }
      var here = place.at(place.next());
      var end = step(place.steps().get(place.next()), here);
      place = here;
      switch (end) {
        case End.Done(var says) -> goOn |= says;
        case End.Failed(var error) -> {
          var handled = handle(error, here);
          if (handled.after() == null) {
            return handled.end();
          }
          place = handled.after();
        }
        case End.Stopped stopped -> {
          return stopped;
        }
        case End.Handled handled -> {
          return handled;
        }
        case End.Unhandled unhandled -> {
          return unhandled;
        }
      }
    }
    return new End.Done(goOn);
  }

  /** Handles what failed beside by now. Null: the rule goes on. */
  private @Nullable End besideEnd() throws InterruptedException {
    for (var beside = nextBeside(false); beside != null; beside = nextBeside(false)) {
      var end = handleBeside(beside);
      if (end != null) {
        return end;
      }
    }
    return null;
  }

  /** Null: the rule goes on. */
  private @Nullable End handleBeside(Beside beside) throws InterruptedException {
    var error = beside.error();
    for (var place = beside.place(); place != null; place = place.around()) {
      var handled = handle(error, place);
      if (handled.after() != null) {
        return null;
      }
      if (!(handled.end() instanceof End.Failed(var unhandled))) {
        return handled.end();
      }
      error = unhandled;
    }
    if (!error.equals(beside.error())) {
      return new End.Unhandled(error);
    }
    beside.place().surroundings().failedBeside(error);
    return null;
  }

  /**
   * What an error handler of a list made of an error.
   *
   * @param end of the list, unless it goes on
   * @param after where it goes on; null: it does not
   */
  private record Handling(End end, @Nullable Place after) {}

  /** Looks for an error handler after the place, in the same list, and runs it. */
  private Handling handle(RuleError error, Place place) throws InterruptedException {
    var unhandled = error;
    for (int next = place.next(); next < place.steps().size(); next++) {
      if (!(place.steps().get(next) instanceof Handler handler)
          || !(handler.type() instanceof HandlerType.Error)
          || !handler.enabled()) {
        continue;
      }
      var here = place.at(next);
      switch (errorHandler(handler, unhandled, here)) {
        case null -> {}
        case End.Done(var goOn) -> {
          if (goOn) {
            errorOccurred = true;
            return new Handling(new End.Done(true), here);
          }
          return new Handling(new End.Handled(unhandled), null);
        }
        case End.Stopped() -> {
          return new Handling(new End.Handled(unhandled), null);
        }
        case End.Handled handled -> {
          return new Handling(handled, null);
        }
        case End.Unhandled ended -> {
          return new Handling(ended, null);
        }
        case End.Failed(var another) -> unhandled = another;
      }
    }
    return new Handling(new End.Failed(unhandled), null);
  }

  /** Null: its conditions do not hold. */
  private @Nullable End errorHandler(Handler handler, RuleError error, Place place)
      throws InterruptedException {
    var surroundings = place.surroundings().withError(error);
    return conditional(handler, "", surroundings, place);
  }

  private End step(Step step, Place place) throws InterruptedException {
    return switch (step) {
      case Block block -> block(block, place);
      case Handler handler -> handler(handler, place);
    };
  }

  private End block(Block block, Place place) throws InterruptedException {
    var outcome =
        blocks.run(
            block, place.surroundings(), error -> failedBeside(error, place), place.recorder());
    return switch (outcome) {
      case BlockOutcome.Completed(var goOn) -> new End.Done(goOn);
      case BlockOutcome.Stopped() -> new End.Stopped();
      case BlockOutcome.Failed(var error) -> new End.Failed(error);
    };
  }

  private End handler(Handler handler, Place place) throws InterruptedException {
    if (!handler.enabled()) {
      place.recorder().handler(handler, "").ended(TraceOutcome.DISABLED);
      return new End.Done(false);
    }
    return switch (handler.type()) {
      case HandlerType.If condition -> once(handler, place);
      case HandlerType.Always always -> once(handler, place);
      case HandlerType.ForEach(var items) -> forEach(handler, items, place);
      case HandlerType.Error error -> {
        place.recorder().handler(handler, "").ended(TraceOutcome.SKIPPED);
        yield new End.Done(false);
      }
    };
  }

  private End once(Handler handler, Place place) throws InterruptedException {
    var end = conditional(handler, "", place.surroundings(), place);
    return end == null ? new End.Done(false) : end;
  }

  private End forEach(Handler handler, Items items, Place place) throws InterruptedException {
    List<RuleSurroundings.Item> all;
    try {
      all = place.surroundings().items(items, handler.id());
    } catch (RuleFailure failure) {
      return new End.Failed(failure.error());
    }
    boolean goOn = false;
    for (var item : all) {
      run.checkCancelled();
      switch (conditional(handler, item.label(), item.surroundings(), place)) {
        case null -> {}
        case End.Done(var says) -> goOn |= says;
        case End end -> {
          return end;
        }
      }
    }
    return new End.Done(goOn);
  }

  /** The steps of a handler if its conditions hold, else null. */
  private @Nullable End conditional(
      Handler handler, String item, RuleSurroundings surroundings, Place place)
      throws InterruptedException {
    var recorded = place.recorder().handler(handler, item);
    try {
      if (!holds(handler, surroundings, recorded)) {
        recorded.ended(TraceOutcome.SKIPPED);
        return null;
      }
      var end = steps(new Place(handler.steps(), 0, surroundings, recorded.steps(), place));
      recorded.ended(traced(outcome(end)));
      return end;
    } catch (RuleFailure failure) {
      recorded.ended(TraceOutcome.FAILED);
      return new End.Failed(failure.error());
    } catch (InterruptedException cancelled) {
      recorded.ended(TraceOutcome.CANCELLED);
      throw cancelled;
    }
  }

  private static boolean holds(
      Handler handler, RuleSurroundings surroundings, HandlerRecording recorded)
      throws RuleFailure, InterruptedException {
    for (Condition condition : handler.conditions()) {
      if (condition.enabled()) {
        boolean held = surroundings.holds(condition);
        recorded.condition(condition, held);
        if (!held) {
          return false;
        }
      }
    }
    return true;
  }
}
