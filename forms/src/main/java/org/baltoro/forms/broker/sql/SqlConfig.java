package org.baltoro.forms.broker.sql;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a database is a service.
 *
 * @param schemas whose tables and views; none: those of the connection's own schema. With more than
 *     one the objects are called {@code schema.table}
 * @param tables which tables and views of them, {@code *} for any characters; none: all
 * @param readOnly nothing is created, updated or deleted
 * @param statementTimeout of a statement; 1 s to 1 hour, default 30 s
 */
public record SqlConfig(
    List<String> schemas, List<String> tables, boolean readOnly, Duration statementTimeout) {
  public static final SqlConfig DEFAULTS = new SqlConfig(List.of(), Duration.ofSeconds(30));

  public SqlConfig {
    schemas = List.copyOf(schemas);
    tables = List.copyOf(tables);
    if (statementTimeout.toSeconds() < 1 || statementTimeout.toHours() > 1) {
      throw new IllegalArgumentException(
          "statementTimeout is %s: give 1 s to 1 hour.".formatted(statementTimeout));
    }
  }

  public SqlConfig(List<String> schemas, Duration statementTimeout) {
    this(schemas, List.of(), false, statementTimeout);
  }

  /** True if the table or view is part of the service. */
  boolean uses(String table) {
    return tables.isEmpty() || tables.stream().anyMatch(wanted -> matches(wanted, table));
  }

  private static boolean matches(String wanted, String table) {
    var pattern =
        Arrays.stream(wanted.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.DOTALL).matcher(table).matches();
  }
}
