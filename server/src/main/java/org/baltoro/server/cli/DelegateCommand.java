package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "delegate",
    description = {
      "Let another user have an item of your worklist, too: who acts first, acts.",
      "",
      "'baltoro redirect' gives it away."
    })
final class DelegateCommand extends ItemCommand {
  @Parameters(index = "1", paramLabel = "USER", description = "Who gets it, too.")
  @SuppressWarnings("NullAway.Init")
  private String user;

  @Option(
      names = "--action",
      paramLabel = "ACTION",
      description = "What the other may choose; repeat for more. Default: all that you may.")
  private List<String> actions = List.of();

  @Override
  int run(Connection connection) {
    item(connection).delegate(user, actions.toArray(String[]::new));
    return done("is on the worklist of %s, too.".formatted(user));
  }
}
