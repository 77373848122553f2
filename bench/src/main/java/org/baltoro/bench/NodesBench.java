package org.baltoro.bench;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.baltoro.bench.contender.Measured;
import org.baltoro.bench.contender.Workload;

/**
 * One, two and four nodes on one database, each a process of its own; the clients are shared out
 * among them. On one machine this shows what nodes cost each other, not what a further machine
 * brings.
 */
public final class NodesBench {
  private static final List<Integer> NODES = List.of(1, 2, 4);
  private static final List<Workload> WORKLOADS =
      List.of(Workload.STRAIGHT, Workload.EXTERNAL, Workload.TASK);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Options options;
  private final Databases databases;

  private NodesBench(Options options, Databases databases) {
    this.options = options;
    this.databases = databases;
  }

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    var lines = new ArrayList<String>();
    lines.add(
        "| workload | clients | nodes | operations/s | mean p50 ms | worst p99 ms | engines' CPU ms"
            + " | PostgreSQL CPU ms |");
    lines.add("|---|---|---|---|---|---|---|---|");
    try (var databases = new Databases(options.output().resolve("data"))) {
      var bench = new NodesBench(options, databases);
      var asked = options.workloads();
      for (var workload : WORKLOADS.stream().filter(one -> asked.contains(one.key())).toList()) {
        for (int clients : options.clients()) {
          for (int nodes : NODES) {
            if (clients >= nodes) {
              lines.add(bench.measured(workload, clients, nodes));
              System.out.println(lines.getLast());
              Files.write(options.output().resolve("nodes.md"), lines);
            }
          }
        }
      }
    }
  }

  private String measured(Workload workload, int clients, int count) throws Exception {
    var place = databases.fresh(Databases.Kind.POSTGRES);
    var nodes = new ArrayList<ChildProcess>();
    try {
      for (int node = 0; node < count; node++) {
        nodes.add(ChildProcess.start(Entrant.BALTORO, options));
        nodes.getLast().ask(PATIENCE, "open " + place.url());
      }
      all(nodes, workload, clients, options.firstWarmUp());
      databases.postgres().checkpoint();
      var engines = cpu(nodes);
      var postgres = databases.postgres().cpu();
      var measured = all(nodes, workload, clients, options.time());
      engines = cpu(nodes).minus(engines);
      postgres = databases.postgres().cpu().minus(postgres);
      double operations = measured.stream().mapToLong(Measured::operations).sum();
      return "| %s | %d | %d | %,.0f | %.2f | %.2f | %.3f | %.3f |"
          .formatted(
              workload.title(),
              clients,
              count,
              measured.stream().mapToDouble(Measured::perSecond).sum(),
              measured.stream().mapToDouble(Measured::p50Millis).average().orElseThrow(),
              measured.stream().mapToDouble(Measured::p99Millis).max().orElseThrow(),
              engines.toNanos() / 1e6 / operations,
              postgres.toNanos() / 1e6 / operations);
    } finally {
      nodes.forEach(ChildProcess::close);
      databases.drop(place);
    }
  }

  /** All nodes at the same time. */
  private static List<Measured> all(
      List<ChildProcess> nodes, Workload workload, int clients, Duration time) throws Exception {
    var asked = new ArrayList<Callable<Measured>>();
    for (int node = 0; node < nodes.size(); node++) {
      var child = nodes.get(node);
      int share = clients / nodes.size() + (node < clients % nodes.size() ? 1 : 0);
      asked.add(() -> child.run(workload, share, time));
    }
    var measured = new ArrayList<Measured>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(asked)) {
        measured.add(answer.get());
      }
    }
    return measured;
  }

  private static Duration cpu(List<ChildProcess> nodes) {
    return nodes.stream().map(ChildProcess::cpu).reduce(Duration.ZERO, Duration::plus);
  }
}
