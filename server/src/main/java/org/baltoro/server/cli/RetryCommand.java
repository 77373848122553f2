package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "retry", description = "Run a failed event again, as a new attempt.")
final class RetryCommand extends ServerCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The instance's number.")
  private long id;

  @Parameters(
      index = "1",
      paramLabel = "ERROR",
      description = "The error's number within the instance, as 'baltoro errors' shows it.")
  private int error;

  @Override
  int run(Connection connection) {
    connection.management().retry(id, error);
    return InstanceLine.print(this, connection, id);
  }
}
