package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "goto",
    description = {
      "Send instances to an activity: what is active expires, then one instance of it is created."
    })
final class GotoCommand extends ManagementCommand {
  @Parameters(
      arity = "1..2",
      paramLabel = "[ID] ACTIVITY",
      hideParamSyntax = true,
      description =
          "The instance's number; none where conditions say which. The activity to go to.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--from",
      paramLabel = "ACTIVITY",
      description = "Only active instances of this activity expire; else all do.")
  private @Nullable String from;

  @Option(
      names = "--if-not-active",
      description = "Refuse where the activity is active already, and would be so twice.")
  private boolean ifNotActive;

  @Mixin private WaitOption waiting = new WaitOption();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    return new ManagementOperation.GotoActivity(
        target.only("ACTIVITY"), from, !ifNotActive, waiting.waits());
  }
}
