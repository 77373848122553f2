package org.baltoro.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.baltoro.bench.baltoro.RawStore;
import org.baltoro.bench.baltoro.Replay;
import org.baltoro.bench.baltoro.Shards;
import org.baltoro.bench.contender.Clients;
import org.baltoro.bench.contender.Workload;
import org.baltoro.store.Commit;
import org.baltoro.store.Store.InstanceFilter;
import org.baltoro.store.Store.InstanceRow;

/**
 * Instances spread over two plain PostgreSQL servers by the shard in their numbers, without an
 * engine: what is committed lies where it belongs, is read back by number from both, and is listed
 * as one; and what one and two servers on this machine take. A demonstration of what the numbers
 * and keys allow, as the product has no such map.
 */
public final class ShardsBench {
  private static final Workload WORKLOAD = Workload.EXTERNAL;
  private static final int PAGE = 1_000;

  private ShardsBench() {}

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var folder = options.output().resolve("data");
    var lines = new ArrayList<String>();
    lines.add("| servers | clients | instances/s | p50 ms | p99 ms | instances on each |");
    lines.add("|---|---|---|---|---|---|");
    try (var first = PostgresServer.start(folder.resolve("first"));
        var second = PostgresServer.start(folder.resolve("second"))) {
      first.create("recorded");
      var commits = RawStore.record(first.url("recorded"), WORKLOAD);
      for (int clients : options.clients()) {
        lines.add(measured(List.of(first), commits, clients, options));
        lines.add(measured(List.of(first, second), commits, clients, options));
      }
    }
    Files.write(options.output().resolve("shards.md"), lines);
    lines.forEach(System.out::println);
  }

  private static String measured(
      List<PostgresServer> servers, List<Commit> commits, int clients, Options options)
      throws Exception {
    var urls = new ArrayList<String>();
    for (var server : servers) {
      server.drop("shards");
      server.create("shards");
      urls.add(server.url("shards"));
    }
    for (var url : urls) {
      RawStore.deploy(url, WORKLOAD);
    }
    try (var shards = Shards.open(urls)) {
      var work = new Replay(commits, shards);
      Clients.run(clients, options.warmUp(), work);
      var measured = Clients.run(clients, options.time(), work);
      return "| %d | %d | %,.0f | %.2f | %.2f | %s |"
          .formatted(
              servers.size(),
              clients,
              measured.perSecond(),
              measured.p50Millis(),
              measured.p99Millis(),
              String.join(" and ", checked(shards).stream().map("%,d"::formatted).toList()));
    }
  }

  /**
   * How many each server has.
   *
   * @throws IllegalStateException if an instance lies elsewhere, or is not found
   */
  private static List<Integer> checked(Shards shards) {
    var counts = new ArrayList<Integer>();
    for (var server : shards.servers()) {
      int count = 0;
      long before = Long.MAX_VALUE;
      for (var page = server.store().instances(before(before));
          !page.isEmpty();
          page = server.store().instances(before(before))) {
        before = page.getLast().id();
        count += page.size();
        for (var row : page) {
          require(shards.of(row.id()) == server, "an instance lies on another server");
        }
      }
      counts.add(count);
    }
    var newest = shards.instances(before(Long.MAX_VALUE)).stream().map(InstanceRow::id).toList();
    require(shards.load(newest).keySet().containsAll(newest), "an instance is not found");
    require(
        newest.equals(newest.stream().sorted((one, other) -> Long.compare(other, one)).toList()),
        "the list of both is not in order");
    return counts;
  }

  private static InstanceFilter before(long instance) {
    return new InstanceFilter(
        LongStream.rangeClosed(1, 10).boxed().toList(),
        List.of(),
        "",
        null,
        null,
        null,
        null,
        null,
        Map.of(),
        instance,
        PAGE);
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalStateException("Wrong: " + otherwise);
    }
  }
}
