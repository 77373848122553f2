package org.baltoro.server.cli;

import java.time.Duration;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "worklist",
    description = "List your work, oldest first. 'baltoro act' chooses an action.")
final class WorklistCommand extends ServerCommand {
  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var page = connection.worklist(paging.cursor(), paging.limit());
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print("Your worklist is empty.");
      return ExitCode.OK;
    }
    var now = serverTime(connection);
    var table =
        new Table("SERIAL NUMBER", "WORK", "FOLIO", "PROCESS", "ACTIONS", "WITH", "WAITS FOR");
    for (var item : page.items()) {
      table.row(
          item.serialNumber(),
          item.activity().equals(item.event())
              ? item.activity()
              : item.activity() + ": " + item.event(),
          item.folio(),
          item.process(),
          String.join(", ", item.actions()),
          String.join(", ", item.destinations()),
          Times.span(Duration.between(item.since(), now)));
    }
    table.print(terminal());
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }
}
