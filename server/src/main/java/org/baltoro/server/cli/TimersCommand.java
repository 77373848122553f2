package org.baltoro.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.baltoro.api.Connection;
import org.baltoro.api.InstanceTimer;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "timers",
    description = "List the timers and back-offs of an instance, or move, pause and resume them.")
final class TimersCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Option(
      names = "--move",
      paramLabel = "TIMER=TIME",
      description =
          "Set when a timer is due: 2026-11-30T12:00 in this computer's zone,"
              + " 2026-11-30T12:00:00Z, or from now +90s, +15m, +12h, +30d. Repeat for more.")
  private Map<Integer, String> moved = new LinkedHashMap<>();

  @Option(names = "--pause", paramLabel = "TIMER", description = "Pause a timer.")
  private List<Integer> paused = new ArrayList<>();

  @Option(
      names = "--resume",
      paramLabel = "TIMER",
      description = "Let a paused timer run on with what was left.")
  private List<Integer> resumed = new ArrayList<>();

  @Option(names = "--preview", description = "Show what would happen; change nothing.")
  private boolean preview;

  @Override
  int run(Connection connection) {
    long instance = InstanceNumber.parse(this.id);
    var now = serverTime(connection);
    var management = connection.management();
    var reports = new LinkedHashMap<ManagementOperation, OperationReport>();
    for (var operation : operations(now)) {
      reports.put(
          operation,
          preview
              ? management.preview(instance, operation)
              : management.carryOut(instance, operation));
    }
    var timers = management.timers(instance);
    if (json()) {
      printJson(
          Json.object(
              "reports", reports.values().stream().map(Json::of).toList(),
              "timers", timers.stream().map(Json::of).toList()));
    } else {
      reports.forEach(this::print);
      if (preview && !reports.isEmpty()) {
        print("Nothing was changed.");
      } else {
        print(timers, now);
      }
    }
    return reports.values().stream().allMatch(report -> report.refused() == null)
        ? ExitCode.OK
        : ExitCode.REFUSED;
  }

  private List<ManagementOperation> operations(Instant now) {
    var operations = new ArrayList<ManagementOperation>();
    moved.forEach((timer, time) ->
        operations.add(
            new ManagementOperation.MoveTimer(
                timer, Times.parseTime("--move", time, now).truncatedTo(ChronoUnit.SECONDS))));
    paused.forEach(timer -> operations.add(new ManagementOperation.PauseTimer(timer)));
    resumed.forEach(timer -> operations.add(new ManagementOperation.ResumeTimer(timer)));
    return operations;
  }

  private void print(ManagementOperation operation, OperationReport report) {
    if (report.refused() != null) {
      print("Refused: %s", report.refused());
    } else if (report.differences().isEmpty()) {
      print("%s", isSoAlready(operation));
    }
    Differences.print(terminal(), report.differences());
  }

  private static String isSoAlready(ManagementOperation operation) {
    return switch (operation) {
      case ManagementOperation.PauseTimer pause ->
          "Timer %d is paused already.".formatted(pause.timer());
      case ManagementOperation.ResumeTimer resume ->
          "Timer %d is not paused.".formatted(resume.timer());
      case ManagementOperation.MoveTimer move ->
          "Timer %d is due then already.".formatted(move.timer());
      default -> "That is so already.";
    };
  }

  private void print(List<InstanceTimer> timers, Instant now) {
    if (timers.isEmpty()) {
      print("Instance %s will do nothing by itself: it has no timers.", id);
      return;
    }
    var table = new Table("TIMER", "KIND", "NAME", "ACTIVITY", "DUE", "IN", "ROUND");
    for (var timer : timers) {
      table.row(
          String.valueOf(timer.id()),
          timer.kind(),
          timer.name(),
          Objects.requireNonNullElse(timer.activity(), ""),
          Times.dateAndTime(timer.dueDate()),
          timer.paused() ? "paused" : due(Duration.between(now, timer.dueDate())),
          timer.round() > 1 ? String.valueOf(timer.round()) : "");
    }
    table.print(terminal());
  }

  private static String due(Duration left) {
    return left.isNegative() ? "overdue" : Times.span(left);
  }
}
