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
    long errors = problems.stream().filter(problem -> !problem.warning()).count();
    if (json()) {
      printJson(
          Json.object("valid", errors == 0, "problems", problems.stream().map(Json::of).toList()));
    } else {
      problems.forEach(problem -> print("%s", problem));
      print("%s", verdict(files.size(), errors, problems.size() - errors));
    }
    return errors == 0 ? ExitCode.OK : ExitCode.REFUSED;
  }

  private static String verdict(int files, long errors, long warnings) {
    var what = files == 1 ? "The file" : "The %d files".formatted(files);
    if (errors + warnings == 0) {
      return what + (files == 1 ? " is good." : " are good.");
    }
    return errors == 0
        ? "%s may be deployed, with %s.".formatted(what, count(warnings, "warning"))
        : "%s can't be deployed: %s%s."
            .formatted(
                what,
                count(errors, "problem"),
                warnings == 0 ? "" : ", " + count(warnings, "warning"));
  }

  private static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
