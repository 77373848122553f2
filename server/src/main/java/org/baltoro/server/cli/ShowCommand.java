package org.baltoro.server.cli;

import java.time.Duration;
import org.baltoro.api.Connection;
import org.baltoro.api.ProcessInstance;
import org.baltoro.api.ProcessInstanceStatus;
import org.baltoro.server.cli.Terminal.Style;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show an instance: status, data, errors, the path so far, and what waits.")
final class ShowCommand extends ServerCommand {
  @Parameters(paramLabel = "ID", description = "The instance's number.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Option(names = "--all", description = "With hidden data fields, and long values whole.")
  private boolean all;

  @Override
  int run(Connection connection) {
    var instance = connection.openProcessInstance(InstanceNumber.parse(id));
    var path = PathTaken.of(Journal.whole(connection, instance.id()));
    if (json()) {
      var shape = Json.of(instance);
      shape.put("path", path.toJson());
      shape.put("notes", path.processNotesToJson());
      printJson(shape);
      return ExitCode.OK;
    }
    printHead(instance);
    printData(instance);
    ErrorLines.print(terminal(), instance);
    PathDrawing.draw(path, instance, serverTime(connection), terminal());
    return ExitCode.OK;
  }

  private void printHead(ProcessInstance instance) {
    print(
        "%s  %s",
        terminal()
            .styled(
                Style.STRONG,
                "%d  %s, version %d"
                    .formatted(instance.id(), instance.process(), instance.version())),
        status(instance));
    if (!instance.folio().isEmpty()) {
      printLine("folio", instance.folio());
    }
    printLine("started", Times.dateAndTime(instance.startDate()) + " by " + instance.originator());
    var parent = instance.parent();
    if (parent != null) {
      printLine(
          "parent",
          "%d (%s)%s"
              .formatted(
                  parent.id(),
                  parent.serialNumber(),
                  parent.waits() ? ", which waits for the end of this one" : ""));
    }
    var ended = instance.finishDate();
    if (ended != null) {
      printLine(
          "ended",
          "%s, after %s"
              .formatted(
                  Times.dateAndTime(ended),
                  Times.span(Duration.between(instance.startDate(), ended))));
    }
  }

  private Terminal.Styled status(ProcessInstance instance) {
    var label =
        instance.status().label()
            + (instance.hasError() && instance.status() != ProcessInstanceStatus.ERROR
                ? ", with errors"
                : "")
            + (instance.stopRequested() ? ", to be stopped" : "");
    var style =
        instance.hasError()
            ? Style.BAD
            : instance.status() == ProcessInstanceStatus.COMPLETED ? Style.GOOD : Style.WAITING;
    return terminal().styled(style, label);
  }

  private void printData(ProcessInstance instance) {
    var lines = new FieldLines(terminal(), all);
    if (lines.hasAny(instance.dataFields())) {
      print("%s", terminal().styled(Style.STRONG, "data"));
      lines.print(instance.dataFields());
    }
  }

  private void printLine(String name, @Nullable Object value) {
    print("  %-14s %s", name, value);
  }
}
