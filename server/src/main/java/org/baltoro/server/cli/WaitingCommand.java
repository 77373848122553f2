package org.baltoro.server.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.WaitingServerItemQuery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "waiting",
    description = "List the server events that wait for 'finish' from outside, oldest first.")
final class WaitingCommand extends ServerCommand {
  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Option(names = "--activity", paramLabel = "NAME", description = "Only of this activity.")
  private @Nullable String activity;

  @Option(
      names = "--longer-than",
      paramLabel = "SPAN",
      description = "Only those that have waited longer than this, for example 30m or 7d.")
  private @Nullable String longerThan;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "Only with this value in a searchable data field. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var now = serverTime(connection);
    var page =
        connection.waitingServerItems(
            new WaitingServerItemQuery(
                process,
                activity,
                longerThan == null ? null : now.minus(Times.parseSpan("--longer-than", longerThan)),
                FieldText.conditions(data),
                paging.cursor(),
                paging.limit()));
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print("Nothing that you may finish waits.");
      return ExitCode.OK;
    }
    var table = new Table("SERIAL NUMBER", "ACTIVITY", "EVENT", "FOLIO", "PROCESS", "WAITS FOR");
    for (var item : page.items()) {
      table.row(
          item.serialNumber(),
          item.activity(),
          item.event(),
          item.folio(),
          item.process() + " v" + item.version(),
          Times.span(Duration.between(item.since(), now)));
    }
    table.print(terminal());
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }
}
