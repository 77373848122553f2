package org.baltoro.api;

/** How {@link Connection#open} reaches a server: found with {@link java.util.ServiceLoader}. */
public interface ConnectionProvider {
  Connection open(String server);

  Connection open(String server, String user, String password);

  Connection openWithToken(String server, String token);
}
