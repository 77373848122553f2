package org.baltoro.kernel;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.Due;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.rule.RuleOutcome;
import org.jspecify.annotations.Nullable;

/** Timers: when they are due, how they are set, fire, are changed and go. */
final class Timing {
  /** The years 1 to 9999: what the store can keep and people can read. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

  private Timing() {}

  /** A due time, or why there is none. */
  sealed interface Moment {
    record At(Instant due) implements Moment {}

    record Unknown(String why) implements Moment {}
  }

  static Moment due(Draft draft, Due due, @Nullable ActivityInstance activity) {
    return due(draft, due, activity, draft.now());
  }

  /**
   * @param begun what {@code after} counts from, where {@code due} names no moment
   */
  static Moment due(Draft draft, Due due, @Nullable ActivityInstance activity, Instant begun) {
    var from = begun;
    if (due.at() != null) {
      switch (draft.moment(due.at(), activity)) {
        case RuleOutcome.Failed<Instant> failed -> {
          return new Moment.Unknown(failed.why());
        }
        case RuleOutcome.Answer<Instant> answer -> from = answer.value();
      }
    }
    return shifted(draft, from, due.after(), due.workingHours());
  }

  /** The round after one that was due then; the escalation repeats. */
  static Moment nextRound(Draft draft, Escalation escalation, Instant due) {
    var every = Objects.requireNonNull(escalation.repeat()).every();
    return shifted(draft, due, every, escalation.due().workingHours());
  }

  /** {@code length} after {@code from}, in working hours where there are such. */
  private static Moment shifted(
      Draft draft, Instant from, Duration length, @Nullable String hours) {
    var calendar = hours == null ? null : draft.definition.workingHours().get(hours);
    try {
      var due = calendar == null ? from.plus(length) : calendar.after(from, length);
      return isInBounds(due)
          ? new Moment.At(due.truncatedTo(ChronoUnit.MILLIS))
          : new Moment.Unknown(new Refusal.MomentOutOfBounds(due).message());
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException outOfBounds) {
      return new Moment.Unknown(String.valueOf(outOfBounds.getMessage()));
    }
  }

  private static boolean isInBounds(Instant due) {
    return !due.isBefore(FIRST) && due.isBefore(END);
  }

  static void set(Draft draft, Purpose purpose, Instant dueAt) {
    draft.emit(new Fact.TimerSet(draft.nextId(), purpose, dueAt, draft.now()));
  }

  static void cancel(Draft draft, Predicate<Purpose> whose) {
    if (draft.state.pendingTimers().isEmpty()) {
      return;
    }
    for (var timer : List.copyOf(draft.state.pendingTimers().values())) {
      if (whose.test(timer.purpose())) {
        draft.emit(new Fact.TimerCancelled(timer.id(), draft.now()));
      }
    }
  }

  static Verdict fire(Draft draft, Command.FireTimer fire) {
    var dueAt = draft.state.timers().get(fire.timer());
    if (dueAt == null || dueAt.isAfter(draft.now())) {
      return draft.done();
    }
    var event = draft.state.events().get(fire.timer());
    if (event != null && event.status() instanceof Status.BackOff backOff) {
      Attempts.start(draft, event.item(), backOff.attempt());
    } else if (event != null && event.status() instanceof Status.Leased leased) {
      Workers.lose(draft, event, leased);
    }
    var timer = draft.state.pendingTimers().get(fire.timer());
    if (timer != null) {
      switch (timer.purpose()) {
        case Purpose.StartProcess start -> {
          draft.emit(new Fact.TimerFired(timer.id(), null, 0, draft.now()));
          Flow.runStartRule(draft);
        }
        case Purpose.StartActivity(int activityInstance) -> {
          draft.emit(new Fact.TimerFired(timer.id(), null, 0, draft.now()));
          Flow.begin(draft, activityInstance);
        }
        case Purpose.Escalate escalate -> Escalating.fire(draft, timer, escalate);
      }
    }
    Flow.settle(draft);
    return draft.done();
  }

  static Verdict change(Draft draft, Command.ChangeTimer command) {
    var over = Managing.over(draft, "A change of a timer");
    if (over != null) {
      return over;
    }
    if (command.change() instanceof Command.TimerChange.MoveTo(Instant dueAt)
        && !isInBounds(dueAt)) {
      return new Refusal.MomentOutOfBounds(dueAt);
    }
    var event = draft.state.events().get(command.timer());
    if (event != null && event.status() instanceof Status.BackOff backOff) {
      return changeBackOff(draft, command, backOff);
    }
    var timer = draft.state.pendingTimers().get(command.timer());
    if (timer == null) {
      return new Refusal.NoSuchTimer(
          command.timer(), List.copyOf(draft.state.pendingTimers().keySet()));
    }
    switch (command.change()) {
      case Command.TimerChange.MoveTo(Instant dueAt) ->
          draft.emit(
              new Fact.TimerMoved(
                  timer.id(), dueAt.truncatedTo(ChronoUnit.MILLIS), command.by(), draft.now()));
      case Command.TimerChange.Pause pause -> {
        if (timer.pausedAt() == null) {
          draft.emit(new Fact.TimerPaused(timer.id(), command.by(), draft.now()));
        }
      }
      case Command.TimerChange.Resume resume -> {
        if (timer.pausedAt() != null) {
          var left = Duration.between(timer.pausedAt(), timer.dueAt());
          var dueAt = draft.now().plus(left.isNegative() ? Duration.ZERO : left);
          draft.emit(new Fact.TimerResumed(timer.id(), dueAt, command.by(), draft.now()));
        }
      }
    }
    return draft.done();
  }

  private static Verdict changeBackOff(
      Draft draft, Command.ChangeTimer command, Status.BackOff backOff) {
    if (!(command.change() instanceof Command.TimerChange.MoveTo(Instant dueAt))) {
      return new Refusal.NotAllowedNow(
          "A pause of a back-off",
          draft.state.status(),
          "Move the back-off to a later time, or stop the instance.");
    }
    draft.emit(
        new Fact.RetryScheduled(
            command.timer(), backOff.attempt(), dueAt.truncatedTo(ChronoUnit.MILLIS)));
    return draft.done();
  }
}
