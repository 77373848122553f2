package org.baltoro.server.cli;

import java.time.Instant;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
    name = "sessions",
    description = {
      "List the forms that you have open, the one that was asked for least lately first.",
      "",
      "One that nobody asks for is closed after half an hour; 'baltoro form close' does it at once."
    })
final class FormSessionsCommand extends ServerCommand {
  @Override
  int run(Connection connection) {
    var answer = ServerCalls.over(connection).get(RemoteForm.ROUTE, Map.of());
    var items = Json.objects(answer, "items");
    if (json()) {
      printJson(items);
      return ExitCode.OK;
    }
    if (items.isEmpty()) {
      print("No form is open.");
      return ExitCode.OK;
    }
    var table = new Table("SESSION", "FORM", "OPENED", "ASKED FOR");
    for (var open : items) {
      table.row(
          String.valueOf(open.get("session")),
          String.valueOf(open.get("form")),
          time(open.get("openedAt")),
          time(open.get("askedAt")));
    }
    table.print(terminal());
    return ExitCode.OK;
  }

  private static String time(@Nullable Object text) {
    return Times.dateAndTime(Instant.parse(String.valueOf(text)));
  }
}
