package org.baltoro.server.cli;

import java.util.Objects;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "errors",
    description =
        "List the errors that hold instances. 'baltoro retry' and 'baltoro skip' resolve them.")
final class ErrorsCommand extends ServerCommand {
  @Option(names = "--process", paramLabel = "NAME", description = "Only of this process.")
  private @Nullable String process;

  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var page = connection.management().errors(process, paging.cursor(), paging.limit());
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print("No instance that you may manage is in error.");
      return ExitCode.OK;
    }
    var table = new Table("INSTANCE", "ERROR", "AT", "CODE", "ACTIVITY", "MESSAGE");
    for (var error : page.items()) {
      table.row(
          String.valueOf(error.instance()),
          String.valueOf(error.id()),
          Times.dateAndTime(error.at()),
          error.code(),
          Objects.requireNonNullElse(error.activity(), ""),
          error.message().lines().findFirst().orElse(""));
    }
    table.print(terminal());
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }
}
