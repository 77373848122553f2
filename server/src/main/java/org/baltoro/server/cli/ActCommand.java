package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "act",
    description = {
      "Choose an action of an item of your worklist; the process goes on from there.",
      "",
      "Or send the instance to another activity with --goto: no lines are followed then."
    })
final class ActCommand extends ServerCommand {
  @Parameters(
      index = "0",
      paramLabel = "SERIAL",
      description = "The item's serial number, for example 4711_2. 'baltoro worklist' lists them.")
  @SuppressWarnings("NullAway.Init")
  private String serialNumber;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ACTION",
      description = "The action, for example Approve.")
  private @Nullable String action;

  @Option(
      names = "--goto",
      paramLabel = "ACTIVITY",
      description = "In place of an action: the item's activity expires, this one is created.")
  private @Nullable String activity;

  @Option(
      names = "--expire-all",
      description = "With --goto: all that is active expires, not just the item's activity.")
  private boolean expireAll;

  @Option(
      names = {"-d", "--data"},
      paramLabel = "NAME=VALUE",
      description = "A data field to set in the same commit. Repeat for more.")
  private List<String> data = new ArrayList<>();

  @Mixin private SyncOption sync = new SyncOption();

  @Override
  int run(Connection connection) {
    if ((action == null) == (activity == null) || (expireAll && activity == null)) {
      throw new UsageException("Give an action, or --goto and an activity: one of the two.");
    }
    if (activity != null && !data.isEmpty()) {
      throw new UsageException("--data goes with an action; --goto changes no data fields.");
    }
    var item = sync.patient(connection).openWorklistItem(serialNumber, false);
    if (action != null) {
      FieldText.set(item.processInstance().dataFields(), data);
      item.finish(action, sync.wanted());
    } else if (activity != null) {
      item.gotoActivity(activity, sync.wanted(), expireAll);
    }
    if (json()) {
      printJson(Json.object("serialNumber", serialNumber, "action", action, "goto", activity));
    } else {
      print(
          "%s: %s. The instance has moved on.",
          serialNumber, action != null ? action : "sent to " + activity);
    }
    return ExitCode.OK;
  }
}
