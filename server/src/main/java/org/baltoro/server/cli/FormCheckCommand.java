package org.baltoro.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "check",
    description = {
      "Check services, SmartObjects, views and forms, and tell all that is wrong with them.",
      "",
      "Each may refer to what is deployed and to the others, in place of what is deployed under"
          + " their names; services must be deployed first. Needs the right Export."
    })
final class FormCheckCommand extends ServerCommand {
  @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "What to check.")
  private List<Path> paths = new ArrayList<>();

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var files = FormFiles.of(paths).files();
    var answer =
        calls.postJson(
            FormDocument.ROUTE + "/checkTogether",
            Json.text(
                Json.object(
                    "files",
                    files.stream()
                        .map(file ->
                            Json.object("file", file.path().toString(), "source", file.source()))
                        .toList())));
    var problems = ServerCalls.problems(answer, "problems");
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
