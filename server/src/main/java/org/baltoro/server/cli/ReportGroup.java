package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.OperationReport;
import org.baltoro.api.OperationReport.Difference;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.server.cli.Terminal.Style;
import org.jspecify.annotations.Nullable;

/**
 * Instances on which an operation does the same: the same goes, comes and changes, whoever has it
 * and whenever it is due.
 *
 * @param instances their numbers, in the order in which they were found
 * @param differences of the first; with the details that all share
 * @param refused why the first is refused; null if they are not
 */
record ReportGroup(
    List<Long> instances,
    ProcessInstanceStatus statusBefore,
    ProcessInstanceStatus statusAfter,
    List<Difference> differences,
    @Nullable String refused,
    @Nullable Problem problem) {
  private static final int NAMED = 8;

  /** What makes reports alike. */
  private record Key(
      ProcessInstanceStatus before,
      ProcessInstanceStatus after,
      boolean waits,
      @Nullable Problem problem,
      List<List<String>> differences) {

    static Key of(OperationReport report) {
      return new Key(
          report.statusBefore(),
          report.statusAfter(),
          report.waits(),
          report.problem(),
          report.differences().stream()
              .map(difference -> List.of(difference.change(), difference.kind(), difference.name()))
              .toList());
    }
  }

  /** The largest group first. */
  static List<ReportGroup> of(List<OperationReport> reports) {
    Map<Key, List<OperationReport>> alike = new LinkedHashMap<>();
    for (var report : reports) {
      alike.computeIfAbsent(Key.of(report), key -> new ArrayList<>()).add(report);
    }
    return alike.values().stream()
        .map(ReportGroup::group)
        .sorted(Comparator.comparing(group -> -group.instances().size()))
        .toList();
  }

  private static ReportGroup group(List<OperationReport> alike) {
    var first = alike.getFirst();
    var differences = new ArrayList<Difference>();
    for (int index = 0; index < first.differences().size(); index++) {
      differences.add(shared(alike, index));
    }
    return new ReportGroup(
        alike.stream().map(OperationReport::instance).toList(),
        first.statusBefore(),
        first.statusAfter(),
        differences,
        first.refused(),
        first.problem());
  }

  private static Difference shared(List<OperationReport> alike, int index) {
    var difference = alike.getFirst().differences().get(index);
    boolean same =
        alike.stream().allMatch(report -> report.differences().get(index).equals(difference));
    return same
        ? difference
        : new Difference(difference.change(), difference.kind(), difference.name(), "");
  }

  void print(Terminal terminal) {
    terminal.out().println();
    terminal
        .out()
        .printf(
            "%s%s%n",
            terminal.styled(
                Style.STRONG, BatchRun.counted(instances.size(), "instance") + ", " + status()),
            terminal.styled(Style.QUIET, ": " + named()));
    if (problem == null) {
      Differences.print(terminal, differences);
    } else {
      terminal
          .out()
          .println("  " + terminal.styled(Style.BAD, Objects.requireNonNullElse(refused, "")));
    }
  }

  private String status() {
    if (problem != null) {
      return "refused: " + problem.code();
    }
    return statusBefore == statusAfter
        ? statusBefore.label()
        : statusBefore.label() + " → " + statusAfter.label();
  }

  private String named() {
    var names = instances.stream().limit(NAMED).map(String::valueOf).toList();
    return String.join(", ", names) + (instances.size() > NAMED ? ", …" : "");
  }

  Map<String, @Nullable Object> toJson() {
    return Json.object(
        "instances",
        instances,
        "statusBefore",
        statusBefore.label(),
        "statusAfter",
        statusAfter.label(),
        "differences",
        differences.stream().map(Json::of).toList(),
        "refused",
        refused,
        "problem",
        problem == null ? null : problem.code());
  }
}
