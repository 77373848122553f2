package org.baltoro.engine.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where mails are handed in.
 *
 * @param port 1 to 65535; usually 587, 465 or 25
 * @param encryption how the connection is protected
 * @param user null: without login
 * @param password never shown
 * @param from the sender's address
 * @param userDomain users without an address get theirs at this domain: {@code ann} becomes {@code
 *     ann@userDomain}; null: such recipients are refused
 * @param timeout for connecting and for each answer of the server
 */
public record MailServer(
    String host,
    int port,
    Encryption encryption,
    @Nullable String user,
    @Nullable String password,
    String from,
    @Nullable String userDomain,
    Duration timeout) {

  /** How a connection is protected. */
  public enum Encryption {
    /** Not at all. */
    NONE,
    /** Begins in clear and must become encrypted before anything is said. */
    STARTTLS,
    /** Encrypted from the start. */
    TLS
  }

  /** Without login and encryption: for a relay on the same machine. */
  public static MailServer plain(String host, int port, String from) {
    return new MailServer(
        host, port, Encryption.NONE, null, null, from, null, Duration.ofSeconds(30));
  }

  @Override
  public String toString() {
    return "%s:%d (%s)".formatted(host, port, encryption);
  }
}
