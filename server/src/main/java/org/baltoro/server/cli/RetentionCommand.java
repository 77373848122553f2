package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.baltoro.api.RetentionReport;
import org.baltoro.api.RetentionRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "retention",
    description = {
      "Show how long finished instances are kept, what is past its time, and what was deleted.",
      "",
      "A definition says it with 'retention: 90d', the server with 'baltoro serve --retention"
          + " 365d'. What is past its time goes by itself, slowly; --run does it now."
    })
final class RetentionCommand extends ServerCommand {
  private static final int STEP = 1_000;

  @Option(names = "--run", description = "Delete what is past its time now, archived where wanted.")
  private boolean runs;

  @Override
  int run(Connection connection) {
    if (runs) {
      return carryOut(connection);
    }
    var report = connection.history().retention();
    if (json()) {
      printJson(HistoryJson.of(report));
      return ExitCode.OK;
    }
    var kept = new Table("PROCESS", "KEPT", "ARCHIVED", "SAID BY", "PAST ITS TIME", "OLDEST");
    for (var process : report.processes()) {
      var after = process.after();
      kept.row(
          process.process(),
          after == null ? "for ever" : Times.span(after),
          after == null ? "" : process.archive() ? "yes" : "no",
          process.saidBy(),
          String.valueOf(process.due()),
          Times.dateAndTime(process.oldest()));
    }
    kept.print(terminal());
    obstacles(report);
    deleted(report);
    return ExitCode.OK;
  }

  private void obstacles(RetentionReport report) {
    for (var process : report.processes()) {
      if (process.obstacle() != null) {
        print("%s stays: %s", process.process(), process.obstacle());
      }
    }
  }

  private void deleted(RetentionReport report) {
    if (report.deleted().isEmpty()) {
      print("Nothing has been deleted so far.");
      return;
    }
    print("");
    var deleted = new Table("DAY", "PROCESS", "DELETED", "ARCHIVED");
    for (var done : report.deleted()) {
      deleted.row(
          done.day().toString(),
          done.process(),
          String.valueOf(done.instances()),
          done.archived() ? "yes" : "no");
    }
    deleted.print(terminal());
  }

  private int carryOut(Connection connection) {
    long deleted = 0;
    long archived = 0;
    RetentionRun step;
    do {
      step = connection.history().runRetention(STEP);
      deleted += step.deleted();
      archived += step.archived();
    } while (step.more() && step.deleted() > 0);
    if (json()) {
      printJson(Json.object("deleted", deleted, "archived", archived, "more", step.more()));
    } else {
      print("%d deleted, %d of them archived.", deleted, archived);
    }
    return ExitCode.OK;
  }
}
