package org.baltoro.bench.baltoro;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Workload;
import org.baltoro.engine.Engine;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.kernel.Fact;
import org.baltoro.kernel.ProcessState;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.Stores;

/**
 * The store's own limit. The engine runs one instance, and what it committed is committed over and
 * over under other numbers: the same rows, with as many decisions outstanding, in the same group
 * commits. Nothing is decided, no code runs, and nothing is looked up.
 */
public final class RawStore implements Contender {
  private static final int COMMITTERS = 2;
  private static final int BATCH_MAX = 512;

  private final String jdbcUrl;
  private Runnable closing = () -> {};

  private RawStore(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl;
  }

  public static void main(String[] arguments) throws IOException {
    Child.serve(RawStore::new);
  }

  @Override
  public Work work(Workload workload) throws Exception {
    var instance = record(workload);
    closing.run();
    var store = Stores.open(Config.on(jdbcUrl).storeConfig());
    var pipeline = new CommitPipeline(store, store.exclusive() ? 1 : COMMITTERS, BATCH_MAX);
    closing =
        () -> {
          pipeline.close();
          store.close();
        };
    return new Replay(instance, store, pipeline);
  }

  /** The commits of one instance, in their order. */
  private List<Commit> record(Workload workload) throws Exception {
    var commits = new ArrayList<Commit>();
    var config = new Handlers().register(Config.on(jdbcUrl));
    try (var engine = Engine.open(config.storeWrapper(store -> recording(store, commits)));
        var connection = engine.connectTrusted("bench")) {
      new ClientWork(connection, Baltoro.users(engine)).of(workload).once();
    }
    return List.copyOf(commits);
  }

  private static Store recording(Store store, List<Commit> commits) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("commit")) {
                for (var commit : (List<?>) arguments[1]) {
                  commits.add((Commit) commit);
                }
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  @Override
  public void close() {
    closing.run();
  }

  /** Commits an instance again, each time under another number. */
  private static final class Replay implements Work {
    private final List<Commit> commits;
    private final Store store;
    private final CommitPipeline pipeline;
    private final long node;
    private final AtomicLong decisions = new AtomicLong();
    private long nextInstance;
    private long endOfBlock;

    Replay(List<Commit> commits, Store store, CommitPipeline pipeline) {
      this.commits = commits;
      this.store = store;
      this.pipeline = pipeline;
      node = store.registerNode("bench", "");
    }

    @Override
    public void once() {
      long instance = nextInstance();
      var state = ProcessState.NEW;
      for (var commit : commits) {
        var facts = commit.facts().stream().map(fact -> under(instance, fact)).toList();
        var after = state.applyAll(facts);
        var outcome = pipeline.submit(node, again(commit, instance, state, after, facts)).join();
        if (outcome != CommitOutcome.WON) {
          throw new IllegalStateException("The store answered " + outcome);
        }
        state = after;
      }
    }

    private synchronized long nextInstance() {
      if (nextInstance == endOfBlock) {
        nextInstance = store.takeInstanceIds();
        endOfBlock = nextInstance + 1_024;
      }
      return nextInstance++;
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

    private Commit again(
        Commit commit, long instance, ProcessState before, ProcessState after, List<Fact> facts) {
      return new Commit(
          decisions.incrementAndGet(),
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
}
