package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.baltoro.forms.document.EffectiveRule;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.rule.RuleOutcome;
import org.baltoro.forms.rule.RuleRun;
import org.baltoro.forms.rule.RuleRunner;
import org.baltoro.forms.rule.RunRecording;
import org.baltoro.forms.rule.RunRecording.RuleName;
import org.baltoro.forms.session.RunContext.Link;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the rules for what happened and runs them, one after another: those of the view, of the
 * form and of its state, then those of other windows. What a rule fails with goes to the rules for
 * errors of its view, else of its form, else to the user.
 */
final class RuleStarter {
  private static final Logger LOG = LoggerFactory.getLogger(RuleStarter.class);

  private final Session session;
  private final Windows windows;
  private final Traces traces;

  RuleStarter(Session session, Windows windows, Traces traces) {
    this.session = session;
    this.windows = windows;
    this.traces = traces;
  }

  Session session() {
    return session;
  }

  Windows windows() {
    return windows;
  }

  /** A rule that is to run. */
  private record Due(Window window, EffectiveRule rule) {}

  /**
   * Starts the rules for what the user did, on a thread of their own. Called under the lock.
   *
   * @param after is done when they have ended
   */
  void start(List<Occurrence> occurrences, Runnable after) {
    inBackground(() -> {
      try {
        for (var occurrence : occurrences) {
          run(occurrence, null);
        }
      } finally {
        after.run();
      }
    });
  }

  /** Does it on a thread of its own; until it is done the form is not at rest. */
  void inBackground(RuleRun.Work work) {
    session.rest.begin();
    session.threads.start(
        "rules",
        () -> {
          try {
            work.run();
          } catch (InterruptedException closed) {
            LOG.atDebug().log("A form was closed while it came up or its rules ran");
          } catch (RuntimeException | Error bug) { // the user waits for something to happen
            LOG.atError().setCause(bug).log("Rules broke off; report it, with this stack trace");
            var error = RuleError.of(RuleError.INTERNAL, "Something unexpected happened.");
            session.guard(() -> session.mirror.tell(Outgoing.Failed.of(0, error)));
          } finally {
            session.rest.end();
          }
        });
  }

  /** Starts one rule that nothing raises, as {@link #start} does. Called under the lock. */
  void start(Window window, EffectiveRule rule, Occurrence occurrence) {
    inBackground(() -> run(new Due(window, rule), occurrence, null));
  }

  /** Whether there is a rule for it. Called under the lock. */
  boolean hasRule(Occurrence occurrence) {
    return !due(occurrence).isEmpty();
  }

  private List<Due> due(Occurrence occurrence) {
    var due = new ArrayList<Due>();
    for (var window : session.openWindows()) {
      for (var rule : window.rules) {
        var instance = rule.instance();
        var home = new Home(window, instance == null ? "" : instance);
        if (rule.rule().enabled()
            && occurrence.raises(rule.rule().event(), rule.rule().id(), home)) {
          due.add(new Due(window, rule));
        }
      }
    }
    return due;
  }

  /** Runs the rules for what happened on this thread. */
  void run(Occurrence occurrence, @Nullable RunContext cause) throws InterruptedException {
    for (var due : session.guarded(() -> due(occurrence))) {
      run(due, occurrence, cause);
    }
  }

  /** Runs the rules for what an action raised. A loop is cut, and named in the action's trace. */
  void runRaised(List<Occurrence> raised, RunContext cause, Writes writes)
      throws InterruptedException {
    for (var occurrence : raised) {
      for (var due : session.guarded(() -> due(occurrence))) {
        var link = Link.of(due.window(), due.rule());
        if (cause.chain().contains(link)) {
          cut(cause, link, writes);
        } else if (cause.chain().size() >= session.limits.depthMax()) {
          writes.note(
              "'%s' was not run: %d rules raise one another already"
                  .formatted(link.name(), cause.chain().size()));
        } else {
          run(due, occurrence, cause);
        }
      }
    }
  }

  private void cut(RunContext cause, Link again, Writes writes) {
    var chain = cause.chain();
    var names = new ArrayList<String>();
    chain.subList(chain.indexOf(again), chain.size()).forEach(link -> names.add(link.name()));
    names.add(again.name());
    var loop = String.join(" -> ", names);
    writes.note("a loop of rules was cut: " + loop);
    LOG.atWarn()
        .addKeyValue("form", session.guarded(() -> cause.window().document()))
        .addKeyValue("rules", loop)
        .log("Rules raise one another in a loop, which was cut; let one of them change less");
  }

  /** Runs one rule because an action says so. What it fails with is the action's failure. */
  RuleOutcome execute(Window window, EffectiveRule rule, RunContext cause)
      throws RuleFailure, InterruptedException {
    if (cause.chain().size() >= session.limits.depthMax()) {
      throw new RuleFailure(
          "RULES_TOO_DEEP",
          "'%s' was not run: %d rules execute one another already. Let the loop end."
              .formatted(rule.rule().name(), cause.chain().size()));
    }
    return carryOut(new Due(window, rule), cause.occurrence(), cause, cause.rows());
  }

  private void run(Due due, Occurrence occurrence, @Nullable RunContext cause)
      throws InterruptedException {
    carryOut(due, occurrence, cause, null);
  }

  private RuleOutcome carryOut(
      Due due,
      Occurrence occurrence,
      @Nullable RunContext cause,
      @Nullable List<RunContext.At> executed)
      throws InterruptedException {
    var begun = session.guarded(() -> begin(due, occurrence, cause));
    if (begun.isEmpty()) {
      return new RuleOutcome.Stopped();
    }
    var started = begun.get();
    var runner = new RuleRunner(session.threads, started.run(), started.recording());
    var surroundings = new SessionSurroundings(this, started.context(), runner);
    try {
      var outcome = runner.run(due.rule().rule(), surroundings);
      if (outcome instanceof RuleOutcome.Failed(var error) && executed == null) {
        failed(error, started.context());
      }
      return outcome;
    } catch (InterruptedException interrupted) {
      if (cause == null || cause.run().isCancelled()) {
        throw interrupted;
      }
      return new RuleOutcome.Stopped(); // its window was closed; who caused it goes on
    } finally {
      ended(started, cause);
    }
  }

  private void ended(Started started, @Nullable RunContext cause) {
    session.guard(() -> {
      started.running().over();
      if (started.run().isCancelled() && cause != null && !cause.run().isCancelled()) {
        session.threads.forgetInterrupt();
      }
      var how = started.recording().outcome();
      session.mirror.tell(new Outgoing.RuleFinished(started.run().id(), how));
    });
  }

  private record Started(
      RuleRun run, RunRecording recording, RunContext context, RunningRule running) {}

  /** Empty: its window is closed. */
  private Optional<Started> begin(Due due, Occurrence occurrence, @Nullable RunContext cause) {
    var window = due.window();
    if (window.closed != null || session.closed) {
      return Optional.empty();
    }
    var run = new RuleRun(session.nextRun(), cause == null ? null : cause.run(), session.threads);
    var rule = due.rule().rule();
    var instance = due.rule().instance();
    var place = window.prefix() + (instance == null ? window.document() : instance);
    var recording =
        new RunRecording(
            run,
            new RuleName(rule.id(), rule.name(), place),
            session.threads,
            action -> ActionText.of(action.operation()));
    var context = RunContext.of(window, due.rule(), run, occurrence, cause);
    var running = new RunningRule(run, session.threads.current());
    window.runs.removeIf(RunningRule::hasEnded);
    window.runs.add(running);
    traces.add(recording);
    return Optional.of(new Started(run, recording, context, running));
  }

  /** Tells a failure to the rules for errors of the view, else of the form, else to the user. */
  void failed(RuleError error, RunContext context) throws InterruptedException {
    var window = context.window();
    if (!(context.occurrence() instanceof Occurrence.ErrorRaised)) {
      var instance = context.rule().instance();
      if (instance != null && errorRules(window, instance, error, context)) {
        return;
      }
      if (errorRules(window, "", error, context)) {
        return;
      }
    }
    session.guard(() -> session.mirror.tell(Outgoing.Failed.of(context.run().id(), error)));
    if (Outgoing.Failed.hidesWords(error)) {
      LOG.atWarn()
          .addKeyValue("form", session.guarded(() -> window.document()))
          .addKeyValue("rule", context.rule().rule().name())
          .addKeyValue("run", context.run().id())
          .addKeyValue("user", session.caller.user())
          .addKeyValue("code", error.type())
          .log("A rule failed with what its user can't mend: {}", error.message());
    }
  }

  /** Whether there were any. */
  private boolean errorRules(Window window, String area, RuleError error, RunContext context)
      throws InterruptedException {
    var occurrence = session.guarded(() -> Optional.ofNullable(window.area(area)));
    if (occurrence.isEmpty()) {
      return false;
    }
    var raised = new Occurrence.ErrorRaised(occurrence.get());
    var due = session.guarded(() -> due(raised));
    for (var each : due) {
      run(each, raised, context.with(error));
    }
    return !due.isEmpty();
  }

  /** The rule of a window that is executed by its id. Called under the lock. */
  static Optional<EffectiveRule> rule(Window window, String area, String id) {
    return window.rules.stream()
        .filter(rule -> rule.rule().id().equals(id))
        .filter(rule -> area.equals(rule.instance() == null ? "" : rule.instance()))
        .findFirst();
  }

  static boolean isEnabled(EffectiveRule rule) {
    Rule own = rule.rule();
    return own.enabled();
  }
}
