package org.baltoro.engine.history;

import java.time.Duration;
import java.util.List;
import org.baltoro.api.Statistics.Durations;
import org.baltoro.store.History.Statistic;
import org.jspecify.annotations.Nullable;

/**
 * Durations of about the same length share a bucket: each millisecond below 8 has its own, and each
 * doubling from there on is divided into 8. So a bucket is never wider than an eighth of the
 * durations in it, and 40 years need fewer than 330 of them.
 */
final class Buckets {
  private Buckets() {}

  static int of(long millis) {
    if (millis < 8) {
      return (int) Math.max(0, millis);
    }
    int octave = 63 - Long.numberOfLeadingZeros(millis);
    return (octave - 2) * 8 + (int) (millis >> (octave - 3) & 7);
  }

  /**
   * What rows that differ in their buckets, perhaps among other things, say together.
   *
   * @return null if nothing was counted
   */
  static @Nullable Durations durations(List<Statistic> rows) {
    long count = 0;
    long sum = 0;
    long min = Long.MAX_VALUE;
    long max = 0;
    for (var row : rows) {
      count += row.number();
      sum += row.sumMillis();
      min = Math.min(min, row.minMillis());
      max = Math.max(max, row.maxMillis());
    }
    if (count == 0) {
      return null;
    }
    var sorted =
        rows.stream().sorted(java.util.Comparator.comparingLong(Statistic::minMillis)).toList();
    return new Durations(
        count,
        Duration.ofMillis(Math.round((double) sum / count)),
        Duration.ofMillis(within(sorted, (count + 1) / 2)),
        Duration.ofMillis(within(sorted, (count * 9 + 9) / 10)),
        Duration.ofMillis(min),
        Duration.ofMillis(max));
  }

  /** The duration of this rank, from 1: spread evenly between the least and most of its bucket. */
  private static long within(List<Statistic> sorted, long rank) {
    long before = 0;
    for (int place = 0; place < sorted.size(); ) {
      int bucket = sorted.get(place).bucket();
      long number = 0;
      long min = Long.MAX_VALUE;
      long max = 0;
      for (; place < sorted.size() && sorted.get(place).bucket() == bucket; place++) {
        var row = sorted.get(place);
        number += row.number();
        min = Math.min(min, row.minMillis());
        max = Math.max(max, row.maxMillis());
      }
      if (before + number >= rank) {
        return number == 1 ? min : min + (max - min) * (rank - before - 1) / (number - 1);
      }
      before += number;
    }
    throw new IllegalStateException("There is no duration of rank " + rank);
  }
}
