package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.baltoro.api.Administration;
import org.baltoro.api.Administration.ProcessRight;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rights",
    description = {
      "List who has which rights on the server, or with --process on a process; grant and revoke"
          + " rights."
    },
    subcommands = {RightsCommand.Grant.class, RightsCommand.Revoke.class})
final class RightsCommand extends ServerCommand {
  @Option(
      names = "--process",
      paramLabel = "NAME",
      description = "List the rights on this process.")
  private @Nullable String process;

  @Override
  int run(Connection connection) {
    var administration = connection.administration();
    var grants = process == null ? administration.serverRights() : administration.rights(process);
    if (json()) {
      printJson(
          grants.stream()
              .map(grant ->
                  Json.object(
                      "process", grant.process(),
                      "right", grant.right(),
                      "subject", grant.subject().toString(),
                      "fromDefinition", grant.fromDefinition()))
              .toList());
      return ExitCode.OK;
    }
    var table = new Table("RIGHT", "WHO", "GRANTED BY");
    for (var grant : grants) {
      table.row(
          written(grant.right()),
          grant.subject().toString(),
          grant.fromDefinition() ? "the definition" : "an administrator");
    }
    table.print(terminal());
    return ExitCode.OK;
  }

  @Command(
      name = "grant",
      description = "Grant a right: on one process with --process, else on the server.")
  static final class Grant extends Change {
    @Override
    void onServer(Administration administration, ServerRight right, Subject subject) {
      administration.grantServerRight(right, subject);
    }

    @Override
    void onProcess(
        Administration administration, String process, ProcessRight right, Subject subject) {
      administration.grantProcessRight(process, right, subject);
    }

    @Override
    String done() {
      return "Granted";
    }
  }

  @Command(
      name = "revoke",
      description = "Take a right: on one process with --process, else on the server.")
  static final class Revoke extends Change {
    @Override
    void onServer(Administration administration, ServerRight right, Subject subject) {
      administration.revokeServerRight(right, subject);
    }

    @Override
    void onProcess(
        Administration administration, String process, ProcessRight right, Subject subject) {
      administration.revokeProcessRight(process, right, subject);
    }

    @Override
    String done() {
      return "Revoked";
    }
  }

  /** A grant or its opposite. */
  abstract static class Change extends ServerCommand {
    @Parameters(
        index = "0",
        paramLabel = "RIGHT",
        description =
            "On a process: admin, start, view, view-participate, server-event. On the server:"
                + " admin, export, impersonate.")
    @SuppressWarnings("NullAway.Init")
    private String right;

    @Parameters(
        index = "1",
        paramLabel = "WHO",
        description = "A user's name, group:NAME, role:NAME, or everyone.")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Option(names = "--process", paramLabel = "NAME", description = "The process it is a right on.")
    private @Nullable String process;

    abstract void onServer(Administration administration, ServerRight right, Subject subject);

    abstract void onProcess(
        Administration administration, String process, ProcessRight right, Subject subject);

    abstract String done();

    @Override
    int run(Connection connection) {
      var administration = connection.administration();
      var who = Subject.parse(subject);
      if (process == null) {
        onServer(administration, serverRight(right), who);
      } else {
        onProcess(administration, process, named(ProcessRight.values(), right), who);
      }
      if (json()) {
        printJson(Json.object("process", process, "right", right, "subject", subject));
      } else {
        print("%s %s: %s.", done(), right, subject);
      }
      return ExitCode.OK;
    }
  }

  private static ServerRight serverRight(String text) {
    boolean ofProcess =
        Stream.of(ProcessRight.values()).anyMatch(right -> bare(right.name()).equals(bare(text)))
            && Stream.of(ServerRight.values())
                .noneMatch(right -> bare(right.name()).equals(bare(text)));
    if (ofProcess) {
      throw new UsageException(
          "'%s' is a right on one process: add --process and its name.".formatted(text));
    }
    return named(ServerRight.values(), text);
  }

  /** {@code server-event}, {@code serverEvent} and {@code SERVER_EVENT} name the same right. */
  static <R extends Enum<R>> R named(R[] rights, String text) {
    var names = new ArrayList<String>();
    for (var right : rights) {
      names.add(written(right.name()));
      if (bare(right.name()).equals(bare(text))) {
        return right;
      }
    }
    throw new UsageException(
        "There is no right '%s' here: give one of %s.".formatted(text, String.join(", ", names)));
  }

  /** As the command line writes it: {@code server-event}. */
  static String written(String right) {
    return right.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String bare(String right) {
    return right.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
  }
}
