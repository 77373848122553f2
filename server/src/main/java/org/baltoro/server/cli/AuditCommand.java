package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.baltoro.api.FieldChange;
import org.baltoro.server.HistoryCsv;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "audit",
    description =
        "Tell how audited data fields of an instance changed: from what to what, by whom.")
final class AuditCommand extends ServerCommand {
  @Parameters(index = "0", paramLabel = "ID", description = "The instance's number.")
  @SuppressWarnings("NullAway.Init")
  private String id;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FIELD",
      description = "Only this field; else all that are declared with 'audit: true'.")
  private @Nullable String field;

  @Option(names = "--csv", description = "Write CSV.")
  private boolean csv;

  @Override
  int run(Connection connection) {
    var changes = connection.history().fieldAudit(InstanceNumber.parse(id), field);
    if (json()) {
      printJson(changes.stream().map(HistoryJson::of).toList());
    } else if (csv) {
      terminal().out().print(HistoryCsv.audit(changes));
    } else if (changes.isEmpty()) {
      print("No audited data field of instance %s has changed.", id);
    } else {
      table(changes).print(terminal());
    }
    return ExitCode.OK;
  }

  private static Table table(Iterable<FieldChange> changes) {
    var table = new Table("AT", "FIELD", "OLD", "NEW", "BY", "WHY");
    for (var change : changes) {
      table.row(
          Times.dateAndTime(change.at()),
          change.activity() == null ? change.field() : change.activity() + "/" + change.field(),
          shown(change.oldValue()),
          shown(change.newValue()),
          change.by(),
          change.cause());
    }
    return table;
  }

  private static String shown(@Nullable String value) {
    return value == null ? "-" : value.replace('\n', ' ');
  }
}
