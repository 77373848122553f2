package org.baltoro.forms.service;

import java.time.Duration;
import org.baltoro.forms.broker.sql.SqlConfig;
import org.jspecify.annotations.Nullable;

/**
 * Tables and views of a database.
 *
 * @param url of JDBC, without a user or a secret in it: {@link JdbcUrl}
 * @param user null: none
 * @param password where it is found; null: none
 * @param config what of the database is used
 * @param connectionsMax at a time, 1 to 200; default 10
 * @param connectTimeout how long a call waits for a connection, 250 ms to 1 min; default 5 s
 */
public record SqlService(
    String name,
    String displayName,
    String description,
    boolean enabled,
    String url,
    @Nullable String user,
    @Nullable SecretReference password,
    SqlConfig config,
    int connectionsMax,
    Duration connectTimeout)
    implements ServiceDefinition {
  public static final int CONNECTIONS = 10;
  public static final int CONNECTIONS_MAX = 200;
  public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  public static final Duration CONNECT_TIMEOUT_MIN = Duration.ofMillis(250);
  public static final Duration CONNECT_TIMEOUT_MAX = Duration.ofMinutes(1);
}
