package org.baltoro.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.api.DefinitionProblem;
import org.baltoro.client.ServerCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Check services, SmartObjects, views and forms, and tell all that is wrong with them.",
      "",
      "Each file is checked against what is deployed: a view whose SmartObject is not deployed yet"
          + " can't be checked. Needs the right Export."
    })
final class FormCheckCommand extends ServerCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to check.")
  private List<Path> paths = new ArrayList<>();

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var files = FormFiles.of(paths).files();
    var problems = new ArrayList<DefinitionProblem>();
    for (var file : files) {
      var answer =
          calls.postYaml(
              FormDocument.ROUTE + "/check", Map.of("file", file.path().toString()), file.source());
      problems.addAll(ServerCalls.problems(answer, "problems"));
    }
    boolean good = CheckVerdict.isGood(problems);
    if (json()) {
      printJson(Json.object("valid", good, "problems", problems.stream().map(Json::of).toList()));
    } else {
      problems.forEach(problem -> print("%s", problem));
      boolean one = files.size() == 1;
      print(
          "%s",
          CheckVerdict.of(
              one ? "The file" : "The %d files".formatted(files.size()),
              one ? "is good" : "are good",
              problems));
    }
    return good ? ExitCode.OK : ExitCode.REFUSED;
  }
}
