package org.baltoro.store;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users, tokens and rights, as rows. Passwords and tokens come and stay as hashes. */
public interface Accounts {
  /**
   * @return false if the name is taken (names differ by more than case)
   */
  boolean insertUser(UserRow user);

  /**
   * Inserts the first user with the rights, both or neither.
   *
   * @return false if there is a user already
   */
  boolean insertFirstUser(UserRow user, List<Store.GrantRow> rights);

  @Nullable UserRow user(String name);

  List<UserRow> users();

  /**
   * @return false if there is no such user
   */
  boolean updateUser(UserRow user);

  void insertToken(TokenRow token);

  @Nullable TokenRow token(String sha256);

  void deleteToken(String sha256);

  /** Ends the tokens of a user; only those made by a login if {@code loginOnly}. */
  void deleteTokensOf(String user, boolean loginOnly);

  /** Deletes tokens that have expired before this time. */
  void deleteExpiredTokens(long beforeMillis);

  void grant(Store.GrantRow grant);

  void revoke(Store.GrantRow grant);

  /** All grants: they are few, and kept in memory by the engine for a second. */
  List<Store.GrantRow> grants();

  record UserRow(
      String name,
      String passwordHash,
      Set<String> groups,
      boolean disabled,
      long createdAtMillis) {}

  /**
   * @param sha256 of the token, in hexadecimal; the token itself is shown once and not kept
   */
  record TokenRow(
      String sha256,
      String user,
      String description,
      boolean login,
      long createdAtMillis,
      long expiresAtMillis) {}
}
