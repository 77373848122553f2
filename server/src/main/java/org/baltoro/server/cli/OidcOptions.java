package org.baltoro.server.cli;

import java.net.URI;
import org.baltoro.server.OidcIssuer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose bearer tokens a server takes besides its own. */
final class OidcOptions {
  @Option(
      names = "--oidc-issuer",
      paramLabel = "URL",
      description =
          "Take bearer tokens (JWT) of this OpenID Connect issuer, too, as in"
              + " https://login.example.com/realms/main.")
  private @Nullable URI issuer;

  @Option(
      names = "--oidc-audience",
      paramLabel = "NAME",
      description = "What its tokens must be meant for; needed with --oidc-issuer.")
  private @Nullable String audience;

  @Option(
      names = "--oidc-user-claim",
      paramLabel = "NAME",
      description = "The claim with the user's name. Default: preferred_username.")
  private @Nullable String userClaim;

  @Option(
      names = "--oidc-groups-claim",
      paramLabel = "NAME",
      description = "The claim with the user's groups. Default: groups.")
  private @Nullable String groupsClaim;

  /**
   * The issuer that the options name; null: none.
   *
   * @throws UsageException telling what is wrong or missing
   */
  @Nullable OidcIssuer issuer() {
    if (issuer == null) {
      if (audience != null || userClaim != null || groupsClaim != null) {
        throw new UsageException("OpenID Connect is set without --oidc-issuer: say whose tokens.");
      }
      return null;
    }
    if (audience == null) {
      throw new UsageException(
          "--oidc-audience is missing: without it, tokens for any other service would be taken.");
    }
    try {
      return new OidcIssuer(
          issuer,
          audience,
          userClaim == null ? OidcIssuer.DEFAULT_USER_CLAIM : userClaim,
          groupsClaim == null ? OidcIssuer.DEFAULT_GROUPS_CLAIM : groupsClaim,
          OidcIssuer.DEFAULT_CLOCK_SKEW);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }
}
