package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.DataFieldDefinition;
import org.baltoro.kernel.definition.EventDefinition.ClientEvent;
import org.baltoro.kernel.definition.EventDefinition.ServerEvent;
import org.baltoro.kernel.definition.EventDefinition.SubProcess;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.baltoro.kernel.rule.RuleOutcome;
import org.baltoro.kernel.rule.RuleScope;

/** How work moves: arrive, enter, events in order, complete, follow lines, end. */
final class Flow {
  private Flow() {}

  static Verdict start(Draft draft, Command.StartProcess start) {
    var definition = draft.definition;
    var given =
        start.parent() == null
            ? start.dataFields()
            : SubProcesses.fitting(definition.dataFields(), start.dataFields());
    var refused = DataCheck.ofStart(definition.dataFields(), given);
    if (refused != null) {
      return refused;
    }
    var data = definition.begunWith(given);
    String folio = start.folio();
    if (folio == null && definition.folio() != null) {
      var scope =
          new RuleScope(
              start.instance(),
              "",
              start.originator(),
              start.priority(),
              data,
              draft.now(),
              definition.timeZone());
      switch (draft.text(definition.folio(), scope)) {
        case RuleOutcome.Answer<String> answer -> folio = ComputedFolio.of(answer.value());
        case RuleOutcome.Failed<String> failed -> {
          return new Refusal.FolioFailed(definition.folio().text(), failed.why());
        }
      }
    }
    draft.emit(
        new Fact.ProcessStarted(
            start.instance(),
            definition.name().text(),
            definition.version(),
            start.originator(),
            folio == null ? "" : folio,
            start.priority(),
            data,
            start.idempotencyKey(),
            start.parent(),
            draft.now()));
    waitForStart(draft);
    settle(draft);
    return draft.done();
  }

  /** The start rule of the process: a wait, code, or both; then the first activity. */
  static void waitForStart(Draft draft) {
    var rule = draft.definition.startRule();
    if (rule != null && rule.due() != null) {
      switch (Timing.due(draft, rule.due(), null)) {
        case Timing.Moment.Unknown(var why) -> {
          draft.fail(new Place.Start(0), "due-failed", startFailed("the process", why), null);
          return;
        }
        case Timing.Moment.At(var due) -> {
          if (due.isAfter(draft.now())) {
            Timing.set(draft, new Purpose.StartProcess(), due);
            return;
          }
        }
      }
    }
    runStartRule(draft);
  }

  static void runStartRule(Draft draft) {
    var rule = draft.definition.startRule();
    if (rule != null && rule.code() != null) {
      int item = draft.nextId();
      draft.emit(new Fact.CodeScheduled(item, new Job.StartRule(), draft.now()));
      Attempts.start(draft, item, 1);
    } else {
      startFirst(draft);
    }
  }

  static void startFirst(Draft draft) {
    Escalating.armProcess(draft);
    draft.arrivals.add(new Place.Arrival("", 0, draft.definition.start()));
  }

  private static String startFailed(String whose, String why) {
    return "When %s is to start can't be said: %s. Correct the data and retry, or skip the wait."
        .formatted(whose, Refusal.unended(why));
  }

  /** Looks at all arrivals, then at what was waiting for them, then at whether anything is left. */
  static void settle(Draft draft) {
    arrive(draft);
    if (!draft.state.awaiting().isEmpty()) {
      stopIfAsked(draft);
    }
    while (Managing.mayCarryOutAwaited(draft)) {
      Managing.carryOutAwaited(draft);
      arrive(draft);
      if (draft.state.awaiting().isEmpty()) {
        Managing.release(draft);
        arrive(draft);
      }
    }
    if (draft.state.halted() && draft.state.failures().isEmpty()) {
      draft.emit(new Fact.BranchesReleased(draft.now()));
      Managing.release(draft);
      arrive(draft);
    }
    stopIfAsked(draft);
    while (Turns.next(draft)) {
      arrive(draft);
    }
    if (draft.state.phase() == ProcessState.Phase.LIVE && nothingIsLeft(draft.state)) {
      end(draft);
    }
  }

  private static void stopIfAsked(Draft draft) {
    if (draft.state.stopRequested() && !draft.state.runsCode()) {
      draft.emit(new Fact.ProcessStopped("stop request", draft.now()));
    }
  }

  private static boolean nothingIsLeft(ProcessState state) {
    return state.activities().isEmpty()
        && state.failures().isEmpty()
        && state.events().isEmpty()
        && state.pendingTimers().values().stream()
            .noneMatch(timer -> timer.purpose() instanceof Purpose.StartProcess);
  }

  private static void arrive(Draft draft) {
    for (var arrival = draft.arrivals.poll(); arrival != null; arrival = draft.arrivals.poll()) {
      arrive(draft, arrival);
    }
  }

  private static void arrive(Draft draft, Place.Arrival arrival) {
    var activity = draft.definition.activity(arrival.to());
    if (draft.state.steps() >= draft.definition.stepBudget()) {
      draft.fail(
          arrival,
          "loop-budget",
          "More than %d steps since the last wait state: %s. Let the loop wait for something, or raise stepBudget."
              .formatted(
                  draft.definition.stepBudget(), Cycle.through(draft.definition, arrival.to())),
          null);
      return;
    }
    if (arrival.line() == Place.Arrival.GOTO) {
      enter(draft, activity);
      return;
    }
    if (activity.precedingRule() != null) {
      switch (draft.test(activity.precedingRule(), null, false)) {
        case RuleOutcome.Failed<Boolean> failed -> {
          draft.fail(
              arrival,
              "rule-failed",
              "The preceding rule of '%s' failed: %s".formatted(activity.name(), failed.why()),
              described(activity.precedingRule().text(), failed.seen()));
          return;
        }
        case RuleOutcome.Answer<Boolean> answer -> {
          if (!answer.value()) {
            draft.emit(new Fact.ArrivalDropped(arrival.from(), arrival.line(), arrival.to()));
            return;
          }
        }
      }
    }
    if (activity.join() == null || arrival.from().isEmpty() || passes(draft, activity, arrival)) {
      enter(draft, activity);
    }
  }

  /** Counts the arrival; true when the join lets it pass. */
  private static boolean passes(Draft draft, ActivityDefinition activity, Place.Arrival arrival) {
    var join = Objects.requireNonNull(activity.join());
    var incoming = draft.definition.incoming(activity.name());
    int place = 0;
    while (!incoming.get(place).from().equals(arrival.from())
        || incoming.get(place).line() != arrival.line()) {
      place++;
    }
    var before = draft.state.joins().getOrDefault(activity.name(), JoinState.EMPTY);
    var arrived = new TreeMap<>(before.arrived());
    int required = join.requiredOf(incoming.size());
    boolean swallows = join.surplus() == Surplus.SWALLOW;
    arrived.merge(place, 1, (old, one) -> swallows ? 1 : old + one);
    boolean passes = !before.fired() && arrived.size() >= required;
    boolean fired = before.fired() || passes;
    boolean complete =
        join.surplus() == Surplus.NEW_PASS ? passes : arrived.size() == incoming.size();
    if (complete) {
      fired = false;
      takePass(arrived, join.surplus() == Surplus.NEW_PASS ? required : incoming.size());
    }
    if (join.surplus() == Surplus.BLOCK && !fired && !passes && arrived.size() >= required) {
      passes = true;
      fired = true;
    }
    counted(draft, activity.name(), arrived, fired);
    return passes;
  }

  /** What has arrived is another now: that nothing more could arrive is no error any more. */
  static void counted(Draft draft, String activity, Map<Integer, Integer> arrived, boolean fired) {
    for (var failure : List.copyOf(draft.state.failures().values())) {
      if (failure.place().equals(new Place.Join(activity))) {
        draft.emit(new Fact.FailureExpired(failure.id(), "a further arrival", draft.now()));
      }
    }
    draft.emit(new Fact.JoinCounted(activity, arrived, fired));
  }

  /** Lets a join pass with what has arrived: the rest can't come any more. */
  static void passStarved(Draft draft, String activity) {
    draft.emit(new Fact.JoinCounted(activity, Collections.emptyMap(), false));
    enter(draft, draft.definition.activity(activity));
  }

  /** Takes one arrival from each of the first {@code lines} lines that have one. */
  static void takePass(TreeMap<Integer, Integer> arrived, int lines) {
    for (var place : List.copyOf(arrived.keySet()).subList(0, lines)) {
      arrived.compute(place, (key, count) -> count == null || count == 1 ? null : count - 1);
    }
  }

  private static void enter(Draft draft, ActivityDefinition activity) {
    Expiry.endFinishRule(draft, "the entry of activity '" + activity.name() + "'");
    int id = draft.nextId();
    draft.emit(
        new Fact.ActivityEntered(
            id, activity.name(), DataFieldDefinition.initial(activity.dataFields()), draft.now()));
    waitForBegin(draft, id);
  }

  /** The start rule of an activity: it waits, or begins. */
  static void waitForBegin(Draft draft, int id) {
    var activity = draft.definition.activity(draft.state.activity(id).activity());
    var rule = activity.startRule();
    if (rule != null && rule.due() != null) {
      switch (Timing.due(draft, rule.due(), draft.state.activity(id))) {
        case Timing.Moment.Unknown(var why) -> {
          draft.fail(
              new Place.Start(id),
              "due-failed",
              startFailed("activity '" + activity.name() + "'", why),
              null);
          return;
        }
        case Timing.Moment.At(var due) -> {
          if (due.isAfter(draft.now())) {
            Timing.set(draft, new Purpose.StartActivity(id), due);
            return;
          }
        }
      }
    }
    begin(draft, id);
  }

  /** The start rule has been waited for; now for its turn in an exclusive section. */
  static void begin(Draft draft, int activityInstance) {
    if (Turns.mustWait(draft, activityInstance)) {
      return;
    }
    Escalating.armActivity(draft, activityInstance);
    Destinations.plan(draft, activityInstance);
  }

  /** Starts the next event of an activity instance, or completes it after the last. */
  static void proceed(Draft draft, int activityInstance) {
    var instance = draft.state.activity(activityInstance);
    var activity = draft.definition.activity(instance.activity());
    int place = instance.nextEvent();
    if (place == activity.events().size()) {
      complete(draft, activityInstance);
      return;
    }
    var event = activity.events().get(place);
    switch (event) {
      case ServerEvent server -> {
        int item = draft.nextId();
        draft.emit(new Fact.ServerEventScheduled(item, activityInstance, place, draft.now()));
        Escalating.armEvent(draft, activityInstance, item, server.escalations());
        Attempts.start(draft, item, 1);
      }
      case ClientEvent client -> Destinations.offer(draft, activityInstance, place, client);
      case SubProcess child -> {
        int item = draft.nextId();
        draft.emit(new Fact.SubProcessScheduled(item, activityInstance, place, draft.now()));
        Escalating.armEvent(draft, activityInstance, item, child.escalations());
        Attempts.start(draft, item, 1);
      }
    }
  }

  /** All events are done: for one of several destinations, or for the activity. */
  private static void complete(Draft draft, int activityInstance) {
    if (draft.state.activity(activityInstance).isDestination()) {
      Destinations.answered(draft, activityInstance);
    } else {
      leave(draft, activityInstance, false, "");
    }
  }

  /**
   * Evaluates the lines and follows every true one.
   *
   * @param expired what made it leave is an expiry: no true line is no error then
   * @param by what expired it
   */
  static void leave(Draft draft, int activityInstance, boolean expired, String by) {
    var instance = draft.state.activity(activityInstance);
    var activity = draft.definition.activity(instance.activity());
    var followed = new ArrayList<Integer>();
    var untrue = new ArrayList<String>();
    int otherwise = -1;
    for (int place = 0; place < activity.lines().size(); place++) {
      var line = activity.lines().get(place);
      if (line.otherwise()) {
        otherwise = place;
      } else if (line.rule() == null) {
        followed.add(place);
      } else {
        switch (draft.test(line.rule(), instance, expired)) {
          case RuleOutcome.Failed<Boolean> failed -> {
            Exceptions.raise(
                draft,
                Job.Level.ACTIVITY,
                activityInstance,
                new Place.Lines(activityInstance, expired),
                "rule-failed",
                "The rule of the line from '%s' to '%s' failed: %s"
                    .formatted(activity.name(), line.to(), failed.why()),
                described(line.rule().text(), failed.seen()));
            return;
          }
          case RuleOutcome.Answer<Boolean> answer -> {
            if (answer.value()) {
              followed.add(place);
            } else {
              untrue.add("to '%s': %s".formatted(line.to(), described(line, answer.seen())));
            }
          }
        }
      }
    }
    if (followed.isEmpty() && otherwise >= 0) {
      followed.add(otherwise);
    }
    if (followed.isEmpty()
        && !activity.lines().isEmpty()
        && !expired
        && draft.definition.onDeadEnd() == OnDeadEnd.ERROR) {
      draft.fail(
          new Place.Lines(activityInstance),
          "dead-end",
          "No line out of '%s' is true. Correct the data and retry, or give the activity an 'otherwise' line."
              .formatted(activity.name()),
          String.join("\n", untrue));
      return;
    }
    left(draft, activityInstance, expired, by);
    for (int place : followed) {
      var to = activity.lines().get(place).to();
      draft.emit(new Fact.LineFollowed(activityInstance, activity.name(), place, to));
      draft.arrivals.add(new Place.Arrival(activity.name(), place, to));
    }
  }

  /** Its lines have been dealt with: it ends, unless some of its destinations go on. */
  static void left(Draft draft, int activityInstance, boolean expired, String by) {
    if (expired || draft.state.destinationsOf(activityInstance).isEmpty()) {
      ended(draft, activityInstance, expired, by);
    }
  }

  /** Ends an activity instance of which nothing is open any more but its escalations. */
  static void ended(Draft draft, int activityInstance, boolean expired, String by) {
    Expiry.releaseActivity(draft, activityInstance, "the end of the activity");
    draft.emit(
        expired
            ? new Fact.ActivityExpired(activityInstance, true, by, draft.now())
            : new Fact.ActivityCompleted(activityInstance, draft.now()));
  }

  /** Nothing is active: complete, unless a join still waits for what can't come any more. */
  private static void end(Draft draft) {
    boolean starved = false;
    for (var entry : draft.state.joins().entrySet()) {
      if (!entry.getValue().fired()) {
        starved = true;
        draft.fail(
            new Place.Join(entry.getKey()),
            "join-starved",
            "The join of '%s' waits for %s, and nothing is active that could arrive."
                .formatted(entry.getKey(), missing(draft, entry.getKey(), entry.getValue())),
            null);
      }
    }
    if (starved) {
      return;
    }
    if (draft.definition.finishRule() != null && !draft.finishAgreed) {
      int item = draft.nextId();
      draft.emit(new Fact.CodeScheduled(item, new Job.FinishRule(), draft.now()));
      Attempts.start(draft, item, 1);
      return;
    }
    draft.emit(new Fact.ProcessCompleted(draft.now()));
  }

  private static String missing(Draft draft, String activity, JoinState join) {
    var incoming = draft.definition.incoming(activity);
    var names = new ArrayList<String>();
    for (int place = 0; place < incoming.size(); place++) {
      if (!join.arrived().containsKey(place)) {
        names.add("the line from '%s'".formatted(incoming.get(place).from()));
      }
    }
    var declared = draft.definition.activity(activity).join();
    boolean some = declared != null && declared.required() != JoinDefinition.ALL;
    return String.join(some ? " or " : " and ", names);
  }

  private static String described(LineDefinition line, Map<String, String> seen) {
    return line.rule() == null ? "" : described(line.rule().text(), seen);
  }

  private static String described(String rule, Map<String, String> seen) {
    var values =
        seen.entrySet().stream()
            .map(entry -> entry.getKey() + " = " + entry.getValue())
            .collect(Collectors.joining(", "));
    return values.isEmpty() ? rule : rule + " (" + values + ")";
  }
}
