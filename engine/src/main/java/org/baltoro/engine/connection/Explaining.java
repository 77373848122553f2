package org.baltoro.engine.connection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Explanation;
import org.baltoro.api.Explanation.LineTaken;
import org.baltoro.api.Explanation.Wait;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.engine.mailbox.ItemHistory;
import org.baltoro.engine.security.Rights;
import org.baltoro.kernel.ActivityInstance;
import org.baltoro.kernel.EventInstance;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.Failure;
import org.baltoro.kernel.Job;
import org.baltoro.kernel.PendingTimer;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.SerialNumber;
import org.baltoro.kernel.Turns;
import org.baltoro.kernel.definition.LineDefinition;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.rule.RuleOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Why an instance stands where it stands. Lines are explained by replaying the journal and asking
 * each rule again on the state and at the time at which it was asked: rules are pure, so nothing
 * has to be stored for that.
 */
final class Explaining {
  private static final int ACTIVITIES_MAX = 100;

  private final Parts parts;
  private final IntFunction<ProcessDefinition> versions;
  private final ProcessState state;
  private final List<Wait> waits = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();
  private final Since since;

  Explaining(Parts parts, IntFunction<ProcessDefinition> versions, ProcessState state) {
    this.parts = parts;
    this.versions = versions;
    this.state = state;
    this.since = new Since(state.startedAt());
  }

  Explanation explain() {
    readJournal();
    if (state.phase() == ProcessState.Phase.STOPPED) {
      wait("a start: the instance is stopped", null, 0, since.stopped(), null, managers());
    }
    state.events().values().forEach(this::explainItem);
    state.failures().values().forEach(this::explainFailure);
    state.pendingTimers().values().forEach(this::explainTimer);
    state.activities().values().forEach(this::explainTurn);
    state.joins().forEach((activity, join) -> explainJoin(activity, join.fired(), join.arrived()));
    return new Explanation(
        state.instance(),
        ProcessInstanceStatus.valueOf(state.status().name()),
        summary() + FamilyText.parent(state),
        waits,
        lines());
  }

  private void readJournal() {
    for (var row : ItemHistory.rows(parts.store(), state.instance())) {
      since.read(row);
      facts.addAll(row.facts());
    }
  }

  private String summary() {
    return switch (state.phase()) {
      case COMPLETED -> "It completed at %s.".formatted(state.finishedAt());
      case DELETED -> "It was deleted at %s.".formatted(state.finishedAt());
      case STOPPED ->
          "It is stopped: nothing moves until somebody who manages the process starts it.";
      case NEW, LIVE ->
          waits.size() == 1
              ? "It waits for " + Refusal.sentence(waits.getFirst().what())
              : "It waits for %d things.".formatted(waits.size());
    };
  }

  private void explainItem(EventInstance event) {
    var name = named(event);
    var activity =
        event.activityInstance() == 0 ? null : state.activity(event.activityInstance()).activity();
    int item = event.isEvent() ? event.item() : 0;
    switch (event.status()) {
      case Status.Waiting(int attempt, Instant since) ->
          wait(
              event.kept() == null
                  ? "finish of " + name
                  : "the finish of %s by %s, which is kept until the instance may go on"
                      .formatted(name, event.kept().by()),
              activity,
              item,
              since,
              null,
              holders(ProcessRight.SERVER_EVENT) + ", by the serial number");
      case Status.Running(int attempt, long node, Instant since) ->
          wait(
              "the code of %s, which runs on node %d (attempt %d)".formatted(name, node, attempt),
              activity,
              item,
              since,
              null,
              "the code itself, its time limit, or an interrupt by " + managers());
      case Status.BackOff(int attempt, Instant dueAt) ->
          wait(
              "attempt %d of %s, after a failure".formatted(attempt, name),
              activity,
              item,
              since.backOff(event.item()),
              dueAt,
              "the time; " + managers() + " can move it");
      case Status.Held(int attempt) ->
          wait(
              "leave to run the code of " + name,
              activity,
              item,
              since.held(event.item()),
              null,
              state.halted()
                  ? "a retry or skip of the errors by " + managers()
                  : "a start by " + managers());
      case Status.Queued(int attempt, String topic, Instant since) ->
          wait(
              "a worker of topic '%s' that takes %s".formatted(topic, name),
              activity,
              item,
              since,
              null,
              "a worker, as " + holders(ProcessRight.SERVER_EVENT));
      case Status.Leased leased ->
          wait(
              "worker '%s' (topic '%s'), which does %s (attempt %d)"
                  .formatted(leased.worker(), leased.topic(), name, leased.attempt()),
              activity,
              item,
              leased.since(),
              leased.until(),
              "the worker; without a sign of life another one after that time; "
                  + managers()
                  + " by an interrupt");
      case Status.Offered offered ->
          wait(
              "an action on worklist item " + name + answers(offered),
              activity,
              item,
              offered.since(),
              null,
              String.join(", ", offered.destinations()) + holders(offered));
      case Status.AwaitingChild(int attempt, long child, Instant since) ->
          wait(
              FamilyText.awaited(state, child, name),
              activity,
              item,
              since,
              null,
              "what process instance %d waits for; 'baltoro why %d' says what that is"
                  .formatted(child, child));
      case Status.ChildHeard(int attempt, Fact.ChildReported report) -> {
        if (state.holdsCode()) {
          wait(
              "leave to go on with %s: process instance %d %s"
                  .formatted(name, report.child(), FamilyText.word(report.news())),
              activity,
              item,
              report.at(),
              null,
              "a start by " + managers());
        }
      }
      case Status.Failed f -> {}
      case Status.Scheduled s -> {}
    }
  }

  private static String answers(Status.Offered offered) {
    return offered.slots() == 1
        ? ""
        : " (%d of %d answers)".formatted(offered.responses().size(), offered.slots());
  }

  private static String holders(Status.Offered offered) {
    return offered.allocations().stream()
        .map(held -> "; %s has it open since %s".formatted(held.user(), held.since()))
        .collect(Collectors.joining());
  }

  private void explainFailure(Failure failure) {
    var error = InstanceView.error(state, failure);
    wait(
        "a mend of error %d (%s): %s".formatted(failure.id(), failure.code(), failure.message()),
        error.activity(),
        failure.place() instanceof Failure.Place.Event(int item) ? item : 0,
        failure.at(),
        null,
        "a retry, skip or goto by " + managers());
  }

  private void explainTimer(PendingTimer timer) {
    int owner = timer.purpose().activityInstance();
    var activity = owner == 0 ? null : state.activity(owner).activity();
    var what =
        switch (timer.purpose()) {
          case Purpose.StartProcess p -> "the start rule of the process";
          case Purpose.StartActivity p -> "the start rule of '" + activity + "'";
          case Purpose.Escalate p ->
              "escalation '%s', unless it is done before".formatted(p.escalation());
        };
    wait(
        timer.pausedAt() == null ? what : what + ", which is paused",
        activity,
        0,
        timer.setAt(),
        timer.pausedAt() == null ? timer.dueAt() : null,
        "the time; %s can move timer %d".formatted(managers(), timer.id()));
  }

  private void explainTurn(ActivityInstance instance) {
    if (!instance.isDestination() && Turns.waits(state, instance.id())) {
      var section = versions.apply(state.version()).activity(instance.activity()).exclusive();
      wait(
          "its turn in section '%s'".formatted(section),
          instance.activity(),
          0,
          instance.since(),
          null,
          "the end of the activity that is at work there");
    }
  }

  private void explainJoin(String activity, boolean fired, Map<Integer, Integer> arrived) {
    if (fired) {
      return;
    }
    var incoming = versions.apply(state.version()).incoming(activity);
    var missing = new ArrayList<String>();
    for (int place = 0; place < incoming.size(); place++) {
      if (!arrived.containsKey(place)) {
        missing.add("'" + incoming.get(place).from() + "'");
      }
    }
    wait(
        "the join of '%s': nothing has arrived from %s"
            .formatted(activity, String.join(", ", missing)),
        activity,
        0,
        since.join(activity),
        null,
        "the branches that lead there");
  }

  private void wait(
      String what,
      @Nullable String activity,
      int item,
      Instant since,
      @Nullable Instant dueDate,
      String movedBy) {
    waits.add(
        new Wait(
            what,
            activity,
            item == 0 ? null : new SerialNumber(state.instance(), item).toString(),
            since,
            dueDate,
            movedBy));
  }

  private String named(EventInstance event) {
    return switch (event.job()) {
      case Job.Event(int owner, int number) -> {
        var activity = state.activity(owner).activity();
        yield "'%s/%s' (%s)"
            .formatted(
                activity,
                InstanceView.eventName(versions.apply(state.version()), activity, event),
                new SerialNumber(state.instance(), event.item()));
      }
      case Job.EscalationAction action -> "escalation '" + action.escalation() + "'";
      case Job.StartRule rule -> "the start rule";
      case Job.FinishRule rule -> "the finish rule";
      case Job.ExceptionRule rule -> "the exception rule";
    };
  }

  private String managers() {
    return holders(ProcessRight.ADMIN);
  }

  /** Who has a right on the process, in words. */
  private String holders(ProcessRight right) {
    var subjects = new TreeSet<String>();
    for (var grant : parts.rights().of(state.process())) {
      if (grant.right().equals(Rights.label(right))) {
        subjects.add(grant.subject());
      }
    }
    return subjects.isEmpty()
        ? "users with the right '%s'".formatted(Rights.label(right))
        : String.join(", ", subjects);
  }

  // ---- lines

  private List<LineTaken> lines() {
    var lines = new ArrayList<List<LineTaken>>();
    var followed = new TreeMap<Integer, TreeSet<Integer>>();
    for (var fact : facts) {
      if (fact instanceof Fact.LineFollowed line) {
        followed.computeIfAbsent(line.activityInstance(), id -> new TreeSet<>()).add(line.line());
      }
    }
    var replayed = ProcessState.NEW;
    for (var fact : facts) {
      if (fact instanceof Fact.ActivityCompleted completed) {
        lines.add(
            explained(replayed, completed.activityInstance(), false, completed.at(), followed));
      } else if (fact instanceof Fact.ActivityExpired expired && expired.linesAsked()) {
        lines.add(explained(replayed, expired.activityInstance(), true, expired.at(), followed));
      }
      replayed = replayed.apply(fact);
    }
    return lines.reversed().stream().limit(ACTIVITIES_MAX).flatMap(List::stream).toList();
  }

  private List<LineTaken> explained(
      ProcessState then,
      int activityInstance,
      boolean expired,
      Instant at,
      Map<Integer, TreeSet<Integer>> followed) {
    var definition = versions.apply(then.version());
    var instance = then.activity(activityInstance);
    var taken = followed.getOrDefault(activityInstance, new TreeSet<>());
    var lines = definition.activity(instance.activity()).lines();
    var told = new ArrayList<LineTaken>();
    for (int place = 0; place < lines.size(); place++) {
      LineDefinition line = lines.get(place);
      Map<String, String> values =
          line.rule() == null
              ? Map.of()
              : seen(
                  parts.rules().test(line.rule(), then.scope(definition, instance, expired, at)));
      told.add(
          new LineTaken(
              activityInstance,
              instance.activity(),
              line.to(),
              line.rule() == null ? null : line.rule().text(),
              line.otherwise(),
              taken.contains(place),
              values,
              at));
    }
    return told;
  }

  private static Map<String, String> seen(RuleOutcome<Boolean> outcome) {
    return outcome.seen();
  }
}
