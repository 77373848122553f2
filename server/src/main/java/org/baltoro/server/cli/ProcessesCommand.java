package org.baltoro.server.cli;

import java.util.Objects;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "processes",
    description = "List the processes, or the versions of one, or choose its default version.")
final class ProcessesCommand extends ServerCommand {
  @Parameters(arity = "0..1", paramLabel = "PROCESS", description = "Full name: list its versions.")
  private @Nullable String process;

  @Option(
      names = "--default",
      paramLabel = "VERSION",
      description = "New instances of PROCESS use this version from now on.")
  private @Nullable Integer version;

  @Override
  int run(Connection connection) {
    if (process == null) {
      if (version != null) {
        throw new UsageException("--default needs the name of a PROCESS before it.");
      }
      return listProcesses(connection);
    }
    if (version != null) {
      connection.definitions().setDefaultVersion(process, version);
    }
    return listVersions(connection, process);
  }

  private int listProcesses(Connection connection) {
    var processes = connection.definitions().processes();
    if (json()) {
      printJson(
          processes.stream()
              .map(one ->
                  Json.object(
                      "id", one.id(),
                      "process", one.process(),
                      "defaultVersion", one.defaultVersion(),
                      "description", one.description()))
              .toList());
      return ExitCode.OK;
    }
    if (processes.isEmpty()) {
      print("No process that you may start or view is deployed.");
      return ExitCode.OK;
    }
    var table = new Table("PROCESS", "VERSION", "DESCRIPTION");
    for (var one : processes) {
      table.row(
          one.process(),
          String.valueOf(one.defaultVersion()),
          Objects.requireNonNullElse(one.description(), ""));
    }
    table.print(terminal());
    return ExitCode.OK;
  }

  private int listVersions(Connection connection, String name) {
    var versions = connection.definitions().versions(name);
    if (json()) {
      printJson(
          versions.stream()
              .map(one ->
                  Json.object(
                      "process", one.process(),
                      "version", one.version(),
                      "isDefault", one.isDefault(),
                      "deployedBy", one.deployedBy(),
                      "deployedAt", one.deployedAt()))
              .toList());
      return ExitCode.OK;
    }
    var table = new Table("VERSION", "DEFAULT", "DEPLOYED", "BY");
    for (var one : versions) {
      table.row(
          String.valueOf(one.version()),
          one.isDefault() ? "yes" : "",
          Times.dateAndTime(one.deployedAt()),
          one.deployedBy());
    }
    table.print(terminal());
    return ExitCode.OK;
  }
}
