package org.baltoro.forms.broker.sql;

import java.time.Duration;
import java.util.List;

/**
 * What of a database is a service.
 *
 * @param schemas whose tables and views; none: those of the connection's own schema. With more than
 *     one the objects are called {@code schema.table}
 * @param statementTimeout of a statement; 1 s to 1 hour, default 30 s
 */
public record SqlConfig(List<String> schemas, Duration statementTimeout) {
  public static final SqlConfig DEFAULTS = new SqlConfig(List.of(), Duration.ofSeconds(30));

  public SqlConfig {
    schemas = List.copyOf(schemas);
    if (statementTimeout.toSeconds() < 1 || statementTimeout.toHours() > 1) {
      throw new IllegalArgumentException(
          "statementTimeout is %s: give 1 s to 1 hour.".formatted(statementTimeout));
    }
  }
}
