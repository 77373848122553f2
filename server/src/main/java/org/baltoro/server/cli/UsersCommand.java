package org.baltoro.server.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "users",
    description = "List the users, or make and change them.",
    subcommands = {
      UsersCommand.Create.class,
      UsersCommand.Password.class,
      UsersCommand.Groups.class,
      UsersCommand.Manager.class,
      UsersCommand.Disable.class,
      UsersCommand.Enable.class
    })
final class UsersCommand extends ServerCommand {
  @Override
  int run(Connection connection) {
    var users = connection.administration().users();
    if (json()) {
      printJson(
          users.stream()
              .map(user ->
                  Json.object(
                      "name", user.name(),
                      "groups", user.groups(),
                      "manager", user.manager(),
                      "disabled", user.disabled(),
                      "createdAt", user.createdAt()))
              .toList());
      return ExitCode.OK;
    }
    var table = new Table("USER", "GROUPS", "MANAGER", "MADE", "");
    for (var user : users) {
      table.row(
          user.name(),
          String.join(", ", user.groups()),
          user.manager() == null ? "" : user.manager(),
          Times.dateAndTime(user.createdAt()),
          user.disabled() ? "disabled" : "");
    }
    table.print(terminal());
    return ExitCode.OK;
  }

  @Command(name = "create", description = "Make a user; asks for the password.")
  static final class Create extends ServerCommand {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(names = "--group", paramLabel = "GROUP", description = "Repeat for more.")
    private Set<String> groups = new LinkedHashSet<>();

    @Mixin private PasswordOption password = new PasswordOption();

    @Override
    int run(Connection connection) {
      connection
          .administration()
          .createUser(name, password.read("Password of " + name, terminal()), groups);
      return done(this, "name", name, "Made user %s.");
    }
  }

  @Command(name = "password", description = "Change a password; the user's logins end.")
  static final class Password extends ServerCommand {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Mixin private PasswordOption password = new PasswordOption();

    @Override
    int run(Connection connection) {
      connection
          .administration()
          .changePassword(name, password.read("New password of " + name, terminal()));
      return done(this, "name", name, "Changed the password of %s.");
    }
  }

  @Command(name = "groups", description = "Put a user into these groups and no others.")
  static final class Groups extends ServerCommand {
    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(index = "1..*", paramLabel = "GROUP", description = "None: no groups.")
    private List<String> groups = List.of();

    @Override
    int run(Connection connection) {
      connection.administration().setGroups(name, new LinkedHashSet<>(groups));
      return done(this, "name", name, "Changed the groups of %s.");
    }
  }

  @Command(
      name = "manager",
      description = "Make somebody the manager of a user: they may do the user's work, too.")
  static final class Manager extends ServerCommand {
    @Parameters(index = "0", paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "MANAGER",
        description = "None: the user has no manager.")
    private @Nullable String manager;

    @Override
    int run(Connection connection) {
      connection.administration().setManager(name, manager);
      return done(this, "name", name, "Changed the manager of %s.");
    }
  }

  @Command(name = "disable", description = "Take a user's access; history keeps the name.")
  static final class Disable extends ServerCommand {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    int run(Connection connection) {
      connection.administration().disableUser(name);
      return done(this, "name", name, "Disabled %s.");
    }
  }

  @Command(
      name = "enable",
      description = "Give a disabled user access again; the password is as it was.")
  static final class Enable extends ServerCommand {
    @Parameters(paramLabel = "USER", description = "The user's name.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Override
    int run(Connection connection) {
      connection.administration().enableUser(name);
      return done(this, "name", name, "Enabled %s.");
    }
  }

  static int done(ServerCommand command, String key, String value, String sentence) {
    if (command.json()) {
      command.printJson(Json.object(key, value));
    } else {
      command.print(sentence, value);
    }
    return ExitCode.OK;
  }
}
