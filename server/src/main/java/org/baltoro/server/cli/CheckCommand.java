package org.baltoro.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.baltoro.engine.deploy.Deployer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Check a process definition and tell all that is wrong with it. Needs no server.")
final class CheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The definition file.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(names = "--json", description = "Write JSON, for programs.")
  private boolean json;

  @Override
  public Integer call() {
    var out = ((Baltoro) spec.root().userObject()).terminal().out();
    var problems = Deployer.check(DefinitionFile.readProcess(file), file.toString()).problems();
    boolean good = CheckVerdict.isGood(problems);
    if (json) {
      out.println(
          Json.text(
              Json.object("valid", good, "problems", problems.stream().map(Json::of).toList())));
    } else {
      problems.forEach(out::println);
      out.println(CheckVerdict.of(file.toString(), "is good", problems));
    }
    return good ? ExitCode.OK : ExitCode.REFUSED;
  }
}
