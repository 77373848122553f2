package org.baltoro.server.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.baltoro.api.BatchPage;
import org.baltoro.api.Management;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import org.baltoro.api.Problem;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;

/**
 * Previews or carries out an operation on all instances that a query finds: step by step, no faster
 * than asked, with progress on standard error. Instances that have ended are left alone and only
 * counted.
 */
final class BatchRun {
  private static final long PROGRESS_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

  private final Management management;
  private final Terminal terminal;
  private final ProcessInstanceQuery query;
  private final ManagementOperation operation;
  private final boolean preview;
  private final int perSecond;

  private final List<OperationReport> reports = new ArrayList<>();
  private long ended;

  BatchRun(
      Management management,
      Terminal terminal,
      ProcessInstanceQuery query,
      ManagementOperation operation,
      boolean preview,
      int perSecond) {
    this.management = management;
    this.terminal = terminal;
    this.query = query;
    this.operation = operation;
    this.preview = preview;
    this.perSecond = perSecond;
  }

  /** Returns an {@link ExitCode}: {@code REFUSED} if one instance or more was. */
  int run(boolean json) {
    boolean told = false;
    try {
      askStepByStep();
      told = true;
    } finally {
      if (!told) {
        terminal
            .err()
            .println(
                reports.isEmpty() && ended == 0
                    ? "It broke off before the first instance."
                    : "It broke off after %s.".formatted(progress()));
      }
    }
    if (json) {
      terminal.out().println(Json.text(preview ? previewJson() : resultJson()));
    } else if (preview) {
      printPreview();
    } else {
      printResults();
    }
    return refused() == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private void askStepByStep() {
    long began = System.nanoTime();
    long toldAt = began;
    var next = query;
    while (true) {
      var page = ask(next);
      page.reports().forEach(this::keep);
      var cursor = page.next();
      long now = System.nanoTime();
      if (cursor == null || now - toldAt >= PROGRESS_EVERY_NANOS) {
        tellProgress(cursor == null);
        toldAt = now;
      }
      if (cursor == null) {
        return;
      }
      next = next.after(cursor);
      pause(began);
    }
  }

  private BatchPage ask(ProcessInstanceQuery step) {
    return preview
        ? management.previewBatch(step, operation)
        : management.carryOutBatch(step, operation);
  }

  /** The facts of many instances are not kept: nobody reads them here. */
  private void keep(OperationReport report) {
    if (report.problem() == Problem.NOT_ALLOWED_NOW && hasEnded(report.statusBefore())) {
      ended++;
      return;
    }
    reports.add(
        new OperationReport(
            report.instance(),
            report.version(),
            report.carriedOut(),
            report.waits(),
            report.statusBefore(),
            report.statusAfter(),
            report.differences(),
            List.of(),
            report.refused(),
            report.problem()));
  }

  private static boolean hasEnded(ProcessInstanceStatus status) {
    return status == ProcessInstanceStatus.COMPLETED || status == ProcessInstanceStatus.DELETED;
  }

  /** Waits until so many instances may have been asked for. */
  private void pause(long began) {
    long due = began + (reports.size() + ended) * 1_000_000_000L / perSecond;
    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void tellProgress(boolean last) {
    boolean onTerminal = terminal.columns() != Terminal.UNBOUNDED;
    terminal.err().print((onTerminal ? "\r" : "") + progress() + (onTerminal && !last ? "" : "\n"));
    terminal.err().flush();
  }

  private String progress() {
    return "%s%s, %s refused%s"
        .formatted(
            counted(reports.size(), "instance"),
            preview ? " previewed" : ": " + grouped(reports.size() - refused()) + " carried out",
            grouped(refused()),
            ended == 0 ? "" : ", " + grouped(ended) + " that have ended left alone");
  }

  private long refused() {
    return reports.stream().filter(report -> report.refused() != null).count();
  }

  private void printPreview() {
    var groups = ReportGroup.of(reports);
    if (groups.isEmpty()) {
      terminal.out().println("No instance that you may manage fits.");
      return;
    }
    long differ = reports.size() - groups.getFirst().instances().size();
    terminal
        .out()
        .println(
            "%s, %s. Nothing was changed."
                .formatted(
                    counted(reports.size(), "instance"),
                    differ == 0
                        ? "all alike"
                        : grouped(differ) + (differ == 1 ? " differs" : " differ")));
    groups.forEach(group -> group.print(terminal));
  }

  private void printResults() {
    if (reports.isEmpty()) {
      terminal.out().println("No instance that you may manage fits.");
      return;
    }
    var table = new Table("INSTANCE", "RESULT", "STATUS", "WHAT");
    for (var report : reports) {
      table.row(
          String.valueOf(report.instance()),
          result(report),
          report.statusAfter().label(),
          report.refused() == null
              ? Differences.inline(report.differences())
              : Objects.requireNonNull(report.refused()));
    }
    table.print(terminal);
  }

  private static String result(OperationReport report) {
    if (report.refused() != null) {
      return "refused";
    }
    return report.waits() ? "waits" : "done";
  }

  private Object resultJson() {
    return Json.object(
        "instances", reports.size(),
        "carriedOut", reports.size() - refused(),
        "refused", refused(),
        "ended", ended,
        "reports", reports.stream().map(Json::of).toList());
  }

  private Object previewJson() {
    var groups = ReportGroup.of(reports);
    return Json.object(
        "instances", reports.size(),
        "differ", groups.isEmpty() ? 0 : reports.size() - groups.getFirst().instances().size(),
        "refused", refused(),
        "ended", ended,
        "groups", groups.stream().map(ReportGroup::toJson).toList());
  }

  static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
