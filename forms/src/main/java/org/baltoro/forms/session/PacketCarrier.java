package org.baltoro.forms.session;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Operation;
import org.baltoro.forms.rule.ActionOutcome;
import org.baltoro.forms.rule.ActionTurn;
import org.baltoro.forms.rule.PacketOutcome;
import org.baltoro.forms.rule.RuleError;
import org.baltoro.forms.rule.RuleFailure;
import org.baltoro.forms.smartobject.MethodCall;
import org.baltoro.forms.smartobject.MethodReference;
import org.baltoro.forms.smartobject.Packet;
import org.baltoro.forms.smartobject.PacketResult;
import org.baltoro.forms.smartobject.Result;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the actions of an <i>also</i> block. Their SmartObject calls are the entries of one
 * packet. An entry is made when its turn comes: before it the results of the earlier ones are in
 * their places, and what stands between them in the list has been done, so it may use all of it.
 * Which rows an action for items is for is seen when the block starts.
 *
 * <p>What asks the user, opens, closes, or runs rules can't stand between two calls, where a
 * transaction may be open; before the first and after the last it can.
 */
final class PacketCarrier {
  private final RuleStarter rules;
  private final Session session;
  private final RunContext context;
  private final boolean atomic;
  private final List<Action> actions;
  private final List<ActionTurn> turns;
  private final List<Step> steps = new ArrayList<>();
  private final List<ActionOutcome> outcomes = new ArrayList<>();
  private final List<ActionWork> begun = new ArrayList<>();
  private int next;
  private int started = -1;
  private boolean inPacket;
  private @Nullable RuleFailure failure;

  /** Null: what was done of the packet stays. */
  private @Nullable AllOrNothing undecided;

  PacketCarrier(
      RuleStarter rules,
      RunContext context,
      List<Action> actions,
      List<ActionTurn> turns,
      boolean atomic) {
    this.rules = rules;
    this.session = rules.session();
    this.context = context;
    this.actions = actions;
    this.turns = turns;
    this.atomic = atomic;
  }

  /**
   * A piece of an action.
   *
   * @param action its place
   * @param call null: all of an action that calls nothing
   * @param last after it the action is done
   */
  private record Step(int action, @Nullable PlannedCall call, boolean last) {}

  PacketOutcome run() throws InterruptedException {
    if (!atomic) {
      return carryOut();
    }
    var packet = session.guarded(() -> new AllOrNothing(session));
    undecided = packet;
    try {
      return carryOut();
    } finally {
      session.guard(() -> packet.undo(() -> begun.forEach(work -> work.writer.follow())));
    }
  }

  private PacketOutcome carryOut() throws InterruptedException {
    try {
      plan();
      var entries = entries();
      if (!entries.isEmpty()) {
        runLocalSteps();
        packet(entries);
      }
      runLocalSteps();
      stays();
      return new PacketOutcome(outcomes, null);
    } catch (RuleFailure failed) {
      return failed(failed.error());
    } catch (RuntimeException bug) { // what was done of a packet that is all or nothing goes back
      return failed(RuleError.of(RuleError.INTERNAL, "Something unexpected happened: " + bug));
    }
  }

  private void plan() throws RuleFailure {
    for (int place = 0; place < actions.size(); place++) {
      var action = actions.get(place);
      var work = ActionWork.begin(session, context, action, turns.get(place), undecided);
      begun.add(work);
      if (Calls.isCall(action.operation(), context, action.id())) {
        planCalls(place, work);
      } else {
        steps.add(new Step(place, null, true));
      }
    }
  }

  private void planCalls(int place, ActionWork work) throws RuleFailure {
    List<PlannedCall> calls;
    try {
      calls = session.guarded(() -> Calls.of(work));
    } catch (RuleFailure failed) {
      start(place);
      throw failed;
    }
    for (int at = 0; at < calls.size(); at++) {
      steps.add(new Step(place, calls.get(at), at == calls.size() - 1));
    }
    if (calls.isEmpty()) {
      steps.add(new Step(place, null, true));
    }
  }

  private List<Packet.Entry> entries() {
    var entries = new ArrayList<Packet.Entry>();
    for (var step : steps) {
      var call = step.call();
      if (call != null) {
        entries.add(new Entry(call.method(), entries.size()));
      }
    }
    return entries;
  }

  /** Resolved when its turn comes. */
  private final class Entry implements Packet.Entry {
    private final MethodReference method;
    private final int place;

    Entry(MethodReference method, int place) {
      this.method = method;
      this.place = place;
    }

    @Override
    public MethodReference method() {
      return method;
    }

    @Override
    public MethodCall call(List<Result> earlier) {
      try {
        if (place > 0) {
          applied(earlier.getLast());
        }
        runLocalSteps();
        return prepared();
      } catch (RuleFailure failed) {
        failure = failed;
        throw Failures.carried(failed);
      } catch (InterruptedException cancelled) {
        failure = new RuleFailure("INTERRUPTED", "The form was closed.");
        throw Failures.carried(failure);
      }
    }
  }

  private void packet(List<Packet.Entry> entries) throws RuleFailure, InterruptedException {
    int number = session.guarded(session::nextCall);
    for (var step : steps) {
      if (step.call() != null) {
        turns.get(step.action()).called(number);
      }
    }
    inPacket = true;
    var result =
        session.services.smartObjects().execute(session.caller, new Packet(entries, atomic));
    inPacket = false;
    begun.getFirst().checkCancelled();
    if (failure != null) {
      throw failure;
    }
    if (result.failure() != null) {
      throw new RuleFailure(answered(result).in(actions.get(Math.max(started, 0)).id()));
    }
    try {
      applied(result.results().getLast());
    } finally {
      stays();
    }
  }

  /** From here on nothing is taken back, and the page may know. */
  private void stays() {
    var packet = undecided;
    if (packet != null) {
      session.guard(packet::stay);
    }
  }

  /** The failure of a packet, with the entry that it is about. */
  private RuleError answered(PacketResult result) {
    var failed = result.failure();
    if (failed == null) {
      throw new IllegalStateException("The packet has not failed.");
    }
    var error = Failures.of(failed);
    if (started < 0) {
      start(0);
    }
    var detail =
        result.failedEntry() < 0
            ? "The packet as a whole failed."
            : "Entry %d of the packet failed%s."
                .formatted(result.failedEntry() + 1, atomic ? "; all of it was undone" : "");
    return new RuleError(
        error.type(), error.message(), detail, null, error.fields(), error.others());
  }

  /** The call whose turn it is. */
  private MethodCall prepared() throws RuleFailure {
    var step = steps.get(next);
    var call = step.call();
    if (call == null) {
      throw new IllegalStateException("The step at %d calls nothing.".formatted(next));
    }
    start(step.action());
    return session.guarded(call::call);
  }

  /** The result of the call whose turn it was. */
  private void applied(Result result) throws RuleFailure {
    var step = steps.get(next);
    var call = step.call();
    turns.get(step.action()).rows(result.rows().size());
    if (call != null) {
      session.guard(() -> call.apply(result));
    }
    next++;
    if (step.last()) {
      done(step.action(), begun.get(step.action()).done(rules));
    }
  }

  /** What calls nothing, up to the next call. */
  private void runLocalSteps() throws RuleFailure, InterruptedException {
    while (next < steps.size() && steps.get(next).call() == null) {
      var step = steps.get(next);
      start(step.action());
      var work = begun.get(step.action());
      checkPlace(work.action.operation());
      var outcome =
          Calls.isCall(work.action.operation(), context, work.action.id())
              ? work.done(rules)
              : new Actions(rules, work).run();
      next++;
      done(step.action(), outcome);
    }
  }

  private void checkPlace(Operation operation) throws RuleFailure {
    if (inPacket && Actions.runsRules(operation)) {
      throw new RuleFailure(
          "NOT_IN_A_PACKET",
          "%s can't stand between the calls of a packet. Give it a block of its own."
              .formatted(ActionText.of(operation)));
    }
    if (atomic && Actions.reachesOutside(operation)) {
      throw new RuleFailure(
          "NOT_TRANSACTIONAL",
          "%s can't be undone with a packet that is all or nothing. Give it a block of its own."
              .formatted(ActionText.of(operation)));
    }
  }

  private void start(int action) {
    if (started < action) {
      started = action;
      turns.get(action).start();
    }
  }

  private void done(int action, ActionOutcome outcome) {
    turns.get(action).end(null);
    outcomes.add(outcome);
  }

  private PacketOutcome failed(RuleError error) throws InterruptedException {
    begun.getFirst().checkCancelled();
    int place = Math.max(started, 0);
    var masked = session.guarded(() -> Secrets.masked(session, error));
    var failed = masked.in(actions.get(place).id());
    turns.get(place).end(failed);
    boolean isUndone = undecided != null && !undecided.isDecided();
    return new PacketOutcome(isUndone ? List.of() : outcomes, failed);
  }
}
