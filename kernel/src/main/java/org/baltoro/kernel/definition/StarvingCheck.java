package org.baltoro.kernel.definition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.kernel.definition.ProcessDefinition.OnDeadEnd;
import org.jspecify.annotations.Nullable;

/**
 * Joins of all lines that starve: one line arrives, another one can't. Warns of two shapes only
 * that leave no doubt: lines that are alternatives of each other, and a line behind a rule beside
 * one that is always followed. Follows each line back as long as there is a single way to where it
 * comes from; whatever else leads there silences the check.
 */
final class StarvingCheck {
  /** Every two lines of a join are compared, step by step; what people draw has fewer. */
  private static final int LINES_MAX = 20;

  private static final int STEPS_MAX = 30;

  /** Searches through the drawing; then the check falls silent. */
  private static final int SEARCHES_MAX = 200;

  private static final Pattern OUTCOME =
      Pattern.compile("\\s*Outcome\\s*=\\s*(\"[^\"\\\\]*\")\\s*");

  private final ProcessDefinition definition;
  private final Findings findings;
  private final Map<String, List<Step>> ways = new LinkedHashMap<>();
  private final Map<String, Jumps> jumps = new LinkedHashMap<>();
  private final Set<String> jumpedTo = new LinkedHashSet<>();
  private int searches;

  /**
   * A line that is followed on the way to a join.
   *
   * @param place among the lines of {@code from}
   */
  private record Step(ActivityDefinition from, int place) {
    LineDefinition line() {
      return from.lines().get(place);
    }

    boolean sure() {
      return line().rule() == null && !line().otherwise();
    }

    String path() {
      return "activities.%s.lines[%d].%s"
          .formatted(from.name(), place, line().otherwise() ? "otherwise" : "when");
    }
  }

  private StarvingCheck(ProcessDefinition definition, Findings findings) {
    this.definition = definition;
    this.findings = findings;
    jumpedTo.addAll(Jumps.ofProcess(definition).targets());
    for (var activity : definition.activities().values()) {
      var own = Jumps.of(activity);
      jumps.put(activity.name(), own);
      jumpedTo.addAll(own.targets());
      for (int place = 0; place < activity.lines().size(); place++) {
        ways.computeIfAbsent(activity.lines().get(place).to(), key -> new ArrayList<>())
            .add(new Step(activity, place));
      }
    }
  }

  static void check(ProcessDefinition definition, Findings findings) {
    var check = new StarvingCheck(definition, findings);
    definition.activities().values().forEach(check::join);
  }

  private void join(ActivityDefinition activity) {
    var join = activity.join();
    var incoming = ways.getOrDefault(activity.name(), List.of());
    if (join == null
        || incoming.size() < 2
        || incoming.size() > LINES_MAX
        || join.requiredOf(incoming.size()) != incoming.size()) {
      return;
    }
    var routes = incoming.stream().map(this::route).toList();
    if (!alternatives(activity.name(), routes)) {
      routes.forEach(route -> maybeMissing(activity.name(), route, routes));
    }
  }

  /** The lines that must be followed for this one to be: back to where there are several ways. */
  private List<Step> route(Step last) {
    var route = new ArrayList<Step>();
    var passed = new LinkedHashSet<String>();
    var step = last;
    while (step != null && route.size() < STEPS_MAX && passed.add(step.from().name())) {
      route.add(step);
      step = onlyWayTo(step.from().name());
    }
    return route;
  }

  private @Nullable Step onlyWayTo(String activity) {
    var into = ways.getOrDefault(activity, List.of());
    boolean only =
        into.size() == 1 && !activity.equals(definition.start()) && !jumpedTo.contains(activity);
    return only ? into.getFirst() : null;
  }

  // Lines of which only one is followed.

  private boolean alternatives(String join, List<List<Step>> routes) {
    for (int one = 0; one < routes.size(); one++) {
      for (int other = one + 1; other < routes.size(); other++) {
        var fork = fork(routes.get(one), routes.get(other), join);
        if (fork != null) {
          findings.warning(
              "activities." + join + ".join",
              "a join of all lines, of which those from '%s' and '%s' are alternatives out of '%s'"
                  .formatted(
                      routes.get(one).getFirst().from().name(),
                      routes.get(other).getFirst().from().name(),
                      fork.name()),
              "any, or lines that are followed together: this join would starve");
          return true;
        }
      }
    }
    return false;
  }

  private @Nullable ActivityDefinition fork(List<Step> one, List<Step> other, String join) {
    for (var step : one) {
      for (var beside : other) {
        if (step.from().name().equals(beside.from().name())
            && exclude(step.line(), beside.line())
            && !comesAgain(step.from(), join)) {
          return step.from();
        }
      }
    }
    return null;
  }

  private static boolean exclude(LineDefinition one, LineDefinition other) {
    if (one.otherwise() != other.otherwise()) {
      return true;
    }
    var chosen = outcome(one);
    return chosen != null && outcome(other) != null && !chosen.equals(outcome(other));
  }

  private static @Nullable String outcome(LineDefinition line) {
    var matcher = OUTCOME.matcher(line.rule() == null ? "" : line.rule().text());
    return matcher.matches() ? matcher.group(1) : null;
  }

  // A line that may be missing beside one that always arrives.

  private void maybeMissing(String join, List<Step> route, List<List<Step>> routes) {
    for (int at = 0; at < route.size(); at++) {
      var rule = route.get(at);
      if (!rule.sure()) {
        boolean starves =
            arrivesBeside(route.subList(at, route.size()), routes)
                && !goesOnOtherwise(rule, join, routes);
        if (starves) {
          findings.warning(
              rule.path(),
              "a line that is not always followed, though the join of '%s' waits for it"
                  .formatted(join),
              "no rule, or a join of fewer lines: else the join starves when the rule is false");
        }
        return;
      }
    }
  }

  /** Whether another line to the join is followed in any case, from where {@code route} forks. */
  private static boolean arrivesBeside(List<Step> route, List<List<Step>> routes) {
    return route.stream()
        .anyMatch(fork -> routes.stream().anyMatch(beside -> surelyFrom(fork, beside)));
  }

  /** Whether {@code route} begins where {@code fork} does, over another line, and can't break. */
  private static boolean surelyFrom(Step fork, List<Step> route) {
    for (var step : route) {
      if (!step.sure()) {
        return false;
      }
      if (step.from().name().equals(fork.from().name())) {
        return step.place() != fork.place();
      }
      if (step.from().precedingRule() != null) {
        return false;
      }
    }
    return false;
  }

  /** Whether the instance may yet come to the join, or leave it behind, when the rule is false. */
  private boolean goesOnOtherwise(Step rule, String join, List<List<Step>> routes) {
    var from = rule.from();
    if (from.lines().size() == 1 && definition.onDeadEnd() == OnDeadEnd.ERROR) {
      return true; // an error of its own, to be mended there
    }
    var elsewhere = reachable(from, join);
    if (elsewhere == null || elsewhere.contains(from.name())) {
      return true;
    }
    for (var route : routes) {
      route.forEach(step -> elsewhere.remove(step.from().name()));
    }
    return elsewhere.stream().anyMatch(this::mayJump);
  }

  private boolean mayJump(String activity) {
    var own = jumps.get(activity);
    return own != null && (own.anywhere() || !own.targets().isEmpty());
  }

  /** Whether lines may lead back to the activity, other than through the join. */
  private boolean comesAgain(ActivityDefinition activity, String join) {
    var reached = reachable(activity, join);
    return reached == null || reached.contains(activity.name());
  }

  /** Null when so much was searched already that it stays unknown. */
  private @Nullable Set<String> reachable(ActivityDefinition from, String without) {
    if (++searches > SEARCHES_MAX) {
      return null;
    }
    var reached = new LinkedHashSet<String>();
    var open = new ArrayDeque<ActivityDefinition>();
    open.add(from);
    while (!open.isEmpty()) {
      for (var line : open.remove().lines()) {
        var next = definition.activities().get(line.to());
        if (next != null && !next.name().equals(without) && reached.add(next.name())) {
          open.add(next);
        }
      }
    }
    return reached;
  }
}
