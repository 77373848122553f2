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
import java.util.SequencedSet;
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

  /** Names that no activity has, and those that were probably meant. */
  private final Map<String, @Nullable String> meant = new LinkedHashMap<>();

  /** Where escalations and code go from each activity. */
  private final Map<String, Jumps> jumps = new LinkedHashMap<>();

  private final Jumps processJumps;

  DrawingCheck(ProcessDefinition definition, Findings findings) {
    this.definition = definition;
    this.findings = findings;
    this.processJumps = Jumps.ofProcess(definition);
    definition
        .activities()
        .forEach((name, activity) -> {
          var to = new ArrayList<@Nullable String>();
          for (var line : activity.lines()) {
            to.add(meant(line.to()));
          }
          targets.put(name, to);
          jumps.put(name, Jumps.of(activity));
        });
  }

  private @Nullable String meant(String name) {
    var names = definition.activities().keySet();
    if (!names.contains(name) && !meant.containsKey(name)) {
      meant.put(name, findings.nearest(name, names));
    }
    return names.contains(name) ? name : meant.get(name);
  }

  void check() {
    var start = meant(definition.start());
    if (start != null) {
      reach(start);
    }
    ends();
    cycles();
  }

  /** Where an activity may lead: lines, its own jumps, those of the process. */
  private List<String> waysFrom(String from) {
    var ways = new ArrayList<>(targetsOf(from));
    var own = jumps.get(from);
    if (own != null) {
      ways.addAll(known(own));
    }
    return ways;
  }

  private List<String> known(Jumps some) {
    var known = new ArrayList<String>();
    for (var target : some.targets()) {
      var meant = meant(target);
      if (meant != null) {
        known.add(meant);
      }
    }
    return known;
  }

  private void reach(String start) {
    var reached = new LinkedHashSet<String>();
    var open = new ArrayDeque<String>();
    boolean anywhere = processJumps.anywhere();
    reached.add(start);
    reached.addAll(known(processJumps));
    open.addAll(reached);
    while (!open.isEmpty()) {
      var from = open.remove();
      anywhere |= mayGoAnywhere(from);
      for (var to : waysFrom(from)) {
        if (reached.add(to)) {
          open.add(to);
        }
      }
    }
    for (var name : definition.activities().keySet()) {
      if (!reached.contains(name)) {
        unreached(name, start, anywhere);
      }
    }
  }

  private boolean mayGoAnywhere(String from) {
    var own = jumps.get(from);
    return own != null && own.anywhere();
  }

  private void unreached(String name, String start, boolean anywhere) {
    if (anywhere) {
      findings.warning(
          "activities." + name,
          "an activity that no line, escalation or named goto leads to from '%s'".formatted(start),
          "code that goes to it, a line to it, or no such activity");
    } else {
      findings.error(
          "activities." + name,
          "an activity that can't be reached from '%s'".formatted(start),
          "a line or a goto to it, or no such activity");
    }
  }

  private void ends() {
    Map<String, Set<String>> sources = new LinkedHashMap<>();
    targets
        .keySet()
        .forEach(from ->
            waysFrom(from)
                .forEach(to -> sources.computeIfAbsent(to, key -> new TreeSet<>()).add(from)));
    SequencedSet<String> ending = new LinkedHashSet<>();
    var open = new ArrayDeque<String>();
    for (var activity : definition.activities().values()) {
      if (canEndAt(activity)) {
        ending.add(activity.name());
        open.add(activity.name());
      }
    }
    while (!open.isEmpty()) {
      for (var from : sources.getOrDefault(open.remove(), Collections.emptySet())) {
        if (ending.add(from)) {
          open.add(from);
        }
      }
    }
    if (known(processJumps).stream().anyMatch(ending::contains)) {
      return; // Wherever it is, an escalation of the process takes it there.
    }
    boolean anywhere = processJumps.anywhere();
    for (var name : definition.activities().keySet()) {
      anywhere |= mayGoAnywhere(name);
    }
    for (var name : definition.activities().keySet()) {
      if (!ending.contains(name)) {
        endless(name, anywhere);
      }
    }
  }

  private void endless(String name, boolean anywhere) {
    var path = "activities." + name;
    if (anywhere) {
      findings.warning(
          path,
          "an activity from which no line, escalation or named goto leads to an end",
          "code that goes to an end, or a way to an activity without lines");
    } else {
      findings.error(
          path,
          "an activity from which no end can be reached: the process could never complete",
          "a way to an activity without lines");
    }
  }

  /** Whether a branch may end when it arrives here, or when this completes. */
  private boolean canEndAt(ActivityDefinition activity) {
    var lines = activity.lines();
    boolean silent =
        definition.onDeadEnd() == OnDeadEnd.COMPLETE
            && lines.stream().allMatch(line -> line.rule() != null && !line.otherwise());
    var join = activity.join();
    boolean expires =
        mayExpire(activity)
            && lines.stream().allMatch(line -> line.rule() != null && !line.otherwise());
    boolean drops =
        activity.precedingRule() != null || (join != null && join.surplus() == Surplus.SWALLOW);
    return lines.isEmpty() || silent || expires || drops;
  }

  /** After an expiry it is no error when no line is true: the branch ends. */
  private static boolean mayExpire(ActivityDefinition activity) {
    return activity.escalations().stream().anyMatch(DrawingCheck::expires);
  }

  private static boolean expires(Escalation escalation) {
    return escalation.action() instanceof Escalation.Action.Expire;
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

  /** A start rule waits until it is due, a join of several lines for the others. */
  private boolean waits(ActivityDefinition activity) {
    if (activity.startRule() != null && activity.startRule().due() != null) {
      return true;
    }
    var join = activity.join();
    return join != null
        && !join.countsActive()
        && join.requiredOf(definition.incoming(activity.name()).size()) > 1;
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
