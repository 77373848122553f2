package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.baltoro.api.OperationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "expire",
    description = {"Expire the active instances of an activity; its lines are evaluated then."})
final class ExpireCommand extends ManagementCommand {
  @Parameters(
      arity = "1..2",
      paramLabel = "[ID] ACTIVITY",
      hideParamSyntax = true,
      description =
          "The instance's number; none where conditions say which. The activity that expires.")
  private List<String> words = new ArrayList<>();

  @Mixin private WaitOption waiting = new WaitOption();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    return new ManagementOperation.ExpireActivity(target.only("ACTIVITY"), waiting.waits());
  }

  @Override
  String done(OperationReport report) {
    return report.differences().isEmpty() && !report.waits()
        ? "Nothing was changed: '%s' is not active in instance %d."
            .formatted(words.getLast(), report.instance())
        : super.done(report);
  }
}
