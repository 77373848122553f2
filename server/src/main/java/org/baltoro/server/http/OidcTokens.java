package org.baltoro.server.http;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.server.OidcIssuer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks bearer tokens of a configured issuer: JWTs that are signed by one of its keys, which are
 * found by discovery, kept for minutes, and asked for again when a token names an unknown one.
 */
final class OidcTokens {
  private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
  private static final Pattern JWT =
      Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");
  private static final int CHARACTERS_MAX = 16_384;
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int DOCUMENT_BYTES_MAX = 256 * 1024;
  private static final int GROUPS_MAX = 1_000;
  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(3);

  /** Signatures by a private key: whoever can check a token can't make one. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private final OidcIssuer issuer;

  /** Made when the first token comes: the issuer may start after this server. */
  private volatile @Nullable DefaultJWTProcessor<SecurityContext> processor;

  private boolean failed;
  private long failedNanos;

  OidcTokens(OidcIssuer issuer) {
    this.issuer = issuer;
  }

  /** Whom a token stands for. */
  record Bearer(String user, Set<String> groups) {}

  /** True if a token has the shape of an issuer's; our own have another. */
  static boolean isJwt(String token) {
    return token.length() <= CHARACTERS_MAX && JWT.matcher(token).matches();
  }

  /**
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED} for a token that is not to be
   *     trusted; {@link Problem#BUSY} if the issuer's keys can't be had
   */
  Bearer bearer(String token) {
    try {
      return bearer(processor().process(token, null));
    } catch (RateLimitReachedException lately) {
      throw untrusted("it names a key that the issuer did not show when it was asked lately");
    } catch (KeySourceException | IOException unreachable) {
      throw withoutKeys(unreachable);
    } catch (BadJOSEException | com.nimbusds.jose.JOSEException | ParseException bad) {
      throw untrusted(String.valueOf(bad.getMessage()));
    }
  }

  private BaltoroException withoutKeys(Exception unreachable) {
    LOG.atWarn()
        .addKeyValue("issuer", issuer.issuer())
        .addKeyValue("reason", unreachable)
        .log("The keys of the issuer can't be had: its tokens can't be checked");
    return new BaltoroException(
        Problem.BUSY,
        "The keys of %s can't be had, so its tokens can't be checked. Try again later."
            .formatted(issuer.issuer()));
  }

  private Bearer bearer(JWTClaimsSet claims) {
    if (!(claims.getClaim(issuer.userClaim()) instanceof String user) || user.isBlank()) {
      throw untrusted("it has no user in the claim '%s'".formatted(issuer.userClaim()));
    }
    var groups = new LinkedHashSet<String>();
    switch (claims.getClaim(issuer.groupsClaim())) {
      case String group -> groups.add(group);
      case Collection<?> several ->
          several.stream()
              .limit(GROUPS_MAX)
              .filter(String.class::isInstance)
              .forEach(group -> groups.add((String) group));
      case null, default -> {}
    }
    var named = new LinkedHashSet<String>();
    groups.forEach(group -> named.add(group.startsWith("/") ? group.substring(1) : group));
    named.removeIf(String::isBlank);
    return new Bearer(user, named);
  }

  private BaltoroException untrusted(String why) {
    return new BaltoroException(
        Problem.NOT_AUTHENTICATED,
        "The token of %s is not accepted: %s. Log in there again."
            .formatted(issuer.issuer(), why.replaceFirst("\\.$", "")));
  }

  private DefaultJWTProcessor<SecurityContext> processor()
      throws IOException, ParseException, KeySourceException {
    var known = processor;
    if (known == null) {
      synchronized (this) {
        known = processor;
        if (known == null) {
          known = madeUnlessItFailedLately();
          processor = known;
        }
      }
    }
    return known;
  }

  /** While the issuer is away its callers don't queue up behind attempts to reach it. */
  private DefaultJWTProcessor<SecurityContext> madeUnlessItFailedLately()
      throws IOException, ParseException, KeySourceException {
    if (failed && System.nanoTime() - failedNanos < ASKED_AGAIN_AFTER.toNanos()) {
      throw new KeySourceException("discovery failed a moment ago");
    }
    failed = true;
    failedNanos = System.nanoTime();
    var made = made();
    failed = false;
    return made;
  }

  private DefaultJWTProcessor<SecurityContext> made()
      throws IOException, ParseException, KeySourceException {
    var made = new DefaultJWTProcessor<SecurityContext>();
    made.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys()));
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            issuer.audience(),
            new JWTClaimsSet.Builder().issuer(issuer.issuer().toString()).build(),
            Set.of("exp"));
    verifier.setMaxClockSkew((int) issuer.clockSkew().toSeconds());
    made.setJWTClaimsSetVerifier(verifier);
    return made;
  }

  /** By discovery: what calls itself another issuer is not asked. */
  private JWKSource<SecurityContext> keys() throws IOException, ParseException, KeySourceException {
    var retriever =
        new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, DOCUMENT_BYTES_MAX);
    var address =
        issuer.issuer().toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
    var document =
        JSONObjectUtils.parse(retriever.retrieveResource(URI.create(address).toURL()).getContent());
    if (!issuer.issuer().toString().equals(document.get("issuer"))
        || !(document.get("jwks_uri") instanceof String keys)) {
      throw new KeySourceException(
          "%s speaks of the issuer %s: give --oidc-issuer as it stands there, and in the tokens"
              .formatted(address, document.get("issuer")));
    }
    return JWKSourceBuilder.create(URI.create(keys).toURL(), retriever).retrying(true).build();
  }
}
