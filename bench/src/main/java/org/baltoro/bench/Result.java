package org.baltoro.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one measurement gave.
 *
 * @param workload its key
 * @param clients how many at once; 0 where there are none
 * @param values only what was measured
 */
record Result(
    String workload, int clients, Entrant entrant, int round, Map<Metric, Double> values) {

  static final String HEADER = header();

  Result {
    values = new EnumMap<>(values);
  }

  private static String header() {
    var header = new StringBuilder("workload,clients,contender,round");
    for (var metric : Metric.values()) {
      header.append(',').append(metric.key());
    }
    return header.toString();
  }

  String line() {
    var line =
        new StringBuilder(String.join(",", workload, "" + clients, entrant.key(), "" + round));
    for (var metric : Metric.values()) {
      line.append(',');
      if (values.containsKey(metric)) {
        line.append(values.get(metric));
      }
    }
    return line.toString();
  }

  static Result parse(String line) {
    var words = line.split(",", -1);
    var values = new EnumMap<Metric, Double>(Metric.class);
    for (var metric : Metric.values()) {
      var word = words[4 + metric.ordinal()];
      if (!word.isEmpty()) {
        values.put(metric, Double.valueOf(word));
      }
    }
    return new Result(
        words[0],
        Integer.parseInt(words[1]),
        Entrant.of(words[2]),
        Integer.parseInt(words[3]),
        values);
  }
}
