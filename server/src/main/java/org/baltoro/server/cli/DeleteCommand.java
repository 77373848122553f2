package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Delete an instance; its journal stays.")
final class DeleteCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  private long id;

  @Override
  int run(Connection connection) {
    connection.management().delete(id);
    if (json()) {
      printJson(Json.object("id", id, "status", "Deleted"));
    } else {
      print("Deleted %d.", id);
    }
    return ExitCode.OK;
  }
}
