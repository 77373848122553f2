package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "close",
    description = "Close forms that you have open: 'baltoro form sessions' lists them.")
final class FormCloseCommand extends ServerCommand {
  @Parameters(arity = "1..*", paramLabel = "SESSION", description = "Whose forms are closed.")
  private List<String> sessions = new ArrayList<>();

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    for (var session : sessions) {
      calls.delete(RemoteForm.ROUTE + "/" + session);
      if (!json()) {
        print("Closed %s.", session);
      }
    }
    if (json()) {
      printJson(sessions);
    }
    return ExitCode.OK;
  }
}
