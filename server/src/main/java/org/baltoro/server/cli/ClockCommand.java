package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "clock",
    description = {
      "Show the server's clock, or move it ahead.",
      "",
      "It can be moved where the server was started with --movable-clock. What becomes due by that"
          + " happens at once: escalations, start rules, waits before a retry. It never goes back."
    })
final class ClockCommand extends ServerCommand {
  @Option(
      names = "--advance",
      paramLabel = "SPAN",
      description = "How far it is moved ahead: 90s, 15m, 12h, 30d.")
  private @Nullable String advance;

  @Override
  int run(Connection connection) {
    var administration = connection.administration();
    var clock =
        advance == null
            ? administration.clock()
            : administration.advanceClock(Times.parseSpan("--advance", advance));
    if (json()) {
      printJson(Json.object("now", clock.now(), "movable", clock.movable()));
    } else {
      print(
          "%s%s",
          Times.dateAndTime(clock.now()), clock.movable() ? ", can be moved" : ", real time");
    }
    return ExitCode.OK;
  }
}
