package org.baltoro.engine.security;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.baltoro.api.Administration.ServerRight;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.Problem;
import org.baltoro.store.Accounts;
import org.baltoro.store.Accounts.UserRow;
import org.baltoro.store.Store;
import org.baltoro.store.Store.GrantRow;

/**
 * Changes of users and rights, one at a time. The caller has checked the rights. A user is found
 * whatever the case of the letters; what is stored has the user's own.
 */
public final class Accounting {
  /** Two changes side by side could take the last administrator. */
  private static final ReentrantLock ONE_CHANGE = new ReentrantLock();

  private final Accounts accounts;
  private final Logins logins;
  private final Rights rights;
  private final StoredDirectory directory;
  private final InstantSource clock;

  public Accounting(
      Store store, Logins logins, Rights rights, StoredDirectory directory, InstantSource clock) {
    accounts = store.accounts();
    this.logins = logins;
    this.rights = rights;
    this.directory = directory;
    this.clock = clock;
  }

  // ---- users

  public void createUser(String name, String password, Set<String> groups) {
    var user =
        new UserRow(
            UserName.checked(name),
            Passwords.hash(checked(password)),
            checked(groups),
            false,
            clock.millis());
    if (!accounts.insertUser(user)) {
      throw refused("name", "There is a user '%s' already (case does not count).".formatted(name));
    }
  }

  public void changePassword(String name, String password) {
    var hash = Passwords.hash(checked(password));
    changing(() -> {
      var user = existing(name);
      update(
          new UserRow(user.name(), hash, user.groups(), user.disabled(), user.createdAtMillis()));
      accounts.deleteTokensOf(user.name(), true);
    });
  }

  public void setGroups(String name, Set<String> groups) {
    var asked = checked(groups);
    changing(() -> {
      var user = existing(name);
      update(
          new UserRow(
              user.name(), user.passwordHash(), asked, user.disabled(), user.createdAtMillis()));
    });
  }

  public void disable(String name) {
    changing(() -> {
      var user = existing(name);
      update(disabled(user, true));
      accounts.deleteTokensOf(user.name(), false);
    });
  }

  /** Gives a disabled user access again; with the password, for the tokens have ended. */
  public void enable(String name) {
    changing(() -> update(disabled(existing(name), false)));
  }

  private static UserRow disabled(UserRow user, boolean disabled) {
    return new UserRow(
        user.name(), user.passwordHash(), user.groups(), disabled, user.createdAtMillis());
  }

  private void update(UserRow user) {
    var users = new ArrayList<>(accounts.users());
    users.replaceAll(other -> other.name().equals(user.name()) ? user : other);
    requireAdministrator(users, accounts.grants());
    accounts.updateUser(user);
  }

  private UserRow existing(String name) {
    var user = accounts.user(name);
    if (user == null) {
      throw new BaltoroException(Problem.NOT_FOUND, "There is no user '%s'.".formatted(name));
    }
    return user;
  }

  // ---- rights

  /**
   * @param process "" for a right on the server
   */
  public void grant(String process, String right, Subject subject) {
    var checked = GrantSubject.checked(subject);
    changing(() -> accounts.grant(new GrantRow(process, right, stored(checked), false)));
  }

  /**
   * @param process "" for a right on the server
   * @throws BaltoroException {@link Problem#NOT_FOUND} if it was not granted
   */
  public void revoke(String process, String right, Subject subject) {
    changing(() -> {
      var revoked = new LinkedHashSet<GrantRow>();
      revoked.add(new GrantRow(process, right, stored(subject), false));
      revoked.add(new GrantRow(process, right, subject.toString(), false));
      var grants = new ArrayList<>(accounts.grants());
      if (!grants.removeAll(revoked)) {
        throw notGranted(process, right, subject, grants);
      }
      requireAdministrator(accounts.users(), grants);
      revoked.forEach(accounts::revoke);
    });
  }

  private BaltoroException notGranted(
      String process, String right, Subject subject, List<GrantRow> grants) {
    boolean byDefinition =
        grants.contains(new GrantRow(process, right, stored(subject), true))
            || grants.contains(new GrantRow(process, right, subject.toString(), true));
    return new BaltoroException(
        Problem.NOT_FOUND,
        byDefinition
            ? "%s has the right '%s' by the definition of process '%s': deploy a version without it."
                .formatted(subject, right, process)
            : "%s does not have the right '%s' on %s by a grant."
                .formatted(
                    subject,
                    right,
                    process.isEmpty() ? "the server" : "process '" + process + "'"));
  }

  /** With the user's own letters, if there is such a user: rights may be granted before. */
  private String stored(Subject subject) {
    var user = subject.kind() == Subject.Kind.USER ? accounts.user(subject.name()) : null;
    return user == null ? subject.toString() : user.name();
  }

  // ---- the last administrator

  /**
   * Refuses a change that would leave nobody who can log in and make another administrator, by name
   * or by a group: the members of a role may change without a word here.
   */
  private void requireAdministrator(List<UserRow> users, List<GrantRow> grants) {
    if (!hasAdministrator(users, grants) && hasAdministrator(accounts.users(), accounts.grants())) {
      throw new BaltoroException(
          Problem.NOT_ALLOWED_NOW,
          "Nobody would be left who is enabled and has the right 'admin' on the server. Grant it to"
              + " another user first.");
    }
  }

  private static boolean hasAdministrator(List<UserRow> users, List<GrantRow> grants) {
    var admin = Rights.label(ServerRight.ADMIN);
    var subjects =
        grants.stream()
            .filter(grant -> grant.process().isEmpty() && grant.right().equals(admin))
            .map(GrantRow::subject)
            .toList();
    return users.stream()
        .filter(user -> !user.disabled())
        .map(user -> new Principal(user.name(), user.groups(), false))
        .anyMatch(user -> subjects.stream().anyMatch(user::isOneOf));
  }

  private void changing(Runnable change) {
    ONE_CHANGE.lock();
    try {
      change.run();
    } finally {
      ONE_CHANGE.unlock();
      logins.forget();
      rights.forget();
      directory.forget();
    }
  }

  // ---- what may be given

  private static String checked(String password) {
    if (password.length() < 8 || password.length() > Logins.PASSWORD_CHARACTERS_MAX) {
      throw refused(
          "password",
          "Give a password of 8 to 200 characters: this one has %d.".formatted(password.length()));
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
