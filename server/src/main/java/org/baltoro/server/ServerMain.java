package org.baltoro.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.baltoro.client.SavedLogins;
import org.baltoro.engine.Engine;
import org.baltoro.engine.EngineConfig;
import org.baltoro.engine.mail.SmtpMailer;
import org.baltoro.server.http.HttpServer;
import org.baltoro.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a server: opens the engine, makes the first administrator, listens. */
public final class ServerMain {
  private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);
  private static final String FIRST_ADMINISTRATOR = "admin";
  private static final Duration FIRST_TOKEN_VALID_FOR = Duration.ofDays(366);

  private ServerMain() {}

  /**
   * Starts a server and returns when it answers. It ends with {@link RunningServer#close} or, in
   * order, when the process is told to end.
   *
   * <p>At the first start on an empty store the administrator {@code admin} is made: their password
   * is printed once, and a token for the command line is saved on this machine.
   *
   * @throws IllegalArgumentException telling all options that are out of bounds
   * @throws ServerStartException if the store can't be used, the port is taken, or the address is
   *     none of this machine
   */
  public static RunningServer serve(ServeOptions options) {
    options.check();
    long begun = System.nanoTime();
    var engine = open(engineConfig(options));
    RunningServer server;
    try {
      server = serve(engine, options);
    } catch (RuntimeException failure) {
      engine.close();
      throw failure;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
    server.firstPassword().ifPresent(password -> welcome(server, password));
    System.out.printf(
        "Baltoro %s answers at %s, store %s, after %.1f s%n",
        Version.current(),
        server.url(),
        engine.status().store(),
        (System.nanoTime() - begun) / 1e9);
    return server;
  }

  /**
   * Starts a server on an engine that is already open. Closing the server closes the engine; of the
   * options, those of the store are not used.
   */
  public static RunningServer serve(Engine engine, ServeOptions options) {
    options.check();
    var http = HttpServer.start(engine, options);
    if (options.publicAddress() == null) {
      engine.answersAt(http.url());
    }
    try {
      return new RunningServer(engine, http, engine.createFirstAdministrator(FIRST_ADMINISTRATOR));
    } catch (RuntimeException failure) {
      http.close();
      throw failure;
    }
  }

  private static Engine open(EngineConfig config) {
    try {
      return Engine.open(config);
    } catch (StoreException | IllegalArgumentException unusable) {
      throw new ServerStartException(String.valueOf(unusable.getMessage()), unusable);
    }
  }

  private static EngineConfig engineConfig(ServeOptions options) {
    var config =
        store(options)
            .unsafe(options.unsafe())
            .codeBehind(options.codeBehind())
            .movableClock(options.movableClock())
            .retention(options.retention(), options.archiveFolder() != null)
            .callRules(options.callRules())
            .credentials(options.credentials());
    if (options.archiveFolder() != null) {
      config = config.archiveFolder(options.archiveFolder());
    }
    var publicAddress = options.publicAddress();
    if (publicAddress != null) {
      config = config.publicAddress(publicAddress);
    } else if (options.port() != 0) {
      config = config.publicAddress(URI.create("http://localhost:" + options.port()));
    }
    var mailServer = options.mailServer();
    return mailServer == null ? config : config.mailer(new SmtpMailer(mailServer));
  }

  private static EngineConfig store(ServeOptions options) {
    var url = options.jdbcUrl();
    if (url != null) {
      return EngineConfig.postgres(
          url,
          Objects.requireNonNullElse(options.jdbcUser(), ""),
          Objects.requireNonNullElse(options.jdbcPassword(), ""));
    }
    var folder = Objects.requireNonNull(options.dataFile().toAbsolutePath().getParent());
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new ServerStartException(
          "The folder %s for the data file can't be made: %s.".formatted(folder, failure), failure);
    }
    return EngineConfig.sqlite(options.dataFile());
  }

  private static void welcome(RunningServer server, String password) {
    System.out.printf(
        "The administrator '%s' was made with the password %s%n"
            + "It is shown this once. Change it with 'baltoro users password %s'.%n",
        FIRST_ADMINISTRATOR, password, FIRST_ADMINISTRATOR);
    saveLogin(server)
        .ifPresent(logins -> System.out.printf("The command line is logged in: %s%n", logins));
  }

  private static Optional<String> saveLogin(RunningServer server) {
    var engine = server.engine();
    try (var administrator = engine.connectTrusted(FIRST_ADMINISTRATOR)) {
      var token =
          administrator
              .administration()
              .createToken(
                  FIRST_ADMINISTRATOR,
                  "The command line on the server's machine",
                  FIRST_TOKEN_VALID_FOR);
      var logins = SavedLogins.ofThisUser();
      logins.save(
          server.url().toString(),
          new SavedLogins.SavedLogin(
              token, FIRST_ADMINISTRATOR, Instant.now().plus(FIRST_TOKEN_VALID_FOR)));
      return Optional.of(logins.file().toString());
    } catch (UncheckedIOException unwritable) {
      LOG.atWarn()
          .setCause(unwritable)
          .log("The command line's login could not be saved; log in with 'baltoro login'");
      return Optional.empty();
    }
  }
}
