package org.baltoro.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import org.baltoro.server.cli.FormFiles.FormFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "deploy",
    description = {
      "Deploy services, SmartObjects, views and forms: new versions, used from now on.",
      "",
      "Of a folder all YAML files that begin with 'service:', 'smartObject:', 'view:' or 'form:',"
          + " in this order. At the first that is refused the rest stays undeployed. Forms that are"
          + " open stay as they are. Needs the right Export, and for services Admin."
    })
final class FormDeployCommand extends ServerCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to deploy.")
  private List<Path> paths = new ArrayList<>();

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var files = FormFiles.of(paths);
    var deployed = new ArrayList<@Nullable Object>();
    for (var file : files.files()) {
      deployed.add(deploy(calls, file));
    }
    if (json()) {
      printJson(deployed);
    } else {
      files.others().forEach(other -> print("%s is no document of forms: skipped.", other));
    }
    return ExitCode.OK;
  }

  private Map<String, @Nullable Object> deploy(ServerCalls calls, FormFile file) {
    Map<String, @Nullable Object> answer;
    try {
      answer =
          calls.postYaml(FormDocument.ROUTE, Map.of("file", file.path().toString()), file.source());
    } catch (BaltoroException refused) {
      if (!json()) {
        refused.definitionProblems().forEach(problem -> print("%s", problem));
      }
      throw refused;
    }
    if (!json()) {
      ServerCalls.problems(answer, "warnings").forEach(warning -> print("%s", warning));
      print(
          Boolean.TRUE.equals(answer.get("created"))
              ? "Deployed %s '%s', version %s."
              : "%s '%s' is the same as version %s: nothing was deployed.",
          answer.get("kind"),
          answer.get("name"),
          answer.get("version"));
    }
    return answer;
  }
}
