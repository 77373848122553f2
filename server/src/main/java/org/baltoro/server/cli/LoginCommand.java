package org.baltoro.server.cli;

import java.util.concurrent.Callable;
import org.baltoro.client.HttpConnection;
import org.baltoro.client.SavedLogins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "login",
    mixinStandardHelpOptions = true,
    description = "Log in, and save the token for the commands that follow.")
final class LoginCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address; else $BALTORO_SERVER, else http://localhost:7420.")
  private @Nullable String server;

  @Option(names = "--user", required = true, paramLabel = "NAME", description = "Who logs in.")
  @SuppressWarnings("NullAway.Init")
  private String user;

  @Mixin private PasswordOption password = new PasswordOption();

  @Override
  public Integer call() {
    var terminal = ((Baltoro) spec.root().userObject()).terminal();
    var address = ServerCommand.address(server, terminal);
    var login = HttpConnection.login(address, user, password.read("Password of " + user, terminal));
    SavedLogins.ofThisUser().save(address, login);
    terminal
        .out()
        .printf(
            "Logged in to %s as %s%s.%n",
            address,
            login.user(),
            login.expires() == null ? "" : ", until " + Times.dateAndTime(login.expires()));
    return ExitCode.OK;
  }
}
