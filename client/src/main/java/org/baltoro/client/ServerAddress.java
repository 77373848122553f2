package org.baltoro.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;

/**
 * Where a server is, from what a person writes: {@code localhost:7420}, {@code
 * https://flow.example}.
 */
final class ServerAddress {
  /** The port of a server that was given neither a scheme nor a port. */
  static final int DEFAULT_PORT = 7420;

  private ServerAddress() {}

  /**
   * The address as {@code scheme://host:port}, with a path if one was given, without a slash at the
   * end.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if it is none
   */
  static URI of(String server) {
    var text = server.strip();
    boolean schemeGiven = text.contains("://");
    try {
      var given = new URI(schemeGiven ? text : "http://" + text);
      var scheme = given.getScheme().toLowerCase(Locale.ROOT);
      if (given.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
        throw malformed(server);
      }
      int port = given.getPort() >= 0 || schemeGiven ? given.getPort() : DEFAULT_PORT;
      var path = given.getPath() == null ? "" : given.getPath().replaceAll("/+$", "");
      return new URI(
          scheme, null, given.getHost().toLowerCase(Locale.ROOT), port, path, null, null);
    } catch (URISyntaxException malformed) {
      throw malformed(server);
    }
  }

  private static BaltoroException malformed(String server) {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        "'%s' is no server address: give one as in http://localhost:7420.".formatted(server));
  }
}
