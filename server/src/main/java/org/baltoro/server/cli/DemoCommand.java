package org.baltoro.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "See twenty purchase orders through a server that is killed half-way.",
      "",
      "Runs a server and a finance system of its own in a temporary folder, starts the orders,"
          + " kills the server with kill -9 while orders wait for the finance system, starts it"
          + " again. A manager approves one order, one is sent to another activity after a preview,"
          + " one is escalated by moving the clock. A buyer fills in one more with a form, and the"
          + " manager decides in it: what ran when is drawn. Then what became of each order is"
          + " compared with what should have. Takes half a minute; exits 0 only if every order"
          + " ended as it should."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(names = "--keep", description = "Keep the temporary folder, to look into it.")
  private boolean keep;

  @Override
  public Integer call() throws Exception {
    var terminal = ((Baltoro) spec.root().userObject()).terminal();
    return Demo.run(terminal, keep) ? ExitCode.OK : ExitCode.REFUSED;
  }
}
