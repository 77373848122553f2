package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;

@Command(name = "wake", description = "Show a sleeping item on your worklist again.")
final class WakeCommand extends ItemCommand {
  @Override
  int run(Connection connection) {
    item(connection).wake();
    return done("is on your worklist again.");
  }
}
