package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "list",
    description = "List the services, SmartObjects, views and forms. Needs the right Export.")
final class FormListCommand extends ServerCommand {
  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only these: service, smartObject, view or form.")
  private @Nullable String kind;

  @Override
  int run(Connection connection) {
    var documents = FormDocument.all(ServerCalls.over(connection), kind);
    if (json()) {
      printJson(documents.stream().map(FormDocument::json).toList());
      return ExitCode.OK;
    }
    if (documents.isEmpty()) {
      print("None is deployed. 'baltoro form deploy' does it.");
      return ExitCode.OK;
    }
    var table = new Table("KIND", "NAME", "VERSION", "DEPLOYED", "BY");
    for (var document : documents) {
      table.row(
          document.kind(),
          document.name(),
          String.valueOf(document.version()),
          Times.dateAndTime(document.deployedAt()),
          document.deployedBy());
    }
    table.print(terminal());
    return ExitCode.OK;
  }
}
