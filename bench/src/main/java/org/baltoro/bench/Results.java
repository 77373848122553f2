package org.baltoro.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * All measurements of an output folder: each is written down at once, so that a run which ends
 * early, or is continued another day, loses none.
 */
final class Results {
  private final Path file;
  private final List<Result> results = new ArrayList<>();

  /** Reads what the folder has already. */
  Results(Path output) throws IOException {
    Files.createDirectories(output);
    file = output.resolve("rounds.csv");
    if (!Files.exists(file)) {
      Files.writeString(file, Result.HEADER + "\n");
    }
    Files.readAllLines(file).stream().skip(1).map(Result::parse).forEach(results::add);
  }

  void add(Result result) throws IOException {
    results.add(result);
    Files.writeString(file, result.line() + "\n", StandardOpenOption.APPEND);
    System.out.println(told(result));
  }

  /** Notes where a run took place. */
  void about(String machine) throws IOException {
    System.out.println(machine);
    note("machine.txt", machine);
  }

  /** Notes what could not be measured. */
  void failed(String what) throws IOException {
    System.out.println("FAILED: " + what);
    note("failures.txt", what);
  }

  private void note(String name, String line) throws IOException {
    Files.writeString(
        file.resolveSibling(name),
        line + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static String told(Result result) {
    var text = new StringBuilder();
    text.append("round %d, %s".formatted(result.round(), result.workload()));
    if (result.clients() > 0) {
      text.append(", %d clients".formatted(result.clients()));
    }
    text.append(", ").append(result.entrant().key()).append(':');
    result
        .values()
        .forEach((metric, value) ->
            text.append(' ')
                .append(metric.shown(value))
                .append(' ')
                .append(metric.title())
                .append(';'));
    return text.toString();
  }

  /** What is compared: rounds of the same. */
  record Case(String workload, int clients, Entrant entrant) {}

  /** The medians of all rounds, in the order in which they were first measured. */
  Map<Case, Map<Metric, Double>> medians() {
    var rounds = new LinkedHashMap<Case, List<Result>>();
    for (var result : results) {
      rounds
          .computeIfAbsent(
              new Case(result.workload(), result.clients(), result.entrant()),
              key -> new ArrayList<>())
          .add(result);
    }
    var medians = new LinkedHashMap<Case, Map<Metric, Double>>();
    rounds.forEach((key, same) -> medians.put(key, medians(same)));
    return medians;
  }

  private static Map<Metric, Double> medians(List<Result> rounds) {
    var medians = new EnumMap<Metric, Double>(Metric.class);
    for (var metric : Metric.values()) {
      median(rounds, metric).ifPresent(value -> medians.put(metric, value));
    }
    return medians;
  }

  private static OptionalDouble median(List<Result> rounds, Metric metric) {
    var values =
        rounds.stream()
            .filter(round -> round.values().containsKey(metric))
            .mapToDouble(round -> round.values().get(metric))
            .sorted()
            .toArray();
    if (values.length == 0) {
      return OptionalDouble.empty();
    }
    int middle = values.length / 2;
    return OptionalDouble.of(
        values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2);
  }
}
