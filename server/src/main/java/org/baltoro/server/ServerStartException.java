package org.baltoro.server;

/** The server can't start. The message says why, and the mend. */
public final class ServerStartException extends RuntimeException {
  public ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
