package org.baltoro.engine.connection;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.baltoro.api.Administration;
import org.baltoro.api.BaltoroException;
import org.baltoro.api.OutOfOffice;
import org.baltoro.api.Problem;
import org.baltoro.engine.security.Accounting;
import org.baltoro.engine.security.Principal;
import org.baltoro.engine.security.Rights;
import org.baltoro.engine.security.Staffing;
import org.baltoro.engine.timer.MovableClock;
import org.baltoro.kernel.Spans;
import org.baltoro.store.Store.GrantRow;
import org.baltoro.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Users, tokens and rights as callers see them. */
final class AdministrationView implements Administration {
  private static final Duration MOVE_MAX = Duration.ofDays(3_660);

  private final Parts parts;
  private final Principal principal;
  private final Accounting accounting;
  private final Staffing staffing;

  AdministrationView(Parts parts, Principal principal) {
    this.parts = parts;
    this.principal = principal;
    accounting =
        new Accounting(
            parts.store(), parts.logins(), parts.rights(), parts.directory(), parts.clock());
    staffing = new Staffing(parts.store(), parts.directory());
  }

  @Override
  public void createUser(String name, String password, Set<String> groups) {
    asAdmin(() -> {
      accounting.createUser(name, password, groups);
      return true;
    });
  }

  @Override
  public void changePassword(String user, String password) {
    InProcessConnection.reading(() -> {
      requireSelfOrAdmin(user);
      accounting.changePassword(user, password);
      return true;
    });
  }

  @Override
  public void setGroups(String user, Set<String> groups) {
    asAdmin(() -> {
      accounting.setGroups(user, groups);
      return true;
    });
  }

  @Override
  public void disableUser(String name) {
    asAdmin(() -> {
      accounting.disable(name);
      return true;
    });
  }

  @Override
  public void enableUser(String name) {
    asAdmin(() -> {
      accounting.enable(name);
      return true;
    });
  }

  @Override
  public List<User> users() {
    return asAdmin(() -> {
      var managers = parts.store().people().managers();
      return parts.store().accounts().users().stream()
          .map(row ->
              new User(
                  row.name(),
                  row.groups(),
                  row.disabled(),
                  Instant.ofEpochMilli(row.createdAtMillis()),
                  managers.get(row.name())))
          .toList();
    });
  }

  // ---- managers, roles, absences

  @Override
  public void setManager(String user, @Nullable String manager) {
    asAdmin(() -> {
      staffing.setManager(user, manager);
      return true;
    });
  }

  @Override
  public List<Role> roles() {
    return asAdmin(() ->
        parts.store().people().roles().entrySet().stream()
            .map(role ->
                new Role(role.getKey(), role.getValue().stream().map(Subject::parse).toList()))
            .toList());
  }

  @Override
  public void createRole(String name, List<Subject> members) {
    asAdmin(() -> {
      staffing.createRole(name, members);
      return true;
    });
  }

  @Override
  public void setRoleMembers(String name, List<Subject> members) {
    asAdmin(() -> {
      staffing.setRoleMembers(name, members);
      return true;
    });
  }

  @Override
  public void deleteRole(String name) {
    asAdmin(() -> {
      staffing.deleteRole(name);
      return true;
    });
  }

  @Override
  public OutOfOffice outOfOffice(String user) {
    return InProcessConnection.reading(() -> {
      requireSelfOrAbove(user);
      return staffing.outOfOffice(user);
    });
  }

  @Override
  public OutOfOffice setOutOfOffice(OutOfOffice settings) {
    return InProcessConnection.reading(() -> {
      requireSelfOrAbove(settings.user());
      new ForwardedWork(parts, principal)
          .require(settings.exceptions(), staffing.outOfOffice(settings.user()).exceptions());
      return staffing.setOutOfOffice(settings);
    });
  }

  /** Whose work it is, who manages them, and who administers the server. */
  private void requireSelfOrAbove(String user) {
    requireOwnName();
    if (!isSelf(user) && !parts.directory().manages(principal.name(), user)) {
      parts.rights().require(principal, ServerRight.ADMIN);
    }
  }

  // ---- tokens

  @Override
  public String createToken(String user, String description, Duration validFor) {
    if (validFor.compareTo(Duration.ofMinutes(1)) < 0
        || validFor.compareTo(Duration.ofDays(3_660)) > 0) {
      throw new BaltoroException(
          Problem.INVALID_REQUEST,
          "The token can't be valid for %s: give 1 minute to 3,660 days."
              .formatted(Spans.text(validFor)));
    }
    return InProcessConnection.reading(() -> {
      requireSelfOrAdmin(user);
      var owner = parts.logins().named(user).name();
      return parts.logins().issue(owner, description, false, validFor).token();
    });
  }

  @Override
  public void revokeToken(String token) {
    InProcessConnection.reading(() -> {
      var owner = parts.logins().ownerOf(token);
      if (owner == null) {
        throw new BaltoroException(Problem.NOT_FOUND, "There is no such token.");
      }
      requireSelfOrAdmin(owner);
      parts.logins().end(token);
      return true;
    });
  }

  @Override
  public void grantServerRight(ServerRight right, Subject subject) {
    changeServerRight(right, subject, true);
  }

  @Override
  public void revokeServerRight(ServerRight right, Subject subject) {
    changeServerRight(right, subject, false);
  }

  @Override
  public void grantProcessRight(String process, ProcessRight right, Subject subject) {
    changeProcessRight(process, right, subject, true);
  }

  @Override
  public void revokeProcessRight(String process, ProcessRight right, Subject subject) {
    changeProcessRight(process, right, subject, false);
  }

  @Override
  public List<Grant> rights(String process) {
    return InProcessConnection.reading(() -> {
      var name = managed(process);
      return parts.rights().of(name).stream().map(row -> grant(name, row)).toList();
    });
  }

  @Override
  public List<Grant> serverRights() {
    return asAdmin(() -> parts.rights().of("").stream().map(row -> grant(null, row)).toList());
  }

  private static Grant grant(@Nullable String process, GrantRow row) {
    return new Grant(process, row.right(), Subject.parse(row.subject()), row.fromDefinition());
  }

  @Override
  public void backup(String fileOnServer) {
    asAdmin(() -> {
      if (!parts.store().exclusive()) {
        throw new BaltoroException(
            Problem.NOT_ALLOWED_NOW,
            "Only a SQLite store is copied by the server. Use pg_basebackup or pg_dump.");
      }
      copyTo(fileOnServer);
      return true;
    });
  }

  private void copyTo(String file) {
    try {
      parts.store().backup(Path.of(file));
    } catch (InvalidPathException malformed) {
      throw unwritable(file);
    } catch (StoreException failure) {
      throw failure.kind() == StoreException.Kind.UNUSABLE ? unwritable(file) : failure;
    }
  }

  private static BaltoroException unwritable(String file) {
    return new BaltoroException(
        Problem.INVALID_REQUEST,
        "The store can't be copied to '%s': give a file that is not there yet, in a folder that the server may write to."
            .formatted(file.replace("\0", "\\0")),
        Map.of("field", "file"));
  }

  @Override
  public ServerClock clock() {
    var clock = parts.clock();
    return new ServerClock(clock.instant(), clock instanceof MovableClock);
  }

  @Override
  public ServerClock advanceClock(Duration further) {
    return asAdmin(() -> {
      if (!further.isPositive() || further.compareTo(MOVE_MAX) > 0) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "The clock can't be moved by %s: give more than 0 and at most %d days."
                .formatted(Spans.text(further), MOVE_MAX.toDays()));
      }
      if (!(parts.clock() instanceof MovableClock movable)) {
        throw new BaltoroException(
            Problem.NOT_ALLOWED_NOW,
            "This server goes by real time. Start it with --movable-clock to move its clock.");
      }
      try {
        movable.advance(further);
      } catch (IllegalArgumentException tooFar) {
        throw new BaltoroException(Problem.INVALID_REQUEST, String.valueOf(tooFar.getMessage()));
      }
      return clock();
    });
  }

  private void changeServerRight(ServerRight right, Subject subject, boolean grant) {
    asAdmin(() -> {
      change("", Rights.label(right), subject, grant);
      return true;
    });
  }

  private void changeProcessRight(
      String process, ProcessRight right, Subject subject, boolean grant) {
    InProcessConnection.reading(() -> {
      var name = managed(process);
      change(name, Rights.label(right), subject, grant);
      return true;
    });
  }

  private void change(String process, String right, Subject subject, boolean grant) {
    if (grant) {
      accounting.grant(process, right, subject);
    } else {
      accounting.revoke(process, right, subject);
    }
  }

  /** The process's name, if this user may manage it. */
  private String managed(String process) {
    requireOwnName();
    var name = new VisibleProcesses(parts, principal).named(process).name();
    parts.rights().require(principal, name, ProcessRight.ADMIN);
    return name;
  }

  private void requireSelfOrAdmin(@Nullable String user) {
    requireOwnName();
    if (!isSelf(user)) {
      parts.rights().require(principal, ServerRight.ADMIN);
    }
  }

  /** A user is the same whatever the case of the letters. */
  private boolean isSelf(@Nullable String user) {
    return user != null
        && user.toLowerCase(Locale.ROOT).equals(principal.name().toLowerCase(Locale.ROOT));
  }

  /** What was done in another's name must not outlast the right to it. */
  private void requireOwnName() {
    if (principal.impersonated()) {
      throw new BaltoroException(
          Problem.ACCESS_DENIED,
          "While acting as '%s' nobody administers anything: do it in your own name."
              .formatted(principal.name()));
    }
  }

  private <T> T asAdmin(java.util.function.Supplier<T> work) {
    return InProcessConnection.reading(() -> {
      requireOwnName();
      parts.rights().require(principal, ServerRight.ADMIN);
      return work.get();
    });
  }
}
