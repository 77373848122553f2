package org.baltoro.client;

import java.time.Instant;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.ConnectionProvider;
import org.baltoro.api.Problem;

/** Opens connections over HTTP; found by {@link Connection#open(String)}. */
public final class HttpConnectionProvider implements ConnectionProvider {

  @Override
  public Connection open(String server) {
    var given = System.getenv("BALTORO_TOKEN");
    return openWithToken(server, given == null || given.isBlank() ? saved(server) : given.strip());
  }

  private static String saved(String server) {
    var login =
        SavedLogins.ofThisUser()
            .find(server)
            .orElseThrow(() ->
                new BaltoroException(
                    Problem.NOT_AUTHENTICATED,
                    ("There is no saved login for %s. Log in with 'baltoro login --user NAME', or"
                            + " put a token into BALTORO_TOKEN.")
                        .formatted(server)));
    if (login.expires() != null && login.expires().isBefore(Instant.now())) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED,
          "The saved login for %s expired at %s. Log in again with 'baltoro login'."
              .formatted(server, login.expires()));
    }
    return login.token();
  }

  @Override
  public Connection open(String server, String user, String password) {
    return HttpConnection.login(Transport.to(server), user, password);
  }

  @Override
  public Connection openWithToken(String server, String token) {
    return HttpConnection.withToken(Transport.to(server).withToken(token), false);
  }
}
