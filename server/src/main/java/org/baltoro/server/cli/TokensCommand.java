package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "tokens",
    mixinStandardHelpOptions = true,
    description = "Make and end API tokens: how programs log in.",
    subcommands = {TokensCommand.Create.class, TokensCommand.Revoke.class})
final class TokensCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what: 'tokens create' or 'tokens revoke'.");
  }

  @Command(
      name = "create",
      description = "Make a token and write it to standard output: it is shown this once.")
  static final class Create extends ServerCommand {
    @Parameters(paramLabel = "USER", description = "Whom the token logs in.")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Option(
        names = "--description",
        paramLabel = "TEXT",
        description = "What it is for. Default: ${DEFAULT-VALUE}.",
        defaultValue = "made on the command line")
    @SuppressWarnings("NullAway.Init")
    private String description;

    @Option(
        names = "--valid-for",
        paramLabel = "SPAN",
        description = "1m to 3660d. Default: ${DEFAULT-VALUE}.",
        defaultValue = "365d")
    @SuppressWarnings("NullAway.Init")
    private String validFor;

    @Override
    int run(Connection connection) {
      var token =
          connection
              .administration()
              .createToken(user, description, Times.parseSpan("--valid-for", validFor));
      return UsersCommand.done(this, "token", token, "%s");
    }
  }

  @Command(name = "revoke", description = "End a token at once.")
  static final class Revoke extends ServerCommand {
    @Parameters(paramLabel = "TOKEN", description = "The token itself.")
    @SuppressWarnings("NullAway.Init")
    private String token;

    @Override
    int run(Connection connection) {
      connection.administration().revokeToken(token);
      if (json()) {
        printJson(Json.object("revoked", true));
      } else {
        print("The token has ended.");
      }
      return ExitCode.OK;
    }
  }
}
