package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "interrupt",
    description = {"Give up code that runs: its result will be ignored, and its item is in error."})
final class InterruptCommand extends ManagementCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "[ID]",
      hideParamSyntax = true,
      description = "The instance's number; none where conditions say which.")
  private List<String> words = new ArrayList<>();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    target.nothingElse();
    return new ManagementOperation.Interrupt();
  }
}
