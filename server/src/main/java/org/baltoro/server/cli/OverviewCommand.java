package org.baltoro.server.cli;

import java.time.Instant;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.InstanceOverview.EventRun;
import org.baltoro.server.HistoryCsv;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "overview",
    description =
        "List an instance's activities and events: when each began, how long, who ended it.")
final class OverviewCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Option(names = "--csv", description = "Write CSV.")
  private boolean csv;

  @Override
  int run(Connection connection) {
    var overview = connection.history().overview(InstanceNumber.parse(id));
    if (json()) {
      printJson(HistoryJson.of(overview));
      return ExitCode.OK;
    }
    if (csv) {
      terminal().out().print(HistoryCsv.overview(overview));
      return ExitCode.OK;
    }
    print(
        "%d  %s, version %d  %s, %s",
        overview.id(),
        overview.process(),
        overview.version(),
        overview.status().label(),
        Times.span(overview.duration()));
    var table = new Table("ACTIVITY", "EVENT", "STATUS", "BEGAN", "ENDED", "TOOK", "BY", "ACTION");
    for (var activity : overview.activities()) {
      table.row(
          activity.name(),
          "",
          activity.status(),
          Times.dateAndTime(activity.startDate()),
          shown(activity.finishDate()),
          Times.span(activity.duration()),
          activity.by() == null ? "" : activity.by(),
          "");
      events(table, activity.events());
    }
    events(table, overview.events());
    table.print(terminal());
    return ExitCode.OK;
  }

  private static void events(Table table, List<EventRun> events) {
    for (var event : events) {
      table.row(
          "",
          event.name(),
          event.status(),
          Times.dateAndTime(event.startDate()),
          shown(event.finishDate()),
          Times.span(event.duration()),
          event.by() == null ? "" : event.by(),
          event.action() == null ? "" : event.action());
    }
  }

  private static String shown(@Nullable Instant time) {
    return Times.dateAndTime(time);
  }
}
