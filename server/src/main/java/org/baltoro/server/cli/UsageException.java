package org.baltoro.server.cli;

/** The command line asks for something that can't be: the message says what, why and the mend. */
final class UsageException extends RuntimeException {
  UsageException(String message) {
    super(message);
  }
}
