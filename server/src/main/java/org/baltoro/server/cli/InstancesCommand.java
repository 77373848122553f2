package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstanceQuery;
import org.baltoro.api.ProcessInstanceStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "instances", description = "List process instances, newest first.")
final class InstancesCommand extends ServerCommand {
  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only in this status: Error, Running, Active, Completed, Stopped, Deleted.")
  private @Nullable String status;

  @Option(
      names = "--folio",
      paramLabel = "TEXT",
      description = "Only with this folio; a prefix when it ends with *.")
  private @Nullable String folio;

  @Option(names = "--originator", paramLabel = "USER", description = "Only started by this user.")
  private @Nullable String originator;

  @Option(
      names = "--parent",
      paramLabel = "ID",
      description = "Only those that sub-processes of this instance have started.")
  private @Nullable Long parent;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "Only with this value in a searchable data field. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var page =
        connection.processInstances(
            new ProcessInstanceQuery(
                process,
                status == null ? null : InstanceSelection.status(status),
                folio,
                originator,
                null,
                null,
                parent,
                FieldText.conditions(data),
                paging.cursor(),
                paging.limit()));
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print("No instance that you may view fits.");
      return ExitCode.OK;
    }
    var table = new Table("ID", "STATUS", "FOLIO", "PROCESS", "STARTED", "ENDED", "BY");
    for (var instance : page.items()) {
      table.row(
          String.valueOf(instance.id()),
          instance.status().label() + (behind(instance.status(), instance.hasError()) ? " !" : ""),
          instance.folio(),
          instance.process() + " v" + instance.version(),
          Times.dateAndTime(instance.startDate()),
          Times.dateAndTime(instance.finishDate()),
          instance.originator());
    }
    table.print(terminal());
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }

  /** True when a branch is in error but the status says something else. */
  private static boolean behind(ProcessInstanceStatus status, boolean hasError) {
    return hasError && status != ProcessInstanceStatus.ERROR;
  }
}
