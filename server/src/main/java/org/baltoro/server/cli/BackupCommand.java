package org.baltoro.server.cli;

import java.nio.file.Path;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description =
        "Write a consistent copy of the server's SQLite database while it runs. Needs Admin.")
final class BackupCommand extends ServerCommand {
  @Parameters(
      paramLabel = "FILE",
      description = "Where, on the server's machine; must not be there yet.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Override
  int run(Connection connection) {
    var absolute = file.toAbsolutePath().toString();
    connection.administration().backup(absolute);
    return UsersCommand.done(this, "file", absolute, "Wrote the backup %s on the server.");
  }
}
