package org.baltoro.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.baltoro.bench.Results.Case;
import org.baltoro.bench.contender.Workload;

/** Medians, and who is compared with whom. */
record Comparison(Map<Case, Map<Metric, Double>> medians) {

  /** Workloads that were measured, in the order of the run. */
  List<String> workloads() {
    return medians.keySet().stream().map(Case::workload).distinct().toList();
  }

  List<Integer> clients(String workload) {
    return medians.keySet().stream()
        .filter(measured -> measured.workload().equals(workload))
        .map(Case::clients)
        .distinct()
        .sorted()
        .toList();
  }

  /** Who was measured, in the order of {@link Entrant}. */
  List<Entrant> entrants(String workload, int clients) {
    return Arrays.stream(Entrant.values())
        .filter(entrant -> medians.containsKey(new Case(workload, clients, entrant)))
        .toList();
  }

  Optional<Double> value(String workload, int clients, Entrant entrant, Metric metric) {
    return Optional.ofNullable(medians.get(new Case(workload, clients, entrant)))
        .map(values -> values.get(metric));
  }

  Optional<Double> rate(String workload, int clients, Entrant entrant) {
    return value(workload, clients, entrant, Metric.PER_SECOND);
  }

  /** The fastest of some. */
  Optional<Entrant> best(String workload, int clients, Predicate<Entrant> among) {
    var known = new ArrayList<>(entrants(workload, clients));
    known.removeIf(among.negate());
    return known.stream()
        .filter(entrant -> rate(workload, clients, entrant).isPresent())
        .max((one, other) ->
            Double.compare(
                rate(workload, clients, one).orElseThrow(),
                rate(workload, clients, other).orElseThrow()));
  }

  /** What peers do instead of a workload that only Baltoro has. */
  static String ofPeers(String workload) {
    return workload.equals(Workload.TOLD.key()) ? Workload.EXTERNAL.key() : workload;
  }

  /** How many times as fast. */
  static String ratio(Optional<Double> one, Optional<Double> other) {
    if (one.isEmpty() || other.isEmpty() || other.get() == 0) {
      return "";
    }
    double ratio = one.get() / other.get();
    return String.format(Locale.ROOT, ratio < 10 ? "%.1f ×" : "%.0f ×", ratio);
  }

  static String percent(Optional<Double> one, Optional<Double> other) {
    return one.isEmpty() || other.isEmpty() || other.get() == 0
        ? ""
        : String.format(Locale.ROOT, "%.0f %%", 100 * one.get() / other.get());
  }
}
