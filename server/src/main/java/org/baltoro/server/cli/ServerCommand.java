package org.baltoro.server.cli;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.baltoro.api.Connection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that talks to a server: where it is, who asks, and how the answer is written. */
abstract class ServerCommand implements Callable<Integer> {
  private static final String DEFAULT_SERVER = "http://localhost:7420";

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "The server's address; else $BALTORO_SERVER, else http://localhost:7420.")
  private @Nullable String server;

  @Option(names = "--json", description = "Write JSON, for programs.")
  private boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Explain this command.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public Integer call() {
    try (var connection = Connection.open(server())) {
      return run(connection);
    }
  }

  /** Does the work. Returns an {@link ExitCode}. */
  abstract int run(Connection connection);

  final String server() {
    return address(server, terminal());
  }

  /** The address given, else the environment's, else this machine's. */
  static String address(@Nullable String given, Terminal terminal) {
    return given != null
        ? given
        : terminal.environment().getOrDefault("BALTORO_SERVER", DEFAULT_SERVER);
  }

  /** What time it is for the server; its clock may have been moved. */
  static Instant serverTime(Connection connection) {
    return connection.administration().clock().now();
  }

  final boolean json() {
    return json;
  }

  final Terminal terminal() {
    return ((Baltoro) spec.root().userObject()).terminal();
  }

  /** Writes one line. What the values say is cleaned, unless it has been with its style. */
  final void print(String format, @Nullable Object... values) {
    var clean = Stream.of(values).map(ServerCommand::clean).toArray();
    terminal().out().printf(format + "%n", clean);
  }

  private static @Nullable Object clean(@Nullable Object value) {
    return value == null || value instanceof Number || value instanceof Terminal.Styled
        ? value
        : Terminal.clean(value.toString());
  }

  final void printJson(@Nullable Object tree) {
    terminal().out().println(Json.text(tree));
  }

  static boolean wantsJson(CommandLine line) {
    return line.getCommandSpec().userObject() instanceof ServerCommand command && command.json;
  }
}
