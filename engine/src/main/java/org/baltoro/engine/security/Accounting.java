package org.baltoro.engine.security;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.store.Accounts;
import org.baltoro.store.Accounts.UserRow;
import org.baltoro.store.Store;

/** Changes of users. The caller has checked the rights. */
public final class Accounting {
  private final Accounts accounts;
  private final Logins logins;
  private final InstantSource clock;

  public Accounting(Store store, Logins logins, InstantSource clock) {
    accounts = store.accounts();
    this.logins = logins;
    this.clock = clock;
  }

  public void createUser(String name, String password, Set<String> groups) {
    var user =
        new UserRow(
            UserName.checked(name),
            Logins.hash(checked(password)),
            checked(groups),
            false,
            clock.millis());
    if (!accounts.insertUser(user)) {
      throw refused("name", "There is a user '%s' already (case does not count).".formatted(name));
    }
  }

  public void changePassword(String name, String password) {
    var user = existing(name);
    change(
        new UserRow(
            user.name(),
            Logins.hash(checked(password)),
            user.groups(),
            user.disabled(),
            user.createdAtMillis()));
    accounts.deleteTokensOf(name, true);
    logins.forget();
  }

  public void setGroups(String name, Set<String> groups) {
    var user = existing(name);
    change(
        new UserRow(
            user.name(),
            user.passwordHash(),
            checked(groups),
            user.disabled(),
            user.createdAtMillis()));
  }

  public void disable(String name) {
    var user = existing(name);
    change(
        new UserRow(user.name(), user.passwordHash(), user.groups(), true, user.createdAtMillis()));
    accounts.deleteTokensOf(name, false);
    logins.forget();
  }

  private void change(UserRow user) {
    accounts.updateUser(user);
    logins.forget();
  }

  private UserRow existing(String name) {
    var user = accounts.user(name);
    if (user == null) {
      throw new BaltoroException(Problem.NOT_FOUND, "There is no user '%s'.".formatted(name));
    }
    return user;
  }

  private static String checked(String password) {
    if (password.length() < 8 || password.length() > 200) {
      throw refused(
          "password",
          "The password has %d characters: give 8 to 200.".formatted(password.length()));
    }
    return password;
  }

  private static Set<String> checked(Set<String> groups) {
    for (var group : groups) {
      if (!group.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@-]{0,99}")) {
        throw refused(
            "groups",
            "'%s' is no group name: give 1 to 100 letters, digits, spaces and . _ @ -."
                .formatted(group));
      }
    }
    return Set.copyOf(groups);
  }

  private static BaltoroException refused(String field, String message) {
    return new BaltoroException(Problem.INVALID_REQUEST, message, Map.of("field", field));
  }
}
