package org.baltoro.server.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "item",
    description = {
      "Open a worklist item in its form, and use the form as 'form run' does.",
      "",
      "Takes a slot of the item. 'submit ACTION' finishes it, unless the form has a rule for that."
    })
final class FormItemCommand extends FormPlayCommand {
  @Parameters(
      paramLabel = "SERIAL",
      description = "The item's serial number, for example 4711_2. 'baltoro worklist' lists them.")
  @SuppressWarnings("NullAway.Init")
  private String serialNumber;

  @Override
  Map<String, @Nullable Object> what() {
    return Json.object("item", serialNumber);
  }
}
