package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.api.Connection;
import org.baltoro.api.FinishReceipt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "finish",
    description = "Finish a waiting server event; the process goes on from there.")
final class FinishCommand extends ServerCommand {
  @Parameters(
      paramLabel = "SERIAL",
      description = "The event's serial number, for example 4711_2. 'baltoro waiting' lists them.")
  @SuppressWarnings("NullAway.Init")
  private String serialNumber;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "A data field to set in the same commit. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Mixin private SyncOption sync = new SyncOption();

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "Repeated with the same key, the finish answers with the first receipt.")
  private @Nullable String idempotencyKey;

  @Override
  int run(Connection connection) {
    // Also when it has ended: repeated, it answers with the first receipt.
    var item = sync.patient(connection).openServerItemEvenIfEnded(serialNumber);
    FieldText.set(item.processInstance().dataFields(), data);
    var receipt = item.finish(sync.wanted(), idempotencyKey);
    if (json()) {
      printJson(Json.of(receipt));
    } else {
      print("%s", sentence(receipt));
    }
    return receipt.outcome() == FinishReceipt.Outcome.DROPPED ? ExitCode.REFUSED : ExitCode.OK;
  }

  private static String sentence(FinishReceipt receipt) {
    return switch (receipt.outcome()) {
      case APPLIED -> "Finished %s: the instance has moved on.".formatted(receipt.serialNumber());
      case KEPT ->
          ("Kept the finish of %s: it is applied when the event's code has returned, or the"
                  + " instance is started again.")
              .formatted(receipt.serialNumber());
      case DROPPED ->
          "The finish of %s was dropped by %s."
              .formatted(
                  receipt.serialNumber(), Objects.requireNonNullElse(receipt.droppedBy(), "?"));
    };
  }
}
