package org.baltoro.store.dialect;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.baltoro.store.StoreConfig;
import org.baltoro.store.StoreException;
import org.baltoro.store.StoreException.Kind;

/** The database that a program's own data source leads to. */
public final class GivenDatabase {
  private static final String SQLITE = "jdbc:sqlite:";

  private GivenDatabase() {}

  /**
   * @throws StoreException UNUSABLE if it is neither PostgreSQL nor a SQLite file
   */
  public static Dialect open(StoreConfig config, DataSource source) {
    var url = url(source);
    if (url.startsWith("jdbc:postgresql:")) {
      return PostgresDialect.open(config.withJdbcUrl(url));
    }
    if (url.startsWith(SQLITE)) {
      return SqliteDialect.open(config, file(url));
    }
    throw new StoreException(
        Kind.UNUSABLE,
        "The data source leads to %s, which can't be a store. Give one for PostgreSQL or SQLite."
            .formatted(withoutParameters(url)),
        null);
  }

  private static String url(DataSource source) {
    try (var connection = source.getConnection()) {
      return Objects.requireNonNullElse(connection.getMetaData().getURL(), "no URL");
    } catch (SQLException failure) {
      throw Faults.of(failure, "The data source");
    }
  }

  /** The file itself: the store opens it with settings of its own. */
  private static Path file(String url) {
    var name = withoutParameters(url.substring(SQLITE.length())).replaceFirst("^file:", "");
    if (name.isEmpty() || name.contains(":memory:") || url.contains("mode=memory")) {
      throw new StoreException(
          Kind.UNUSABLE,
          "The data source leads to a SQLite database in memory, which keeps nothing. Give a file.",
          null);
    }
    return Path.of(name);
  }

  private static String withoutParameters(String url) {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
