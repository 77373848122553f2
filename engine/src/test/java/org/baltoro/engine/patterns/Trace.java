package org.baltoro.engine.patterns;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.baltoro.kernel.ProcessStatus;

/**
 * One way in which an instance can go.
 *
 * @param steps what happened, in order: {@code begins Pack}, {@code ends Pack}, {@code expires
 *     Pack}, {@code Pack: Done} for what was chosen, {@code Pay: finished} and {@code Pay: kept}
 *     for callbacks, {@code completed}. What runs for one of several destinations or slots has it
 *     behind: {@code begins Review ann}
 * @param moments after each move, the activity of each item that is open then
 * @param status where it ended; where it was cut off, that at this moment
 */
record Trace(List<String> steps, List<List<String>> moments, ProcessStatus status) {
  Trace {
    steps = List.copyOf(steps);
    moments = List.copyOf(moments);
  }

  boolean isComplete() {
    return status == ProcessStatus.COMPLETED;
  }

  boolean has(String step) {
    return steps.contains(step);
  }

  /** How often it happened. */
  int count(String step) {
    return (int) steps.stream().filter(step::equals).count();
  }

  int begins(String activity) {
    return count("begins " + activity);
  }

  int ends(String activity) {
    return count("ends " + activity);
  }

  /** The place at which it happened for the {@code time}-th time, from 1; -1 if it did not. */
  int place(String step, int time) {
    int left = time;
    for (int place = 0; place < steps.size(); place++) {
      if (steps.get(place).equals(step) && --left == 0) {
        return place;
      }
    }
    return -1;
  }

  /** True if both happened, {@code first} before {@code then}; of several the first counts. */
  boolean inOrder(String first, String then) {
    int before = place(first, 1);
    return before >= 0 && before < place(then, 1);
  }

  /** What had happened before {@code step} happened first; all if it never did. */
  List<String> before(String step) {
    int place = place(step, 1);
    return place < 0 ? steps : steps.subList(0, place);
  }

  /** What happened after {@code step} had happened first; nothing if it never did. */
  List<String> after(String step) {
    int place = place(step, 1);
    return place < 0 ? List.of() : steps.subList(place + 1, steps.size());
  }

  /** How many items of these activities were open at the same time, at most. */
  int together(String... activities) {
    var counted = Set.of(activities);
    return moments.stream()
        .mapToInt(moment -> (int) moment.stream().filter(counted::contains).count())
        .max()
        .orElse(0);
  }

  /** The activities that have begun. */
  Set<String> begun() {
    var begun = new TreeSet<String>();
    for (var step : steps) {
      if (step.startsWith("begins ")) {
        begun.add(step.substring("begins ".length()));
      }
    }
    return begun;
  }

  @Override
  public String toString() {
    return String.join(", ", steps) + " -> " + status;
  }
}
