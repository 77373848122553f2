package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.ProcessInstanceStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "set",
    description = {
      "Change data fields, folio and priority.",
      "With conditions, the fields' types are those of the first instance that fits."
    })
final class SetCommand extends ManagementCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "[ID] [FIELD=VALUE...]",
      hideParamSyntax = true,
      description =
          "The instance's number; none where conditions say which. New values; nothing after the"
              + " equals sign empties a field.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--new-folio", paramLabel = "TEXT", description = "The new folio.")
  private @Nullable String folio;

  @Option(
      names = "--new-priority",
      paramLabel = "0|1|2",
      description = "The new priority: low, normal or high.")
  private @Nullable Integer priority;

  @Mixin private WaitOption waiting = new WaitOption();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    if (target.rest().isEmpty() && folio == null && priority == null) {
      throw new UsageException("Say what to set: FIELD=VALUE, --new-folio or --new-priority.");
    }
    return new ManagementOperation.Change(
        values(connection, target), folio, priority, waiting.waits());
  }

  private static Map<String, @Nullable Object> values(Connection connection, Target target) {
    return target.rest().isEmpty()
        ? Map.of()
        : FieldText.values(fields(connection, target), target.rest());
  }

  private static DataFields fields(Connection connection, Target target) {
    var query = target.query();
    long like =
        query == null
            ? target.id()
            : connection.processInstances(query).items().stream()
                .filter(instance -> instance.status() != ProcessInstanceStatus.DELETED)
                .findFirst()
                .orElseThrow(() -> new UsageException("No instance that you may view fits."))
                .id();
    return connection.openProcessInstance(like).dataFields();
  }
}
