package org.baltoro.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.baltoro.api.Connection;
import org.baltoro.client.ServerCalls;
import org.baltoro.forms.session.FormSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * A command that opens a form and is its user: does what {@code --do} says, or what is typed, and
 * writes what that changes.
 */
abstract class FormPlayCommand extends ServerCommand {
  @Option(
      names = "--do",
      paramLabel = "WORDS",
      description =
          "What the user does: 'set Supplier=Acme', 'click Save', 'add Lines'. Repeat for more."
              + " Without it lines are read from standard input; the line 'help' explains all.")
  private List<String> lines = new ArrayList<>();

  @Option(
      names = "--trace",
      description = "Draw each run of a rule: its blocks and actions in time.")
  private boolean trace;

  /** The body of the request that opens the form. */
  abstract Map<String, @Nullable Object> what();

  @Override
  final int run(Connection connection) {
    var calls = ServerCalls.over(connection);
    var opened = new ArrayList<RemoteForm>();
    var session =
        FormSession.through(page -> {
          var form = RemoteForm.open(calls, what(), page);
          opened.add(form);
          return form;
        });
    try (var form = opened.getFirst()) {
      boolean good = new FormPlay(session, form, terminal(), trace, json()).play(lines);
      if (json()) {
        printJson(
            trace
                ? Json.object("messages", form.told(), "traces", form.tracesAsSent())
                : Json.object("messages", form.told()));
      }
      return good ? ExitCode.OK : ExitCode.REFUSED;
    }
  }
}
