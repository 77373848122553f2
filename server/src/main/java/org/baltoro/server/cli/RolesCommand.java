package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.Administration.Subject;
import org.baltoro.api.Connection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "roles",
    description = "List the roles with their members, or make, change and delete them.",
    subcommands = {
      RolesCommand.Create.class,
      RolesCommand.Members.class,
      RolesCommand.Delete.class
    })
final class RolesCommand extends ServerCommand {
  @Override
  int run(Connection connection) {
    var roles = connection.administration().roles();
    if (json()) {
      printJson(
          roles.stream()
              .map(role ->
                  Json.object(
                      "name", role.name(),
                      "members", role.members().stream().map(Subject::toString).toList()))
              .toList());
      return ExitCode.OK;
    }
    if (roles.isEmpty()) {
      print("There are no roles. 'baltoro roles create' makes one.");
      return ExitCode.OK;
    }
    var table = new Table("ROLE", "MEMBERS");
    for (var role : roles) {
      table.row(
          role.name(), String.join(", ", role.members().stream().map(Subject::toString).toList()));
    }
    table.print(terminal());
    return ExitCode.OK;
  }

  /** A command that takes a role and who is in it. */
  abstract static class WithMembers extends ServerCommand {
    @Parameters(index = "0", paramLabel = "ROLE", description = "The role's name.")
    @SuppressWarnings("NullAway.Init")
    String role;

    @Parameters(
        index = "1..*",
        paramLabel = "WHO",
        description = "A user's name, group:NAME or role:NAME. None: nobody.")
    private List<String> members = List.of();

    List<Subject> subjects() {
      return members.stream().map(Subject::parse).toList();
    }
  }

  @Command(name = "create", description = "Make a role.")
  static final class Create extends WithMembers {
    @Override
    int run(Connection connection) {
      connection.administration().createRole(role, subjects());
      return UsersCommand.done(this, "name", role, "Made role %s.");
    }
  }

  @Command(name = "members", description = "Put these into a role and nobody else.")
  static final class Members extends WithMembers {
    @Override
    int run(Connection connection) {
      connection.administration().setRoleMembers(role, subjects());
      return UsersCommand.done(this, "name", role, "Changed the members of %s.");
    }
  }

  @Command(
      name = "delete",
      description = "Delete a role; what is granted to it, and its work, is nobody's then.")
  static final class Delete extends ServerCommand {
    @Parameters(paramLabel = "ROLE", description = "The role's name.")
    @SuppressWarnings("NullAway.Init")
    private String role;

    @Override
    int run(Connection connection) {
      connection.administration().deleteRole(role);
      return UsersCommand.done(this, "name", role, "Deleted role %s.");
    }
  }
}
