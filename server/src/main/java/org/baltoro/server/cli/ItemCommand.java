package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.baltoro.api.WorklistItem;
import picocli.CommandLine.Parameters;

/** A command about one worklist item. */
abstract class ItemCommand extends ServerCommand {
  @Parameters(
      index = "0",
      paramLabel = "SERIAL",
      description = "The item's serial number, for example 4711_2. 'baltoro worklist' lists them.")
  @SuppressWarnings("NullAway.Init")
  private String serialNumber;

  final String serialNumber() {
    return serialNumber;
  }

  /** The item, without taking a slot. */
  final WorklistItem item(Connection connection) {
    return connection.openWorklistItem(serialNumber, false);
  }

  /** Says what was done. */
  final int done(String sentence) {
    if (json()) {
      printJson(Json.object("serialNumber", serialNumber, "done", sentence));
    } else {
      print("%s %s", serialNumber, sentence);
    }
    return ExitCode.OK;
  }
}
