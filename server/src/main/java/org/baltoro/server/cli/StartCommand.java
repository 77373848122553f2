package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "start",
    description = {
      "Start an instance of a process.",
      "",
      "With --sync the exit code is 1 when the instance has come to rest in error: it is there, and"
          + " its number is written."
    })
final class StartCommand extends ServerCommand {
  @Parameters(
      paramLabel = "PROCESS",
      description = "Full name, folder and name: \"Finance/Purchase Order\".")
  @SuppressWarnings("NullAway.Init")
  private String process;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "A data field's value, converted by the field's type. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--folio",
      paramLabel = "TEXT",
      description = "The business name shown in lists; else the definition's.")
  private @Nullable String folio;

  @Option(
      names = "--priority",
      paramLabel = "0|1|2",
      description = "Low, normal or high. Default: 1.")
  private @Nullable Integer priority;

  @Option(
      names = "--version",
      paramLabel = "NUMBER",
      description = "Run on this version instead of the default one.")
  private @Nullable Integer version;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Repeated with the same key, the start answers with the first instance.")
  private @Nullable String idempotencyKey;

  @Mixin private SyncOption sync = new SyncOption();

  @Override
  int run(Connection caller) {
    var connection = sync.patient(caller);
    var prepared = connection.createProcessInstance(process);
    if (version != null) {
      prepared.version(version);
    }
    if (folio != null) {
      prepared.folio(folio);
    }
    if (priority != null) {
      prepared.priority(priority);
    }
    if (idempotencyKey != null) {
      prepared.idempotencyKey(idempotencyKey);
    }
    FieldText.set(prepared.dataFields(), data);
    var started = connection.startProcessInstance(prepared, sync.wanted());
    if (json()) {
      printJson(Json.of(started));
    } else {
      print(
          "Started %d: '%s' version %d%s, status %s.",
          started.id(),
          started.process(),
          started.version(),
          started.folio().isEmpty() ? "" : ", " + started.folio(),
          started.status().label());
    }
    if (!sync.wanted() || !started.hasError()) {
      return ExitCode.OK;
    }
    if (!json()) {
      ErrorLines.print(terminal(), started);
    }
    return ExitCode.REFUSED;
  }
}
