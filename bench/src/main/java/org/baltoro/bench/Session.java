package org.baltoro.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.baltoro.bench.contender.Workload;

/** What all measurements of a run share: processes, databases, results. */
final class Session implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LONG_PATIENCE = Duration.ofHours(3);
  private static final int WARM_UP_CLIENTS = 32;

  private final Options options;
  private final Databases databases;
  private final Results results;
  private final Map<Entrant, ChildProcess> children = new EnumMap<>(Entrant.class);

  Session(Options options) throws IOException {
    this.options = options;
    databases = new Databases(options.output().resolve("data"));
    results = new Results(options.output());
  }

  Options options() {
    return options;
  }

  Databases databases() {
    return databases;
  }

  Results results() {
    return results;
  }

  List<Entrant> entrants(Predicate<Entrant> which) {
    return options.contenders().stream().filter(which).toList();
  }

  // ---- one entrant

  /** Its process, with no engine open. */
  ChildProcess child(Entrant entrant) throws IOException {
    var running = children.get(entrant);
    if (running == null || !running.isAlive()) {
      running = ChildProcess.start(entrant, options);
      children.put(entrant, running);
    }
    return running;
  }

  /** An entrant's engine, open on a database. */
  final class Running implements AutoCloseable {
    private final Entrant entrant;
    private final Databases.Place place;
    private final ChildProcess child;

    private Running(Entrant entrant, Databases.Place place, ChildProcess child) {
      this.entrant = entrant;
      this.place = place;
      this.child = child;
    }

    void fill(String what, int count) {
      child.ask(LONG_PATIENCE, "fill " + what + " " + count);
    }

    long heapBytes() {
      return Long.parseLong(child.ask(PATIENCE, "heap"));
    }

    /** Lets clients work for a while, and measures nothing. */
    void warmUp(Workload workload, int clients, Duration time) {
      child.run(workload, clients, time);
    }

    /** Clients work, and what that gives and costs is told. */
    Map<Metric, Double> measure(Workload workload, int clients) throws IOException, SQLException {
      var gauge = Gauge.begin(databases, place, child);
      var measured = child.run(workload, clients, options.time());
      var values = new EnumMap<>(gauge.end(measured.operations()));
      values.put(Metric.PER_SECOND, measured.perSecond());
      values.put(Metric.P50_MS, measured.p50Millis());
      values.put(Metric.P99_MS, measured.p99Millis());
      return values;
    }

    /** Starts so many timers, moves the clock, and waits until all have fired. */
    Map<Metric, Double> timers(int count) throws IOException, SQLException {
      child.ask(LONG_PATIENCE, "timers " + count);
      settle();
      var gauge = Gauge.begin(databases, place, child);
      double seconds = Double.parseDouble(child.ask(LONG_PATIENCE, "fire"));
      var values = new EnumMap<>(gauge.end(count));
      values.put(Metric.SECONDS, seconds);
      values.put(Metric.PER_SECOND, count / seconds);
      return values;
    }

    /** Nothing of what was done before is left for others to pay. */
    void settle() throws IOException, SQLException {
      if (place.kind() == Databases.Kind.POSTGRES) {
        databases.postgres().checkpoint();
      }
    }

    @Override
    public void close() {
      if (child.isAlive()) {
        child.ask(PATIENCE, "close");
      }
    }
  }

  Running open(Entrant entrant, Databases.Place place) throws IOException {
    var child = child(entrant);
    child.ask(PATIENCE, "open " + place.url());
    return new Running(entrant, place, child);
  }

  /**
   * Lets an entrant's process work on a database of its own, for its compiler. What was compiled
   * and cached for another workload is of no use.
   */
  void warmUp(Entrant entrant, Workload workload) throws Exception {
    var place = databases.fresh(entrant.store());
    try (var running = open(entrant, place)) {
      running.warmUp(workload, WARM_UP_CLIENTS, options.firstWarmUp());
    }
    databases.drop(place);
  }

  // ---- robustness

  /** Something that is measured of one entrant. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /** One entrant that fails does not end the run of the others; what it was is written down. */
  void attempt(Entrant entrant, String what, Step step) throws IOException {
    try {
      step.run();
    } catch (Exception failure) {
      results.failed("%s, %s: %s".formatted(what, entrant.key(), failure.getMessage()));
      endProcess(entrant);
    }
  }

  private void endProcess(Entrant entrant) {
    var child = children.remove(entrant);
    if (child != null) {
      child.close();
    }
  }

  /** Before other work, which is warmed up anew. */
  void endProcesses() {
    children.values().forEach(ChildProcess::close);
    children.clear();
  }

  @Override
  public void close() throws IOException {
    endProcesses();
    databases.close();
  }
}
