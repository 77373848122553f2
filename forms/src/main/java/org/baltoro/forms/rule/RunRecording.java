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

  /** So many characters of steps, changes and notes are kept of one run. */
  static final int CHARACTERS_MAX = 512 * 1024;

  /** About what a step, an action, a change or a note takes besides its texts. */
  static final int ENTRY = 100;

  private final RuleRun run;
  private final RuleName rule;
  private final Threads threads;
  private final Function<Action, String> texts;
  private final Instant started;
  private final Recorder steps = new Recorder(this);
  private int recorded;
  private int truncated;
  private volatile int characters;
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

  boolean mayRecordStep(int size) {
    if (recorded < STEPS_MAX && fits(size)) {
      recorded++;
      return true;
    }
    truncated++;
    return false;
  }

  /** Takes so much of what one run may keep. Under this object's lock. */
  boolean fits(int size) {
    if (characters + size > CHARACTERS_MAX) {
      return false;
    }
    characters += size;
    return true;
  }

  /** About how many characters are kept of it; may grow while it runs. */
  public int size() {
    return characters;
  }

  synchronized void ended(TraceOutcome how, @Nullable RuleError why) {
    ended = threads.now();
    outcome = how;
    error = why;
  }
}
