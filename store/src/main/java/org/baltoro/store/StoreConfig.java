package org.baltoro.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Which database a store lies in, and how it is reached. Begin with {@link #sqlite}, {@link
 * #postgres} or {@link #dataSource(DataSource)}; all else has a default.
 *
 * @param sqliteFile {@code store.sqlite-file}: the database file, made when it is missing; null for
 *     PostgreSQL
 * @param jdbcUrl {@code store.jdbc-url}: {@code jdbc:postgresql://host/database}; "" for SQLite
 * @param user {@code store.user}: on PostgreSQL
 * @param password {@code store.password}: on PostgreSQL
 * @param committers {@code store.committers}: connections that write, on PostgreSQL; 1 to 16,
 *     default 2. SQLite has one writer
 * @param readers {@code store.readers}: connections that read; 1 to 64, default 4
 * @param maxMegabytes {@code store.max-megabytes}: how large a SQLite file may grow before commits
 *     are refused as {@link StoreException.Kind#FULL}; 1 to 16,000,000, 0 (the default): as the
 *     disk allows
 * @param unsafe {@code store.unsafe}: accepts a PostgreSQL server that may lose commits (fsync,
 *     synchronous_commit or full_page_writes off); default false
 * @param dataSource the program's own connections, from which the store's are taken: {@code
 *     committers + 1 + readers} of a PostgreSQL server, for as long as the store is open; of SQLite
 *     only where the file is. Null: the store makes its own
 * @param schema {@code store.schema}: the schema on PostgreSQL, made when it is missing; "" (the
 *     default): the one that connections begin with
 */
public record StoreConfig(
    @Nullable Path sqliteFile,
    String jdbcUrl,
    String user,
    String password,
    int committers,
    int readers,
    int maxMegabytes,
    boolean unsafe,
    @Nullable DataSource dataSource,
    String schema) {
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /**
   * @throws IllegalArgumentException naming every setting out of bounds, with the value found
   */
  public StoreConfig {
    var faults = new ArrayList<String>();
    if (sqliteFile == null && dataSource == null && !jdbcUrl.startsWith("jdbc:postgresql:")) {
      faults.add(
          "store.jdbc-url is '%s': give jdbc:postgresql://host/database, or store.sqlite-file."
              .formatted(jdbcUrl));
    }
    between(faults, "store.committers", committers, 1, 16);
    between(faults, "store.readers", readers, 1, 64);
    between(faults, "store.max-megabytes", maxMegabytes, 0, 16_000_000);
    if (!schema.isEmpty() && !SCHEMA.matcher(schema).matches()) {
      faults.add(
          "store.schema is '%s': give 1 to 63 small letters, digits and _.".formatted(schema));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", faults));
    }
  }

  /** In a SQLite file, which is made when it is missing; its folder must be there. */
  public static StoreConfig sqlite(Path file) {
    return new StoreConfig(file, "", "", "", 1, 4, 0, false, null, "");
  }

  /** In a PostgreSQL database, 15 or newer: {@code jdbc:postgresql://host/database}. */
  public static StoreConfig postgres(String jdbcUrl, String user, String password) {
    return new StoreConfig(null, jdbcUrl, user, password, 2, 4, 0, false, null, "");
  }

  /**
   * In the database that these connections lead to, PostgreSQL or SQLite. What the program itself
   * does on them shares no transaction with the store.
   */
  public static StoreConfig dataSource(DataSource source) {
    return new StoreConfig(null, "", "", "", 1, 2, 0, false, source, "");
  }

  /** In a schema of its own, on PostgreSQL. */
  public StoreConfig withSchema(String name) {
    return new StoreConfig(
        sqliteFile,
        jdbcUrl,
        user,
        password,
        committers,
        readers,
        maxMegabytes,
        unsafe,
        dataSource,
        name);
  }

  /** Where the data source has turned out to lead to. */
  public StoreConfig withJdbcUrl(String url) {
    return new StoreConfig(
        sqliteFile,
        url,
        user,
        password,
        committers,
        readers,
        maxMegabytes,
        unsafe,
        dataSource,
        schema);
  }

  public StoreConfig withCommitters(int connections) {
    return new StoreConfig(
        sqliteFile,
        jdbcUrl,
        user,
        password,
        connections,
        readers,
        maxMegabytes,
        unsafe,
        dataSource,
        schema);
  }

  public StoreConfig withReaders(int connections) {
    return new StoreConfig(
        sqliteFile,
        jdbcUrl,
        user,
        password,
        committers,
        connections,
        maxMegabytes,
        unsafe,
        dataSource,
        schema);
  }

  public StoreConfig withMaxMegabytes(int megabytes) {
    return new StoreConfig(
        sqliteFile,
        jdbcUrl,
        user,
        password,
        committers,
        readers,
        megabytes,
        unsafe,
        dataSource,
        schema);
  }

  public StoreConfig withUnsafe(boolean accepted) {
    return new StoreConfig(
        sqliteFile,
        jdbcUrl,
        user,
        password,
        committers,
        readers,
        maxMegabytes,
        accepted,
        dataSource,
        schema);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "StoreConfig[%s, committers=%d, readers=%d, maxMegabytes=%d, unsafe=%b]"
        .formatted(
            sqliteFile != null ? sqliteFile : jdbcUrl.isEmpty() ? "data source" : jdbcUrl,
            committers,
            readers,
            maxMegabytes,
            unsafe);
  }

  private static void between(List<String> faults, String key, int value, int least, int most) {
    if (value < least || value > most) {
      faults.add("%s is %d: give %d to %d.".formatted(key, value, least, most));
    }
  }
}
