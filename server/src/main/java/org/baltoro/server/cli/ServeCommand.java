package org.baltoro.server.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.baltoro.server.ServeOptions;
import org.baltoro.server.ServerMain;
import org.baltoro.server.ServerStartException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Run a server, until it is told to end (Ctrl-C).",
    footer = {
      "",
      "At the first start on an empty store the administrator 'admin' is made, and the command",
      "line of this machine's user is logged in."
    })
final class ServeCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where it listens; 0 for any that is free. Default: 7420.")
  private @Nullable Integer port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The network interface; 0.0.0.0 for all. Default: 127.0.0.1, this machine.")
  private @Nullable String address;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      description = "The SQLite file, made when it is not there. Default: data/baltoro.db.")
  private @Nullable Path data;

  @Option(
      names = "--jdbc-url",
      paramLabel = "URL",
      description = "PostgreSQL instead of SQLite: jdbc:postgresql://host/database.")
  private @Nullable String jdbcUrl;

  @Option(names = "--jdbc-user", paramLabel = "NAME", description = "The database's user.")
  private @Nullable String jdbcUser;

  @Option(
      names = "--no-code",
      description = "Refuse definitions that carry Java code; registered handlers still run.")
  private boolean noCode;

  @Option(
      names = "--body-limit",
      paramLabel = "BYTES",
      description =
          "The longest body of a request, 1024 to 67108864. Default: 2097152, which is 2 MB.")
  private @Nullable Long bodyLimit;

  @Option(names = "--open-metrics", description = "Let everyone read /metrics, without a token.")
  private boolean openMetrics;

  @Option(
      names = "--unsafe",
      description = "Don't wait for the disk: a power cut may lose what was answered.")
  private boolean unsafe;

  @Option(
      names = "--movable-clock",
      description =
          "Let administrators move the server's clock ahead with 'baltoro clock': for tests and"
              + " staging.")
  private boolean movableClock;

  @Option(
      names = "--retention",
      paramLabel = "SPAN",
      description =
          "Delete finished instances after so long, as in 365d, where their definition does not say"
              + " otherwise. Default: never.")
  private @Nullable String retention;

  @Option(
      names = "--archive",
      paramLabel = "FOLDER",
      description = "Write instances into files there before they are deleted.")
  private @Nullable Path archive;

  @Mixin private MailOptions mail = new MailOptions();

  @Mixin private OutsideOptions outside = new OutsideOptions();

  @Mixin private ServiceOptions services = new ServiceOptions();

  @Mixin private OidcOptions oidc = new OidcOptions();

  @Override
  public Integer call() throws InterruptedException {
    try {
      return Server.run(this);
    } catch (IllegalArgumentException outOfBounds) {
      throw new UsageException(String.valueOf(outOfBounds.getMessage()));
    }
  }

  /**
   * Keeps the server's classes out of this command's own signatures: reading them by reflection, as
   * every start of the command line does, would load them.
   */
  private static final class Server {
    static int run(ServeCommand command) throws InterruptedException {
      try {
        ServerMain.serve(options(command));
        // For ever: the shutdown hook closes the server when the process is told to end.
        Thread.currentThread().join();
        return ExitCode.OK;
      } catch (ServerStartException failure) {
        command.spec.commandLine().getErr().println("baltoro: " + failure.getMessage());
        return ExitCode.REFUSED;
      }
    }

    private static ServeOptions options(ServeCommand command) {
      var options =
          ServeOptions.defaults()
              .codeBehind(!command.noCode)
              .openMetrics(command.openMetrics)
              .movableClock(command.movableClock)
              .mailServer(command.mail.mailServer(System.getenv("BALTORO_MAIL_PASSWORD")))
              .oidcIssuer(command.oidc.issuer())
              .publicAddress(command.outside.publicAddress())
              .callRules(command.outside.callRules())
              .credentials(command.outside.credentials(System.getenv()))
              .serviceLimits(command.services.limits(System.getenv()))
              .timeZone(command.services.timeZone())
              .unsafe(command.unsafe);
      if (command.port != null) {
        options = options.port(command.port);
      }
      if (command.address != null) {
        options = options.address(command.address);
      }
      if (command.bodyLimit != null) {
        options = options.bodyLimit(command.bodyLimit);
      }
      if (command.data != null) {
        options = options.dataFile(command.data);
      }
      if (command.retention != null) {
        options = options.retention(Times.parseSpan("--retention", command.retention));
      }
      options = options.archiveFolder(command.archive);
      if (command.jdbcUrl != null) {
        var password = System.getenv("BALTORO_JDBC_PASSWORD");
        options = options.postgres(command.jdbcUrl, command.jdbcUser, password);
      }
      return options;
    }
  }
}
