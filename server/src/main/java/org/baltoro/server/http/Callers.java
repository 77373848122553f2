package org.baltoro.server.http;

import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.server.OidcIssuer;
import org.baltoro.server.ServeOptions;
import org.jspecify.annotations.Nullable;

/** Who sends a bearer token: one of this server's own, or of the issuer that it trusts. */
final class Callers {
  private static final String BEARER = "Bearer ";

  private final Engine engine;
  private final @Nullable OidcTokens issuers;

  Callers(Engine engine, ServeOptions options) {
    this.engine = engine;
    OidcIssuer issuer = options.oidcIssuer();
    issuers = issuer == null ? null : new OidcTokens(issuer);
  }

  /**
   * The connection of whoever sends the header.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}
   */
  Connection connection(@Nullable String authorization) {
    var token = token(authorization);
    if (issuers != null && OidcTokens.isJwt(token)) {
      var bearer = issuers.bearer(token);
      return engine.connectAs(bearer.user(), bearer.groups());
    }
    return engine.connectWithToken(token);
  }

  /** The token of an {@code Authorization} header. */
  static String token(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED,
          "This needs a token: log in with POST /api/baltoro/v1/login and send it as"
              + " 'Authorization: Bearer <token>'.");
    }
    return authorization.substring(BEARER.length()).strip();
  }
}
