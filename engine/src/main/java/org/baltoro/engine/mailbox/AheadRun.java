package org.baltoro.engine.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.baltoro.engine.code.AttemptResult;
import org.baltoro.engine.code.AttemptRunner;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.Kernel;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * With {@code durability: wait}, runs repeatable handlers before their decisions are committed, one
 * after another, up to the next wait state: so an instance costs one commit per wait state. A crash
 * repeats all of it.
 *
 * <p>What was decided is committed earlier when code asks for its serial number, for the outside
 * may come back with it at once; and when code takes its time, so that nobody waits for it. From
 * then on that attempt is like any other: its result is delivered to the mailbox. Large values are
 * committed before code runs that may read them.
 */
final class AheadRun {
  /** So long the caller may be kept waiting for code. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Mailboxes mailboxes;
  private final AttemptRunner attempts;
  private final long until = System.nanoTime() + PATIENCE.toNanos();
  private final CompletableFuture<Void> committed = new CompletableFuture<>();
  private Work work;
  private volatile @Nullable CommitOutcome outcome;
  private volatile @Nullable StoreException failure;

  AheadRun(Mailboxes mailboxes, AttemptRunner attempts, Work work) {
    this.mailboxes = mailboxes;
    this.attempts = attempts;
    this.work = work;
  }

  /** What was committed, or is to be if {@link #run} did not. */
  Work work() {
    return work;
  }

  /**
   * Runs what may run ahead.
   *
   * @return what became of a commit that was made on the way; null: all is still to be committed
   */
  @Nullable CommitOutcome run() {
    var definition = work.deployed().definition();
    while (definition.durability() == Durability.WAIT
        && work.largeValues().isEmpty()
        && System.nanoTime() < until) {
      var effects = work.newEffects();
      if (effects.isEmpty() || !effects.stream().allMatch(this::mayRunAhead)) {
        return null;
      }
      var effect = (Effect.RunCode) effects.getFirst();
      var running =
          attempts.startAhead(
              work.instance(), work.after(), work.deployed(), effect, () -> mustCommit(effect));
      var result = running.await(committed, until - System.nanoTime());
      if (result == null || committed.isDone()) {
        commit(effect);
        if (outcome == CommitOutcome.WON) {
          running.deliver();
        } else {
          running.abandon();
        }
        return told();
      }
      if (result.isVoid()) {
        // It was interrupted because the engine closes, or has lost its lease: that is no failure
        // of the code. What came before is committed; the attempt is lost with this node.
        return null;
      }
      decide(result);
    }
    return null;
  }

  private void decide(AttemptResult result) {
    var definition = work.deployed().definition();
    var verdict =
        Kernel.decide(
            work.after(),
            definition,
            result.command(),
            mailboxes.surroundings(definition.name().text(), work.node(), result.largeValues()));
    work =
        switch (verdict) {
          case Decision decision -> work.plus(decision, result.largeValues());
          case Refusal refusal ->
              throw new IllegalStateException(
                  "The result of an attempt was refused: %s A bug of ours."
                      .formatted(refusal.message()));
        };
  }

  private boolean mayRunAhead(Effect effect) {
    return switch (effect) {
      case Effect.RunCode run ->
          run.node() == work.node() && attempts.isRepeatable(work.after(), work.deployed(), run);
      case Effect.Deliver deliver -> false;
    };
  }

  /** Called by the code's own thread, which must not go on if the attempt is void. */
  private void mustCommit(Effect underWay) {
    commit(underWay);
    if (told() != CommitOutcome.WON) {
      throw new IllegalStateException(
          "The instance has moved meanwhile; this attempt is void and will be repeated.");
    }
  }

  /** Once: by the mailbox's thread or the code's. */
  private synchronized void commit(Effect underWay) {
    if (outcome != null || failure != null) {
      return;
    }
    try {
      outcome = mailboxes.commit(work, List.of(underWay));
    } catch (StoreException unstored) {
      failure = unstored;
    }
    committed.complete(null);
  }

  private CommitOutcome told() {
    var unstored = failure;
    if (unstored != null) {
      throw unstored;
    }
    return Objects.requireNonNull(outcome);
  }
}
