package org.baltoro.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.kernel.Value;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.Stores;

/**
 * The store's own limit: the rows that the engine would write, with as many decisions outstanding,
 * in the same group commits; but nothing is decided, no code runs and no state is looked up.
 */
final class RawStore implements Workload.Runner {
  private static final Instant AT = Instant.parse("2026-12-01T09:00:00Z");

  private final Store store;
  private final CommitPipeline pipeline;
  private final long node;
  private final int decisions;
  private final AtomicLong ids = new AtomicLong(1_024);
  private final AtomicLong decisionIds = new AtomicLong();

  private RawStore(Store store, int decisions) {
    this.store = store;
    this.decisions = decisions;
    pipeline = new CommitPipeline(store, store.exclusive() ? 1 : 2, 512);
    node = store.registerNode("bench", "");
  }

  static RawStore open(Database database, int decisions) throws Exception {
    return new RawStore(Stores.open(database.fresh().storeConfig()), decisions);
  }

  @Override
  public void once() {
    long instance = ids.incrementAndGet();
    var state = ProcessState.NEW;
    for (int decision = 0; decision < decisions; decision++) {
      var facts = facts(instance, state, decision);
      var after = state.applyAll(facts);
      var outcome =
          pipeline
              .submit(
                  node,
                  new Commit(
                      decisionIds.incrementAndGet(),
                      instance,
                      1,
                      decision,
                      state,
                      after,
                      facts,
                      Map.of(),
                      Set.of(),
                      null,
                      AT.toEpochMilli()))
              .join();
      if (outcome != CommitOutcome.WON) {
        throw new IllegalStateException("The store answered " + outcome);
      }
      state = after;
    }
  }

  /** What a start, events in a row and an end leave behind. */
  private List<Fact> facts(long instance, ProcessState state, int decision) {
    var facts = new ArrayList<Fact>();
    int id = state.lastId();
    if (decision == 0) {
      facts.add(
          new Fact.ProcessStarted(
              instance,
              "Bench/Process",
              1,
              "bench",
              "Order 4711 of Hansen",
              1,
              Map.of(
                  "OrderNumber", new Value.StringValue("4711-2026"),
                  "Amount", new Value.DecimalValue(new BigDecimal("1299.90")),
                  "Supplier", new Value.StringValue("Hansen & Sons, Hamburg")),
              null,
              AT));
    } else {
      facts.add(
          new Fact.ServerEventFinished(id, Fact.Ending.RETURNED, "Activity/Work", null, null, AT));
      facts.add(new Fact.ActivityCompleted(id - 1, AT));
    }
    if (decision == decisions - 1) {
      facts.add(new Fact.ProcessCompleted(AT));
      return facts;
    }
    facts.add(new Fact.ActivityEntered(id + 1, "Activity", Map.of(), AT));
    facts.add(new Fact.ServerEventScheduled(id + 2, id + 1, 0, AT));
    facts.add(new Fact.AttemptStarted(id + 2, 1, node, AT));
    return facts;
  }

  @Override
  public void close() {
    pipeline.close();
    store.close();
  }
}
