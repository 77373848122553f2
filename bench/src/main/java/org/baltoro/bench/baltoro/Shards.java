package org.baltoro.bench.baltoro;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.baltoro.engine.commit.CommitPipeline;
import org.baltoro.store.Commit;
import org.baltoro.store.CommitOutcome;
import org.baltoro.store.Store;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.InstanceRow;
import org.baltoro.store.Store.StoredInstance;
import org.baltoro.store.Stores;

/**
 * Servers that share the instances: each lies where the shard in its number says. Safe for many
 * threads.
 */
public final class Shards implements AutoCloseable {
  private static final int COMMITTERS = 2;
  private static final int BATCH_MAX = 512;
  private static final int BLOCK = 1_024;
  private static final int SHARDS = 1_024;

  /** One of them, with what commits to it. */
  public static final class Server implements AutoCloseable {
    private final Store store;
    private final CommitPipeline pipeline;
    private final long node;
    private final AtomicLong decisions = new AtomicLong();
    private final ArrayDeque<Long> numbers = new ArrayDeque<>();

    private Server(String jdbcUrl) {
      store = Stores.open(Config.on(jdbcUrl).storeConfig());
      pipeline = new CommitPipeline(store, store.exclusive() ? 1 : COMMITTERS, BATCH_MAX);
      node = store.registerNode("bench", "");
    }

    public Store store() {
      return store;
    }

    long nextDecision() {
      return decisions.incrementAndGet();
    }

    CommitOutcome commit(Commit commit) {
      return pipeline.submit(node, commit).join();
    }

    @Override
    public void close() {
      pipeline.close();
      store.close();
    }
  }

  private final List<Server> servers = new ArrayList<>();
  private int turn;

  public static Shards open(List<String> jdbcUrls) {
    var shards = new Shards();
    jdbcUrls.forEach(url -> shards.servers.add(new Server(url)));
    return shards;
  }

  /** Where everything of an instance lies. */
  public Server of(long instance) {
    long shard = (instance / BLOCK) % SHARDS;
    return servers.get((int) (shard % servers.size()));
  }

  public List<Server> servers() {
    return List.copyOf(servers);
  }

  /** The servers by turns. Blocks of numbers, of a shard each, come from one place. */
  synchronized long nextInstance() {
    turn = (turn + 1) % servers.size();
    var server = servers.get(turn);
    while (server.numbers.isEmpty()) {
      long block = servers.getFirst().store.takeInstanceIds();
      LongStream.range(block, block + BLOCK).forEach(of(block).numbers::add);
    }
    return server.numbers.remove();
  }

  /** One round trip to each server that has one of them. */
  public Map<Long, StoredInstance> load(Collection<Long> instances) {
    var found = new TreeMap<Long, StoredInstance>();
    instances.stream()
        .collect(Collectors.groupingBy(this::of))
        .forEach((server, its) -> found.putAll(server.store.load(its)));
    return found;
  }

  /** A page of each, merged. */
  public List<InstanceRow> instances(InstanceFilter filter) {
    return servers.stream()
        .flatMap(server -> server.store.instances(filter).stream())
        .sorted(Comparator.comparingLong(InstanceRow::id).reversed())
        .limit(filter.limit())
        .toList();
  }

  @Override
  public void close() {
    servers.forEach(Server::close);
  }
}
