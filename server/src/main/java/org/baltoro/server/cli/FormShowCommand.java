package org.baltoro.server.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.client.ServerCalls;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Write a document of forms as it was deployed. Needs the right Export.")
final class FormShowCommand extends ServerCommand {
  @Parameters(
      paramLabel = "NAME",
      description = "Full name, folder and name: \"Purchasing/Purchase Order\".")
  @SuppressWarnings("NullAway.Init")
  private String name;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "service, smartObject, view or form; needed where several have the name.")
  private @Nullable String kind;

  @Option(names = "--version", paramLabel = "NUMBER", description = "Default: the one in use.")
  private @Nullable Integer version;

  @Override
  int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var document = only(FormDocument.all(calls, kind));
    var source = document.source(calls, version);
    if (json()) {
      printJson(
          Json.object(
              "kind",
              document.kind(),
              "name",
              document.name(),
              "version",
              version == null ? document.version() : version,
              "source",
              source));
    } else {
      terminal().out().print(source);
      terminal().out().flush();
    }
    return ExitCode.OK;
  }

  private FormDocument only(List<FormDocument> documents) {
    var named = documents.stream().filter(document -> document.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw new BaltoroException(
          Problem.NOT_FOUND,
          "There is no %s '%s'. 'baltoro form list' lists what there is."
              .formatted(kind == null ? "SmartObject, view or form" : kind, name));
    }
    if (named.size() > 1) {
      throw new UsageException(
          "'%s' is the name of a %s: say which with --kind."
              .formatted(
                  name,
                  named.stream()
                      .map(FormDocument::kind)
                      .collect(Collectors.joining(" and of a "))));
    }
    return named.getFirst();
  }
}
