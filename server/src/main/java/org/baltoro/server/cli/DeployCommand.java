package org.baltoro.server.cli;

import java.nio.file.Path;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "deploy",
    description = "Deploy a process definition: a new version, which new instances use.")
final class DeployCommand extends ServerCommand {
  @Parameters(paramLabel = "FILE", description = "The definition file.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--no-default",
      description = "New instances stay on the version that they use now: to migrate running ones.")
  private boolean noDefault;

  @Override
  int run(Connection connection) {
    var deployment =
        connection
            .definitions()
            .deploy(DefinitionFile.readProcess(file), file.toString(), !noDefault);
    if (json()) {
      printJson(
          Json.object(
              "process", deployment.process(),
              "version", deployment.version(),
              "created", deployment.created(),
              "warnings", deployment.warnings().stream().map(Json::of).toList()));
      return ExitCode.OK;
    }
    deployment.warnings().forEach(warning -> print("%s", warning));
    print(
        deployment.created()
            ? noDefault
                ? "Deployed '%s', version %d, which only 'baltoro migrate' uses until it is made"
                    + " the default."
                : "Deployed '%s', version %d."
            : "'%s' is the same as version %d: nothing was deployed.",
        deployment.process(),
        deployment.version());
    return ExitCode.OK;
  }
}
