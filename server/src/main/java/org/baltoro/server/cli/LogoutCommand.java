package org.baltoro.server.cli;

import java.util.concurrent.Callable;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.client.HttpConnection;
import org.baltoro.client.SavedLogins;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "logout",
    mixinStandardHelpOptions = true,
    description = "End the saved login, on the server and here.")
final class LogoutCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address; else $BALTORO_SERVER, else http://localhost:7420.")
  private @Nullable String server;

  @Override
  public Integer call() {
    var terminal = ((Baltoro) spec.root().userObject()).terminal();
    var address = ServerCommand.address(server, terminal);
    var logins = SavedLogins.ofThisUser();
    var login = logins.find(address);
    if (login.isEmpty()) {
      terminal.out().printf("There is no saved login for %s.%n", address);
      return ExitCode.OK;
    }
    endOnServer(address, login.get().token());
    logins.forget(address);
    terminal.out().printf("Logged out of %s.%n", address);
    return ExitCode.OK;
  }

  private static void endOnServer(String address, String token) {
    try {
      HttpConnection.logout(address, token);
    } catch (BaltoroException refusal) {
      if (refusal.problem() != Problem.NOT_AUTHENTICATED) {
        throw refusal;
      }
      // The token had ended before: what was asked for is so.
    }
  }
}
