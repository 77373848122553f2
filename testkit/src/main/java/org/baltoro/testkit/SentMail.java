package org.baltoro.testkit;

import java.util.List;

/**
 * A mail that an escalation has sent; none leaves the test.
 *
 * @param recipients addresses, or names of users
 */
public record SentMail(List<String> recipients, String subject, String body) {
  public SentMail {
    recipients = List.copyOf(recipients);
  }
}
