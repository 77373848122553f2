package org.baltoro.server.cli;

import java.time.Instant;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "journal", description = "Tell an instance's whole history, oldest first.")
final class JournalCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Override
  int run(Connection connection) {
    var journal = Journal.whole(connection, InstanceNumber.parse(id));
    if (json()) {
      printJson(journal.stream().map(Json::of).toList());
      return ExitCode.OK;
    }
    var table = new Table("COMMIT", "DATE", "AT", "FACT", "WHAT HAPPENED");
    Instant before = null;
    for (var entry : journal) {
      table.row(
          String.valueOf(entry.version()),
          Times.isNewDay(before, entry.at()) ? Times.date(entry.at()) : "",
          Times.clock(entry.at()),
          entry.kind(),
          entry.text());
      before = entry.at();
    }
    table.print(terminal());
    return ExitCode.OK;
  }
}
