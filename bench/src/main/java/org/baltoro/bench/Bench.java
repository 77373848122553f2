package org.baltoro.bench;

import java.util.List;
import org.baltoro.bench.contender.Workload;

/**
 * Measures all workloads of all contenders, interleaved, and writes tables and charts.
 *
 * <p>What it does is said by system properties: see {@link Options}.
 */
public final class Bench {
  /** All, in the order in which they are measured. */
  static final List<String> WORKLOADS =
      List.of(
          Workload.STEPS.key(),
          Workload.STRAIGHT.key(),
          Workload.EXTERNAL.key(),
          Workload.TOLD.key(),
          Workload.TASK.key(),
          Workload.RULES.key(),
          Timers.KEY,
          "w5",
          Waiting.KEY,
          "w7",
          Workload.GOTO.key());

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var options = Options.fromProperties();
    for (var workload : options.workloads()) {
      if (!WORKLOADS.contains(workload)) {
        throw new IllegalArgumentException(
            "There is no workload '%s': give some of %s.".formatted(workload, WORKLOADS));
      }
    }
    try (var session = new Session(options)) {
      session.results().about(Machine.description(session.databases()));
      for (var workload : options.workloads()) {
        switch (workload) {
          case Timers.KEY -> new Timers(session).run();
          case "w5" -> new StartUp(session).run();
          case Waiting.KEY -> new Waiting(session).run();
          case "w7" -> new Filled(session).run();
          default -> new Throughput(session, Workload.of(workload)).run();
        }
        Report.write(options.output());
      }
    }
    Report.write(options.output());
  }
}
