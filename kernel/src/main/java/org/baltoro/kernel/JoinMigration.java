package org.baltoro.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.baltoro.kernel.definition.ActivityDefinition;
import org.baltoro.kernel.definition.JoinDefinition;
import org.baltoro.kernel.definition.ProcessDefinition.IncomingLine;

/**
 * What has arrived at joins, as another version counts it: by the same lines where it still has
 * them, those of activities that become one together.
 */
final class JoinMigration {
  private final VersionMapping mapping;
  private final TreeMap<String, JoinState> joins = new TreeMap<>();
  private final List<String> passing = new ArrayList<>();

  private JoinMigration(VersionMapping mapping) {
    this.mapping = mapping;
  }

  static JoinMigration of(ProcessState state, VersionMapping mapping) {
    var migration = new JoinMigration(mapping);
    state.joins().forEach(migration::move);
    var moved = new TreeMap<>(migration.joins);
    moved.forEach((activity, join) -> migration.settle(mapping.after().activity(activity), join));
    return migration;
  }

  /** The joins of the new version; those that pass are without what they passed with. */
  Map<String, JoinState> joins() {
    return joins;
  }

  /** The activities whose join passes now, each as often as it does. */
  List<String> passing() {
    return passing;
  }

  private void move(String activity, JoinState join) {
    var target = mapping.moved(activity);
    if (target == null) {
      return;
    }
    if (target.join() == null) {
      passWithoutJoin(target, join);
      return;
    }
    var other = joins.getOrDefault(target.name(), JoinState.EMPTY);
    var arrived = new TreeMap<>(other.arrived());
    var before = mapping.before().incoming(activity);
    var after = mapping.after().incoming(target.name());
    join.arrived()
        .forEach((place, count) -> {
          int found = after.indexOf(mapping.moved(before.get(place)));
          if (found >= 0) {
            arrived.merge(found, count, Integer::sum);
          }
        });
    joins.put(target.name(), new JoinState(arrived, other.fired() || join.fired()));
  }

  /** Nothing holds an arrival any more; what a fired join counted has been swallowed. */
  private void passWithoutJoin(ActivityDefinition activity, JoinState join) {
    if (!join.fired()) {
      join.arrived()
          .values()
          .forEach(count -> {
            for (int arrival = 0; arrival < count; arrival++) {
              passing.add(activity.name());
            }
          });
    }
  }

  private void settle(ActivityDefinition activity, JoinState moved) {
    var join = Objects.requireNonNull(activity.join());
    int lines = mapping.after().incoming(activity.name()).size();
    var settled =
        switch (join.surplus()) {
          case SWALLOW -> swallowing(activity, join, moved, lines);
          case NEW_PASS -> keeping(activity, join, moved, lines);
          case BLOCK -> blocking(activity, join, moved, lines);
        };
    if (settled.arrived().isEmpty() && !settled.fired()) {
      joins.remove(activity.name());
    } else {
      joins.put(activity.name(), settled);
    }
  }

  private JoinState swallowing(
      ActivityDefinition activity, JoinDefinition join, JoinState moved, int lines) {
    var arrived = new TreeMap<>(moved.arrived());
    arrived.replaceAll((line, count) -> 1);
    boolean passes = !moved.fired() && isEnough(arrived, join, lines);
    if (passes) {
      passing.add(activity.name());
    }
    return arrived.size() == lines
        ? JoinState.EMPTY
        : new JoinState(arrived, moved.fired() || passes);
  }

  private JoinState keeping(
      ActivityDefinition activity, JoinDefinition join, JoinState moved, int lines) {
    if (moved.fired()) {
      return JoinState.EMPTY;
    }
    var arrived = new TreeMap<>(moved.arrived());
    while (isEnough(arrived, join, lines)) {
      Flow.takePass(arrived, join.requiredOf(lines));
      passing.add(activity.name());
    }
    return new JoinState(arrived, false);
  }

  private JoinState blocking(
      ActivityDefinition activity, JoinDefinition join, JoinState moved, int lines) {
    var arrived = new TreeMap<>(moved.arrived());
    boolean fired = moved.fired();
    while (true) {
      if (!fired && isEnough(arrived, join, lines)) {
        passing.add(activity.name());
        fired = true;
      } else if (fired && arrived.size() == lines) {
        Flow.takePass(arrived, lines);
        fired = false;
      } else {
        return new JoinState(arrived, fired);
      }
    }
  }

  private static boolean isEnough(
      TreeMap<Integer, Integer> arrived, JoinDefinition join, int lines) {
    return !arrived.isEmpty() && arrived.size() >= join.requiredOf(lines);
  }

  /** True if every line that something came by is gone, though not with its source. */
  static boolean losesAll(String activity, JoinState join, VersionMapping mapping) {
    var target = mapping.moved(activity);
    if (target == null || target.join() == null || join.fired()) {
      return false;
    }
    boolean sourceStays = false;
    for (int place : join.arrived().keySet()) {
      IncomingLine line = mapping.before().incoming(activity).get(place);
      if (mapping.moved(line) != null) {
        return false;
      }
      sourceStays |= mapping.renamed(line.from()) != null;
    }
    return sourceStays;
  }
}
