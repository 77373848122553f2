package org.baltoro.server.cli;

import org.baltoro.api.Connection;
import org.baltoro.api.DataFields;
import org.baltoro.api.WorklistAction;
import org.baltoro.api.WorklistItem;
import org.baltoro.server.cli.Terminal.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "open",
    description = {
      "Open a worklist item and take a slot: it is yours until you act, release it, or let it"
          + " sleep.",
      "",
      "Your own, of somebody who is out of office and forwards to you, or of whom you manage."
    })
final class OpenCommand extends ItemCommand {
  @Option(names = "--look", description = "Only look: take no slot.")
  private boolean look;

  @Option(names = "--all", description = "With hidden data fields, and long values whole.")
  private boolean all;

  @Override
  int run(Connection connection) {
    var item = connection.openWorklistItem(serialNumber(), !look);
    if (json()) {
      printJson(json(item));
      return ExitCode.OK;
    }
    tell(item);
    if (!look && !item.allocatedTo().contains(connection.user())) {
      print("You manage the process, and the item is not yours: you hold no slot of it.");
    }
    return ExitCode.OK;
  }

  private void tell(WorklistItem item) {
    var instance = item.processInstance();
    print("%s  %s: %s", item.serialNumber(), item.activity(), item.event());
    terminal().printLines("  ", item.instruction());
    line("Folio", instance.folio());
    line(
        "Process",
        "%s v%d, instance %d".formatted(instance.process(), instance.version(), instance.id()));
    line("Started by", instance.originator());
    line("Status", item.status().label());
    line("With", String.join(", ", item.destinations()));
    if (!item.allocatedTo().isEmpty()) {
      line("Held by", String.join(", ", item.allocatedTo()));
    }
    if (item.onBehalfOf() != null) {
      line("On behalf of", item.onBehalfOf());
    }
    line("Since", Times.dateAndTime(item.startDate()));
    if (item.expectedBy() != null) {
      line("Expected by", Times.dateAndTime(item.expectedBy()));
    }
    if (item.formUrl() != null) {
      line("Form", item.formUrl());
    }
    line("Actions", String.join(", ", item.actions()));
    fields("data", instance.dataFields());
    fields("data of the activity", item.activityDataFields());
  }

  private void fields(String heading, DataFields fields) {
    var lines = new FieldLines(terminal(), all);
    if (lines.hasAny(fields)) {
      print("%s", terminal().styled(Style.STRONG, heading));
      lines.print(fields);
    }
  }

  private void line(String label, String value) {
    print("  %-14s %s", label, value);
  }

  private static Object json(WorklistItem item) {
    var instance = item.processInstance();
    return Json.object(
        "serialNumber", item.serialNumber(),
        "activity", item.activity(),
        "event", item.event(),
        "instruction", item.instruction(),
        "status", item.status().label(),
        "actions", item.allowedActions().stream().map(OpenCommand::json).toList(),
        "destinations", item.destinations(),
        "allocatedTo", item.allocatedTo(),
        "onBehalfOf", item.onBehalfOf(),
        "startDate", item.startDate(),
        "expectedBy", item.expectedBy(),
        "sleepsUntil", item.sleepsUntil(),
        "formUrl", item.formUrl(),
        "instance", instance.id(),
        "process", instance.process(),
        "folio", instance.folio(),
        "originator", instance.originator(),
        "dataFields", instance.dataFields().all(),
        "activityDataFields", item.activityDataFields().all());
  }

  private static Object json(WorklistAction action) {
    return Json.object(
        "name", action.name(), "update", action.update(), "batchable", action.batchable());
  }
}
