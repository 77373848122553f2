package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;

@Command(
    name = "release",
    description = {
      "Give the slot of a worklist item back, so that others can open it.",
      "",
      "Who manages the process, and has no part in the item, gives back everybody's."
    })
final class ReleaseCommand extends ItemCommand {
  @Override
  int run(Connection connection) {
    item(connection).release();
    return done("is available again.");
  }
}
