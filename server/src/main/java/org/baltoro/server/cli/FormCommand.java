package org.baltoro.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "form",
    mixinStandardHelpOptions = true,
    description = "Deploy SmartObjects, views and forms, and use forms without a page.",
    subcommands = {
      FormDeployCommand.class,
      FormCheckCommand.class,
      FormListCommand.class,
      FormShowCommand.class,
      FormExportCommand.class,
      FormEditCommand.class,
      FormRunCommand.class,
      FormItemCommand.class,
      FormSessionsCommand.class,
      FormCloseCommand.class
    })
final class FormCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what: 'form deploy', 'check', 'list', 'show', 'export', 'edit', 'run', 'item',"
            + " 'sessions' or 'close'.");
  }
}
