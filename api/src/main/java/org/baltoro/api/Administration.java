package org.baltoro.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Users, tokens and rights. Needs the server right Admin unless said otherwise. A user is found
 * whatever the case of the letters. Who acts as another user administers nothing. A change that
 * would leave no enabled user with the server right Admin is refused with {@link
 * Problem#NOT_ALLOWED_NOW}.
 */
public interface Administration {
  /** Makes a user. @param password 8 to 200 characters */
  void createUser(String name, String password, Set<String> groups);

  /** Everyone may change their own; Admin may change anyone's. The user's login tokens end. */
  void changePassword(String user, String password);

  void setGroups(String user, Set<String> groups);

  /** Takes a user's access; history keeps the name. Their tokens end. */
  void disableUser(String name);

  /** Gives a disabled user access again, with the password as it was; new tokens are needed. */
  void enableUser(String name);

  List<User> users();

  /**
   * Makes somebody the manager of a user.
   *
   * @param manager null: the user has none
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if somebody would manage themselves
   */
  void setManager(String user, @Nullable String manager);

  /** The roles with their members, by name. */
  List<Role> roles();

  /**
   * Makes a role. Who is in it is asked whenever it matters, so items that a role has follow its
   * members.
   *
   * @param name as groups may be named
   * @param members users, groups and other roles
   */
  void createRole(String name, List<Subject> members);

  void setRoleMembers(String name, List<Subject> members);

  /** Deletes a role; what is granted to it, and what work it has, is nobody's then. */
  void deleteRole(String name);

  /** What becomes of a user's work while they are away. Everyone may see their own. */
  OutOfOffice outOfOffice(String user);

  /**
   * Changes it, at once. Everyone may change their own, and that of those whom they manage.
   *
   * @return as it is now: {@link OutOfOffice#standIns} says who has the work
   * @throws BaltoroException {@link Problem#NOT_FOUND} for a user who is not there; {@link
   *     Problem#INVALID_REQUEST} for an exception of an activity or event that no version of the
   *     process has
   */
  OutOfOffice setOutOfOffice(OutOfOffice settings);

  /**
   * Makes an API token for {@code user}: shown once, stored as a hash. Everyone may make their own.
   *
   * @param validFor 1 minute to 3,660 days
   */
  String createToken(String user, String description, Duration validFor);

  /** Ends a token at once. Everyone may end their own. */
  void revokeToken(String token);

  void grantServerRight(ServerRight right, Subject subject);

  void revokeServerRight(ServerRight right, Subject subject);

  /** Needs Admin on the process, or the server right Admin. */
  void grantProcessRight(String process, ProcessRight right, Subject subject);

  /** Needs Admin on the process, or the server right Admin. */
  void revokeProcessRight(String process, ProcessRight right, Subject subject);

  /** Needs Admin on the process, or the server right Admin. */
  List<Grant> rights(String process);

  /** The rights on the server. */
  List<Grant> serverRights();

  /**
   * Writes a consistent copy of the store to a file on the server's machine, while the server runs.
   * For SQLite; a PostgreSQL server has its own tools for it.
   *
   * @param fileOnServer absolute, and not there yet
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} if the file can't be written there;
   *     {@link Problem#NOT_ALLOWED_NOW} if the store is not SQLite
   */
  void backup(String fileOnServer);

  /** The server's clock. Everyone may read it. */
  ServerClock clock();

  /**
   * Moves the server's clock ahead: what becomes due by that happens at once. Time limits of code
   * that runs, logins and tokens go by real time. Only where the server was started with a movable
   * clock.
   *
   * @param further more than 0, at most 3,660 days
   * @return the clock after that
   * @throws BaltoroException {@link Problem#INVALID_REQUEST} for another duration; {@link
   *     Problem#NOT_ALLOWED_NOW} if the server goes by real time
   */
  ServerClock advanceClock(Duration further);

  /**
   * What time it is for the server.
   *
   * @param now what due times are compared with
   * @param movable whether {@link #advanceClock} can move it
   */
  record ServerClock(Instant now, boolean movable) {}

  /**
   * A user, a group, a role, or everyone who is logged in.
   *
   * @param name as users and groups may be named; empty for everyone
   */
  record Subject(Kind kind, String name) {
    /**
     * @throws BaltoroException {@link Problem#INVALID_REQUEST} for a user whose name would be read
     *     as a group or as everyone: see {@link #parse}
     */
    public Subject {
      boolean reads = name.equals(EVERYONE) || name.startsWith(GROUP) || name.startsWith(ROLE);
      if (kind == Kind.USER && (reads || name.isBlank())) {
        throw new BaltoroException(
            Problem.INVALID_REQUEST,
            "No user can be named '%s'. Give a user's name, or Subject.group or Subject.everyone."
                .formatted(name));
      }
    }

    private static final String EVERYONE = "everyone";
    private static final String GROUP = "group:";
    private static final String ROLE = "role:";

    /** What the name names. */
    public enum Kind {
      USER,
      GROUP,
      ROLE,
      EVERYONE
    }

    public static Subject user(String name) {
      return new Subject(Kind.USER, name);
    }

    public static Subject group(String name) {
      return new Subject(Kind.GROUP, name);
    }

    public static Subject role(String name) {
      return new Subject(Kind.ROLE, name);
    }

    public static Subject everyone() {
      return new Subject(Kind.EVERYONE, "");
    }

    /**
     * As definitions and the command line write it: {@code ann}, {@code group:buyers}, {@code
     * role:approvers}, {@code everyone}.
     */
    public static Subject parse(String text) {
      if (text.equals(EVERYONE)) {
        return everyone();
      }
      if (text.startsWith(ROLE)) {
        return role(text.substring(ROLE.length()));
      }
      return text.startsWith(GROUP) ? group(text.substring(GROUP.length())) : user(text);
    }

    @Override
    public String toString() {
      return switch (kind) {
        case USER -> name;
        case GROUP -> GROUP + name;
        case ROLE -> ROLE + name;
        case EVERYONE -> EVERYONE;
      };
    }
  }

  /** One right of one subject; process is null for server rights. */
  record Grant(@Nullable String process, String right, Subject subject, boolean fromDefinition) {}

  /**
   * @param manager null: none
   */
  record User(
      String name,
      Set<String> groups,
      boolean disabled,
      Instant createdAt,
      @Nullable String manager) {}

  record Role(String name, List<Subject> members) {
    public Role {
      members = List.copyOf(members);
    }
  }

  /** Rights on the whole server. */
  enum ServerRight {
    /** Everything in management and administration. */
    ADMIN,
    /** Deploy definitions. */
    EXPORT,
    /** Act as another user; as one with Admin only together with Admin. */
    IMPERSONATE
  }

  /** Rights on one process, in all its versions. */
  enum ProcessRight {
    /** Manage instances and rights; includes the others. */
    ADMIN,
    START,
    VIEW,
    /** View instances that one started, has acted in, or has an open worklist item of. */
    VIEW_PARTICIPATE,
    /** Open and finish asynchronous server events, and change the data of instances. */
    SERVER_EVENT
  }
}
