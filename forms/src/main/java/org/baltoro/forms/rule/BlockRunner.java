package org.baltoro.forms.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.forms.document.Action;
import org.baltoro.forms.document.Block;
import org.baltoro.forms.document.BlockType;
import org.baltoro.forms.rule.ActionOutcome.Signal;
import org.baltoro.forms.rule.BlockOutcome.Completed;
import org.baltoro.forms.rule.BlockOutcome.Failed;
import org.baltoro.forms.rule.BlockOutcome.Stopped;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the actions of one block by its type. {@link #run} returns when the next block may
 * start.
 *
 * <ul>
 *   <li><b>then</b>: one after another; ends with the last, or at the first failure.
 *   <li><b>and</b>: all at once; ends when all have ended. Fails with the first failure in list
 *       order, the others attached.
 *   <li><b>also</b>: one packet; ends when its answer is processed, fails at the failing entry.
 *   <li><b>asynchronously</b>: all at once, started in list order; ends with the first that
 *       succeeds. What fails beside it is reported; if all fail the block fails.
 * </ul>
 *
 * <p>Change rules that an action raised run after it in <i>then</i>, after the block and in list
 * order in <i>and</i> and <i>also</i>, and when its result is applied in <i>asynchronously</i>.
 */
final class BlockRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BlockRunner.class);

  private static final RuleError INTERRUPTED =
      RuleError.of("INTERRUPTED", "What was called was interrupted. Try again.");

  /** So many actions of one run are under way when another block of it starts some. */
  private static final int RUNNING_ON_MAX = 100;

  private final Threads threads;
  private final RuleRun run;

  BlockRunner(Threads threads, RuleRun run) {
    this.threads = threads;
    this.run = run;
  }

  /**
   * Runs a block.
   *
   * @param failedBeside is told what failed in an {@code asynchronously} block that did not fail
   * @throws InterruptedException if the run is cancelled
   */
  BlockOutcome run(Block block, ActionRunner actions, FailureSink failedBeside, Recorder recorder)
      throws InterruptedException {
    var recording = recorder.block(block);
    try {
      var outcome = run(block, actions, failedBeside, recording);
      recording.released(outcome);
      return outcome;
    } catch (InterruptedException cancelled) {
      recording.cancelled();
      throw cancelled;
    }
  }

  private BlockOutcome run(
      Block block, ActionRunner actions, FailureSink failedBeside, BlockRecording recording)
      throws InterruptedException {
    var enabled = block.actions().stream().filter(Action::enabled).toList();
    if (enabled.isEmpty()) {
      return new Completed(false);
    }
    if (block.type() == BlockType.ALSO) {
      return packet(enabled, block.atomic(), actions, recording);
    }
    if (enabled.size() == 1) {
      return oneAfterAnother(enabled, actions, recording);
    }
    return switch (block.type()) {
      case THEN -> oneAfterAnother(enabled, actions, recording);
      case AND -> allTogether(enabled, actions, recording);
      case ASYNCHRONOUSLY -> firstOf(enabled, actions, failedBeside, recording);
      case ALSO -> throw new IllegalStateException("A packet is run above.");
    };
  }

  /** Takes what failed while the rule went on. */
  @FunctionalInterface
  interface FailureSink {
    void failed(RuleError error);
  }

  private BlockOutcome oneAfterAnother(
      List<Action> enabled, ActionRunner actions, BlockRecording recording)
      throws InterruptedException {
    boolean goOn = false;
    for (var action : enabled) {
      run.checkCancelled();
      var turn = recording.turn(action);
      turn.start();
      var end = carryOut(action, actions, turn);
      if (end.error() != null) {
        return new Failed(end.error());
      }
      var outcome = end.done();
      outcome.followUp().run();
      if (outcome.signal() == Signal.STOP) {
        return new Stopped();
      }
      goOn |= outcome.signal() == Signal.CONTINUE;
    }
    return new Completed(goOn);
  }

  private BlockOutcome allTogether(
      List<Action> enabled, ActionRunner actions, BlockRecording recording)
      throws InterruptedException {
    var gathering = new Gathering(enabled.size(), threads.latch(), false, error -> {});
    startAll(enabled, actions, recording, gathering);
    await(gathering);
    var ends = gathering.ends();
    for (var end : ends) {
      end.done().followUp().run();
    }
    return judged(ends);
  }

  private static BlockOutcome judged(List<ActionEnd> ends) {
    var errors = ends.stream().map(ActionEnd::error).filter(Objects::nonNull).toList();
    if (!errors.isEmpty()) {
      return new Failed(firstWithOthers(errors));
    }
    if (ends.stream().anyMatch(end -> end.says(Signal.STOP))) {
      return new Stopped();
    }
    return new Completed(ends.stream().anyMatch(end -> end.says(Signal.CONTINUE)));
  }

  private static RuleError firstWithOthers(List<RuleError> errors) {
    return errors.getFirst().with(errors.subList(1, errors.size()));
  }

  private BlockOutcome firstOf(
      List<Action> enabled,
      ActionRunner actions,
      FailureSink failedBeside,
      BlockRecording recording)
      throws InterruptedException {
    var gathering = new Gathering(enabled.size(), threads.latch(), true, failedBeside);
    recording.lateWhen(gathering::released);
    run.awaitRoom(enabled.size(), RUNNING_ON_MAX);
    startAll(enabled, actions, recording, gathering);
    await(gathering);
    var first = gathering.first();
    return first == null ? judged(gathering.ends()) : judged(List.of(first));
  }

  private void startAll(
      List<Action> enabled, ActionRunner actions, BlockRecording recording, Gathering gathering) {
    var turns = enabled.stream().map(recording::turn).toList();
    turns.forEach(ActionRecording::start);
    for (int place = 0; place < enabled.size(); place++) {
      var action = enabled.get(place);
      var turn = turns.get(place);
      int at = place;
      run.start("action " + action.id(), () -> gathered(action, actions, turn, gathering, at));
    }
  }

  private void gathered(
      Action action, ActionRunner actions, ActionRecording turn, Gathering gathering, int place)
      throws InterruptedException {
    ActionEnd end;
    try {
      end = carryOut(action, actions, turn);
    } catch (InterruptedException cancelled) {
      gathering.abandon();
      throw cancelled;
    }
    gathering.ended(place, end);
    if (run.isCancelled()) { // by this very action: its block need not wait for the others
      gathering.abandon();
    }
    if (gathering.firstReleases()) {
      end.done().followUp().run();
    }
  }

  /** An action that was cancelled, or was not even started, has no end to wait for. */
  private void await(Gathering gathering) throws InterruptedException {
    run.checkCancelled();
    gathering.await();
    run.checkCancelled();
  }

  /** One action, whose failure of whatever kind becomes data. */
  private ActionEnd carryOut(Action action, ActionRunner actions, ActionRecording turn)
      throws InterruptedException {
    try {
      var outcome = actions.run(action, turn);
      turn.end(null);
      return new ActionEnd(outcome, null);
    } catch (RuleFailure failure) {
      return failed(failure.error(), action, turn);
    } catch (InterruptedException interrupted) {
      if (run.isCancelled()) {
        turn.cancelled();
        throw interrupted;
      }
      return failed(INTERRUPTED, action, turn);
    } catch (RuntimeException | Error bug) { // whatever it is, who waits for it must hear of it
      return failed(unexpected(bug, "action " + action.id()), action, turn);
    }
  }

  private static ActionEnd failed(RuleError error, Action action, ActionRecording turn) {
    var failed = error.in(action.id());
    turn.end(failed);
    return new ActionEnd(ActionOutcome.DONE, failed);
  }

  /** What a bug says of itself may hold secrets: it goes to the log, and only its kind further. */
  static RuleError unexpected(Throwable bug, String where) {
    LOG.atError()
        .setCause(bug)
        .addKeyValue("where", where)
        .log("Something unexpected happened in a rule; report it, with this stack trace");
    return RuleError.of(
        RuleError.INTERNAL,
        "Something unexpected happened (%s).".formatted(bug.getClass().getSimpleName()));
  }

  private BlockOutcome packet(
      List<Action> enabled, boolean atomic, ActionRunner actions, BlockRecording recording)
      throws InterruptedException {
    var turns = new ArrayList<ActionTurn>();
    enabled.forEach(action -> turns.add(recording.turn(action)));
    var outcome = carryOut(enabled, atomic, actions, turns);
    for (var done : outcome.done()) {
      done.followUp().run();
    }
    var failure = outcome.failure();
    if (failure != null) {
      return new Failed(failure);
    }
    return judged(outcome.done().stream().map(done -> new ActionEnd(done, null)).toList());
  }

  private PacketOutcome carryOut(
      List<Action> enabled, boolean atomic, ActionRunner actions, List<ActionTurn> turns)
      throws InterruptedException {
    try {
      return actions.runPacket(enabled, atomic, turns);
    } catch (InterruptedException interrupted) {
      if (run.isCancelled()) {
        throw interrupted;
      }
      return new PacketOutcome(List.of(), INTERRUPTED);
    } catch (RuntimeException | Error bug) { // as above
      return new PacketOutcome(List.of(), unexpected(bug, "a packet"));
    }
  }

  /**
   * How an action ended.
   *
   * @param error null: it succeeded
   */
  record ActionEnd(ActionOutcome done, @Nullable RuleError error) {
    boolean says(Signal signal) {
      return done.signal() == signal;
    }
  }
}
