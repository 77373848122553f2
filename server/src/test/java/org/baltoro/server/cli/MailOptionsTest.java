package org.baltoro.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.baltoro.engine.mail.MailServer;
import org.baltoro.engine.mail.MailServer.Encryption;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * {@code baltoro serve --mail-...}: what the options mean, and what they say when they are wrong.
 */
class MailOptionsTest {
  @CommandLine.Command
  private static final class Options {
    @CommandLine.Mixin private MailOptions mail = new MailOptions();
  }

  @Test
  void withoutOptionsThereIsNoMailServer() {
    assertThat(read(null)).isNull();
  }

  @Test
  void theUsualPortGoesWithTheEncryption() {
    assertThat(port("--mail-encryption", "starttls")).isEqualTo(587);
    assertThat(port("--mail-encryption", "TLS")).isEqualTo(465);
    assertThat(port("--mail-encryption", "none")).isEqualTo(25);
    assertThat(port()).isEqualTo(587);
  }

  private static int port(String... more) {
    var words = new ArrayList<String>();
    words.addAll(List.of("--mail-server", "mail.example.com"));
    words.addAll(List.of("--mail-from", "flow@example.com"));
    words.addAll(List.of(more));
    return Objects.requireNonNull(read(null, words.toArray(String[]::new))).port();
  }

  @Test
  void allIsRead() {
    var server =
        read(
            "secret",
            "--mail-server",
            "mail.example.com:2525",
            "--mail-encryption",
            "tls",
            "--mail-from",
            "flow@example.com",
            "--mail-user",
            "flow",
            "--mail-user-domain",
            "example.com");
    assertThat(server)
        .isEqualTo(
            new MailServer(
                "mail.example.com",
                2525,
                Encryption.TLS,
                "flow",
                "secret",
                "flow@example.com",
                "example.com",
                Duration.ofSeconds(30)));
  }

  @Test
  void whatIsWrongIsSaidWithTheMend() {
    refused(
        "Mail is set without --mail-server: say where mails go.", "--mail-from", "a@example.com");
    refused(
        "--mail-server is 'a b': give a host and perhaps a port, as in mail.example.com:587.",
        "--mail-server",
        "a b");
    refused(
        "--mail-from is missing: give the sender's address, as in workflow@example.com.",
        "--mail-server",
        "mail");
    refused(
        "--mail-from is 'flow': give the sender's address, as in workflow@example.com.",
        "--mail-server",
        "mail",
        "--mail-from",
        "flow");
    refused(
        "The port of --mail-server is 70000: give 1 to 65535.",
        "--mail-server",
        "mail:70000",
        "--mail-from",
        "a@b");
    refused(
        "--mail-encryption is 'ssl': give starttls, tls or none.",
        "--mail-server",
        "mail",
        "--mail-from",
        "a@b",
        "--mail-encryption",
        "ssl");
    refused(
        "--mail-user is given, but there is no password in $BALTORO_MAIL_PASSWORD.",
        "--mail-server",
        "mail",
        "--mail-from",
        "a@b",
        "--mail-user",
        "flow");
  }

  private static @Nullable MailServer read(@Nullable String password, String... words) {
    var options = new Options();
    new CommandLine(options).parseArgs(words);
    return options.mail.mailServer(password);
  }

  private static void refused(String message, String... words) {
    assertThatThrownBy(() -> read(null, words))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }
}
