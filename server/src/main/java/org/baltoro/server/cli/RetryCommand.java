package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = {"Run what failed again, as a new attempt."})
final class RetryCommand extends ManagementCommand {
  @Parameters(
      arity = "0..2",
      paramLabel = "[ID [ERROR]]",
      hideParamSyntax = true,
      description =
          "The instance's number, and the error's as 'baltoro errors' shows it; without that, all"
              + " of its errors.")
  private List<String> words = new ArrayList<>();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    return new ManagementOperation.Retry(target.rest().isEmpty() ? 0 : target.error());
  }
}
