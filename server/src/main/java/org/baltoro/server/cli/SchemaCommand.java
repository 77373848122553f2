package org.baltoro.server.cli;

import java.util.concurrent.Callable;
import org.baltoro.server.DefinitionSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description =
        "Write the JSON Schema of definition files, for editors that complete and check them. Needs"
            + " no server.")
final class SchemaCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public Integer call() {
    ((Baltoro) spec.root().userObject()).terminal().out().print(DefinitionSchema.text());
    return ExitCode.OK;
  }
}
