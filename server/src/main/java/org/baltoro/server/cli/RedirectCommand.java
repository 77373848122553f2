package org.baltoro.server.cli;

import java.util.List;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "redirect",
    description = {
      "Give a worklist item to somebody else.",
      "",
      "One of your own goes to another user. With --manage, which needs Admin on the process,"
          + " anybody's goes to users, 'group:<name>', 'role:<name>' or 'originator'."
    })
final class RedirectCommand extends ServerCommand {
  @Parameters(
      index = "0",
      paramLabel = "SERIAL",
      description = "The item's serial number, for example 4711_2.")
  @SuppressWarnings("NullAway.Init")
  private String serialNumber;

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "WHO", description = "Who gets it.")
  @SuppressWarnings("NullAway.Init")
  private List<String> to;

  @Option(names = "--manage", description = "As an administrator of the process.")
  private boolean manage;

  @Option(names = "--preview", description = "With --manage: show what would happen only.")
  private boolean preview;

  @Override
  int run(Connection connection) {
    if (manage) {
      return manage(connection);
    }
    if (to.size() != 1 || preview) {
      throw new UsageException(
          "Your own item goes to one user, without a preview; --manage can do more.");
    }
    connection.openWorklistItem(serialNumber, false).redirect(to.getFirst());
    if (json()) {
      printJson(Json.object("serialNumber", serialNumber, "to", to));
    } else {
      print("%s is on the worklist of %s now.", serialNumber, to.getFirst());
    }
    return ExitCode.OK;
  }

  private int manage(Connection connection) {
    var parts = serialNumber.split("_", -1);
    if (!serialNumber.matches("[0-9]{1,16}_[0-9]{1,9}")) {
      throw new UsageException(
          "'%s' is no serial number: they look like 4711_2.".formatted(serialNumber));
    }
    long instance = Long.parseLong(parts[0]);
    var operation = new ManagementOperation.Redirect(Integer.parseInt(parts[1]), to);
    var management = connection.management();
    var report =
        preview
            ? management.preview(instance, operation)
            : management.carryOut(instance, operation);
    if (json()) {
      printJson(Json.of(report));
    } else if (report.refused() != null) {
      print("Refused: %s", report.refused());
    } else {
      Differences.print(terminal(), report.differences());
    }
    return report.refused() == null ? ExitCode.OK : ExitCode.REFUSED;
  }
}
