package org.baltoro.engine.mailbox;

import java.time.InstantSource;
import java.util.List;
import org.baltoro.engine.code.AttemptRunner;
import org.baltoro.kernel.Command;
import org.baltoro.kernel.Decision;
import org.baltoro.kernel.Effect;
import org.baltoro.kernel.Kernel;
import org.baltoro.kernel.Refusal;
import org.baltoro.kernel.Surroundings;
import org.baltoro.kernel.definition.ProcessDefinition.Durability;
import org.baltoro.kernel.rule.RuleEvaluator;
import org.baltoro.store.CommitOutcome;
import org.jspecify.annotations.Nullable;

/**
 * With {@code durability: wait}, runs repeatable handlers before their decisions are committed, one
 * after another, up to the next wait state: so an instance costs one commit per wait state. A crash
 * repeats all of it. Code that asks for its serial number has what was decided so far committed
 * first, for the outside may come back with it at once.
 */
final class AheadRun {
  private final Mailboxes mailboxes;
  private final AttemptRunner attempts;
  private final RuleEvaluator rules;
  private final InstantSource clock;
  private Work work;
  private @Nullable CommitOutcome lost;

  AheadRun(
      Mailboxes mailboxes,
      AttemptRunner attempts,
      RuleEvaluator rules,
      InstantSource clock,
      Work work) {
    this.mailboxes = mailboxes;
    this.attempts = attempts;
    this.rules = rules;
    this.clock = clock;
    this.work = work;
  }

  /** What is left to commit after {@link #run}. */
  Work work() {
    return work;
  }

  /**
   * Runs what may run ahead. Not null: a commit in between was lost, and all is to be decided
   * again.
   */
  @Nullable CommitOutcome run() {
    var definition = work.deployed().definition();
    while (definition.durability() == Durability.WAIT) {
      var effects = work.newEffects();
      if (effects.isEmpty() || !effects.stream().allMatch(this::mayRunAhead)) {
        return null;
      }
      var effect = (Effect.RunServerEvent) effects.getFirst();
      var result =
          attempts.runHere(
              work.instance(), work.after(), work.deployed(), effect, () -> commitFirst(effect));
      if (lost != null) {
        return lost;
      }
      if (attempts.isEnding() && result.command() instanceof Command.FailAttempt) {
        // It was interrupted because the engine closes: that is no failure of the code. What came
        // before is committed; the attempt is lost with this node, and repeated.
        return null;
      }
      var verdict =
          Kernel.decide(
              work.after(),
              definition,
              result.command(),
              new Surroundings(rules, clock.instant(), work.node()));
      work =
          switch (verdict) {
            case Decision decision -> work.plus(decision, result.largeValues());
            case Refusal refusal ->
                throw new IllegalStateException(
                    "The result of an attempt was refused: %s A bug of ours."
                        .formatted(refusal.message()));
          };
    }
    return null;
  }

  private boolean mayRunAhead(Effect effect) {
    return switch (effect) {
      case Effect.RunServerEvent run ->
          run.node() == work.node() && attempts.isRepeatable(work.after(), work.deployed(), run);
    };
  }

  private void commitFirst(Effect underWay) {
    if (work.facts().isEmpty()) {
      return;
    }
    var outcome = mailboxes.commit(work, List.of(underWay));
    if (outcome != CommitOutcome.WON) {
      lost = outcome;
      throw new IllegalStateException(
          "The instance has moved meanwhile; this attempt is void and will be repeated.");
    }
    work = work.committed();
  }
}
