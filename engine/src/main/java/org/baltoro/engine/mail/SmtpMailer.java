package org.baltoro.engine.mail;

import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Properties;
import org.baltoro.engine.code.Mailer;
import org.baltoro.engine.mail.MailServer.Encryption;

/** Hands mails in at an SMTP server, one connection each. Safe for many threads. */
public final class SmtpMailer implements Mailer {
  private final MailServer server;
  private final Session session;

  public SmtpMailer(MailServer server) {
    this.server = server;
    session = Session.getInstance(properties(server), login(server));
  }

  @Override
  public void send(List<String> recipients, String subject, String body, String messageKey)
      throws MessagingException {
    var message = new KeyedMessage(session, messageKey, server.from());
    message.setFrom(new InternetAddress(server.from(), true));
    for (var address : addresses(recipients)) {
      message.addRecipient(Message.RecipientType.TO, address);
    }
    message.setSubject(oneLine(subject), StandardCharsets.UTF_8.name());
    message.setText(body, StandardCharsets.UTF_8.name());
    message.setSentDate(new Date());
    try {
      Transport.send(message);
    } catch (MessagingException failure) {
      throw new MessagingException(
          "The mail server %s did not take the mail: %s".formatted(server, failure.getMessage()),
          failure);
    }
  }

  private List<InternetAddress> addresses(List<String> recipients) throws AddressException {
    var addresses = new ArrayList<InternetAddress>();
    for (var recipient : recipients) {
      if (recipient.contains("@")) {
        addresses.add(new InternetAddress(recipient, true));
      } else if (server.userDomain() != null) {
        addresses.add(new InternetAddress(recipient + "@" + server.userDomain(), true));
      } else {
        throw new AddressException(
            "'%s' is no mail address, and no domain is set for the addresses of users. Write an address, or set the domain."
                .formatted(recipient));
      }
    }
    return addresses;
  }

  /** A line break in a subject would begin another header. */
  private static String oneLine(String subject) {
    return subject.replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }

  private static Properties properties(MailServer server) {
    var millis = String.valueOf(server.timeout().toMillis());
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", server.host());
    properties.setProperty("mail.smtp.port", String.valueOf(server.port()));
    properties.setProperty("mail.smtp.connectiontimeout", millis);
    properties.setProperty("mail.smtp.timeout", millis);
    properties.setProperty("mail.smtp.writetimeout", millis);
    properties.setProperty("mail.smtp.auth", String.valueOf(server.user() != null));
    boolean startTls = server.encryption() == Encryption.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
    properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
    properties.setProperty(
        "mail.smtp.ssl.enable", String.valueOf(server.encryption() == Encryption.TLS));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    return properties;
  }

  private static Authenticator login(MailServer server) {
    return new Authenticator() {
      @Override
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(server.user(), server.password());
      }
    };
  }

  /** A message that says the same id each time it is sent. */
  private static final class KeyedMessage extends MimeMessage {
    private final String id;

    KeyedMessage(Session session, String messageKey, String from) {
      super(session);
      id = "<baltoro-%s@%s>".formatted(messageKey, from.substring(from.indexOf('@') + 1));
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
