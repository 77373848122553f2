package org.baltoro.server.cli;

import java.util.List;
import java.util.Objects;
import org.baltoro.api.Connection;
import org.baltoro.api.ErrorQuery;
import org.baltoro.api.InstanceError;
import org.baltoro.server.cli.Terminal.Style;
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

  @Option(names = "--activity", paramLabel = "NAME", description = "Only in this activity.")
  private @Nullable String activity;

  @Option(
      names = "--code",
      paramLabel = "CODE",
      description = "Only of this kind, for example code-failed or dead-end.")
  private @Nullable String code;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "Only with this text in the message, in any case.")
  private @Nullable String text;

  @Option(names = "--stack-traces", description = "Write the stack traces below each error.")
  private boolean stackTraces;

  @Mixin private Paging paging = new Paging();

  @Override
  int run(Connection connection) {
    var page =
        connection
            .management()
            .errors(new ErrorQuery(process, activity, code, text, paging.cursor(), paging.limit()));
    if (json()) {
      printJson(Json.page(page, page.items().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    if (page.items().isEmpty()) {
      print(
          process == null && activity == null && code == null && text == null
              ? "No instance that you may manage is in error."
              : "No error of an instance that you may manage fits.");
      return ExitCode.OK;
    }
    if (stackTraces) {
      page.items().forEach(this::printWhole);
    } else {
      printTable(page.items());
    }
    paging.tellOfMore(page, terminal());
    return ExitCode.OK;
  }

  private void printTable(List<InstanceError> errors) {
    var table = new Table("INSTANCE", "ERROR", "AT", "CODE", "ACTIVITY", "MESSAGE");
    for (var error : errors) {
      table.row(
          String.valueOf(error.instance()),
          String.valueOf(error.id()),
          Times.dateAndTime(error.at()),
          error.code(),
          Objects.requireNonNullElse(error.activity(), ""),
          error.message().lines().findFirst().orElse(""));
    }
    table.print(terminal());
  }

  private void printWhole(InstanceError error) {
    print(
        "%s  %s%s, %s",
        terminal().styled(Style.STRONG, "%d error %d".formatted(error.instance(), error.id())),
        error.code(),
        error.activity() == null ? "" : " in " + error.activity(),
        Times.dateAndTime(error.at()));
    terminal().printLines("  ", Style.BAD, error.message());
    if (error.stackTrace() != null) {
      terminal().printLines("    ", Style.QUIET, error.stackTrace());
    }
  }
}
