package org.baltoro.server.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.baltoro.engine.mail.MailServer;
import org.baltoro.engine.mail.MailServer.Encryption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a server hands in the mails of escalations. */
final class MailOptions {
  private static final Pattern HOST = Pattern.compile("(?<host>[^:\\s]+)(:(?<port>[0-9]{1,5}))?");
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--mail-server",
      paramLabel = "HOST[:PORT]",
      description =
          "Where mails of escalations are handed in; default port: 587, 465 with tls, 25 with"
              + " none.")
  private @Nullable String server;

  @Option(
      names = "--mail-encryption",
      paramLabel = "starttls|tls|none",
      description = "How the way to it is protected. Default: starttls.")
  private @Nullable String encryption;

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      description = "The sender's address; needed with --mail-server.")
  private @Nullable String from;

  @Option(
      names = "--mail-user",
      paramLabel = "NAME",
      description = "The login there; its password is read from $BALTORO_MAIL_PASSWORD.")
  private @Nullable String user;

  @Option(
      names = "--mail-user-domain",
      paramLabel = "DOMAIN",
      description = "Users get their mail at this domain: ann at ann@DOMAIN.")
  private @Nullable String userDomain;

  /**
   * The server that the options name; null: none.
   *
   * @throws UsageException telling what is wrong or missing
   */
  @Nullable MailServer mailServer(@Nullable String password) {
    if (server == null) {
      if (encryption != null || from != null || user != null || userDomain != null) {
        throw new UsageException("Mail is set without --mail-server: say where mails go.");
      }
      return null;
    }
    var place = HOST.matcher(server);
    if (!place.matches()) {
      throw new UsageException(
          "--mail-server is '%s': give a host and perhaps a port, as in mail.example.com:587."
              .formatted(server));
    }
    if (from == null || !from.contains("@")) {
      throw new UsageException(
          "--mail-from is %s: give the sender's address, as in workflow@example.com."
              .formatted(from == null ? "missing" : "'" + from + "'"));
    }
    if (user != null && password == null) {
      throw new UsageException(
          "--mail-user is given, but there is no password in $BALTORO_MAIL_PASSWORD.");
    }
    var protection = protection();
    int port = place.group("port") == null ? usual(protection) : port(place.group("port"));
    return new MailServer(
        place.group("host"),
        port,
        protection,
        user,
        user == null ? null : password,
        from,
        userDomain,
        TIMEOUT);
  }

  private Encryption protection() {
    return switch (encryption == null ? "starttls" : encryption.toLowerCase(Locale.ROOT)) {
      case "starttls" -> Encryption.STARTTLS;
      case "tls" -> Encryption.TLS;
      case "none" -> Encryption.NONE;
      default ->
          throw new UsageException(
              "--mail-encryption is '%s': give starttls, tls or none.".formatted(encryption));
    };
  }

  private static int usual(Encryption encryption) {
    return switch (encryption) {
      case STARTTLS -> 587;
      case TLS -> 465;
      case NONE -> 25;
    };
  }

  private static int port(String digits) {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > 65_535) {
      throw new UsageException("The port of --mail-server is %d: give 1 to 65535.".formatted(port));
    }
    return port;
  }
}
