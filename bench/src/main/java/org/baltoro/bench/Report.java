package org.baltoro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.baltoro.bench.contender.Workload;

/**
 * Writes what an output folder's measurements say: {@code results.md}, {@code results.csv} and
 * {@code chart.svg}.
 */
final class Report {
  private static final List<Metric> COSTS =
      List.of(
          Metric.P50_MS,
          Metric.P99_MS,
          Metric.ENGINE_CPU_MS,
          Metric.POSTGRES_CPU_MS,
          Metric.WAL_BYTES,
          Metric.STATEMENTS);

  private final Comparison comparison;
  private final StringBuilder text = new StringBuilder();

  private Report(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Writes the report of an output folder anew. */
  public static void main(String[] arguments) throws IOException {
    write(Options.fromProperties().output());
  }

  static void write(Path output) throws IOException {
    var comparison = new Comparison(new Results(output).medians());
    var report = new Report(comparison);
    report.about(output);
    report.summary();
    comparison.workloads().forEach(report::workload);
    report.filled();
    Files.writeString(output.resolve("results.md"), report.text);
    Files.writeString(output.resolve("results.csv"), csv(comparison));
    Files.writeString(output.resolve("chart.svg"), new Chart(comparison).svg());
  }

  private void about(Path output) throws IOException {
    text.append("# Measured\n\n");
    var machine = output.resolve("machine.txt");
    if (Files.exists(machine)) {
      Files.readAllLines(machine).forEach(line -> text.append("- ").append(line).append('\n'));
    }
    text.append("\nMedians of all rounds.\n");
  }

  // ---- in short

  private void summary() {
    var rows = new ArrayList<List<String>>();
    for (var workload : Workload.values()) {
      for (int clients : comparison.clients(workload.key())) {
        if (comparison.rate(workload.key(), clients, Entrant.BALTORO).isPresent()) {
          rows.add(summary(workload, clients));
        }
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    heading("In short");
    table(
        List.of(
            "workload",
            "clients",
            "Baltoro/s",
            "of the raw store",
            "best BPMN engine/s",
            "Baltoro is",
            "DBOS/s",
            "Baltoro is",
            "p99, of the best peer's",
            "over HTTP/s",
            "of the best peer embedded"),
        rows);
  }

  private List<String> summary(Workload workload, int clients) {
    var key = workload.key();
    var peers = Comparison.ofPeers(key);
    var ours = comparison.rate(key, clients, Entrant.BALTORO);
    var http = comparison.rate(key, clients, Entrant.BALTORO_HTTP);
    var bpmn =
        comparison
            .best(peers, clients, entrant -> entrant.kind() == Entrant.Kind.BPMN)
            .flatMap(best -> comparison.rate(peers, clients, best));
    var dbos =
        comparison
            .best(peers, clients, entrant -> entrant.kind() == Entrant.Kind.DBOS)
            .flatMap(best -> comparison.rate(peers, clients, best));
    var best = comparison.best(peers, clients, Entrant::isPeer);
    var bestP99 =
        comparison.entrants(peers, clients).stream()
            .filter(Entrant::isPeer)
            .flatMap(peer -> comparison.value(peers, clients, peer, Metric.P99_MS).stream())
            .min(Double::compare);
    return List.of(
        workload.title(),
        Integer.toString(clients),
        shown(Metric.PER_SECOND, ours),
        Comparison.percent(ours, comparison.rate(key, clients, Entrant.RAW)),
        shown(Metric.PER_SECOND, bpmn),
        Comparison.ratio(ours, bpmn),
        shown(Metric.PER_SECOND, dbos),
        Comparison.ratio(ours, dbos),
        Comparison.percent(comparison.value(key, clients, Entrant.BALTORO, Metric.P99_MS), bestP99),
        shown(Metric.PER_SECOND, http),
        Comparison.ratio(http, best.flatMap(peer -> comparison.rate(peers, clients, peer))));
  }

  // ---- each workload

  private void workload(String workload) {
    if (workload.startsWith("w7-")) {
      return;
    }
    heading(title(workload));
    var metrics =
        Arrays.stream(Metric.values())
            .filter(metric -> isMeasured(workload, metric))
            .filter(metric -> metric != Metric.PER_SECOND)
            .toList();
    var header = new ArrayList<String>();
    boolean hasClients = !comparison.clients(workload).equals(List.of(0));
    boolean hasRates = isMeasured(workload, Metric.PER_SECOND);
    if (hasClients) {
      header.add("clients");
    }
    header.add("contender");
    if (hasRates) {
      header.add(Metric.PER_SECOND.title());
      header.add("Baltoro is");
    }
    metrics.forEach(metric -> header.add(metric.title()));
    var rows = new ArrayList<List<String>>();
    for (int clients : comparison.clients(workload)) {
      for (var entrant : comparison.entrants(workload, clients)) {
        var row = new ArrayList<String>();
        if (hasClients) {
          row.add(Integer.toString(clients));
        }
        row.add(entrant.title());
        if (hasRates) {
          row.add(shown(Metric.PER_SECOND, comparison.rate(workload, clients, entrant)));
          row.add(baltoroIs(workload, clients, entrant));
        }
        for (var metric : metrics) {
          row.add(shown(metric, comparison.value(workload, clients, entrant, metric)));
        }
        rows.add(row);
      }
    }
    table(header, rows);
  }

  private boolean isMeasured(String workload, Metric metric) {
    return comparison.medians().entrySet().stream()
        .anyMatch(measured ->
            measured.getKey().workload().equals(workload)
                && measured.getValue().containsKey(metric));
  }

  private static String title(String workload) {
    return switch (workload) {
      case Timers.KEY -> "W4 timers, due at the same moment";
      case StartUp.EMPTY -> "W5 from nothing to the first completed instance";
      case StartUp.AGAIN -> "W5 the same on a database that has its tables";
      case Waiting.KEY -> "W6 waiting instances, each";
      default -> Workload.of(workload).title();
    };
  }

  // ---- beside many others

  private void filled() {
    var rows = new ArrayList<List<String>>();
    for (var workload : Workload.values()) {
      var filled = Filled.FILLED + workload.key();
      var empty = Filled.EMPTY + workload.key();
      for (int clients : comparison.clients(filled)) {
        for (var entrant : comparison.entrants(filled, clients)) {
          var beside = comparison.rate(filled, clients, entrant);
          var alone = comparison.rate(empty, clients, entrant);
          var row = new ArrayList<String>();
          row.add(workload.title());
          row.add(Integer.toString(clients));
          row.add(entrant.title());
          row.add(shown(Metric.PER_SECOND, alone));
          row.add(shown(Metric.PER_SECOND, beside));
          row.add(Comparison.percent(beside, alone));
          row.add(baltoroIs(filled, clients, entrant));
          for (var metric : COSTS) {
            row.add(shown(metric, comparison.value(filled, clients, entrant, metric)));
          }
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    heading("W7 beside instances that wait and instances that have finished");
    var header =
        new ArrayList<>(
            List.of(
                "workload",
                "clients",
                "contender",
                "alone/s",
                "beside them/s",
                "of alone",
                "Baltoro is"));
    COSTS.forEach(metric -> header.add(metric.title()));
    table(header, rows);
  }

  // ---- help

  /** How many times as fast; nothing for itself. */
  private String baltoroIs(String workload, int clients, Entrant entrant) {
    return entrant == Entrant.BALTORO
        ? ""
        : Comparison.ratio(
            comparison.rate(workload, clients, Entrant.BALTORO),
            comparison.rate(workload, clients, entrant));
  }

  private static String shown(Metric metric, Optional<Double> value) {
    return value.map(metric::shown).orElse("");
  }

  private void heading(String title) {
    text.append("\n## ").append(title).append("\n\n");
  }

  private void table(List<String> header, List<List<String>> rows) {
    text.append("| ").append(String.join(" | ", header)).append(" |\n");
    text.append("|").append("---|".repeat(header.size())).append('\n');
    for (var row : rows) {
      text.append("| ").append(String.join(" | ", row)).append(" |\n");
    }
  }

  private static String csv(Comparison comparison) {
    var lines = new StringBuilder(Result.HEADER.replace(",round", "")).append('\n');
    comparison
        .medians()
        .forEach((measured, values) -> {
          var line =
              new Result(measured.workload(), measured.clients(), measured.entrant(), 0, values)
                  .line();
          lines.append(line.replaceFirst("^([^,]*,[^,]*,[^,]*),0", "$1")).append('\n');
        });
    return lines.toString();
  }
}
