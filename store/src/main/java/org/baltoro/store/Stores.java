package org.baltoro.store;

import org.baltoro.store.dialect.Dialect;
import org.baltoro.store.dialect.GivenDatabase;
import org.baltoro.store.dialect.PostgresDialect;
import org.baltoro.store.dialect.SqliteDialect;
import org.baltoro.store.sql.SqlStore;

/** Opens stores. */
public final class Stores {
  private Stores() {}

  /**
   * Opens a store, and brings its tables up to this version's.
   *
   * @throws StoreException {@link StoreException.Kind#LOCKED} when another process has the SQLite
   *     file, {@link StoreException.Kind#UNUSABLE} when it is of a newer version, no store at all,
   *     or not safe, {@link StoreException.Kind#CONNECTION} when the server can't be reached
   */
  public static Store open(StoreConfig config) {
    return new SqlStore(dialect(config));
  }

  private static Dialect dialect(StoreConfig config) {
    var file = config.sqliteFile();
    var source = config.dataSource();
    if (file != null) {
      return SqliteDialect.open(config, file);
    }
    return source != null ? GivenDatabase.open(config, source) : PostgresDialect.open(config);
  }
}
