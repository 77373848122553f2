package org.baltoro.engine.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Duration;
import java.util.List;
import org.baltoro.engine.mail.MailServer.Encryption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mails through a real SMTP server in this process. */
class SmtpMailerTest {
  private final GreenMail smtp = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    smtp.start();
  }

  @AfterEach
  void stop() {
    smtp.stop();
  }

  private MailServer server() {
    return new MailServer(
        "127.0.0.1",
        smtp.getSmtp().getPort(),
        Encryption.NONE,
        null,
        null,
        "workflow@example.com",
        "example.com",
        Duration.ofSeconds(5));
  }

  @Test
  void aMailReachesAddressesAndUsersWithTheSameIdEachTime() throws Exception {
    var mailer = new SmtpMailer(server());
    for (int attempt = 0; attempt < 2; attempt++) {
      mailer.send(
          List.of("ann", "boss@example.org"), "Late: Müller\r\nBcc: x@y", "Grüße", "1024_3");
    }
    var received = smtp.getReceivedMessages();
    assertThat(received).hasSize(4);
    assertThat(received)
        .allSatisfy(message -> {
          assertThat(message.getMessageID()).isEqualTo("<baltoro-1024_3@example.com>");
          assertThat(message.getSubject()).isEqualTo("Late: Müller Bcc: x@y");
          assertThat(message.getAllRecipients())
              .extracting(Object::toString)
              .containsExactly("ann@example.com", "boss@example.org");
        });
    assertThat(GreenMailUtil.getBody(received[0])).isNotEmpty();
    assertThat(received[0].getContent().toString()).contains("Grüße");
  }

  @Test
  void aUserWithoutAnAddressIsRefusedWhereNoDomainIsSet() {
    var plain = MailServer.plain("127.0.0.1", smtp.getSmtp().getPort(), "workflow@example.com");
    assertThatThrownBy(() -> new SmtpMailer(plain).send(List.of("ann"), "s", "b", "1_2"))
        .hasMessageContaining("'ann' is no mail address")
        .hasMessageContaining("domain");
  }

  @Test
  void aServerThatIsAwayIsNamed() {
    int port = smtp.getSmtp().getPort();
    smtp.stop();
    var away = MailServer.plain("127.0.0.1", port, "workflow@example.com");
    assertThatThrownBy(() -> new SmtpMailer(away).send(List.of("a@b.c"), "s", "b", "1_2"))
        .hasMessageContaining("The mail server 127.0.0.1:" + port);
  }
}
