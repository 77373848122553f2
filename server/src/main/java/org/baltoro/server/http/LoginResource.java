package org.baltoro.server.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Connection;
import org.baltoro.api.Identity;
import org.baltoro.api.Problem;
import org.baltoro.engine.Engine;
import org.baltoro.engine.LoginToken;
import org.baltoro.engine.security.Logins;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logging in for a token, and out. */
@RestController
@RequestMapping(Route.BALTORO)
final class LoginResource {
  private static final String BASIC = "Basic ";

  private final Engine engine;
  private final LoginThrottle throttle;

  LoginResource(Engine engine, LoginThrottle throttle) {
    this.engine = engine;
    this.throttle = throttle;
  }

  record Credentials(@Nullable String user, @Nullable String password) {}

  /** With a body, or with HTTP Basic: the only route that takes it, as each use costs a hash. */
  @PostMapping("/login")
  LoginToken login(
      HttpServletRequest request,
      @RequestHeader(name = HttpHeaders.AUTHORIZATION, required = false)
          @Nullable String authorization,
      @RequestBody(required = false) @Nullable Credentials body) {
    var credentials = body == null ? basic(authorization) : body;
    var user = Route.required(credentials.user(), "user");
    var password = Route.required(credentials.password(), "password");
    Logins.checkLengths(user, password);
    var address = String.valueOf(request.getRemoteAddr());
    throttle.admit(user, address);
    var token = engine.login(user, password);
    throttle.succeeded(user, address);
    return token;
  }

  private static Credentials basic(@Nullable String authorization) {
    if (authorization == null || !authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "Give {\"user\": ..., \"password\": ...} as the body, or HTTP Basic credentials.");
    }
    try {
      var encoded = authorization.substring(BASIC.length()).strip();
      var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      if (colon >= 0) {
        return new Credentials(text.substring(0, colon), text.substring(colon + 1));
      }
    } catch (IllegalArgumentException malformed) {
      // told below
    }
    throw new BaltoroException(
        Problem.INVALID_REQUEST,
        "The HTTP Basic credentials are malformed: they are user:password in Base64.");
  }

  @PostMapping("/logout")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logout(
      Connection connection, @RequestHeader(HttpHeaders.AUTHORIZATION) String authorization) {
    engine.logout(Callers.token(authorization));
  }

  @GetMapping("/whoami")
  Identity whoami(Connection connection) {
    return connection.identity();
  }
}
