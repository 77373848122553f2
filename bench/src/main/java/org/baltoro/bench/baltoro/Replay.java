package org.baltoro.bench.baltoro;

import java.util.List;
import org.baltoro.bench.contender.Contender;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;

/** Commits an instance again, each time under another number. */
public final class Replay implements Contender.Work {
  private final List<Commit> commits;
  private final Shards shards;

  public Replay(List<Commit> commits, Shards shards) {
    this.commits = commits;
    this.shards = shards;
  }

  @Override
  public void once() {
    long instance = shards.nextInstance();
    var server = shards.of(instance);
    var state = ProcessState.NEW;
    for (var commit : commits) {
      var facts = commit.facts().stream().map(fact -> under(instance, fact)).toList();
      var after = state.applyAll(facts);
      var outcome =
          server.commit(again(commit, server.nextDecision(), instance, state, after, facts));
      if (outcome != CommitOutcome.WON) {
        throw new IllegalStateException("The store answered " + outcome);
      }
      state = after;
    }
  }

  /** Only the start names the instance. */
  private static Fact under(long instance, Fact fact) {
    return fact instanceof Fact.ProcessStarted start
        ? new Fact.ProcessStarted(
            instance,
            start.process(),
            start.version(),
            start.originator(),
            start.folio(),
            start.priority(),
            start.dataFields(),
            start.idempotencyKey(),
            start.parent(),
            start.at())
        : fact;
  }

  private static Commit again(
      Commit commit,
      long decision,
      long instance,
      ProcessState before,
      ProcessState after,
      List<Fact> facts) {
    return new Commit(
        decision,
        instance,
        commit.process(),
        commit.expectedVersion(),
        before,
        after,
        facts,
        commit.largeValues(),
        commit.searchableBefore(),
        commit.searchable(),
        commit.startKey(),
        commit.atMillis());
  }
}
