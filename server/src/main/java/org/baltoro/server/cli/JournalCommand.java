package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "journal", description = "Tell an instance's whole history, oldest first.")
final class JournalCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  private long id;

  @Override
  int run(Connection connection) {
    var journal = Journal.whole(connection, id);
    if (json()) {
      printJson(journal.stream().map(Json::of).toList());
      return ExitCode.OK;
    }
    var table = new Table("COMMIT", "AT", "FACT", "WHAT HAPPENED");
    for (var entry : journal) {
      table.row(
          String.valueOf(entry.version()), Times.clock(entry.at()), entry.kind(), entry.text());
    }
    table.print(terminal());
    return ExitCode.OK;
  }
}
