package org.baltoro.forms.rule;

import java.time.Instant;
import java.util.function.Function;
import org.baltoro.forms.document.Action;
import org.jspecify.annotations.Nullable;

/**
 * Writes a run down while it goes on. What belongs to one run is guarded by this object, as its
 * actions end on threads of their own.
 */
public final class RunRecording {
  static final int STEPS_MAX = 2_000;
  static final int CHANGES_MAX = 200;

  private final RuleRun run;
  private final RuleName rule;
  private final Threads threads;
  private final Function<Action, String> texts;
  private final Instant started;
  private final Recorder steps = new Recorder(this);
  private int recorded;
  private int truncated;
  private @Nullable Instant ended;
  private TraceOutcome outcome = TraceOutcome.RUNNING;
  private @Nullable RuleError error;

  /**
   * @param texts what an action does, for people
   */
  public RunRecording(RuleRun run, RuleName rule, Threads threads, Function<Action, String> texts) {
    this.run = run;
    this.rule = rule;
    this.threads = threads;
    this.texts = texts;
    this.started = threads.now();
  }

  /**
   * Which rule runs.
   *
   * @param place the view or form that it belongs to, for people
   */
  public record RuleName(String id, String name, String place) {}

  /** What is known by now. */
  public synchronized RuleTrace trace() {
    var cause = run.cause();
    return new RuleTrace(
        run.id(),
        cause == null ? 0 : cause.id(),
        rule.id(),
        rule.name(),
        rule.place(),
        started,
        ended,
        outcome,
        error,
        steps.trace(),
        truncated);
  }

  /** How it has ended, or that it has not. */
  public synchronized TraceOutcome outcome() {
    return outcome;
  }

  Recorder steps() {
    return steps;
  }

  Instant now() {
    return threads.now();
  }

  String text(Action action) {
    return texts.apply(action);
  }

  boolean mayRecordStep() {
    if (recorded < STEPS_MAX) {
      recorded++;
      return true;
    }
    truncated++;
    return false;
  }

  synchronized void ended(TraceOutcome how, @Nullable RuleError why) {
    ended = threads.now();
    outcome = how;
    error = why;
  }
}
