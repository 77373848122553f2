package org.baltoro.kernel;

import java.time.Instant;
import java.util.List;
import org.baltoro.kernel.EventInstance.Status;
import org.baltoro.kernel.PendingTimer.Purpose;
import org.baltoro.kernel.definition.Escalation;
import org.baltoro.kernel.definition.Escalation.Action;
import org.jspecify.annotations.Nullable;

/** Escalations: armed with what they belong to, and what they do when they are due. */
final class Escalating {
  private static final String BY = "escalation '";

  private Escalating() {}

  static void armProcess(Draft draft) {
    arm(draft, 0, 0, draft.definition.escalations(), draft.now());
  }

  static void armActivity(Draft draft, int activityInstance) {
    var activity = draft.state.activity(activityInstance).activity();
    arm(draft, activityInstance, 0, draft.definition.activity(activity).escalations(), draft.now());
  }

  static void armEvent(Draft draft, int activityInstance, int item, List<Escalation> escalations) {
    arm(draft, activityInstance, item, escalations, draft.now());
  }

  /**
   * @param begun when what they belong to began: what they count from
   */
  static void arm(
      Draft draft, int activityInstance, int item, List<Escalation> escalations, Instant begun) {
    for (var escalation : escalations) {
      var activity = activityInstance == 0 ? null : draft.state.activity(activityInstance);
      var purpose = new Purpose.Escalate(activityInstance, item, escalation.name());
      switch (Timing.due(draft, escalation.due(), activity, begun)) {
        case Timing.Moment.At(var due) ->
            draft.emit(new Fact.TimerSet(draft.nextId(), purpose, due, begun));
        // An escalation must not keep work from going on: without a due time there is none.
        case Timing.Moment.Unknown(var why) ->
            draft.emit(new Fact.EscalationNotSet(activityInstance, item, escalation.name(), why));
      }
    }
  }

  /** True if a fact is by an escalation: users' names have neither blanks nor quotes. */
  static boolean isBy(String by) {
    return by.startsWith(BY);
  }

  static void fire(Draft draft, PendingTimer timer, Purpose.Escalate purpose) {
    var escalation =
        definition(draft, purpose.activityInstance(), purpose.item(), purpose.escalation());
    if (escalation == null) {
      draft.emit(new Fact.TimerFired(timer.id(), null, 0, draft.now()));
      return;
    }
    draft.emit(next(draft, timer, escalation));
    var by = BY + escalation.name() + "'";
    switch (escalation.action()) {
      case Action.RunCode run -> run(draft, timer, purpose);
      case Action.Mail mail -> run(draft, timer, purpose);
      case Action.Redirect(List<String> to) -> redirect(draft, purpose, to, by);
      case Action.Expire expire -> {
        if (purpose.item() != 0) {
          Expiry.expireItem(draft, purpose.item(), by);
        } else {
          Expiry.expireOne(draft, purpose.activityInstance(), by);
        }
      }
      case Action.Goto(String activity, boolean expireAll, String expireActivity) -> {
        boolean all = purpose.activityInstance() == 0 ? expireActivity == null : expireAll;
        Goto.carryOut(
            draft,
            List.of(new Command.Jump.Goto(activity, all, expireActivity)),
            owner(draft, purpose.activityInstance()),
            0,
            Fact.Origin.ESCALATION,
            by);
      }
    }
  }

  /** The next round: those that have passed meanwhile are made up for by the one that fires now. */
  private static Fact next(Draft draft, PendingTimer timer, Escalation escalation) {
    var due = timer.dueAt();
    for (int round = timer.round() + 1; round <= escalation.rounds(); round++) {
      if (!(Timing.nextRound(draft, escalation, due) instanceof Timing.Moment.At(var next))) {
        break;
      }
      if (next.isAfter(draft.now())) {
        return new Fact.TimerFired(timer.id(), next, round, draft.now());
      }
      due = next;
    }
    return new Fact.TimerFired(timer.id(), null, 0, draft.now());
  }

  private static void run(Draft draft, PendingTimer timer, Purpose.Escalate purpose) {
    int item = draft.nextId();
    var job =
        new Job.EscalationAction(
            purpose.activityInstance(), purpose.item(), purpose.escalation(), timer.round());
    draft.emit(new Fact.CodeScheduled(item, job, draft.now()));
    Attempts.start(draft, item, 1);
  }

  /** To those only who have not answered yet: the item would be on nobody's worklist. */
  private static void redirect(Draft draft, Purpose.Escalate purpose, List<String> to, String by) {
    for (var event : List.copyOf(draft.state.events().values())) {
      boolean meant =
          purpose.item() != 0
              ? event.item() == purpose.item()
              : event.activityInstance() != 0
                  && draft.state.activity(event.activityInstance()).owner()
                      == purpose.activityInstance();
      if (meant && event.status() instanceof Status.Offered offered) {
        var open = Destinations.named(draft, to, null);
        redirect(
            draft,
            event.item(),
            offered.destinations(),
            offered,
            open.stream().filter(user -> offered.responseOf(user) == null).toList(),
            by);
      }
    }
  }

  /**
   * @param from who loses it
   */
  static void redirect(
      Draft draft,
      int item,
      List<String> from,
      Status.Offered offered,
      List<String> to,
      String by) {
    var resolved = Destinations.named(draft, to, null);
    var same =
        from.size() == offered.destinations().size() && resolved.equals(offered.destinations());
    if (!resolved.isEmpty() && !same) {
      draft.emit(new Fact.WorklistItemRedirected(item, from, resolved, by, draft.now()));
    }
  }

  /** The activity that code belongs to; "" for the process. */
  static String owner(Draft draft, int activityInstance) {
    return activityInstance == 0 ? "" : draft.state.activity(activityInstance).activity();
  }

  /** The escalation with this name where it belongs, or null when the definition has none. */
  static @Nullable Escalation definition(Draft draft, int activityInstance, int item, String name) {
    if (activityInstance == 0) {
      return Escalation.named(draft.definition.escalations(), name);
    }
    var activity = draft.definition.activity(draft.state.activity(activityInstance).activity());
    if (item == 0) {
      return Escalation.named(activity.escalations(), name);
    }
    return draft.state.events().get(item) instanceof EventInstance event
            && event.job() instanceof Job.Event(int owner, int place)
        ? Escalation.named(activity.events().get(place).escalations(), name)
        : null;
  }
}
