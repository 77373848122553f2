package org.baltoro.server.forms;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What services may reach and read that are deployed. Who deploys them is an administrator; whose
 * machine it is, the operator, says this.
 *
 * @param databases the beginnings of the JDBC URLs that may be used; default: PostgreSQL's
 * @param secretFolder under which files with secrets are; null: none are read
 * @param variables secrets by the name of their variable, which begins with {@link #PREFIX}
 */
public record ServiceLimits(
    List<String> databases, @Nullable Path secretFolder, SortedMap<String, String> variables) {
  /** Variables of the environment that services may name begin with it. */
  public static final String PREFIX = "BALTORO_SECRET_";

  public static final ServiceLimits DEFAULTS =
      new ServiceLimits(List.of("jdbc:postgresql:"), null, new TreeMap<>());

  public ServiceLimits {
    databases = List.copyOf(databases);
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }

  public ServiceLimits withDatabases(List<String> beginnings) {
    return new ServiceLimits(beginnings, secretFolder, variables);
  }

  public ServiceLimits withSecretFolder(@Nullable Path folder) {
    return new ServiceLimits(databases, folder, variables);
  }

  /** Of an environment those variables that services may name. */
  public ServiceLimits withVariables(Map<String, String> environment) {
    var secrets = new TreeMap<String, String>();
    environment.forEach((name, value) -> {
      if (name.startsWith(PREFIX)) {
        secrets.put(name, value);
      }
    });
    return new ServiceLimits(databases, secretFolder, secrets);
  }

  /** Never a secret. */
  @Override
  public String toString() {
    return "databases %s, secrets in %s and %s"
        .formatted(databases, secretFolder, variables.keySet());
  }
}
