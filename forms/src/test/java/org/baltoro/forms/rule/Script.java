package org.baltoro.forms.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.document.Condition;
import org.baltoro.forms.document.Criterion;
import org.baltoro.forms.document.Event;
import org.baltoro.forms.document.Handler;
import org.baltoro.forms.document.HandlerType;
import org.baltoro.forms.document.Items;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.document.Rule;
import org.baltoro.forms.document.Step;
import org.jspecify.annotations.Nullable;

/**
 * Actions that take time, fail or stop as they are told, and a diary of what happened when, in
 * seconds since the start: {@code "5 a ended"}.
 */
final class Script implements RuleSurroundings, AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  final SimulatedTime time = new SimulatedTime(START);
  final List<String> diary = new ArrayList<>();
  final RuleRun run = new RuleRun(1, null, time);
  final RunRecording recording =
      new RunRecording(run, new RunRecording.RuleName("r", "Rule", "Form"), time, Action::id);
  final RuleRunner runner = new RuleRunner(time, run, recording);
  final List<RuleError> toTheForm = Collections.synchronizedList(new ArrayList<>());
  int inFlight;
  int inFlightMax;
  int packets;
  @Nullable RuleError seenError;

  private final Map<String, Duration> durations = new HashMap<>();
  private final Map<String, RuleError> failures = new HashMap<>();
  private final Map<String, ActionOutcome.Signal> signals = new HashMap<>();
  private final Map<String, Duration> changeRules = new HashMap<>();
  private final Map<String, Throwable> bugs = new HashMap<>();
  private final Map<String, List<String>> items = new HashMap<>();
  private final Map<String, Boolean> answers = new HashMap<>();
  private final Set<String> closing = new HashSet<>();

  Script lasts(String action, int seconds) {
    durations.put(action, Duration.ofSeconds(seconds));
    return this;
  }

  Script fails(String action) {
    failures.put(action, RuleError.of("BROKEN", action + " is broken"));
    return this;
  }

  Script throwsBug(String action, Throwable bug) {
    bugs.put(action, bug);
    return this;
  }

  Script says(String action, ActionOutcome.Signal signal) {
    signals.put(action, signal);
    return this;
  }

  /** The form is closed while this action runs, or this condition is asked; it does not notice. */
  Script closesFormAt(String actionOrCondition) {
    closing.add(actionOrCondition);
    return this;
  }

  /** The action raises a change rule that takes so long. */
  Script raises(String action, int seconds) {
    changeRules.put(action, Duration.ofSeconds(seconds));
    return this;
  }

  Script has(String handler, String... labels) {
    items.put(handler, List.of(labels));
    return this;
  }

  Script answers(String condition, boolean held) {
    answers.put(condition, held);
    return this;
  }

  // What is run

  static Action action(String id) {
    return new Action(id, new Operation.Continue());
  }

  static Action disabled(String id) {
    return action(id).withEnabled(false);
  }

  static Block block(BlockType type, String... actions) {
    var all = new ArrayList<Action>();
    for (var id : actions) {
      all.add(id.startsWith("-") ? disabled(id.substring(1)) : action(id));
    }
    return new Block(String.join("", actions) + type.name().charAt(0), type, all);
  }

  static Handler always(String id, Step... steps) {
    return new Handler(id, new HandlerType.Always(), List.of(), List.of(steps), true, "");
  }

  static Handler when(String id, String condition, Step... steps) {
    return new Handler(
        id, new HandlerType.If(), List.of(condition(condition)), List.of(steps), true, "");
  }

  static Handler onError(String id, Step... steps) {
    return new Handler(id, new HandlerType.Error(), List.of(), List.of(steps), true, "");
  }

  static Handler forEach(String id, Items items, Step... steps) {
    return new Handler(id, new HandlerType.ForEach(items), List.of(), List.of(steps), true, "");
  }

  static Condition condition(String id) {
    return new Condition(id, new Criterion.Holds(id), true, "");
  }

  static Rule rule(Handler... handlers) {
    return new Rule("r", "Rule", new Event.Unbound(), List.of(handlers), true, "");
  }

  RuleOutcome play(Step... steps) {
    return play(rule(always("h", steps)));
  }

  RuleOutcome play(Rule rule) {
    try {
      var outcome = runner.run(rule, this);
      tell("rule ended");
      return outcome;
    } catch (InterruptedException cancelled) {
      throw new IllegalStateException("Nobody cancelled the rule.", cancelled);
    }
  }

  // What happens

  @Override
  public ActionOutcome run(Action action, ActionTurn turn)
      throws RuleFailure, InterruptedException {
    inFlight++;
    inFlightMax = Math.max(inFlightMax, inFlight);
    try {
      return carryOut(action, turn);
    } finally {
      inFlight--;
    }
  }

  private ActionOutcome carryOut(Action action, ActionTurn turn)
      throws RuleFailure, InterruptedException {
    tell(action.id() + " started");
    var duration = durations.get(action.id());
    if (duration != null) {
      time.pause(duration);
    }
    closeAt(action.id());
    switch (bugs.get(action.id())) {
      case null -> {}
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      case InterruptedException bug -> throw bug;
      default -> throw new IllegalStateException("What is thrown here is one of the above.");
    }
    var failure = failures.get(action.id());
    if (failure != null) {
      tell(action.id() + " failed");
      throw new RuleFailure(failure);
    }
    tell(action.id() + (turn.late() ? " ended late" : " ended"));
    return outcome(action);
  }

  private void closeAt(String actionOrCondition) {
    if (closing.contains(actionOrCondition)) {
      run.cancel();
    }
  }

  private ActionOutcome outcome(Action action) {
    return new ActionOutcome(
        signals.getOrDefault(action.id(), ActionOutcome.Signal.NONE), () -> changed(action.id()));
  }

  private void changed(String action) throws InterruptedException {
    var duration = changeRules.get(action);
    if (duration != null) {
      tell("change rule of %s started".formatted(action));
      time.pause(duration);
      tell("change rule of %s ended".formatted(action));
    }
  }

  @Override
  public PacketOutcome runPacket(List<Action> actions, boolean atomic, List<ActionTurn> turns)
      throws InterruptedException {
    packets++;
    var done = new ArrayList<ActionOutcome>();
    for (int place = 0; place < actions.size(); place++) {
      var turn = turns.get(place);
      turn.start();
      turn.called(packets);
      try {
        done.add(run(actions.get(place), turn));
        turn.end(null);
      } catch (RuleFailure failure) {
        var error = failure.error().in(actions.get(place).id());
        turn.end(error);
        return new PacketOutcome(atomic ? List.of() : done, error);
      }
    }
    return new PacketOutcome(done, null);
  }

  @Override
  public boolean holds(Condition condition) throws RuleFailure {
    tell("asked " + condition.id());
    closeAt(condition.id());
    if (bugs.get(condition.id()) instanceof RuntimeException bug) {
      throw bug;
    }
    var failure = failures.get(condition.id());
    if (failure != null) {
      throw new RuleFailure(failure);
    }
    return answers.getOrDefault(condition.id(), true);
  }

  @Override
  public List<Item> items(Items which, String handler) throws RuleFailure {
    var failure = failures.get(handler);
    if (failure != null) {
      throw new RuleFailure(failure);
    }
    return items.getOrDefault(handler, List.of()).stream()
        .map(label -> new Item(label, this))
        .toList();
  }

  @Override
  public RuleSurroundings withError(RuleError error) {
    seenError = error;
    return this;
  }

  @Override
  public void failedBeside(RuleError error) {
    tell("the form is told: " + error.message());
    toTheForm.add(error);
  }

  void tell(String what) {
    synchronized (diary) {
      diary.add(seconds() + " " + what);
    }
  }

  long seconds() {
    return Duration.between(START, time.now()).toSeconds();
  }

  /** When it was written into the diary. */
  long at(String what) {
    for (var line : diary) {
      if (line.endsWith(" " + what)) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')));
      }
    }
    throw new IllegalStateException("'%s' is not in %s".formatted(what, diary));
  }

  RuleTrace trace() {
    return recording.trace();
  }

  @Override
  public void close() {
    time.close();
  }
}
