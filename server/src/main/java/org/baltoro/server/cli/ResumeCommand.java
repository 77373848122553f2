package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "resume",
    description = "Start a stopped instance; what fell due meanwhile happens at once.")
final class ResumeCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  private long id;

  @Override
  int run(Connection connection) {
    connection.management().start(id);
    return InstanceLine.print(this, connection, id);
  }
}
