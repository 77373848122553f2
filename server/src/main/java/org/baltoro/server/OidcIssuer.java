package org.baltoro.server;

import java.net.URI;
import java.time.Duration;

/**
 * Whose bearer tokens this server takes besides its own.
 *
 * @param issuer as it stands in the tokens; its keys are found by discovery below it
 * @param audience what the tokens must be meant for
 * @param userClaim who the user is
 * @param groupsClaim in which groups the user is
 * @param clockSkew how far the issuer's clock may be off; 0 to 5 minutes
 */
public record OidcIssuer(
    URI issuer, String audience, String userClaim, String groupsClaim, Duration clockSkew) {
  public static final String DEFAULT_USER_CLAIM = "preferred_username";
  public static final String DEFAULT_GROUPS_CLAIM = "groups";
  public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofSeconds(60);

  /**
   * @throws IllegalArgumentException telling what is wrong
   */
  public OidcIssuer {
    var host = String.valueOf(issuer.getHost());
    boolean here = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    boolean encrypted = "https".equals(issuer.getScheme());
    if (issuer.getHost() == null
        || !(encrypted || (here && "http".equals(issuer.getScheme())))
        || issuer.getRawQuery() != null
        || issuer.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "The issuer is '%s': give its https address as it stands in the tokens, as in https://login.example.com/realms/main."
              .formatted(issuer));
    }
    if (audience.isBlank() || userClaim.isBlank() || groupsClaim.isBlank()) {
      throw new IllegalArgumentException(
          "An issuer needs an audience, a claim for the user and one for groups: none may be"
              + " empty.");
    }
    if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException(
          "The clock skew is %s: give 0 to 5 minutes.".formatted(clockSkew));
    }
  }

  /** With the usual claims. */
  public OidcIssuer(URI issuer, String audience) {
    this(issuer, audience, DEFAULT_USER_CLAIM, DEFAULT_GROUPS_CLAIM, DEFAULT_CLOCK_SKEW);
  }
}
