package org.baltoro.server.cli;

import org.baltoro.api.Connection;

/** What management commands answer with: how the instance stands now. */
final class InstanceLine {
  private InstanceLine() {}

  static int print(ServerCommand command, Connection connection, long id) {
    var instance = connection.openProcessInstance(id);
    if (command.json()) {
      command.printJson(Json.of(instance));
    } else {
      command.print(
          "Instance %d is %s%s.",
          id,
          instance.status().label(),
          instance.stopRequested() ? ", and stops when its code has returned" : "");
    }
    return ExitCode.OK;
  }
}
