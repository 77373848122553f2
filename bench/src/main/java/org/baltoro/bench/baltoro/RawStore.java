package org.baltoro.bench.baltoro;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.bench.contender.Child;
import org.baltoro.bench.contender.Contender;
import org.baltoro.bench.contender.Workload;
import org.baltoro.engine.Engine;
import org.baltoro.store.Commit;
import org.baltoro.store.Store;

/**
 * The store's own limit. The engine runs one instance, and what it committed is committed over and
 * over under other numbers: the same rows, with as many decisions outstanding, in the same group
 * commits. Nothing is decided, no code runs, and nothing is looked up.
 */
public final class RawStore implements Contender {
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
    var instance = record(jdbcUrl, workload);
    closing.run();
    var store = Shards.open(List.of(jdbcUrl));
    closing = store::close;
    return new Replay(instance, store);
  }

  /** Makes what instances of a workload refer to known there, and starts none. */
  public static void deploy(String jdbcUrl, Workload workload) throws Exception {
    try (var engine = Engine.open(new Handlers().register(Config.on(jdbcUrl)));
        var connection = engine.connectTrusted("bench")) {
      new ClientWork(connection, Baltoro.users(engine)).of(workload);
    }
  }

  /** The commits of one instance, in their order. */
  public static List<Commit> record(String jdbcUrl, Workload workload) throws Exception {
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
}
