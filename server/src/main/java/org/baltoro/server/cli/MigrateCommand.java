package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.api.ManagementOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "migrate",
    description = {
      "Let instances go on with another version of their definition.",
      "Nothing is run again: what is active goes on under the same names, or the ones given."
    })
final class MigrateCommand extends ManagementCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "[ID]",
      hideParamSyntax = true,
      description = "The instance's number; none where conditions say which.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "The version to go on with.")
  private int version;

  @Option(
      names = "--rename",
      paramLabel = "OLD=NEW",
      description = "An activity (Approve) or event (Approve/Ask) has another name there. Repeat.")
  private Map<String, String> renamed = new LinkedHashMap<>();

  @Option(
      names = "--remove",
      paramLabel = "NAME",
      description = "An activity or event is not there any more: what is active of it expires.")
  private List<String> removed = new ArrayList<>();

  @Option(
      names = "--rebuild-timers",
      description = "Set escalations again as the new version has them; else they are kept.")
  private boolean rebuildTimers;

  @Mixin private WaitOption waiting = new WaitOption();

  @Override
  List<String> words() {
    return words;
  }

  @Override
  ManagementOperation operation(Connection connection, Target target) {
    target.nothingElse();
    var names = new LinkedHashMap<>(renamed);
    for (var name : removed) {
      if (names.put(name, "") != null) {
        throw new UsageException("'%s' is both renamed and removed.".formatted(name));
      }
    }
    return new ManagementOperation.Migrate(version, names, rebuildTimers, waiting.waits());
  }
}
