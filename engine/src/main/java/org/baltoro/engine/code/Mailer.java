package org.baltoro.engine.code;

import java.util.List;

/** Sends mail; how is settled by the engine's settings. */
@FunctionalInterface
public interface Mailer {
  /** Where no mail server is set: each mail is an error that says so. */
  Mailer NONE =
      (recipients, subject, body, messageKey) -> {
        throw new IllegalStateException(
            "No mail server is set, so this mail can't be sent. Give the engine a mailer (baltoro"
                + " serve --mail-server), then retry.");
      };

  /**
   * Sends one mail, and returns when the server has taken it.
   *
   * @param recipients addresses, or names of users
   * @param messageKey the same for all attempts: it becomes the message's id, so that a server or
   *     reader can tell a repetition
   * @throws Exception any failure; it is tried again
   */
  void send(List<String> recipients, String subject, String body, String messageKey)
      throws Exception;
}
