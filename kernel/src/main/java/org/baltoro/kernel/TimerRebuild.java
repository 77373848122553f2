package org.baltoro.kernel;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.Failure.Place;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.ProcessDefinition;
import org.baltoro.kernel.definition.StartRule;
import org.jspecify.annotations.Nullable;

/**
 * Sets the timers of a migrated instance as its new version has them, each counted from when its
 * thing began. What is pending moves and keeps its round; what is new is set; what has fired stays
 * fired, so an escalation that the old version had and that is not pending is not set.
 */
final class TimerRebuild {
  private final Draft draft;
  private final ProcessState was;
  private final ProcessDefinition before;
  private final String by;

  private TimerRebuild(Draft draft, ProcessState was, ProcessDefinition before, String by) {
    this.draft = draft;
    this.was = was;
    this.before = before;
    this.by = by;
  }

  /**
   * @param was the state under the old version
   */
  static void carryOut(Draft draft, ProcessState was, ProcessDefinition before, String by) {
    new TimerRebuild(draft, was, before, by).carryOut();
  }

  private void carryOut() {
    for (var timer : List.copyOf(draft.state.pendingTimers().values())) {
      switch (timer.purpose()) {
        case Purpose.StartProcess start -> moveWait(timer, draft.definition.startRule());
        case Purpose.StartActivity(int id) ->
            moveWait(
                timer, draft.definition.activity(draft.state.activity(id).activity()).startRule());
        case Purpose.Escalate escalate -> moveEscalation(timer, escalate);
      }
    }
    if (begun(0)) {
      setNew(0, 0, before.escalations(), draft.definition.escalations(), processBegan());
    }
    for (var instance : List.copyOf(draft.state.activities().values())) {
      if (!instance.isDestination()
          && begun(instance.id())
          && !Turns.waits(draft.state, instance.id())) {
        var old = before.activity(was.activity(instance.id()).activity()).escalations();
        var now = draft.definition.activity(instance.activity()).escalations();
        setNew(instance.id(), 0, old, now, activityBegan(instance.id()));
      }
    }
    for (var event : List.copyOf(draft.state.events().values())) {
      if (event.job() instanceof Job.Event job) {
        var activity = before.activity(was.activity(job.activityInstance()).activity());
        int place = placeBefore(event);
        var old = activity.events().get(place).escalations();
        var now = Attempts.eventDefinition(draft, job).escalations();
        setNew(job.activityInstance(), event.item(), old, now, eventBegan(event, place));
      }
    }
  }

  /** True once nothing more stands between the thing and its first event. */
  private boolean begun(int activityInstance) {
    boolean waits =
        draft.state.pendingTimers().values().stream()
            .anyMatch(timer ->
                timer.purpose().activityInstance() == activityInstance
                    && !(timer.purpose() instanceof Purpose.Escalate));
    boolean failed =
        draft.state.failures().values().stream()
            .anyMatch(failure -> failure.place().equals(new Place.Start(activityInstance)));
    boolean starts =
        activityInstance == 0
            && draft.state.events().values().stream()
                .anyMatch(event -> event.job() instanceof Job.StartRule);
    return !waits && !failed && !starts;
  }

  // ---- what is pending

  private void moveWait(PendingTimer timer, @Nullable StartRule rule) {
    var due = rule == null ? null : rule.due();
    if (due == null) {
      moveTo(timer, draft.now());
    } else if (due(timer, due) instanceof Timing.Moment.At(var moment)) {
      moveTo(timer, moment);
    }
  }

  private void moveEscalation(PendingTimer timer, Purpose.Escalate purpose) {
    var escalation =
        Escalating.definition(
            draft, purpose.activityInstance(), purpose.item(), purpose.escalation());
    if (escalation == null || timer.round() > escalation.rounds()) {
      draft.emit(new Fact.TimerCancelled(timer.id(), draft.now()));
      return;
    }
    switch (due(timer, escalation.due())) {
      case Timing.Moment.At(var first) -> moveTo(timer, round(timer.round(), first, escalation));
      case Timing.Moment.Unknown(var why) -> {
        draft.emit(new Fact.TimerCancelled(timer.id(), draft.now()));
        draft.emit(
            new Fact.EscalationNotSet(
                purpose.activityInstance(), purpose.item(), purpose.escalation(), why));
      }
    }
  }

  private Timing.Moment due(PendingTimer timer, Due due) {
    int owner = timer.purpose().activityInstance();
    var activity = owner == 0 ? null : draft.state.activity(owner);
    return Timing.due(draft, due, activity, timer.setAt());
  }

  /** When a round is due; one that lies out of bounds is as the last before it. */
  private Instant round(int round, Instant first, Escalation escalation) {
    var due = first;
    for (int past = 1; past < round; past++) {
      if (!(Timing.nextRound(draft, escalation, due) instanceof Timing.Moment.At(var next))) {
        return due;
      }
      due = next;
    }
    return due;
  }

  private void moveTo(PendingTimer timer, Instant due) {
    if (due.equals(timer.dueAt())) {
      return;
    }
    // A move pauses a paused timer anew: the time that it has left is to stay what it is.
    var paused =
        timer.pausedAt() == null ? Duration.ZERO : Duration.between(timer.pausedAt(), draft.now());
    draft.emit(new Fact.TimerMoved(timer.id(), due.plus(paused), by, draft.now()));
  }

  // ---- what is new

  private void setNew(
      int activityInstance, int item, List<Escalation> old, List<Escalation> now, Instant began) {
    for (var escalation : now) {
      if (Escalation.named(old, escalation.name()) == null) {
        Escalating.arm(draft, activityInstance, item, List.of(escalation), began);
      }
    }
  }

  private Instant processBegan() {
    var rule = before.startRule();
    var known = known(0, 0);
    return known != null ? known : waited(rule, null, was.startedAt());
  }

  private Instant activityBegan(int id) {
    var old = was.activity(id);
    var known = known(id, 0);
    return known != null
        ? known
        : waited(before.activity(old.activity()).startRule(), old, old.since());
  }

  private Instant eventBegan(EventInstance event, int place) {
    var known = known(event.activityInstance(), event.item());
    if (known != null) {
      return known;
    }
    return switch (event.status()) {
      case Status.Offered offered -> offered.since();
      case Status.Waiting waiting when place != 0 -> waiting.since();
      case Status.Queued queued when place != 0 -> queued.since();
      case Status.Failed failed when place != 0 -> failed.since();
      default -> place == 0 ? activityBegan(event.activityInstance()) : draft.now();
    };
  }

  /** When the timers of the thing were set; null when none is pending. */
  private @Nullable Instant known(int activityInstance, int item) {
    return was.pendingTimers().values().stream()
        .filter(timer ->
            timer.purpose() instanceof Purpose.Escalate escalate
                && escalate.activityInstance() == activityInstance
                && escalate.item() == item)
        .map(PendingTimer::setAt)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The end of the wait of a start rule, as far as that can be said afterwards: never late. */
  private Instant waited(
      @Nullable StartRule rule, @Nullable ActivityInstance activity, Instant from) {
    if (rule == null || rule.due() == null) {
      return from;
    }
    if (!(Timing.due(draft, rule.due(), activity, from) instanceof Timing.Moment.At(var end))) {
      return draft.now();
    }
    if (end.isBefore(from)) {
      return from;
    }
    return end.isAfter(draft.now()) ? draft.now() : end;
  }

  private int placeBefore(EventInstance event) {
    return was.events().get(event.item()) instanceof EventInstance old
            && old.job() instanceof Job.Event(int owner, int place)
        ? place
        : 0;
  }
}
