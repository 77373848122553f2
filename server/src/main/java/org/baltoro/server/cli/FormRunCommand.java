package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = {
      "Open a form and use it: what --do says, or line by line from standard input.",
      "",
      "Exit code 1 where the form refused something, or a rule failed and no rule took the error;"
          + " nothing more is done then."
    })
final class FormRunCommand extends FormPlayCommand {
  @Parameters(
      paramLabel = "FORM",
      description = "Full name, folder and name: \"Purchasing/Purchase Order\".")
  @SuppressWarnings("NullAway.Init")
  private String form;

  @Option(names = "--state", paramLabel = "STATE", description = "Default: the form's own.")
  private @Nullable String state;

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of the form. Repeat for more.")
  private List<String> parameters = new ArrayList<>();

  @Override
  Map<String, @Nullable Object> what() {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (var parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new UsageException("-p %s: write -p Name=value.".formatted(parameter));
      }
      values.put(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    return Json.object("form", form, "parameters", values, "state", state);
  }
}
