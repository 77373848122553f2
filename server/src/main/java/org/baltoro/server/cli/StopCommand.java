package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "stop", description = "Stop an instance; if its code runs, when that has returned.")
final class StopCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  private long id;

  @Override
  int run(Connection connection) {
    connection.management().stop(id);
    return InstanceLine.print(this, connection, id);
  }
}
