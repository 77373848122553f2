package org.baltoro.server.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Play a server's first seconds, so that Java can keep what it learns from them.",
      "",
      "Starts a server in a temporary folder, sends it what servers are asked most, and ends it."
          + " Run with Java's option -XX:AOTCacheOutput=FILE (Java 25), it leaves a file with"
          + " which servers start in half the time: -XX:AOTCache=FILE. The launcher of a source"
          + " checkout does so by itself. Touches no other store, and takes ten seconds."
    })
final class RehearseCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    try (var folder = TemporaryFolder.create("baltoro-rehearsal-")) {
      Rehearsal.play(folder.path());
      var out = ((Baltoro) spec.root().userObject()).terminal().out();
      out.printf("A server in a temporary folder has seen %d orders end.%n", Rehearsal.ORDERS);
    }
    return ExitCode.OK;
  }
}
