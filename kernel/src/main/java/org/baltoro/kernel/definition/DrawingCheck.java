package org.baltoro.kernel.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.baltoro.kernel.definition.JoinDefinition.Surplus;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.jspecify.annotations.Nullable;

/**
 * The drawing as a whole: what can be reached, whether it can end, whether it can go round without
 * rest. A line to nowhere counts as leading to the nearest name, so that one slip of the pen is
 * told once.
 */
final class DrawingCheck {
  private final ProcessDefinition definition;
  private final Findings findings;

  /** The activities that the lines of each activity lead to, by line. */
  private final Map<String, List<@Nullable String>> targets = new LinkedHashMap<>();

  DrawingCheck(ProcessDefinition definition, Findings findings) {
    this.definition = definition;
    this.findings = findings;
    Map<String, @Nullable String> meant = new LinkedHashMap<>();
    definition
        .activities()
        .forEach((name, activity) -> {
          var to = new ArrayList<@Nullable String>();
          for (var line : activity.lines()) {
            to.add(meant.computeIfAbsent(line.to(), this::meant));
          }
          targets.put(name, to);
        });
  }

  private @Nullable String meant(String name) {
    var names = definition.activities().keySet();
    return names.contains(name) ? name : findings.nearest(name, names);
  }

  void check() {
    var start = meant(definition.start());
    if (start != null) {
      reach(start);
    }
    ends();
    cycles();
  }

  private void reach(String start) {
    var reached = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    reached.add(start);
    open.add(start);
    while (!open.isEmpty()) {
      for (var to : targetsOf(open.remove())) {
        if (reached.add(to)) {
          open.add(to);
        }
      }
    }
    for (var name : definition.activities().keySet()) {
      if (!reached.contains(name)) {
        findings.error(
            "activities." + name,
            "an activity that can't be reached from '%s'".formatted(start),
            "a line to it, or no such activity");
      }
    }
  }

  private void ends() {
    Map<String, Set<String>> sources = new LinkedHashMap<>();
    targets
        .keySet()
        .forEach(from ->
            targetsOf(from)
                .forEach(to -> sources.computeIfAbsent(to, key -> new TreeSet<>()).add(from)));
    var ending = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    for (var activity : definition.activities().values()) {
      if (canEndAt(activity)) {
        ending.add(activity.name());
        open.add(activity.name());
      }
    }
    while (!open.isEmpty()) {
      for (var from : sources.getOrDefault(open.remove(), java.util.Collections.emptySet())) {
        if (ending.add(from)) {
          open.add(from);
        }
      }
    }
    for (var name : definition.activities().keySet()) {
      if (!ending.contains(name)) {
        findings.error(
            "activities." + name,
            "an activity from which no end can be reached: the process could never complete",
            "a way to an activity without lines");
      }
    }
  }

  /** Whether a branch may end when it arrives here, or when this completes. */
  private boolean canEndAt(ActivityDefinition activity) {
    var lines = activity.lines();
    boolean silent =
        definition.onDeadEnd() == OnDeadEnd.COMPLETE
            && lines.stream().allMatch(line -> line.rule() != null && !line.otherwise());
    var join = activity.join();
    boolean drops =
        activity.precedingRule() != null || (join != null && join.surplus() == Surplus.SWALLOW);
    return lines.isEmpty() || silent || drops;
  }

  private void cycles() {
    var restless = new ArrayList<String>();
    for (var activity : definition.activities().values()) {
      if (activity.events().isEmpty() && !waits(activity)) {
        restless.add(activity.name());
      }
    }
    var told = new LinkedHashSet<String>();
    for (var name : restless) {
      var cycle = told.contains(name) ? null : cycleThrough(name, restless);
      if (cycle != null) {
        told.addAll(cycle);
        findings.error(
            "activities.%s.lines[%d].to".formatted(name, lineTo(name, cycle.get(1))),
            "a cycle without an event: " + String.join(" -> ", cycle),
            "an event in one of its activities: nothing could change between rounds");
      }
    }
  }

  /** A join of several lines waits for the others. */
  private boolean waits(ActivityDefinition activity) {
    var join = activity.join();
    return join != null && join.requiredOf(definition.incoming(activity.name()).size()) > 1;
  }

  /** The shortest way from {@code name} back to itself through {@code through} alone, or null. */
  private @Nullable List<String> cycleThrough(String name, Collection<String> through) {
    var allowed = new LinkedHashSet<>(through);
    Map<String, String> cameFrom = new LinkedHashMap<>();
    var open = new ArrayDeque<String>();
    open.add(name);
    while (!open.isEmpty()) {
      var from = open.remove();
      for (var to : targetsOf(from)) {
        if (to.equals(name)) {
          return drawn(cameFrom, name, from);
        }
        if (allowed.contains(to) && cameFrom.putIfAbsent(to, from) == null) {
          open.add(to);
        }
      }
    }
    return null;
  }

  private static List<String> drawn(Map<String, String> cameFrom, String name, String last) {
    var names = new ArrayList<String>();
    names.add(name);
    for (var at = last; !at.equals(name); at = Objects.requireNonNull(cameFrom.get(at))) {
      names.add(at);
    }
    names.add(name);
    Collections.reverse(names);
    return names;
  }

  private List<String> targetsOf(String from) {
    var to = new ArrayList<String>();
    for (var target : targets.getOrDefault(from, List.of())) {
      if (target != null) {
        to.add(target);
      }
    }
    return to;
  }

  private int lineTo(String from, String to) {
    return targets.getOrDefault(from, List.of()).indexOf(to);
  }
}
