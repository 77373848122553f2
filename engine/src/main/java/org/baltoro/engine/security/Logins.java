package org.baltoro.engine.security;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.engine.LoginToken;
import org.baltoro.engine.data.LargeContent;
import org.baltoro.store.Accounts.TokenRow;
import org.baltoro.store.Accounts.UserRow;
import org.baltoro.store.Store;
import org.baltoro.store.Store.GrantRow;
import org.jspecify.annotations.Nullable;

/**
 * Logs users in: a password once for a token, then the token. What is known of a token, or of a
 * user whom somebody acts as, is asked again after two seconds: what was ended on another node ends
 * here within that time.
 */
public final class Logins {
  /** Longer ones nobody has: they are refused before anything is done with them. */
  public static final int USER_CHARACTERS_MAX = 100;

  public static final int PASSWORD_CHARACTERS_MAX = 200;

  private static final Duration ASKED_AGAIN_AFTER = Duration.ofSeconds(2);
  private static final Duration CLEANED_EVERY = Duration.ofHours(1);

  /** For so long a token is told that it has expired, and not that it is unknown. */
  private static final Duration EXPIRED_KEPT_FOR = Duration.ofDays(1);

  private final Store store;
  private final InstantSource clock;
  private final Duration loginValidFor;
  private final Remembered<String, Known> tokens = new Remembered<>(ASKED_AGAIN_AFTER, 100_000);
  private final Remembered<String, UserRow> accounts = new Remembered<>(ASKED_AGAIN_AFTER, 100_000);
  private final AtomicLong cleanedAtMillis = new AtomicLong(Long.MIN_VALUE / 2);

  public Logins(Store store, InstantSource clock, Duration loginValidFor) {
    this.store = store;
    this.clock = clock;
    this.loginValidFor = loginValidFor;
  }

  /**
   * Refuses what is longer than names and passwords can be.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST}
   */
  public static void checkLengths(String user, String password) {
    if (user.length() > USER_CHARACTERS_MAX || password.length() > PASSWORD_CHARACTERS_MAX) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The user has %d characters and the password %d: give at most %d and %d."
              .formatted(
                  user.length(), password.length(), USER_CHARACTERS_MAX, PASSWORD_CHARACTERS_MAX));
    }
  }

  /**
   * The user with this password.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}; {@link Problem#BUSY} when too many
   *     log in at once; {@link Problem#INVALID_REQUEST} for what is too long
   */
  public Principal authenticate(String user, String password) {
    checkLengths(user, password);
    var row = store.accounts().user(user);
    // A wrong name takes as long as a wrong password, so that names can't be found out.
    boolean matches =
        Passwords.matches(password, row == null ? Passwords.NOBODYS : row.passwordHash());
    if (row == null || !matches || row.disabled()) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED, "The user or the password is wrong. Nobody is logged in.");
    }
    return principal(row);
  }

  /** Logs in once for a token. */
  public LoginToken login(String user, String password) {
    var principal = authenticate(user, password);
    return issue(principal.name(), "login", true, loginValidFor);
  }

  /** Makes a token for {@code user}. */
  public LoginToken issue(String user, String description, boolean login, Duration validFor) {
    var token = Passwords.token();
    var now = clock.instant();
    var expiresAt = now.plus(validFor);
    cleanNowAndThen(now.toEpochMilli());
    store
        .accounts()
        .insertToken(
            new TokenRow(
                LargeContent.sha256(token),
                user,
                description,
                login,
                now.toEpochMilli(),
                expiresAt.toEpochMilli()));
    return new LoginToken(token, user, expiresAt);
  }

  /** Tokens that have expired are of no use to anybody. */
  private void cleanNowAndThen(long nowMillis) {
    long before = cleanedAtMillis.get();
    if (nowMillis - before >= CLEANED_EVERY.toMillis()
        && cleanedAtMillis.compareAndSet(before, nowMillis)) {
      store.accounts().deleteExpiredTokens(nowMillis - EXPIRED_KEPT_FOR.toMillis());
    }
  }

  /**
   * The user whom this token stands for. @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}
   */
  public Principal ofToken(String token) {
    var known = tokens.get(LargeContent.sha256(token), this::read).orElse(null);
    if (known == null || known.user.disabled()) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED, "The token is unknown or was ended. Log in again.");
    }
    if (known.token.expiresAtMillis() <= clock.millis()) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED,
          "The token expired at %s. Log in again."
              .formatted(java.time.Instant.ofEpochMilli(known.token.expiresAtMillis())));
    }
    return principal(known.user);
  }

  /**
   * A user whom somebody else has authenticated. Who comes for the first time gets an account
   * without a password and groups, so that they can be named as anybody here; one that is disabled
   * keeps them out.
   *
   * @throws BaltoroException {@link Problem#NOT_AUTHENTICATED}
   */
  public Principal authenticatedElsewhere(String user, Set<String> groups) {
    try {
      UserName.checked(user);
    } catch (BaltoroException noName) {
      throw new BaltoroException(Problem.NOT_AUTHENTICATED, String.valueOf(noName.getMessage()));
    }
    var account = accounts.get(user, name -> Optional.of(knownFromNowOn(name))).orElseThrow();
    if (account.disabled()) {
      throw new BaltoroException(
          Problem.NOT_AUTHENTICATED,
          "The account '%s' is disabled here. An administrator can enable it.".formatted(user));
    }
    var all = new TreeSet<>(groups);
    all.addAll(account.groups());
    return new Principal(account.name(), all, false);
  }

  private UserRow knownFromNowOn(String user) {
    var known = store.accounts().user(user);
    if (known != null) {
      return known;
    }
    var row = new UserRow(user, Passwords.NOBODYS, Set.of(), false, clock.millis());
    // False: another node was faster.
    return store.accounts().insertUser(row)
        ? row
        : Objects.requireNonNull(store.accounts().user(user));
  }

  /** The user whose token this is, or null. */
  public @Nullable String ownerOf(String token) {
    var row = store.accounts().token(LargeContent.sha256(token));
    return row == null ? null : row.user();
  }

  /** Ends a token at once. */
  public void end(String token) {
    store.accounts().deleteToken(LargeContent.sha256(token));
    forget();
  }

  /** What is known of tokens and users is asked again. */
  public void forget() {
    tokens.forget();
    accounts.forget();
  }

  /** A user by name, without a password. @throws BaltoroException {@link Problem#NOT_FOUND} */
  public Principal named(String user) {
    return accounts
        .get(user, name -> Optional.ofNullable(store.accounts().user(name)))
        .filter(row -> !row.disabled())
        .map(Logins::principal)
        .orElseThrow(() ->
            new BaltoroException(
                Problem.NOT_FOUND, "There is no active user '%s'.".formatted(user)));
  }

  /**
   * Makes the first user, with every server right, when there are no users at all.
   *
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if no user may be called so
   */
  public Optional<String> createFirstAdministrator(String name) {
    UserName.checked(name);
    var accounts = store.accounts();
    if (!accounts.users().isEmpty()) {
      return Optional.empty();
    }
    var password = Passwords.generate();
    var user = new UserRow(name, Passwords.hash(password), Set.of(), false, clock.millis());
    var rights =
        Stream.of(ServerRight.values())
            .map(right -> new GrantRow("", Rights.label(right), name, false))
            .toList();
    return accounts.insertFirstUser(user, rights) ? Optional.of(password) : Optional.empty();
  }

  private Optional<Known> read(String sha256) {
    var token = store.accounts().token(sha256);
    var user = token == null ? null : store.accounts().user(token.user());
    return token == null || user == null ? Optional.empty() : Optional.of(new Known(token, user));
  }

  private static Principal principal(UserRow row) {
    return new Principal(row.name(), row.groups(), false);
  }

  private record Known(TokenRow token, UserRow user) {}
}
